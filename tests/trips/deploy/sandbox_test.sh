#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Indexer and server as their units start them, restricted as far as that goes without systemd (sandbox.sh):
# they do their work, and nothing else.
source "$(dirname "$0")/support.sh"
if [ "$(id -u)" != 0 ] || ! unshare --mount true 2> /dev/null; then
  echo "  skipped: needs root and the right to mount"
  exit 0
fi
install_firstline
mkdir -p "$root/etc" "$root/srv/firstline" "$root/var/lib/firstline" "$root/var/lib/firstline-index"
systemd-sysusers --root="$root" firstline.conf 2> /dev/null || give_up "systemd-sysusers"
systemd-tmpfiles --root="$root" --create firstline.conf 2> /dev/null
rm -rf "$root/srv/firstline/articles"
mv "$place/articles" "$root/srv/firstline/articles"
port=$(free_port)
sed "s#^listen = .*#listen = \"127.0.0.1:$port\"#" "$share/deploy/server.toml" > "$root/etc/firstline/server.toml"

# sandboxed UNIT [COMMAND…]; the indexer has no network.
sandboxed() {
  local network=()
  [ "$1" = firstline-server ] || network=(--net)
  exec unshare --mount --ipc --uts "${network[@]}" bash "$(dirname "${BASH_SOURCE[0]}")/sandbox.sh" "$root" "$@"
}
is_indexed() { [ -e "$root/var/lib/firstline-index/current" ]; }
ask() { curl -s --max-time 10 -H "Host: help.example.com" "http://127.0.0.1:$port$1"; }
# What of the outside a process may still do, by the kernel's own word.
held() { grep -E '^(CapEff|CapBnd|CapPrm|NoNewPrivs|Uid):' "/proc/$1/status" | tr -s '\t' ' ' | xargs; }
owner() { awk -F: -v name="$1" '$1 == name { print $3 }' "$root/etc/passwd"; }

(sandboxed firstline-index) > "$place/index.log" 2>&1 &
indexer=$!
started+=($indexer)
if wait_for is_indexed; then pass "the indexer publishes"; else give_up "the indexer: $(cat "$place/index.log")"; fi
none=0000000000000000
is "with no rights" "Uid: $(owner firstline-index | sed 's/.*/& & & &/') CapPrm: $none CapEff: $none CapBnd: $none NoNewPrivs: 1" \
  "$(held $indexer)"

touch "$place/before"
(sandboxed firstline-server) > "$place/server.log" 2>&1 &
server=$!
started+=($server)
if wait_for grep -q 'listening on' "$place/server.log"; then pass "the server starts"; else
  give_up "the server: $(cat "$place/server.log")"
fi
is "with no rights" "Uid: $(owner firstline | sed 's/.*/& & & &/') CapPrm: $none CapEff: $none CapBnd: $none NoNewPrivs: 1" \
  "$(held $server)"
is "and the connections of its unit" "$(sed -n 's/^LimitNOFILE=//p' "$root/usr/local/lib/systemd/system/firstline-server.service")" \
  "$(awk '/^Max open files/ { print $4 }' "/proc/$server/limits")"
is "it is ready" ready "$(ask /readyz)"
has "it answers" '"id":"en/billing/refunds"' "$(ask '/api/v1/search?q=refund')"
has "pages, too" '</html>' "$(ask '/')"

# A saved article goes through both.
printf -- '---\ntitle: Quokkas on board\n---\nA quokka travels in a basket.\n' > "$root/srv/firstline/articles/en/quokka.md"
sees_it() { ask '/api/v1/suggest?q=quokka&lang=en' | grep -q 'en/quokka'; }
if wait_for sees_it; then pass "a saved article is found"; else fail "a saved article" "$(ask '/api/v1/suggest?q=quokka')"; fi

# The users file stays the server's when root changes it.
printf 'correct horse battery\n' | "$root/usr/local/bin/firstline-server" user add anna --users "$root/etc/firstline/users" \
  > /dev/null
is "root adds a user" "600 $(owner firstline)" "$(stat -c '%a %u' "$root/etc/firstline/users")"
if wait_for grep -q 'users changed: 1 now' "$place/server.log"; then pass "the server sees it"; else
  fail "the server sees it" "$(cat "$place/server.log")"
fi

# ExecReload.
kill -HUP $server $indexer
sleep 1
is "the server goes on after SIGHUP" ready "$(ask /readyz)"
succeeds "and so does the indexer" kill -0 $indexer
is "another host's name is none of its own" 421 \
  "$(curl -s -o /dev/null -w '%{http_code}' -H 'Host: evil.example' "http://127.0.0.1:$port/")"

# What neither may.
denied() {
  if (sandboxed "$1" "${@:3}") > "$place/denied.out" 2>&1; then fail "$2" "it could"; else
    has "$2" 'Read-only file system|Permission denied|Operation not permitted|No such file' "$(cat "$place/denied.out")"
  fi
}
denied firstline-server "the server can't change the index" touch /var/lib/firstline-index/current
denied firstline-server "nor its settings" touch /etc/firstline/server.toml
denied firstline-server "nor the users" touch /etc/firstline/users
denied firstline-server "nor itself" touch /usr/local/bin/firstline-server
denied firstline-server "nor articles" touch /srv/firstline/articles/en/new.md
denied firstline-index "the indexer can't read what customers wrote" cat /var/lib/firstline/searches.db
denied firstline-index "nor the users" cat /etc/firstline/users
denied firstline-index "nor change articles" touch /srv/firstline/articles/en/new.md

kill -TERM $server
wait $server
is "SIGTERM ends the server well" 0 $?
is "it wrote its log and its messages, and nothing else" \
  "searches.db searches.db.messages.db" \
  "$(find "$root" -xdev -type f -newer "$place/before" -user "$(owner firstline)" ! -path '*/etc/firstline/users' -printf '%f\n' | sort | xargs)"
is "which only it may read" "600 600" "$(stat -c %a "$root/var/lib/firstline/searches.db" "$root/var/lib/firstline/searches.db.messages.db" | xargs)"
kill -TERM $indexer
wait $indexer
is "SIGTERM ends the indexer well" 0 $?
