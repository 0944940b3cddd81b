#!/usr/bin/env bash
# Signatures of ours before other people's eyes: poppler's pdfsig and pyHanko, with an authority,
# certificates and a time stamp service that openssl makes here.
#
#   .ci/signatures.sh PROGRAM FOLDER REPORT...
#
# REPORT is the path of a PDF without its ending; FOLDER gets the signed ones. Needs openssl, pdfsig,
# certutil, qpdf, and pyHanko on PYTHONPATH.
set -euo pipefail

program=$1 place=$2
shift 2
reports=("$@")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
export CHENGBAO_P12_PASSWORD=口令-pass1

fail() { printf '不通过: %s\n' "$*" >&2; exit 1; }
run() { printf '$ %s\n' "$*"; "$@"; }

mkdir -p "$place"
cd "$place"

# ── Certificates ─────────────────────────────────────────────────────────────

quietly() { "$@" >openssl.log 2>&1 || { cat openssl.log >&2; fail "$1 $2"; }; }

authority() {
  quietly openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 3650 -utf8 \
    -subj '/C=CN/O=测试认证中心/CN=测试根证书' -addext basicConstraints=critical,CA:TRUE \
    -addext keyUsage=critical,keyCertSign,cRLSign
}

# certificate NAME SUBJECT EXTENSIONS KEY...
certificate() {
  local name=$1 subject=$2 extensions=$3
  shift 3
  quietly openssl req -newkey "$@" -nodes -keyout "$name.key" -out "$name.csr" -utf8 -subj "$subject"
  printf '%b' "basicConstraints=CA:FALSE\n$extensions\n" >"$name.ext"
  quietly openssl x509 -req -in "$name.csr" -CA ca.pem -CAkey ca.key -CAcreateserial -days 3000 \
    -out "$name.pem" -extfile "$name.ext"
}

keys() {
  local use='keyUsage=critical,digitalSignature,nonRepudiation\nextendedKeyUsage=emailProtection'
  local company='/C=CN/O=某某通信有限公司/CN=某某通信有限公司'
  certificate rsa "$company" "$use" rsa:2048
  certificate rsa4096 "$company" "$use" rsa:4096
  certificate p256 "$company" "$use" ec -pkeyopt ec_paramgen_curve:P-256
  certificate p384 "$company" "$use" ec -pkeyopt ec_paramgen_curve:P-384
  certificate tsa '/C=CN/O=测试时间戳服务/CN=测试时间戳服务' \
    'keyUsage=critical,digitalSignature\nextendedKeyUsage=critical,timeStamping' rsa:2048
  local name
  for name in rsa rsa4096 p256 p384; do
    quietly openssl pkcs12 -export -inkey "$name.key" -in "$name.pem" -certfile ca.pem \
      -out "$name.p12" -passout env:CHENGBAO_P12_PASSWORD
  done
  # As Windows and older programs write it.
  quietly openssl pkcs12 -export -legacy -inkey rsa.key -in rsa.pem -certfile ca.pem \
    -certpbe PBE-SHA1-RC2-40 -keypbe PBE-SHA1-3DES -macalg sha1 \
    -out legacy.p12 -passout pass:legacy
}

# ── The time stamp service ───────────────────────────────────────────────────

service() {
  cat >tsa.cnf <<CONFIG
[tsa]
default_tsa = service
[service]
serial = $PWD/tsa.serial
signer_cert = $PWD/tsa.pem
signer_key = $PWD/tsa.key
certs = $PWD/ca.pem
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
accuracy = secs:1
ordering = no
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = sha256
CONFIG
  echo 01 >tsa.serial
  python3 "$here/stamps.py" "$PWD/tsa.cnf" "$PWD/tsa.port" &
  trap "kill $! 2>/dev/null || true" EXIT
  for _ in $(seq 100); do [ -s tsa.port ] && break; sleep 0.1; done
  [ -s tsa.port ] || fail '时间戳服务没有起来'
  tsa=http://127.0.0.1:$(cat tsa.port)/
}

# ── What others say ──────────────────────────────────────────────────────────

store() {
  rm -rf nss
  mkdir nss
  certutil -N -d sql:nss --empty-password
  certutil -A -n ca -t CT,C,C -d sql:nss -i ca.pem
}

# judged PDF COUNT [any]: sound, signed COUNT times, each time valid and trusted, to all of us. With
# `any` pdfsig need not trust the certificates: of one that signs twice it knows the first only.
judged() {
  local pdf=$1 count=$2 trusted=${3:-$2} said
  run qpdf --check "$pdf" >qpdf.log || { cat qpdf.log; fail "$pdf qpdf"; }
  said=$(pdfsig -nssdir sql:nss "$pdf" 2>&1) || true
  printf '%s\n' "$said"
  [ "$(grep -c 'Signature Validation: Signature is Valid.' <<<"$said")" = "$count" ] ||
    fail "$pdf pdfsig 签名"
  [ "$trusted" = any ] ||
    [ "$(grep -c 'Certificate Validation: Certificate is Trusted.' <<<"$said")" = "$count" ] ||
    fail "$pdf pdfsig 证书"
  said=$(python3 -m pyhanko sign validate --pretty-print --trust ca.pem --no-revocation-check \
    "$pdf" 2>&1) || { printf '%s\n' "$said"; fail "$pdf pyHanko"; }
  printf '%s\n' "$said" >pyhanko.log
  [ "$(grep -c 'The signature is judged VALID' <<<"$said")" = "$count" ] ||
    { printf '%s\n' "$said"; fail "$pdf pyHanko"; }
  run "$program" verify --trust ca.pem --signer 某某通信有限公司 "$pdf"
}

