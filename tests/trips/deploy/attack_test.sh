#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The shipped nginx site against those who mean no good, and on days when the server is gone.
source "$(dirname "$0")/support.sh"
install_firstline
publish
make_certificate
start_server
render_nginx
start_nginx

# Slow ones, beside the rest: the seconds until they are cut off.
drip() {
  local start=$SECONDS
  raw_connection < <(printf "$1"; for _ in $(seq 18); do sleep 1; printf "$2" || break; done) > /dev/null
  echo $((SECONDS - start)) > "$place/$3.seconds"
}
drip 'GET / HTTP/1.1\r\nHost: help.example.com\r\n' 'A: b\r\n' headers &
drips=($!)
drip '' '' silence &
drips+=($!)
drip 'POST /contact HTTP/1.1\r\nHost: help.example.com\r\nContent-Length: 100\r\n\r\n' '' body &
drips+=($!)

# Too much.
head -c 65537 /dev/zero | tr '\0' a > "$place/body"
json='Content-Type: application/json'
is "a body of 64 KiB and one byte" 413 "$(status_of --data-binary "@$place/body" "$site/contact")"
is "without its length, too" 413 \
  "$(status_of --http1.1 -H 'Transfer-Encoding: chunked' --data-binary "@$place/body" "$site/contact")"
too_large=$(site_curl -D - -H "$json" --data-binary "@$place/body" "$site/api/v1/feedback" | tr -d '\r')
has "programs are told in their way" '^content-type: application/problem\+json' "$too_large"
has "what it was" '^\{"type":"about:blank","title":"Content Too Large","status":413\}$' "$too_large"
is "a body of 64 KiB goes through to the server" 400 \
  "$(head -c 65536 "$place/body" | status_of -H "$json" --data-binary @- "$site/api/v1/feedback")"
long=$(head -c 8200 "$place/body")
is "a request line of more than 8 KiB" 414 "$(status_of --http1.1 "$site/search?q=$long")"
is "a header of more than 8 KiB" 400 "$(status_of --http1.1 -H "A: $long" "$site/")"
is "more than 32 KiB of headers" 400 "$(status_of --http1.1 -H "A: ${long:0:7000}" -H "B: ${long:0:7000}" \
  -H "C: ${long:0:7000}" -H "D: ${long:0:7000}" -H "E: ${long:0:7000}" "$site/")"
is "an unheard-of method" 501 "$(status_of -X BREW "$site/")"
is "TRACE" 405 "$(status_of -X TRACE "$site/")"

# Smuggling: two requests where somebody sees one. Each is refused, or answered once.
refused() {
  local answer
  answer=$(raw_request "$2" 1 | tr -d '\r')
  is "$1" 1 "$(grep -c '^HTTP/1.1 ' <<< "$answer")"
  has "$1: $(head -1 <<< "$answer")" '^HTTP/1.1 (400|501) ' "$answer"
}
hidden='GET /metrics HTTP/1.1\r\nHost: help.example.com\r\n\r\n'
post='POST /contact HTTP/1.1\r\nHost: help.example.com\r\n'
refused "both lengths" "${post}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n$hidden"
refused "two lengths" "${post}Content-Length: 0\r\nContent-Length: 52\r\n\r\n$hidden"
refused "a list of lengths" "${post}Content-Length: 0, 52\r\n\r\n$hidden"
refused "a length with a sign" "${post}Content-Length: +52\r\n\r\n$hidden"
refused "a hidden coding" "${post}Transfer-Encoding: xchunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n$hidden"
refused "two codings" "${post}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n$hidden"
refused "a chunk's length that is none" "${post}Transfer-Encoding: chunked\r\n\r\nG\r\n\r\n$hidden"
refused "two names of the host" "GET / HTTP/1.1\r\nHost: help.example.com\r\nHost: evil.example\r\n\r\n"
refused "no name of the host" "GET / HTTP/1.1\r\n\r\n"
refused "a line break in the path" "GET /%%00 HTTP/1.1\r\nHost: help.example.com\r\n\r\n"

