//! Keys: what signs, and what a signature is checked with. Both take the message and not its
//! digest: an algorithm may put something of the key before the message (SM2 does), so the key
//! comes first and the digest after it.

use ecdsa_keys::{PrehashSigner, PrehashVerifier};
use p256::ecdsa::signature::hazmat as ecdsa_keys;
use rsa::pkcs8::{DecodePrivateKey, PrivateKeyInfoRef};
use rsa::traits::PublicKeyParts;
use rsa::{Pkcs1v15Sign, Pss, RsaPrivateKey, RsaPublicKey};
use sha2::{Sha256, Sha384, Sha512};
use x509_cert::spki::{SubjectPublicKeyInfoOwned, SubjectPublicKeyInfoRef};

use super::algorithm::{Algorithm, Hash, Scheme};
use der::asn1::ObjectIdentifier;
use der::referenced::OwnedToRef;

/// The keys that sign here, for messages.
pub(super) const SIGNING_KEYS: &str = "RSA（2048 至 4096 位）、P-256 和 P-384";
/// The shortest RSA key whose signatures count, in bits.
const MIN_RSA: usize = 2048;
/// The longest RSA key that signs, in bits.
const MAX_SIGNING_RSA: usize = 4096;

const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
const EC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
const P_256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7");
const P_384: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.132.0.34");
/// Kinds of keys and curves that are not used here; messages call them by these names.
const OTHERS: [(&str, &str); 13] = [
    ("1.2.156.10197.1.301", "国密 SM2"),
    ("1.2.156.10197.1.301.1", "国密 SM2"),
    ("1.3.132.0.35", "P-521"),
    ("1.3.132.0.33", "P-224"),
    ("1.3.132.0.10", "secp256k1"),
    ("1.3.36.3.3.2.8.1.1.7", "brainpoolP256r1"),
    ("1.3.36.3.3.2.8.1.1.11", "brainpoolP384r1"),
    ("1.3.36.3.3.2.8.1.1.13", "brainpoolP512r1"),
    ("1.3.101.110", "X25519"),
    ("1.3.101.112", "Ed25519"),
    ("1.3.101.113", "Ed448"),
    ("1.2.840.10040.4.1", "DSA"),
    ("1.2.840.113549.1.1.10", "RSA-PSS"),
];

/// A kind of key that is used here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum KeyKind {
    Rsa,
    P256,
    P384,
}

impl KeyKind {
    /// The kind of a key by its algorithm and the curve that it names, if it names one.
    ///
    /// # Errors
    /// The name of a kind that is not used here; its number where it has no name.
    fn of(algorithm: ObjectIdentifier, curve: Option<ObjectIdentifier>) -> Result<Self, String> {
        match (algorithm, curve) {
            (RSA, _) => Ok(Self::Rsa),
            (EC, Some(P_256)) => Ok(Self::P256),
            (EC, Some(P_384)) => Ok(Self::P384),
            (EC, None) => Err("椭圆曲线（没有写明是哪一条）".to_owned()),
            (EC, Some(other)) | (other, _) => {
                let number = other.to_string();
                let known = OTHERS.iter().find(|(oid, _)| *oid == number);
                Err(known.map_or(number, |(_, name)| (*name).to_owned()))
            }
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Rsa => "RSA",
            Self::P256 => "P-256",
            Self::P384 => "P-384",
        }
    }

    /// What a key of this kind signs with.
    fn algorithm(self) -> Algorithm {
        let scheme = match self {
            Self::Rsa => Scheme::Pkcs1,
            Self::P256 | Self::P384 => Scheme::Ecdsa,
        };
        Algorithm { scheme, hash: Hash::Sha256 }
    }
}

/// Why a signature is not a key's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum KeyFault {
    /// The key is of another kind than the signature, or of one that is not known here.
    Kind,
    /// Another key, or another text.
    Wrong,
}

/// The public half of a key.
#[derive(Debug, Clone)]
pub(super) enum PublicKey {
    Rsa(Box<RsaPublicKey>),
    P256(Box<p256::ecdsa::VerifyingKey>),
    P384(Box<p384::ecdsa::VerifyingKey>),
    /// One that nothing can be checked with, by its name.
    Other(String),
}

impl PublicKey {
    pub(super) fn of(info: &SubjectPublicKeyInfoOwned) -> Self {
        let curve = info.algorithm.parameters.as_ref();
        let curve = curve.and_then(|curve| curve.decode_as().ok());
        match KeyKind::of(info.algorithm.oid, curve) {
            Ok(kind) => Self::of_kind(kind, info.owned_to_ref())
                .unwrap_or_else(|| Self::Other(kind.name().to_owned())),
            Err(name) => Self::Other(name),
        }
    }

    fn of_kind(kind: KeyKind, info: SubjectPublicKeyInfoRef<'_>) -> Option<Self> {
        match kind {
            KeyKind::Rsa => RsaPublicKey::try_from(info).ok().map(|key| Self::Rsa(Box::new(key))),
            KeyKind::P256 => info.try_into().ok().map(|key| Self::P256(Box::new(key))),
            KeyKind::P384 => info.try_into().ok().map(|key| Self::P384(Box::new(key))),
        }
    }

    /// The kind as it is shown: `RSA 2048`, `P-256`.
    pub(super) fn kind(&self) -> String {
        match self {
            Self::Rsa(key) => format!("{} {}", KeyKind::Rsa.name(), key.n().bits_vartime()),
            Self::P256(_) => KeyKind::P256.name().to_owned(),
            Self::P384(_) => KeyKind::P384.name().to_owned(),
            Self::Other(name) => name.clone(),
        }
    }

    /// Whether it is an RSA key that can be broken.
    pub(super) fn is_short(&self) -> bool {
        matches!(self, Self::Rsa(key) if (key.n().bits_vartime() as usize) < MIN_RSA)
    }

