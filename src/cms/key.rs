//! Keys: what signs, and what a signature is checked with.

use ecdsa_keys::{PrehashSigner, PrehashVerifier};
use p256::ecdsa::signature::hazmat as ecdsa_keys;
use rsa::pkcs8::{DecodePrivateKey, PrivateKeyInfoRef};
use rsa::traits::PublicKeyParts;
use rsa::{Pkcs1v15Sign, Pss, RsaPrivateKey, RsaPublicKey};
use sha2::{Digest, Sha256, Sha384, Sha512};
use x509_cert::spki::{SubjectPublicKeyInfoOwned, SubjectPublicKeyInfoRef};

use super::algorithm::{ECDSA_SHA_256, Hash, RSA_SHA_256, Scheme};
use der::asn1::ObjectIdentifier;
use der::referenced::OwnedToRef;

/// The shortest RSA key whose signatures count, in bits.
pub(super) const MIN_RSA: usize = 2048;
/// The longest RSA key that signs, in bits.
const MAX_SIGNING_RSA: usize = 4096;

const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
const EC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
const P_256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7");
const P_384: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.132.0.34");
/// Kinds of keys and curves that are told by their names and not used.
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

/// Why a signature is not a key's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum KeyFault {
    /// The key is of another kind than the signature, or of one that is not known here.
    Kind,
    /// Another key, or another text.
    Wrong,
}

/// A key's algorithm, and its curve where it names one.
type Kind = (ObjectIdentifier, Option<ObjectIdentifier>);

/// What a kind of key is called; its number where it has no name here.
fn name(kind: Kind) -> String {
    match kind {
        (RSA, _) => "RSA".to_owned(),
        (EC, Some(P_256)) => "P-256".to_owned(),
        (EC, Some(P_384)) => "P-384".to_owned(),
        (EC, None) => "椭圆曲线（没有写明是哪一条）".to_owned(),
        (EC, Some(other)) | (other, _) => {
            let number = other.to_string();
            let known = OTHERS.iter().find(|(oid, _)| *oid == number);
            known.map_or(number, |(_, name)| (*name).to_owned())
        }
    }
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
        let kind = (info.algorithm.oid, curve);
        Self::known(info.owned_to_ref(), kind).unwrap_or_else(|| Self::Other(name(kind)))
    }

    fn known(info: SubjectPublicKeyInfoRef<'_>, kind: Kind) -> Option<Self> {
        match kind {
            (RSA, _) => RsaPublicKey::try_from(info).ok().map(|key| Self::Rsa(Box::new(key))),
            (EC, Some(P_256)) => info.try_into().ok().map(|key| Self::P256(Box::new(key))),
            (EC, Some(P_384)) => info.try_into().ok().map(|key| Self::P384(Box::new(key))),
            _ => None,
        }
    }

    /// What kind of key it is: `RSA 2048`, `P-256`.
    pub(super) fn kind(&self) -> String {
        match self {
            Self::Rsa(key) => format!("RSA {}", key.n().bits_vartime()),
            Self::P256(_) => "P-256".to_owned(),
            Self::P384(_) => "P-384".to_owned(),
            Self::Other(name) => name.clone(),
        }
    }

    /// Whether it is an RSA key that can be broken.
    pub(super) fn is_short(&self) -> bool {
        matches!(self, Self::Rsa(key) if (key.n().bits_vartime() as usize) < MIN_RSA)
    }

    /// Checks a signature over pieces, one after the other.
    pub(super) fn check(
        &self,
        scheme: Scheme,
        pieces: &[&[u8]],
        signature: &[u8],
    ) -> Result<(), KeyFault> {
        let hashed = scheme.hash().digest(pieces);
        let right = match (self, scheme) {
            (Self::Rsa(key), Scheme::Pkcs1(hash)) => {
                key.verify(pkcs1(hash), &hashed, signature).is_ok()
            }
            (Self::Rsa(key), Scheme::Pss(hash, salt)) => {
                pss(key, hash, salt, &hashed, signature).is_ok()
            }
            (Self::P256(key), Scheme::Ecdsa(_)) => p256::ecdsa::DerSignature::try_from(signature)
                .is_ok_and(|signature| key.verify_prehash(&hashed, &signature).is_ok()),
            (Self::P384(key), Scheme::Ecdsa(_)) => p384::ecdsa::DerSignature::try_from(signature)
                .is_ok_and(|signature| key.verify_prehash(&hashed, &signature).is_ok()),
            _ => return Err(KeyFault::Kind),
        };
        right.then_some(()).ok_or(KeyFault::Wrong)
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
    /// The kind of a key that does not sign here; nothing where the key does not tell it.
    pub(super) fn from_pkcs8(der: &[u8]) -> Result<Self, Option<String>> {
        let Ok(info) = PrivateKeyInfoRef::try_from(der) else { return Err(None) };
        let curve = info.algorithm.parameters;
        let kind = (info.algorithm.oid, curve.and_then(|curve| curve.decode_as().ok()));
        match kind {
            (RSA, _) => Self::rsa(der),
            (EC, Some(P_256)) => {
                let key = p256::ecdsa::SigningKey::from_pkcs8_der(der);
                key.map(|key| Self::P256(Box::new(key))).map_err(|_| Some(name(kind)))
            }
            (EC, Some(P_384)) => {
                let key = p384::ecdsa::SigningKey::from_pkcs8_der(der);
                key.map(|key| Self::P384(Box::new(key))).map_err(|_| Some(name(kind)))
            }
            _ => Err(Some(name(kind))),
        }
    }

    fn rsa(der: &[u8]) -> Result<Self, Option<String>> {
        let key = RsaPrivateKey::from_pkcs8_der(der).map_err(|_| None)?;
        let bits = key.n().bits_vartime() as usize;
        match (MIN_RSA..=MAX_SIGNING_RSA).contains(&bits) {
            true => Ok(Self::Rsa(Box::new(key))),
            false => Err(Some(format!("RSA {bits}"))),
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

    /// The identifier of the scheme that it signs with, always over SHA-256.
    pub(super) fn scheme(&self) -> ObjectIdentifier {
        match self {
            Self::Rsa(_) => RSA_SHA_256,
            Self::P256(_) | Self::P384(_) => ECDSA_SHA_256,
        }
    }

    /// Signs the SHA-256 of a message. There is no chance in it: PKCS#1 v1.5 has none, and ECDSA
    /// takes its number from the key and the digest (RFC 6979).
    pub(super) fn sign(&self, message: &[u8]) -> Option<Vec<u8>> {
        let hashed = Sha256::digest(message);
        match self {
            Self::Rsa(key) => key.sign(Pkcs1v15Sign::new::<Sha256>(), &hashed).ok(),
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
