# SPDX-License-Identifier: GPL-3.0-or-later
# What the tests of this folder share: an installed Firstline in a folder of its own, the shipped nginx site
# before it, and checks. To be sourced; ends with the test what it started.
set -uo pipefail
PATH=$PATH:/usr/sbin:/sbin
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
build=$(cd "$repository" && realpath "${FIRSTLINE_BUILD:-build}")
# In a place that nginx's workers, who are nobody special, may go to.
place=$(mktemp -d /var/tmp/firstline-deploy-XXXXXX)
chmod 755 "$place"
root=$place/root
share=$root/usr/local/share/firstline
site=https://help.example.com
failures=0
checks=0
started=()

finish() {
  local status=$?
  # A killed nginx would leave its workers behind.
  for process in "${started[@]}" $(jobs -p); do kill -CONT "$process" && kill -TERM "$process"; done 2> /dev/null
  for process in "${started[@]}"; do
    for _ in $(seq 50); do kill -0 "$process" 2> /dev/null && sleep 0.1; done
    kill -KILL "$process" 2> /dev/null
  done
  rm -rf "$place"
  [ $status -eq 0 ] || exit $status
  [ $checks -gt 0 ] || exit 1
  echo "$checks checks, $failures failed"
  [ $failures -eq 0 ] || exit 1
}
trap finish EXIT
trap 'exit 130' INT TERM HUP

give_up() {
  echo "  GIVES UP: $*" >&2
  exit 1
}

# pass WHAT, fail WHAT WHY: one check.
pass() {
  checks=$((checks + 1))
  printf '  ok    %s\n' "$1"
}
fail() {
  checks=$((checks + 1))
  failures=$((failures + 1))
  printf '  FAIL  %s: %s\n' "$1" "$2"
}
# is WHAT WANTED GOT; has WHAT PATTERN TEXT; lacks WHAT PATTERN TEXT: extended patterns, by line.
is() { if [ "$2" = "$3" ]; then pass "$1"; else fail "$1" "wanted '$2', got '$3'"; fi; }
has() { if grep -Eq -- "$2" <<< "$3"; then pass "$1"; else fail "$1" "no /$2/ in '${3:0:400}'"; fi; }
lacks() { if grep -Eq -- "$2" <<< "$3"; then fail "$1" "/$2/ in '${3:0:400}'"; else pass "$1"; fi; }
# succeeds WHAT COMMAND…
succeeds() {
  local said
  if said=$("${@:2}" 2>&1); then pass "$1"; else fail "$1" "${said:0:2000}"; fi
}

# Waits up to 20 s for a command to succeed.
wait_for() {
  for _ in $(seq 200); do
    if "$@" > /dev/null 2>&1; then return 0; fi
    sleep 0.1
  done
  return 1
}

# A port nobody listens on, below those that the kernel gives out.
free_port() {
  local port
  while port=$((20000 + RANDOM % 12000)); do
    (exec 3<> "/dev/tcp/127.0.0.1/$port") 2> /dev/null || break
  done
  echo "$port"
}

# run.sh has installed it once already, in FIRSTLINE_INSTALLED, for all tests.
install_firstline() {
  [ -x "$build/firstline-server" ] || give_up "no programs in $build"
  if [ -n "${FIRSTLINE_INSTALLED:-}" ]; then
    cp -al "$FIRSTLINE_INSTALLED" "$root"
  else
    DESTDIR=$root cmake --install "$build" --prefix /usr/local --strip > "$place/install.log" ||
      give_up "cmake --install: $(cat "$place/install.log")"
  fi
  [ -x "$root/usr/local/bin/firstline-server" ] || give_up "$build was configured before there was anything to install"
  cp -r "$repository/articles" "$place/articles"
}

publish() {
  "$root/usr/local/bin/firstline-index" "$place/articles" --index "$place/index" --quiet > "$place/index.log" 2>&1 ||
    give_up "firstline-index: $(cat "$place/index.log")"
}

# The server as nginx's site wants it; `port` and `server` (its process) say where it is.
start_server() {
  port=${port:-$(free_port)}
  (cd "$place" && exec "$root/usr/local/bin/firstline-server" --index "$place/index" --log "$place/searches.db" \
    --users "$place/users" --listen "127.0.0.1:$port" --trusted-proxy 127.0.0.1 --url "$site" "$@") \
    > "$place/server.out" 2>> "$place/server.err" &
  server=$!
  started+=("$server")
  wait_for grep -q 'listening on' "$place/server.out" || give_up "firstline-server: $(cat "$place/server.err")"
}

