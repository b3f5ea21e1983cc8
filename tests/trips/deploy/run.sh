#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Shows that deploy/ does what it says: installs the programs of build/, or of FIRSTLINE_BUILD=, into a folder
# of its own, puts the shipped nginx site before the server, and runs both under the units' restrictions.
# Names of tests (proxy_test.sh …) run only these.
set -euo pipefail
cd "$(dirname "$0")"

../../../packages.sh packages.txt

installed=$(mktemp -d /var/tmp/firstline-installed-XXXXXX)
trap 'rm -rf "$installed"' EXIT
chmod 755 "$installed"
build=$(cd ../../.. && realpath "${FIRSTLINE_BUILD:-build}")
DESTDIR=$installed cmake --install "$build" --prefix /usr/local --strip > "$installed/install.log"
export FIRSTLINE_INSTALLED=$installed

failed=0
for each in "${@:-units_test.sh proxy_test.sh attack_test.sh sandbox_test.sh}"; do
  for test in $each; do
    printf '\n== %s\n' "$test"
    bash "./$test" || failed=1
  done
done
exit $failed
