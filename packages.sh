#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs the Debian packages that the given lists name and that aren't there; nothing is asked of the system
# when all are. A list has one package a line; a program named after it will do as well, wherever it came from.
set -euo pipefail
PATH=$PATH:/usr/sbin

missing=()
while read -r package program; do
  if [ -n "$program" ] && command -v "$program" > /dev/null; then continue; fi
  dpkg-query -W -f='${Status}' "$package" 2> /dev/null | grep -q 'ok installed' || missing+=("$package")
done < <(grep -hv '^#' "$@")
[ ${#missing[@]} -gt 0 ] || exit 0

sudo=$([ "$(id -u)" = 0 ] || echo sudo)
$sudo apt-get update -q
# Servers aren't to be started by being installed; whoever has rules for that already keeps them.
policy=/usr/sbin/policy-rc.d
if [ ! -e $policy ]; then
  trap '$sudo rm -f $policy' EXIT
  printf '#!/bin/sh\nexit 101\n' | $sudo tee $policy > /dev/null
  $sudo chmod 755 $policy
fi
DEBIAN_FRONTEND=noninteractive $sudo apt-get install -q -y --no-install-recommends "${missing[@]}"