    /// Checks a signature over a message, given in pieces.
    pub(super) fn check(
        &self,
        algorithm: Algorithm,
        message: &[&[u8]],
        signature: &[u8],
    ) -> Result<(), KeyFault> {
        let Algorithm { scheme, hash } = algorithm;
        let hashed = hash.digest(message);
        let is_right = match (self, scheme) {
            (Self::Rsa(key), Scheme::Pkcs1) => key.verify(pkcs1(hash), &hashed, signature).is_ok(),
            (Self::Rsa(key), Scheme::Pss { salt }) => {
                pss(key, hash, salt, &hashed, signature).is_ok()
            }
            (Self::P256(key), Scheme::Ecdsa) => p256::ecdsa::DerSignature::try_from(signature)
                .is_ok_and(|signature| key.verify_prehash(&hashed, &signature).is_ok()),
            (Self::P384(key), Scheme::Ecdsa) => p384::ecdsa::DerSignature::try_from(signature)
                .is_ok_and(|signature| key.verify_prehash(&hashed, &signature).is_ok()),
            _ => return Err(KeyFault::Kind),
        };
        if is_right { Ok(()) } else { Err(KeyFault::Wrong) }
    }
}

fn pkcs1(hash: Hash) -> Pkcs1v15Sign {
    match hash {
        Hash::Sha256 => Pkcs1v15Sign::new::<Sha256>(),
        Hash::Sha384 => Pkcs1v15Sign::new::<Sha384>(),
        Hash::Sha512 => Pkcs1v15Sign::new::<Sha512>(),
    }
}

fn pss(
    key: &RsaPublicKey,
    hash: Hash,
    salt: usize,
    hashed: &[u8],
    signature: &[u8],
) -> rsa::Result<()> {
    match hash {
        Hash::Sha256 => key.verify(Pss::<Sha256>::new_with_salt(salt), hashed, signature),
        Hash::Sha384 => key.verify(Pss::<Sha384>::new_with_salt(salt), hashed, signature),
        Hash::Sha512 => key.verify(Pss::<Sha512>::new_with_salt(salt), hashed, signature),
    }
}

/// The private half of a key. Each kind wipes itself when dropped.
pub(super) enum PrivateKey {
    Rsa(Box<RsaPrivateKey>),
    P256(Box<p256::ecdsa::SigningKey>),
    P384(Box<p384::ecdsa::SigningKey>),
}

impl PrivateKey {
    /// From PKCS#8.
    ///
    /// # Errors
    /// The kind of a key that does not sign here; `None` where it cannot be read.
    pub(super) fn from_pkcs8(der: &[u8]) -> Result<Self, Option<String>> {
        let Ok(info) = PrivateKeyInfoRef::try_from(der) else { return Err(None) };
        let curve = info.algorithm.parameters;
        let curve = curve.and_then(|curve| curve.decode_as().ok());
        let kind = KeyKind::of(info.algorithm.oid, curve).map_err(Some)?;
        let damaged = || Some(kind.name().to_owned());
        match kind {
            KeyKind::Rsa => Self::rsa(der),
            KeyKind::P256 => {
                let key = p256::ecdsa::SigningKey::from_pkcs8_der(der);
                key.map(|key| Self::P256(Box::new(key))).map_err(|_| damaged())
            }
            KeyKind::P384 => {
                let key = p384::ecdsa::SigningKey::from_pkcs8_der(der);
                key.map(|key| Self::P384(Box::new(key))).map_err(|_| damaged())
            }
        }
    }

    fn rsa(der: &[u8]) -> Result<Self, Option<String>> {
        let key = RsaPrivateKey::from_pkcs8_der(der).map_err(|_| None)?;
        let bits = key.n().bits_vartime() as usize;
        if (MIN_RSA..=MAX_SIGNING_RSA).contains(&bits) {
            Ok(Self::Rsa(Box::new(key)))
        } else {
            Err(Some(format!("{} {bits}", KeyKind::Rsa.name())))
        }
    }

    fn kind(&self) -> KeyKind {
        match self {
            Self::Rsa(_) => KeyKind::Rsa,
            Self::P256(_) => KeyKind::P256,
            Self::P384(_) => KeyKind::P384,
        }
    }

    /// Whether a public key is its other half.
    pub(super) fn belongs_to(&self, public: &PublicKey) -> bool {
        match (self, public) {
            (Self::Rsa(key), PublicKey::Rsa(public)) => *key.as_public_key() == **public,
            (Self::P256(key), PublicKey::P256(public)) => key.verifying_key() == &**public,
            (Self::P384(key), PublicKey::P384(public)) => key.verifying_key() == &**public,
            _ => false,
        }
    }

    /// What it signs with. All that belongs to one signature uses this digest.
    pub(super) fn algorithm(&self) -> Algorithm {
        self.kind().algorithm()
    }

    /// Signs a message. There is no chance in it: PKCS#1 v1.5 has none, and ECDSA takes its
    /// number from the key and the digest (RFC 6979).
    pub(super) fn sign(&self, message: &[u8]) -> Option<Vec<u8>> {
        let hash = self.algorithm().hash;
        let hashed = hash.digest(&[message]);
        match self {
            Self::Rsa(key) => key.sign(pkcs1(hash), &hashed).ok(),
            Self::P256(key) => {
                let signature: p256::ecdsa::DerSignature = key.sign_prehash(&hashed).ok()?;
                Some(signature.as_bytes().to_vec())
            }
            Self::P384(key) => {
                let signature: p384::ecdsa::DerSignature = key.sign_prehash(&hashed).ok()?;
                Some(signature.as_bytes().to_vec())
            }
        }
    }
}
