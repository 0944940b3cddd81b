#!/bin/sh
# Makes the test keys anew (openssl 3). Nothing here protects anything: see README.md.
set -eu
cd "$(dirname "$0")"
export LC_ALL=C.UTF-8
password=chengbao
scrap=$(mktemp -d)
trap 'rm -rf "$scrap"' EXIT
rm -f ./*.p12 ./*.pem ./*.tsq ./*.tsr

export MAIL=desk@example.com
cat > "$scrap/openssl.cnf" <<END
[ca]
default_ca = authority
[authority]
new_certs_dir = $scrap
database = $scrap/index.txt
serial = $scrap/serial
default_md = sha256
policy = policy
unique_subject = no
[policy]
countryName = optional
organizationName = optional
commonName = supplied
[req]
distinguished_name = name
string_mask = utf8only
[name]
[root]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[intermediate]
basicConstraints = critical,CA:TRUE,pathlen:0
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
# Authorities for some names only. dirName sections are read as Latin letters.
[permitting]
basicConstraints = critical,CA:TRUE,pathlen:0
keyUsage = critical,keyCertSign,cRLSign
nameConstraints = critical,permitted;dirName:telecom,permitted;email:example.com
[loosely]
basicConstraints = critical,CA:TRUE,pathlen:0
keyUsage = critical,keyCertSign,cRLSign
nameConstraints = permitted;dirName:telecom
[excluding]
basicConstraints = critical,CA:TRUE,pathlen:0
keyUsage = critical,keyCertSign,cRLSign
nameConstraints = excluded;dirName:telecom
[telecom]
countryName = CN
organizationName = Example Telecom
[with-mail]
basicConstraints = CA:FALSE
keyUsage = critical,digitalSignature,nonRepudiation
subjectAltName = email:\$ENV::MAIL
[sign]
basicConstraints = CA:FALSE
keyUsage = critical,digitalSignature,nonRepudiation
extendedKeyUsage = emailProtection,clientAuth
subjectKeyIdentifier = hash
[tls]
basicConstraints = CA:FALSE
keyUsage = critical,digitalSignature,keyEncipherment
extendedKeyUsage = serverAuth
[encrypt]
basicConstraints = CA:FALSE
keyUsage = critical,keyEncipherment
[critical]
basicConstraints = CA:FALSE
1.3.6.1.4.1.99999.1 = critical,ASN1:UTF8String:unknown
[stamp]
basicConstraints = CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
END
: > "$scrap/index.txt"
echo 5EA10001 > "$scrap/serial"

rsa() { openssl genpkey -quiet -algorithm RSA -pkeyopt "rsa_keygen_bits:$2" -out "$scrap/$1.key"; }
ec() { openssl genpkey -quiet -algorithm EC -pkeyopt "ec_paramgen_curve:$2" -out "$scrap/$1.key"; }
# certify NAME SUBJECT EXTENSIONS AUTHORITY [FROM [TO [ca options]]]
certify() {
    openssl req -new -utf8 -batch -config "$scrap/openssl.cnf" \
        -key "$scrap/$1.key" -subj "$2" -out "$scrap/$1.csr"
    from=${5:-20200101000000Z}
    to=${6:-20991231235959Z}
    if [ "$4" = self ]; then
        by="-selfsign -keyfile $scrap/$1.key"
    else
        by="-cert $scrap/$4.pem -keyfile $scrap/$4.key"
    fi
    # shellcheck disable=SC2086
    openssl ca -batch -notext -utf8 -preserveDN -config "$scrap/openssl.cnf" -extensions "$3" $by \
        ${7:-} -startdate "$from" -enddate "$to" -in "$scrap/$1.csr" -out "$scrap/$1.pem" 2>> "$scrap/log" ||
        { cat "$scrap/log"; exit 1; }
}
# pack NAME AUTHORITIES [options]
pack() {
    name=$1
    cp "$scrap/$name.pem" "$scrap/path.pem"
    for above in $2; do cat "$scrap/$above.pem" >> "$scrap/path.pem"; done
    shift 2
    openssl pkcs12 -export -inkey "$scrap/$name.key" -in "$scrap/path.pem" \
        -passout "pass:$password" -out "$name.p12" "$@"
}

rsa ca 2048
certify ca '/C=CN/O=呈报测试/CN=呈报测试根证书' root self
rsa stranger 2048
certify stranger '/C=CN/O=Another/CN=Another Root' root self
rsa tsa 2048
certify tsa '/C=CN/O=呈报测试/CN=测试时间戳服务' stamp ca

company='/C=CN/O=某某通信有限公司/CN=某某通信有限公司电子签章'
rsa rsa2048 2048
certify rsa2048 "$company" sign ca
pack rsa2048 ca
cp "$scrap/rsa2048.key" "$scrap/rsa2048-legacy.key"
cp "$scrap/rsa2048.pem" "$scrap/rsa2048-legacy.pem"
pack rsa2048-legacy ca -legacy -certpbe PBE-SHA1-RC2-40 -keypbe PBE-SHA1-3DES -macalg sha1
cp "$scrap/rsa2048.key" "$scrap/chinese-password.key"
cp "$scrap/rsa2048.pem" "$scrap/chinese-password.pem"
password=呈报密码 pack chinese-password ca
openssl pkcs12 -export -inkey "$scrap/rsa2048.key" -nocerts \
    -passout "pass:$password" -out no-certificate.p12
openssl pkcs12 -export -nokeys -in "$scrap/rsa2048.pem" \
    -passout "pass:$password" -out no-key.p12
openssl pkcs12 -export -inkey "$scrap/rsa2048.key" -in "$scrap/rsa2048.pem" -nomac \
    -passout "pass:$password" -out no-mac.p12

rsa rsa4096 4096
certify rsa4096 '/C=CN/O=Example Telecom/CN=Example Telecom Filing' sign ca
pack rsa4096 ca
rsa rsa1024 1024
certify rsa1024 '/C=CN/CN=Small' sign ca
pack rsa1024 ca
ec p256 P-256
certify p256 '/C=CN/O=Example Telecom/CN=Zhang San 张三' sign ca
pack p256 ca
ec p384 P-384
certify p384 '/C=CN/O=Example Telecom/CN=Li Si 李四' sign ca
pack p384 ca
ec sm2 SM2
certify sm2 '/C=CN/CN=国密' sign ca
pack sm2 ca

# A carrier's own, its English name, and one that only has the name among other words.
ec company P-256
certify company '/C=CN/O=中国移动通信集团山西有限公司/OU=市场经营部/CN=中国移动通信集团山西有限公司公章' sign ca
pack company ca
ec english P-256
certify english '/C=CN/O=China Mobile Group Shanxi Co., Ltd./CN=Filing Desk' sign ca
pack english ca
ec pretender P-256
certify pretender '/C=CN/O=某某公司（非中国移动山西公司）/CN=中国移动山西公司' sign ca
pack pretender ca
# Keys that certify themselves, of kinds that are not taken, and locks that are not known.
ec p521 P-521
certify p521 '/C=CN/CN=P-521' sign self
pack p521 ''
ec sm2-self SM2
certify sm2-self '/C=CN/CN=国密自签' sign self '' '' '-md sm3'
pack sm2-self ''
for name in sm4 camellia; do
    cp "$scrap/sm2-self.key" "$scrap/$name.key"
    cp "$scrap/sm2-self.pem" "$scrap/$name.pem"
done
pack sm4 '' -keypbe SM4-CBC -certpbe SM4-CBC -macalg sm3
pack camellia '' -keypbe CAMELLIA-256-CBC -certpbe CAMELLIA-256-CBC
# Passwords with a character beyond U+FFFF.
for name in wide-password wide-password-legacy wide-password-no-mac; do
    cp "$scrap/rsa2048.key" "$scrap/$name.key"
    cp "$scrap/rsa2048.pem" "$scrap/$name.pem"
done
password=呈报𠮷 pack wide-password ca
password=呈报𠮷 pack wide-password-legacy ca -legacy -macalg sha1
password=呈报𠮷 pack wide-password-no-mac ca -nomac

for name in expired not-yet tls-only encrypt-only critical; do ec $name P-256; done
certify expired '/C=CN/CN=Expired 过期' sign ca 20200101000000Z 20210101000000Z
certify not-yet '/C=CN/CN=Not Yet' sign ca 20900101000000Z
certify tls-only '/C=CN/CN=www.example.com' tls ca
certify encrypt-only '/C=CN/CN=Encrypt' encrypt ca
certify critical '/C=CN/CN=Critical' critical ca
for name in expired not-yet tls-only encrypt-only critical; do pack $name ca; done
pack ca ''

ec intermediate P-256
certify intermediate '/C=CN/O=呈报测试/CN=呈报测试中级证书' intermediate ca
ec chain P-256
certify chain '/C=CN/O=某某通信有限公司/CN=王五' sign intermediate
pack chain 'intermediate ca'
# What no authority may do: one that may have none below it has one, a leaf certifies another.
ec below P-256
certify below '/C=CN/O=呈报测试/CN=呈报测试下级' intermediate intermediate
ec too-long P-256
certify too-long '/C=CN/CN=Too Long' sign below
pack too-long 'below intermediate ca'
ec by-leaf P-256
certify by-leaf '/C=CN/CN=By Leaf' sign p256
pack by-leaf 'p256 ca'
# RSASSA-PSS and SHA-1, as certificates' signatures.
ec pss P-256
certify pss '/C=CN/CN=Pss' sign ca '' '' '-sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:32'
pack pss ca
ec sha1 P-256
certify sha1 '/C=CN/CN=Sha1' sign ca '' '' '-md sha1'
pack sha1 ca

# Authorities that may certify some names only, and certificates inside and outside of them.
for name in permitting loosely excluding; do
    ec $name P-256
    certify $name "/C=CN/O=呈报测试/CN=$name" $name ca
done
telecom='/C=CN/O=Example Telecom/CN=Inside'
other='/C=CN/O=Another Telecom/CN=Outside'
for name in inside outside inside-mail outside-mail outside-loosely excluded not-excluded; do
    ec $name P-256
done
certify inside "$telecom" sign permitting
certify outside "$other" sign permitting
certify inside-mail "$telecom" with-mail permitting
MAIL=desk@example.org certify outside-mail "$telecom" with-mail permitting
certify outside-loosely "$other" sign loosely
certify excluded "$telecom" sign excluding
certify not-excluded "$other" sign excluding
for name in inside outside inside-mail outside-mail; do pack $name 'permitting ca'; done
pack outside-loosely 'loosely ca'
for name in excluded not-excluded; do pack $name 'excluding ca'; done
# An authority that ended before the certificate that it gave.
for name in brief outlives; do ec $name P-256; done
certify brief '/C=CN/O=呈报测试/CN=brief' intermediate ca 20200101000000Z 20210101000000Z
certify outlives '/C=CN/CN=Outlives' sign brief
pack outlives 'brief ca'

cp "$scrap/ca.pem" ca.pem
cp "$scrap/ca.key" ca-key.pem
cp "$scrap/tsa.pem" tsa.pem
cp "$scrap/tsa.key" tsa-key.pem
cp "$scrap/stranger.pem" stranger.pem
chmod 644 ./*.p12 ./*.pem
