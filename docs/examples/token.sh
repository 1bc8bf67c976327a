#!/usr/bin/env bash
# Prints a token for an hour, for trying out. In production your identity provider issues them.
#   bash token.sh issuer.key SUBJECT GROUP
# SUBJECT is a UUID, GROUP is user, agent or admin. Issuer and audience come from the environment (clarify.env).
set -euo pipefail
key=$1 subject=$2 group=$3

encoded() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }

now=$(date +%s)
header='{"alg":"RS256","typ":"JWT"}'
claims='{"iss":"%s","aud":"%s","sub":"%s","upn":"%s","email":"%s@example.org","groups":["%s"],"jti":"%s","iat":%d,"exp":%d}'
# shellcheck disable=SC2059 # the claims are the format
claims=$(printf "$claims" "$MP_JWT_VERIFY_ISSUER" "$MP_JWT_VERIFY_AUDIENCES" "$subject" "$subject" "$subject" "$group" \
  "$(openssl rand -hex 16)" "$now" $((now + 3600)))
signed=$(printf %s "$header" | encoded).$(printf %s "$claims" | encoded)
signature=$(printf %s "$signed" | openssl dgst -sha256 -sign "$key" | encoded)
printf '%s\n' "$signed.$signature"