# refused PDF WORDS: not passed, and in these words.
refused() {
  local said
  said=$("$program" verify --trust ca.pem --signer 某某通信有限公司 "$1") && fail "$1 通过了"
  grep -q "$2" <<<"$said" || { printf '%s\n' "$said"; fail "$1 没有说：$2"; }
}

# store_of PDF OUT: what validation needs of the newest signature is added by pyHanko.
store_of() {
  python3 - "$1" "$2" <<'PY'
import io, sys
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.dss import DocumentSecurityStore
file = io.BytesIO(open(sys.argv[1], "rb").read())
newest = PdfFileReader(file).embedded_regular_signatures[-1]
certificates = [load_cert_from_pemder(name) for name in ("ca.pem", "tsa.pem")]
DocumentSecurityStore.add_dss(file, newest.pkcs7_content, certs=certificates)
open(sys.argv[2], "wb").write(file.getvalue())
PY
}

# A square with a ring: any picture is a seal.
seal() {
  python3 - <<'PY'
import struct, zlib
side = 200
def pixel(x, y):
    d = ((x - 99.5) ** 2 + (y - 99.5) ** 2) ** 0.5
    return b"\xd0\x10\x10\xff" if 88 < d < 97 or d < 20 else b"\xff\xff\xff\xff"
rows = b"".join(b"\0" + b"".join(pixel(x, y) for x in range(side)) for y in range(side))
def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
with open("seal.png", "wb") as file:
    file.write(b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 6, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))
PY
}

authority
keys
service
store
seal
for report in "${reports[@]}"; do
  pdf=$report.pdf n=$(basename "$report")
  for key in rsa rsa4096 p256 p384; do
    run "$program" sign --p12 $key.p12 --reason 报送 --location 太原 -o "$n-$key.pdf" "$pdf"
    judged "$n-$key.pdf" 1
  done
  for key in rsa p256; do
    run "$program" sign --p12 $key.p12 --tsa "$tsa" --seal seal.png -o "$n-$key-stamped.pdf" "$pdf"
    judged "$n-$key-stamped.pdf" 1
    grep -q 'imestamp' pyhanko.log || fail 'pyHanko 没有看到时间戳'
  done
  printf 'legacy' >password
  run "$program" sign --p12 legacy.p12 --password-file password -o "$n-legacy.pdf" "$pdf"
  judged "$n-legacy.pdf" 1
  run "$program" sign --again --p12 p256.p12 --tsa "$tsa" -o "$n-twice.pdf" "$n-rsa.pdf"
  judged "$n-twice.pdf" 2
  run "$program" extract "$n-twice.pdf" -o "$n-twice.yaml"
  "$program" extract "$pdf" | run cmp - "$n-twice.yaml"
  # Signatures of others are read as well as ours.
  printf '%s' "$CHENGBAO_P12_PASSWORD" >password
  run python3 -m pyhanko sign addsig --field 乙 --use-pades pkcs12 --passfile password \
    "$pdf" "$n-other.pdf" rsa.p12
  judged "$n-other.pdf" 1
  # What others add to a signed file: their signature, what validation needs, a time stamp.
  for key in rsa p256; do
    run python3 -m pyhanko sign addsig --field 丙 --use-pades pkcs12 --passfile password \
      "$n-rsa.pdf" "$n-rsa-$key-other.pdf" $key.p12
    judged "$n-rsa-$key-other.pdf" 2 any
    store_of "$n-rsa-$key-other.pdf" "$n-rsa-$key-store.pdf"
    run "$program" verify --trust ca.pem --signer 某某通信有限公司 "$n-rsa-$key-store.pdf"
    run "$program" sign --again --p12 p384.p12 -o "$n-rsa-$key-thrice.pdf" "$n-rsa-$key-store.pdf"
    judged "$n-rsa-$key-thrice.pdf" 3 any
  done
  run python3 -m pyhanko sign timestamp --trust ca.pem --timestamp-url "$tsa" \
    "$n-rsa-p256-store.pdf" "$n-dated.pdf"
  run "$program" verify --trust ca.pem --signer 某某通信有限公司 "$n-dated.pdf"
  # What is not passed, and named.
  run python3 -m pyhanko sign addsig --field 1/0,0,100,100/丁 --use-pades pkcs12 \
    --passfile password "$n-rsa.pdf" "$n-seen.pdf" rsa.p12
  refused "$n-seen.pdf" '签名之后第1页加了看得见的图章'
  for way in --linearize --object-streams=disable --object-streams=generate; do
    run qpdf $way "$n-rsa.pdf" "$n-qpdf.pdf"
    refused "$n-qpdf.pdf" '经别的软件（如 qpdf）改写过'
  done
done