# Ends the server by SIGTERM; `server_status` is what it ended with.
stop_server() {
  kill -TERM "$server"
  wait "$server"
  server_status=$?
}

make_certificate() {
  mkdir -p "$place/certificates"
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=help.example.com \
    -addext subjectAltName=DNS:help.example.com -keyout "$place/certificates/privkey.pem" \
    -out "$place/certificates/fullchain.pem" 2> /dev/null || give_up "openssl"
}

# Debian's own nginx.conf, changed as doc/production.md says, with the shipped site; ports and folders are others.
render_nginx() {
  https=$(free_port)
  http=$(free_port)
  mkdir -p "$place/nginx/sites-enabled" "$place/nginx/conf.d" "$place/logs" "$place/bodies"
  # The kernel would take a whole page at once from nginx: a network with less room shows what nginx keeps.
  sed -e 's#listen 443.*default_server#& sndbuf=16k#' \
    -e "s#listen 80#listen 127.0.0.1:$http#; s#listen 443#listen 127.0.0.1:$https#" \
    -e "s#listen \[::\]:80#listen [::1]:$http#; s#listen \[::\]:443#listen [::1]:$https#" \
    -e "s#server 127.0.0.1:8080;#server 127.0.0.1:$port;#" \
    -e "s#/etc/letsencrypt/live/help.example.com/#$place/certificates/#" \
    -e "s#/usr/local/share/firstline/#$share/#; s#/var/log/nginx/#$place/logs/#" \
    "$share/deploy/nginx/firstline.conf" > "$place/nginx/sites-enabled/firstline.conf"
  [ -e /proc/net/if_inet6 ] || sed -i '/listen \[::1\]/d' "$place/nginx/sites-enabled/firstline.conf"
  sed -e '1i worker_rlimit_nofile 20000;' -e 's/worker_connections .*/worker_connections 8192;/' \
    -e "s#/run/nginx.pid#$place/nginx.pid#; s#/var/log/nginx/#$place/logs/#" \
    -e "s#include /etc/nginx/\(conf.d\|sites-enabled\)/#include $place/nginx/\1/#" \
    /etc/nginx/nginx.conf > "$place/nginx/nginx.conf"
  # Where bodies are kept meanwhile: Debian's places are root's.
  for what in client_body proxy fastcgi uwsgi scgi; do
    echo "${what}_temp_path $place/bodies/$what;"
  done > "$place/nginx/conf.d/places.conf"
  # Clients of other addresses than this machine's, and whom the site takes for one client.
  clients=$(free_port)
  cat > "$place/nginx/conf.d/clients.conf" << END
set_real_ip_from 127.0.0.0/8;
real_ip_header Test-Client;
server {
    listen 127.0.0.1:$clients;
    return 200 \$firstline_client;
}
END
}

start_nginx() {
  nginx -c "$place/nginx/nginx.conf" -e "$place/logs/error.log" -g 'daemon off;' 2>> "$place/logs/nginx.err" &
  proxy=$!
  started+=("$proxy")
  wait_for site_curl -o /dev/null "$site/robots.txt" ||
    give_up "nginx: $(cat "$place/logs/nginx.err" "$place/logs/error.log")"
}

# curl to the site as the world sees it. FROM=127.0.0.2: from another address; AS=192.0.2.1: as if from there.
site_curl() {
  curl -sS -H "Test-Client:${AS:+ $AS}" --max-time 40 --cacert "$place/certificates/fullchain.pem" --interface "${FROM:-127.0.0.1}" \
    --connect-to "help.example.com:443:127.0.0.1:$https" --connect-to "help.example.com:80:127.0.0.1:$http" "$@"
}
status_of() { site_curl -o /dev/null -w '%{http_code}' "$@" 2> /dev/null; }

# Bytes, as given, over TLS; prints what comes back until the other side closes, or 20 s are over.
raw_request() { { printf "$1"; sleep "${2:-1}"; } | raw_connection; }
raw_connection() {
  timeout "${1:-20}" openssl s_client -quiet -no_ign_eof -connect "127.0.0.1:$https" -servername help.example.com \
    -CAfile "$place/certificates/fullchain.pem" 2> /dev/null
}
