#!/usr/bin/env bash
# Writes a profile, a dream and a session of a person, prints the context, and waits until the next one comes from Redis.
#   bash first-context.sh http://localhost:8080 issuer.key   a new person, whose token is signed with the key
#   bash first-context.sh http://localhost:8080 maya.txt     whose access token is in the file
set -euo pipefail
server=$1 file=$2

if grep -q 'PRIVATE KEY' "$file"; then
  person=$(openssl rand -hex 16 | sed -E 's/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/\1-\2-4\3-8\4-\5/')
  token=$(bash "$(dirname "$0")/token.sh" "$file" "$person" user)
else
  token=$(cat "$file")
fi

ask() { # method, path, and options of curl
  curl --silent --show-error --fail-with-body --max-time 30 -X "$1" -H "Authorization: Bearer $token" \
    -H 'Content-Type: application/json' "${@:3}" "$server/clarify/api$2"
  echo
}

ask PUT /users/me -d '{"name": "Maya Cohen"}'
ask POST /dreams -d '{"title": "Open a small ceramics studio"}'
ask POST /sessions -d '{"title": "First talk"}'
ask GET /context -H 'Accept: text/plain'
for _ in $(seq 30); do
  if ask GET /context -H 'Accept: application/json' | grep -q '"source" *: *"cache"'; then
    echo "The next context came from Redis."
    exit 0
  fi
  sleep 1
done
echo "No list came from Redis within 30 seconds: see the server's log." >&2
exit 1
