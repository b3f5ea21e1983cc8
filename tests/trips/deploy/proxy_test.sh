#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The shipped nginx site before the server, as customers and leads meet it.
source "$(dirname "$0")/support.sh"
install_firstline
{
  printf -- '---\ntitle: A large article\n---\n'
  for line in $(seq 6000); do printf 'Line %d: words that fill an article nobody should write so long.\n\n' "$line"; done
} > "$place/articles/en/large.md"
publish
printf 'correct horse battery\n' | "$root/usr/local/bin/firstline-server" user add anna --users "$place/users" \
  > /dev/null
make_certificate
# One search a minute: five at once.
rates=()
! "$root/usr/local/bin/firstline-server" --help | grep -q -- --search-rate || rates=(--search-rate 1)
start_server "${rates[@]}"
render_nginx
said=$(nginx -c "$place/nginx/nginx.conf" -e stderr -t 2>&1)
is "nginx understands the site, and warns of nothing" "" "$(grep -Ev 'syntax is ok|test is successful' <<< "$said")"
start_nginx

# What takes long goes on beside the rest: a customer who reads slower than the server would wait.
site_curl "$site/articles/en/large" -o "$place/large"
slow_reader() {
  local start=$SECONDS
  raw_connection 60 < <(printf 'GET /articles/en/large?slow HTTP/1.1\r\nHost: help.example.com\r\n'
    printf 'Connection: close\r\n\r\n'; sleep 60) |
    while head -c 20000 > "$place/piece" && [ -s "$place/piece" ]; do
      cat "$place/piece"
      sleep 0.5
    done | sed '1,/^\r*$/d' > "$place/slow"
  echo $((SECONDS - start)) > "$place/slow.seconds"
}
slow_reader &
slow=$!

# Names, HTTP and TLS.
is "HTTP goes to HTTPS" "301 $site/search?q=a" \
  "$(site_curl -o /dev/null -w '%{http_code} %{redirect_url}' 'http://help.example.com/search?q=a')"
is "and to our name, whatever was asked for" "301 $site/" \
  "$(site_curl -o /dev/null -w '%{http_code} %{redirect_url}' -H 'Host: evil.example' http://help.example.com/)"
is "pages come by TLS and HTTP/2" "200 2" "$(site_curl -o /dev/null -w '%{http_code} %{http_version}' "$site/")"
is "and by HTTP/1.1" "200 1.1" "$(site_curl --http1.1 -o /dev/null -w '%{http_code} %{http_version}' "$site/")"
is "a wrong name in Host" 421 "$(status_of -H 'Host: evil.example' "$site/")"
tls() { openssl s_client -connect "127.0.0.1:$https" "$@" < /dev/null 2>&1; }
has "a wrong name in TLS gets no certificate" 'no peer certificate available' "$(tls -servername evil.example)"
has "no name, neither" 'no peer certificate available' "$(tls -noservername)"
has "TLS 1.2 is taken" 'Cipher is ECDHE' "$(tls -servername help.example.com -tls1_2)"
has "TLS 1.1 is not" 'Cipher is \(NONE\)' "$(tls -servername help.example.com -tls1_1 -cipher 'ALL:@SECLEVEL=0')"
if [ -e /proc/net/if_inet6 ]; then
  is "IPv6" 200 "$(curl -s -o /dev/null -w '%{http_code}' --cacert "$place/certificates/fullchain.pem" \
    --connect-to "help.example.com:443:[::1]:$https" "$site/")"
fi

# Headers.
headers=$(site_curl -D - -o /dev/null -H 'Accept-Encoding: gzip' "$site/" | tr -d '\r')
for name in content-security-policy x-content-type-options referrer-policy strict-transport-security etag \
  cache-control vary content-encoding content-type server; do
  is "$name, once" 1 "$(grep -ci "^$name:" <<< "$headers")"
done
is "no other twice" "" "$(sed -n 's/^\([a-z-]*\):.*/\1/p' <<< "$headers" | sort | uniq -d)"
is "no version is told" "server: nginx" "$(grep -i '^server:' <<< "$headers")"
has "packed by the server" '^content-encoding: gzip' "$headers"
has "and unpacked it is a page" '</html>' "$(site_curl --compressed "$site/")"
lacks "unpacked for those who can't" '^content-encoding' "$(site_curl -D - -o /dev/null "$site/")"
tag=$(grep -i '^etag:' <<< "$headers" | cut -d' ' -f2-)
is "an unchanged page costs nothing" 304 "$(status_of -H "If-None-Match: $tag" -H 'Accept-Encoding: gzip' "$site/")"
has "addresses are the public ones" "rel=\"canonical\" href=\"$site/" "$(site_curl "$site/")"
has "in the sitemap, too" "<loc>$site/" "$(site_curl "$site/sitemap.xml")"

