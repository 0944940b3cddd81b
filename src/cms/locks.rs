//! How the parts of a PKCS #12 file are locked, as its open part says (RFC 7292, RFC 8018). What
//! no password opens here is reported before one is tried: the failure would look like damage.

use der::asn1::ObjectIdentifier;
use der::{Any, Decode, Reader, Sequence, SliceReader};
use x509_cert::spki::AlgorithmIdentifierOwned;

/// `id-PBES2`, as it stands in a file.
const PBES_2: &[u8] = b"\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x05\x0D";
/// `id-PBMAC1`.
const PBMAC_1: &[u8] = b"\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x05\x0E";
/// `pkcs-12PbeIds`; one more byte says which.
const PBES_1: &[u8] = b"\x06\x0A\x2A\x86\x48\x86\xF7\x0D\x01\x0C\x01";
/// The arc of China's own algorithms (GM/T 0006), 1.2.156.10197.
const NATIONAL: &[u8] = b"\x2A\x81\x1C\xCF\x55";

const PBKDF_2: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.5.12");
const SCRYPT: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.4.1.11591.4.11");

/// What a key is made of a password with: HMAC with SHA-224 to SHA-512.
const PRFS: [ObjectIdentifier; 4] = [
    ObjectIdentifier::new_unwrap("1.2.840.113549.2.8"),
    ObjectIdentifier::new_unwrap("1.2.840.113549.2.9"),
    ObjectIdentifier::new_unwrap("1.2.840.113549.2.10"),
    ObjectIdentifier::new_unwrap("1.2.840.113549.2.11"),
];
/// What a part is locked with: AES in CBC and GCM.
const CIPHERS: [ObjectIdentifier; 5] = [
    ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.1.2"),
    ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.1.22"),
    ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.1.42"),
    ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.1.6"),
    ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.1.46"),
];
/// Names of others that there are.
const NAMES: [(&str, &str); 9] = [
    ("1.2.156.10197.1.104.2", "国密 SM4"),
    ("1.2.156.10197.1.401.2", "国密 SM3"),
    ("1.2.840.113549.2.7", "HMAC-SHA1"),
    ("1.2.840.113549.3.2", "RC2"),
    ("1.2.840.113549.3.7", "PBES2 的 3DES"),
    ("1.3.14.3.2.7", "DES"),
    ("1.2.392.200011.61.1.1.1.2", "Camellia-128"),
    ("1.2.392.200011.61.1.1.1.3", "Camellia-192"),
    ("1.2.392.200011.61.1.1.1.4", "Camellia-256"),
];

/// `PBES2-params`.
#[derive(Sequence)]
struct Pbes2 {
    kdf: AlgorithmIdentifierOwned,
    cipher: AlgorithmIdentifierOwned,
}

/// `PBKDF2-params`.
#[derive(Sequence)]
struct Pbkdf2 {
    salt: Any,
    rounds: u64,
    key_length: Option<u16>,
    prf: Option<AlgorithmIdentifierOwned>,
}

/// The first algorithm of a file's locks that is not known here, by its name.
pub(super) fn unknown(pkcs12: &[u8]) -> Option<String> {
    let older = after(pkcs12, PBES_1).find_map(of_pkcs12);
    let newer = || after(pkcs12, PBES_2).find_map(of_pbes2);
    let mac = || after(pkcs12, PBMAC_1).next().map(|_| "PBMAC1".to_owned());
    older.or_else(newer).or_else(mac)
}

/// Whether a file names one of China's own algorithms.
pub(super) fn is_national(pkcs12: &[u8]) -> bool {
    after(pkcs12, NATIONAL).next().is_some()
}

/// What stands behind each place of some bytes.
fn after<'b>(bytes: &'b [u8], wanted: &'static [u8]) -> impl Iterator<Item = &'b [u8]> {
    let found = bytes.windows(wanted.len()).enumerate().filter(move |(_, part)| *part == wanted);
    found.filter_map(move |(at, _)| bytes.get(at + wanted.len()..))
}

/// Of the ways that PKCS #12 itself has, two are known: 3DES, and RC2 with 40 bits.
fn of_pkcs12(behind: &[u8]) -> Option<String> {
    let name = match behind.first()? {
        1 => "RC4-128",
        2 => "RC4-40",
        4 => "两个密钥的 3DES",
        5 => "RC2-128",
        _ => return None,
    };
    Some(name.to_owned())
}

fn of_pbes2(behind: &[u8]) -> Option<String> {
    let part = SliceReader::new(behind).ok()?.tlv_bytes().ok()?;
    let Pbes2 { kdf, cipher } = Pbes2::from_der(part).ok()?;
    if !CIPHERS.contains(&cipher.oid) {
        return Some(name(cipher.oid));
    }
    if kdf.oid != PBKDF_2 {
        return (kdf.oid != SCRYPT).then(|| name(kdf.oid));
    }
    let prf = kdf.parameters?.decode_as::<Pbkdf2>().ok()?.prf?.oid;
    (!PRFS.contains(&prf)).then(|| name(prf))
}

fn name(algorithm: ObjectIdentifier) -> String {
    let algorithm = algorithm.to_string();
    let known = NAMES.iter().find(|(oid, _)| *oid == algorithm);
    known.map_or(algorithm, |(_, name)| (*name).to_owned())
}
