#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The systemd units, as far as they can be held without a running systemd: they are understood, what they call
# is installed, their users and folders are made, and little is left open to them.
source "$(dirname "$0")/support.sh"
install_firstline

units=$root/usr/local/lib/systemd/system
for unit in firstline-server firstline-index; do
  # systemd-analyze wants what a unit calls to be on this machine: here, it is below the test's own root.
  mkdir -p "$place/units"
  sed -E "s#^(Exec[A-Za-z]+=-?)(firstline-)#\1$root/usr/local/bin/\2#" "$units/$unit.service" \
    > "$place/units/$unit.service"
done
for unit in firstline-server firstline-index; do
  said=$(cd "$place/units" && systemd-analyze verify --man=no "$place/units/$unit.service" 2>&1)
  is "$unit.service is understood" "" "$(grep -F "$unit" <<< "$said")"
  exposure=$(systemd-analyze security --offline=true --threshold=15 --no-pager "$units/$unit.service" 2>&1)
  if [ $? -eq 0 ]; then is_safe=yes; else is_safe=no; fi
  is "$unit.service: $(grep -oE 'exposure level.*: [0-9.]+' <<< "$exposure" | grep -oE '[0-9.]+$'), at most 1.5" \
    yes "$is_safe"
done

# The flags that the units give are flags of the programs.
for unit in firstline-server firstline-index; do
  help=$("$root/usr/local/bin/$unit" --help)
  for flag in $(grep -E '^Exec(Start|StartPre)=' "$units/$unit.service" | grep -oE -- '--[a-z-]+' | sort -u); do
    has "$unit has $flag" "^  $flag( |$)" "$help"
  done
done
help=$("$root/usr/local/bin/firstline-server" --help)
for key in $(grep -oE '^[a-z-]+' "$share/deploy/server.toml"); do
  has "server.toml: $key is a flag" "^  --$key( |$)" "$help"
done

# Users and folders, made in the test's root. As root, since they get owners.
if [ "$(id -u)" = 0 ]; then
  mkdir -p "$root/etc"
  succeeds "systemd-sysusers makes the users" systemd-sysusers --root="$root" firstline.conf
  has "the server has its user" '^firstline:' "$(cat "$root/etc/passwd")"
  has "the indexer has its own" '^firstline-index:' "$(cat "$root/etc/passwd")"
  lacks "nobody can sign in as them" '^firstline.*sh$' "$(cat "$root/etc/passwd")"
  succeeds "systemd-tmpfiles makes the folders" systemd-tmpfiles --root="$root" --create firstline.conf
  owner=$(awk -F: '$1 == "firstline" { print $3 ":" $4 }' "$root/etc/passwd")
  is "the users file is the server's own" "600 $owner" "$(stat -c '%a %u:%g' "$root/etc/firstline/users")"
  echo kept > "$root/etc/firstline/users"
  systemd-tmpfiles --root="$root" --create firstline.conf
  is "what stands in it stays" kept "$(cat "$root/etc/firstline/users")"
else
  echo "  skipped: users and folders, they need root"
fi