# A flood from one address; another goes on.
flood() {
  FROM=$1 site_curl -Z --parallel-max 30 -o /dev/null -w '%{http_code}\n' "$site/nowhere?[1-900]" 2> /dev/null
}
flood 127.0.0.3 > "$place/flood" &
flooder=$!
others=$(for _ in $(seq 10); do FROM=127.0.0.4 status_of "$site/"; echo; sleep 0.05; done)
wait $flooder
# 200 at once and 100 more each second; a slow machine asks for longer.
answers=$(sort "$place/flood" | uniq -c | xargs)
is "one who floods gets 429 beyond what is allowed: $answers" yes \
  "$([ "$(grep -c 429 "$place/flood")" -ge 100 ] && [ "$(grep -c 404 "$place/flood")" -ge 200 ] && echo yes)"
is "others don't notice" "10 200" "$(sort <<< "$others" | uniq -c | xargs)"
posts=$(FROM=127.0.0.7 site_curl -Z --parallel-max 30 -o /dev/null -w '%{http_code}\n' -H "$json" -d '{}' \
  "$site/api/v1/feedback?[1-100]" 2> /dev/null)
is "posts are fewer: $(sort <<< "$posts" | uniq -c | xargs)" yes "$([ "$(grep -c 429 <<< "$posts")" -ge 10 ] && echo yes)"
FROM=127.0.0.8 flood 127.0.0.8 > /dev/null
too_many=$(FROM=127.0.0.8 site_curl -Z --parallel-max 30 -D - "$site/nowhere?[1-300]" 2> /dev/null | tr -d '\r')
has "they are told when to come again" '^retry-after: 1$' "$too_many"
has "on a page" 'That was a lot at once' "$too_many"
lacks "nothing of it is in nginx's messages" 'limiting' "$(cat "$place/logs/error.log")"

# Who holds a hundred requests open gets no more.
head -c 60000 "$place/body" > "$place/held"
FROM=127.0.0.9 site_curl --http1.1 -Z --parallel-max 110 --parallel-immediate --max-time 8 --limit-rate 2k -X GET \
  -o /dev/null --data-binary "@$place/held" "$site/nowhere?[1-110]" > /dev/null 2>&1 &
holder=$!
held_off() { [ "$(FROM=127.0.0.9 status_of "$site/")" = 429 ]; }
if wait_for held_off; then pass "a hundred requests at once are enough"; else fail "a hundred at once" "more are taken"; fi
is "others go on, again" 200 "$(FROM=127.0.0.4 status_of "$site/")"
wait $holder

# A new site file, three times, while customers ask. By HTTP/1.1: an HTTP/2 connection that hasn't asked yet
# may be closed, which browsers know to begin anew, and curl doesn't.
(for _ in $(seq 150); do FROM=127.0.0.10 status_of --http1.1 "$site/robots.txt"; echo; done) > "$place/reloads" &
asker=$!
for _ in 1 2 3; do
  sleep 0.4
  kill -HUP "$proxy"
done
wait $asker
is "nginx takes new settings without a failed request" "150 200" "$(sort "$place/reloads" | uniq -c | xargs)"

# The server is gone, and comes back.
stop_server
is "the server ends well" 0 "$server_status"
gone=$(site_curl -D - "$site/search?q=refund" | tr -d '\r')
has "without the server: 503" '^HTTP/2 503' "$gone"
has "when to come again" '^retry-after: 10$' "$gone"
has "a page" '<h1>We’ll be right back</h1>' "$gone"
lacks "with nothing from elsewhere" '(src|href)="[^"]|url\(|@import' "$gone"
for name in strict-transport-security content-security-policy x-content-type-options content-type; do
  is "$name on it, once" 1 "$(grep -ci "^$name:" <<< "$gone")"
done
has "programs are told in their way" '^\{"type":"about:blank","title":"Service Unavailable","status":503\}$' \
  "$(site_curl "$site/api/v1/search?q=refund")"
is "a post, too" 503 "$(status_of -d message=a "$site/contact")"
is "health, too" 503 "$(status_of "$site/healthz")"
start_server
is "the site is back with the server" 200 "$(status_of "$site/search?q=refund")"
kill -STOP "$server"
hung=$(site_curl -o /dev/null -w '%{http_code} %{time_total}' --max-time 3 "$site/" 2> /dev/null)
kill -CONT "$server"
is "a server that stands still for a moment is waited for" 000 "${hung%% *}"
is "and goes on" 200 "$(status_of "$site/")"

wait "${drips[@]}"
for what in headers silence body; do
  seconds=$(cat "$place/$what.seconds")
  is "cut off after $seconds s: slow $what" yes "$([ "$seconds" -ge 9 ] && [ "$seconds" -le 13 ] && echo yes)"
done
