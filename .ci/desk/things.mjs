// What a desk has at hand: a picture, a key to sign with.

import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { crc32, deflateSync } from "node:zlib";
import { join } from "node:path";

const chunk = (kind, body) => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const rest = Buffer.concat([Buffer.from(kind, "latin1"), body]);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(checksum(rest));
  return Buffer.concat([length, rest, sum]);
};

/// Older ones of Node have none.
const checksum = (bytes) => {
  if (crc32) return crc32(bytes);
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let n = 0; n < 8; n += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
};

/// A picture: boxes beside each other, as many as there are steps.
export const picture = (steps = 4, high = 60) => {
  const wide = steps * 80;
  const rows = [];
  for (let y = 0; y < high; y += 1) {
    rows.push(0);
    for (let x = 0; x < wide; x += 1) {
      const edge = x % 80 < 3 || x % 80 > 70 || y < 3 || y > high - 4;
      rows.push(...(x % 80 > 73 ? [255, 255, 255] : edge ? [20, 60, 120] : [220, 232, 248]));
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(wide);
  head.writeUInt32BE(high, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]);
  return Buffer.concat([signature, chunk("IHDR", head), chunk("IDAT", deflateSync(Buffer.from(rows))), chunk("IEND", Buffer.alloc(0))]);
};

/// A key of a company, in a file with a password. Its certificate says of itself that it signs
/// documents and no other certificates.
export const key = (folder, company, password) => {
  const [about, secret, certificate, file] = ["key.cnf", "key.pem", "cert.pem", "key.p12"].map((name) => join(folder, name));
  writeFileSync(about, `[req]
distinguished_name=name
x509_extensions=uses
prompt=no
[name]
C=CN
O=${company}
CN=${company}
[uses]
basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature,nonRepudiation
extendedKeyUsage=emailProtection
`);
  const run = (...words) => execFileSync("openssl", words, { stdio: ["ignore", "ignore", "pipe"] });
  run("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", secret, "-out", certificate, "-days", "3650", "-utf8", "-config", about);
  run("pkcs12", "-export", "-inkey", secret, "-in", certificate, "-out", file, "-passout", `pass:${password}`);
  return file;
};
