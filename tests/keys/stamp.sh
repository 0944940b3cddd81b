#!/bin/sh
# Answers time stamp requests with the test authority's key (openssl 3), after make.sh.
# `cargo test --test it cms:: -- --ignored` writes the request for a signature of rsa2048.p12.
set -eu
cd "$(dirname "$0")"
export LC_ALL=C.UTF-8
scrap=$(mktemp -d)
trap 'rm -rf "$scrap"' EXIT
echo 01 > "$scrap/serial"
for hash in sha256 sha1; do
    cat >> "$scrap/openssl.cnf" <<END
[$hash]
serial = $scrap/serial
signer_digest = sha256
default_policy = 1.3.6.1.4.1.99999.2
digests = sha256
ess_cert_id_alg = $hash
tsa_name = yes
accuracy = secs:1, millisecs:500
END
done
# stamp HOW-THE-CERTIFICATE-IS-NAMED REQUEST ANSWER
stamp() {
    openssl ts -reply -config "$scrap/openssl.cnf" -section "$1" -queryfile "$2" \
        -signer tsa.pem -inkey tsa-key.pem -chain ca.pem -out "$3" 2> "$scrap/log" ||
        { cat "$scrap/log"; exit 1; }
}
printf '呈报' > "$scrap/message"
openssl ts -query -data "$scrap/message" -sha256 -cert -out "$scrap/message.tsq" 2> "$scrap/log"
stamp sha256 "$scrap/message.tsq" message.tsr
stamp sha1 "$scrap/message.tsq" message-sha1.tsr
stamp sha256 rsa2048.tsq rsa2048.tsr
