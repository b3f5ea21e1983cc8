#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Shows that deploy/ does what it says: installs the programs of build/, or of FIRSTLINE_BUILD=, into a folder
# of its own, puts the shipped nginx site before the server, and runs both under the units' restrictions.
# Names of tests (proxy_test.sh …) run only these.
set -euo pipefail
cd "$(dirname "$0")"

# The program that a package is for.
is_there() {
  case $1 in
    nginx-light) [ -x /usr/sbin/nginx ] ;;
    systemd) command -v systemd-analyze > /dev/null ;;
    *) command -v "$1" > /dev/null ;;
  esac
}
missing=()
for name in $(grep -v '^#' packages.txt); do is_there "$name" || missing+=("$name"); done
if [ ${#missing[@]} -gt 0 ]; then
  sudo=$([ "$(id -u)" = 0 ] || echo sudo)
  $sudo apt-get update -q
  # nginx isn't to be started by being installed; whoever has rules for that already keeps them.
  policy=/usr/sbin/policy-rc.d
  if [ ! -e $policy ]; then
    printf '#!/bin/sh\nexit 101\n' | $sudo tee $policy > /dev/null
    $sudo chmod 755 $policy
    trap '$sudo rm -f $policy' EXIT
  fi
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -q -y --no-install-recommends "${missing[@]}"
  trap - EXIT
  [ "$(cat $policy)" != $'#!/bin/sh\nexit 101' ] || $sudo rm -f $policy
fi

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
