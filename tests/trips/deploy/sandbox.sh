#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# sandbox.sh ROOT UNIT [COMMAND…]: becomes a unit's ExecStart, or that command, under the unit's restrictions as
# far as they can be had without systemd: its user, no capabilities, no new privileges, everything but its own
# folder read-only, no devices, no homes, a /tmp and a /proc of its own. ROOT holds what is installed
# (usr/local, etc, srv, var); the rest of /usr is this machine's. To be called by `unshare --mount`.
set -euo pipefail
root=$1
unit=$root/usr/local/lib/systemd/system/$2.service
shift 2
value() { sed -n "s/^$1=-\?//p" "$unit" | head -1; }

own=$(value StateDirectory)
user=$(awk -F: -v name="$(value User)" '$1 == name { print $3 }' "$root/etc/passwd")
group=$(awk -F: -v name="$(value Group)" '$1 == name { print $3 }' "$root/etc/group")
mkdir -p "$root/var/lib/$own"
chown "$user:$group" "$root/var/lib/$own"
chmod "$(value StateDirectoryMode)" "$root/var/lib/$own"

new=$root/sandbox
mkdir -p "$new"
mount --make-rprivate /
mount -t tmpfs -o mode=755 tmpfs "$new"
for folder in bin lib lib64 sbin; do [ ! -L /$folder ] || cp -P /$folder "$new/"; done
mkdir -p "$new"/{dev,etc,home,proc,root,run,srv,tmp,usr,var/lib,var/tmp}
# A bind mount is made read-only in a second step.
read_only() {
  mount --rbind "$1" "$2"
  mount -o remount,bind,ro "$2"
}
read_only /usr "$new/usr"
read_only "$root/usr/local" "$new/usr/local"
read_only "$root/etc" "$new/etc"
read_only "$root/srv" "$new/srv"
for state in "$root"/var/lib/*; do
  mkdir -p "$new/var/lib/${state##*/}"
  [ "${state##*/}" = "$own" ] || read_only "$state" "$new/var/lib/${state##*/}"
done
mount --bind "$root/var/lib/$own" "$new/var/lib/$own"
for device in null zero full random urandom; do
  touch "$new/dev/$device"
  mount --bind "/dev/$device" "$new/dev/$device"
done
mount -t tmpfs -o mode=1777,nosuid,nodev,noexec tmpfs "$new/tmp"
mount -t tmpfs -o mode=1777,nosuid,nodev,noexec tmpfs "$new/var/tmp"
mount -t proc -o ro,hidepid=invisible,subset=pid proc "$new/proc"
mount -o remount,ro "$new"

if [ $# -eq 0 ]; then read -ra line <<< "$(value ExecStart)"; else line=("$@"); fi
umask "$(value UMask)"
limit=$(value LimitNOFILE)
[ -z "$limit" ] || ulimit -n "$limit"
exec chroot "$new" /usr/bin/env -i PATH=/usr/local/bin:/usr/bin:/bin LANG=C.UTF-8 setpriv --no-new-privs \
  --reuid "$user" --regid "$group" --clear-groups --inh-caps=-all --ambient-caps=-all --bounding-set=-all \
  "${line[@]}"