# Who asks. What a client says of itself isn't believed.
asked() { AS=$1 site_curl "${@:2}" -o /dev/null -w '%{http_code}' "$site/api/v1/search?q=refund"; }
if [ ${#rates[@]} -gt 0 ]; then
  for _ in $(seq 5); do asked 198.51.100.5 > /dev/null; done
  is "one who asks too much" 429 "$(asked 198.51.100.5)"
  is "can't say to be another" 429 "$(asked 198.51.100.5 -H 'X-Forwarded-For: 192.0.2.1')"
  is "nor the server's own machine" 429 "$(asked 198.51.100.5 -H 'X-Forwarded-For: 127.0.0.1')"
  is "others go on" 200 "$(asked 198.51.100.6)"
  has "it is said when to come again" '^retry-after: [0-9]' \
    "$(AS=198.51.100.5 site_curl -D - -o /dev/null "$site/api/v1/search?q=refund")"
else
  for client in 198.51.100.5 198.51.100.6; do asked $client > /dev/null; done
  asked 198.51.100.5 -H 'X-Forwarded-For: 192.0.2.1' > /dev/null
  visitors=$("$root/usr/local/bin/firstline-server" log export --log "$place/searches.db" |
    grep -oE '"visitor":[^,}]+')
  is "the log tells clients apart, and believes no client of itself" "3 2" \
    "$(wc -l <<< "$visitors") $(sort -u <<< "$visitors" | wc -l)"
fi

taken_for() { curl -s -H "Test-Client: $1" "http://127.0.0.1:$clients/"; }
is "a client is an IPv4 address" 198.51.100.5 "$(taken_for 198.51.100.5)"
for of_one in 2001:db8:1:2::1 2001:db8:1:2:a:b:c:d 2001:db8:1:2:ffff::; do
  is "or an IPv6 /64: $of_one" 2001:db8:1:2: "$(taken_for $of_one)"
done
is "the next is another" 2001:db8:1:3: "$(taken_for 2001:db8:1:3::1)"
is "zeros left out" 2001:db8: "$(taken_for 2001:db8::a:b:c:d)"

# The journey: a search, a click; a lead signs in.
answer=$(site_curl "$site/api/v1/search?q=refund")
search=$(grep -oE '"search_id":"[^"]+"' <<< "$answer" | cut -d'"' -f4)
article=$(grep -oE '"id":"[^"]+"' <<< "$answer" | head -1 | cut -d'"' -f4)
is "an article" 200 "$(status_of "$site/articles/$article")"
is "a click" 204 "$(status_of -H 'Content-Type: application/json' \
  -d "{\"search_id\":\"$search\",\"id\":\"$article\",\"position\":1}" "$site/api/v1/click")"
form=$(site_curl -c "$place/cookies" "$site/review/sign-in")
token=$(grep -oE 'name="form_token" value="[^"]*"' <<< "$form" | cut -d'"' -f4)
signed_in=$(site_curl -D - -o /dev/null -b "$place/cookies" -H "Origin: $site" --data-urlencode "form_token=$token" \
  -d name=anna --data-urlencode 'password=correct horse battery' "$site/review/sign-in")
has "a lead signs in" '^HTTP/2 303' "$signed_in"
has "with a cookie for TLS only" '^set-cookie: .*; *Secure' "$signed_in"

# What is this machine's own, by every spelling that the server might take for it.
spellings=()
for path in /metrics /healthz /readyz; do
  is "$path from here" 200 "$(status_of "$site$path")"
  first=$(printf %x "'${path:1:1}")
  for spelling in "$path" "/$path" "$path/" "$path?x=1" "/.$path" "/a/..$path" "/%2e$path" "/%2f$path" \
    "/%$first${path:2}" "/%25$first${path:2}" "$path%00" "$path%20" "$path%0a" "$path;a" "$path%3fa" "${path^^}"; do
    spellings+=(-o /dev/null "$site$spelling")
  done
done
FROM=127.0.0.2 site_curl --path-as-is -w '%{http_code} %{url}\n' "${spellings[@]}" > "$place/spellings"
is "from elsewhere they are closed, however they are spelt" "48 0" \
  "$(wc -l < "$place/spellings") $(grep -cv '^40[034] ' "$place/spellings")"
is "asked for as a whole address" 403 "$(printf 'GET %s/metrics HTTP/1.1\r\nHost: help.example.com\r\nConnection: close\r\n\r\n' "$site" |
  { cat; sleep 1; } | openssl s_client -quiet -no_ign_eof -bind 127.0.0.2 -connect "127.0.0.1:$https" \
  -servername help.example.com 2> /dev/null | head -1 | cut -d' ' -f2)"

# The pages that nginx has itself carry their style, which the policy knows by its hash.
for page in too-many unavailable; do
  hash=$(perl -0777 -ne 'print $1 if m{<style>(.*?)</style>}s' "$share/deploy/nginx/pages/$page.html" |
    openssl dgst -sha256 -binary | base64)
  is "$page.html's style is let in" 1 "$(grep -cF "style-src 'sha256-$hash';" "$share/deploy/nginx/firstline.conf")"
done

# What nginx writes down.
status_of "$site/search?q=secretword%0aGET" > /dev/null
status_of "$site/nowhere%0a2026-01-01T00:00:00+00:00%20GET%20/forged" > /dev/null
log=$(cat "$place/logs/firstline.log")
has "nginx logs what was opened" 'GET /search HTTP/2.0 [24]' "$log"
lacks "but not what was asked" 'secretword|q=' "$log"
lacks "nor by whom" '127\.0\.0\.' "$log"
lacks "and nobody forges a line" '^2026-01-01|^[^ ]+ GET /forged' "$log"

wait $slow
seconds=$(cat "$place/slow.seconds")
is "a slow reader gets all of $(($(wc -c < "$place/large") / 1024)) KiB" "$(cksum < "$place/large")" \
  "$(cksum < "$place/slow")"
is "for longer than the server waits: $seconds s" yes "$([ "$seconds" -gt 10 ] && echo yes)"
server_part=$(grep 'GET /articles/en/large' "$place/logs/firstline.log" | tail -1 | grep -oE '[0-9.]+$')
is "which was rid of it after $server_part s" yes "$(awk -v s="$server_part" 'BEGIN { print s < 2 ? "yes" : "no" }')"
