//! Digests and signature schemes by their identifiers (RFC 5754, RFC 4055, RFC 5758).

use der::asn1::ObjectIdentifier;
use der::{Any, Decode, Encode};
use rsa::pkcs1::RsaPssParams;
use sha2::{Digest, Sha256, Sha384, Sha512};
use x509_cert::spki::AlgorithmIdentifierOwned;

const fn oid(dotted: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(dotted)
}

const SHA_1: ObjectIdentifier = oid("1.3.14.3.2.26");
pub(super) const SHA_256: ObjectIdentifier = oid("2.16.840.1.101.3.4.2.1");
const SHA_384: ObjectIdentifier = oid("2.16.840.1.101.3.4.2.2");
const SHA_512: ObjectIdentifier = oid("2.16.840.1.101.3.4.2.3");
const MD5: ObjectIdentifier = oid("1.2.840.113549.2.5");
const RSA: ObjectIdentifier = oid("1.2.840.113549.1.1.1");
const RSA_MD5: ObjectIdentifier = oid("1.2.840.113549.1.1.4");
const RSA_SHA_1: ObjectIdentifier = oid("1.2.840.113549.1.1.5");
const MGF_1: ObjectIdentifier = oid("1.2.840.113549.1.1.8");
const RSA_PSS: ObjectIdentifier = oid("1.2.840.113549.1.1.10");
pub(super) const RSA_SHA_256: ObjectIdentifier = oid("1.2.840.113549.1.1.11");
const RSA_SHA_384: ObjectIdentifier = oid("1.2.840.113549.1.1.12");
const RSA_SHA_512: ObjectIdentifier = oid("1.2.840.113549.1.1.13");
const ECDSA_SHA_1: ObjectIdentifier = oid("1.2.840.10045.4.1");
pub(super) const ECDSA_SHA_256: ObjectIdentifier = oid("1.2.840.10045.4.3.2");
const ECDSA_SHA_384: ObjectIdentifier = oid("1.2.840.10045.4.3.3");
const ECDSA_SHA_512: ObjectIdentifier = oid("1.2.840.10045.4.3.4");

/// Why a digest or a signature scheme is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AlgorithmFault {
    /// SHA-1 or MD5, with which two texts of one digest can be made.
    #[error("用了已经不安全的 SHA-1 或 MD5 摘要算法，不能作数；请对方改用 SHA-256 重新签")]
    Weak,
    /// One that is not known here, by its identifier.
    #[error("用了不认识的算法（{0}），无法验证；这里只认 SHA-256、SHA-384、SHA-512 与 RSA、ECDSA")]
    Unknown(String),
    /// The parts of the signature name different algorithms.
    #[error("签名里前后写的算法不一致，无法验证")]
    Mismatch,
}

/// An algorithm that is not taken; China's own are called that.
fn unknown(algorithm: ObjectIdentifier) -> AlgorithmFault {
    let number = algorithm.to_string();
    AlgorithmFault::Unknown(match number.starts_with("1.2.156.10197.") {
        true => format!("国密算法 {number}"),
        false => number,
    })
}

/// A digest that is strong enough to be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hash {
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    pub(super) fn of(oid: ObjectIdentifier) -> Result<Self, AlgorithmFault> {
        match oid {
            SHA_256 => Ok(Self::Sha256),
            SHA_384 => Ok(Self::Sha384),
            SHA_512 => Ok(Self::Sha512),
            SHA_1 | MD5 => Err(AlgorithmFault::Weak),
            other => Err(unknown(other)),
        }
    }

    /// The digest of pieces, one after the other.
    pub(super) fn digest(self, pieces: &[&[u8]]) -> Vec<u8> {
        match self {
            Self::Sha256 => digest::<Sha256>(pieces),
            Self::Sha384 => digest::<Sha384>(pieces),
            Self::Sha512 => digest::<Sha512>(pieces),
        }
    }
}

fn digest<D: Digest>(pieces: &[&[u8]]) -> Vec<u8> {
    let mut digest = D::new();
    for piece in pieces {
        digest.update(piece);
    }
    digest.finalize().to_vec()
}

/// How a signature is made of a digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scheme {
    /// RSASSA-PKCS1-v1_5.
    Pkcs1(Hash),
    /// RSASSA-PSS with a salt of so many bytes.
    Pss(Hash, usize),
    /// ECDSA; the curve is the key's.
    Ecdsa(Hash),
}

impl Scheme {
    /// The scheme of an identifier. `digest` is what stands beside it, if anything does
    /// (RFC 5652 5.3): plain `rsaEncryption` takes it, any other must agree with it.
    pub(super) fn of(
        algorithm: &AlgorithmIdentifierOwned,
        digest: Option<Hash>,
    ) -> Result<Self, AlgorithmFault> {
        let scheme = match algorithm.oid {
            RSA => Self::Pkcs1(digest.ok_or(AlgorithmFault::Mismatch)?),
            RSA_SHA_256 => Self::Pkcs1(Hash::Sha256),
            RSA_SHA_384 => Self::Pkcs1(Hash::Sha384),
            RSA_SHA_512 => Self::Pkcs1(Hash::Sha512),
            RSA_PSS => pss(algorithm)?,
            ECDSA_SHA_256 => Self::Ecdsa(Hash::Sha256),
            ECDSA_SHA_384 => Self::Ecdsa(Hash::Sha384),
            ECDSA_SHA_512 => Self::Ecdsa(Hash::Sha512),
            RSA_SHA_1 | RSA_MD5 | ECDSA_SHA_1 => return Err(AlgorithmFault::Weak),
            other => return Err(unknown(other)),
        };
        match digest {
            Some(digest) if digest != scheme.hash() => Err(AlgorithmFault::Mismatch),
            _ => Ok(scheme),
        }
    }

    pub(super) fn hash(self) -> Hash {
        match self {
            Self::Pkcs1(hash) | Self::Pss(hash, _) | Self::Ecdsa(hash) => hash,
        }
    }
}

/// The scheme of RSASSA-PSS, whose parts stand in its parameters (RFC 4055 3.1). Absent ones mean
/// SHA-1.
fn pss(algorithm: &AlgorithmIdentifierOwned) -> Result<Scheme, AlgorithmFault> {
    let unknown = || AlgorithmFault::Unknown(algorithm.oid.to_string());
    let parameters = algorithm.parameters.as_ref().ok_or(AlgorithmFault::Weak)?;
    let parameters = parameters.to_der().map_err(|_| unknown())?;
    let parameters: RsaPssParams<Any> =
        RsaPssParams::from_der(&parameters).map_err(|_| unknown())?;
    let hash = Hash::of(parameters.hash.oid)?;
    let mask = parameters.mask_gen;
    let mask_hash = mask.parameters.ok_or_else(unknown)?.oid;
    if mask.oid != MGF_1 || Hash::of(mask_hash)? != hash {
        return Err(unknown());
    }
    Ok(Scheme::Pss(hash, usize::from(parameters.salt_len)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(oid: ObjectIdentifier) -> AlgorithmIdentifierOwned {
        AlgorithmIdentifierOwned { oid, parameters: None }
    }

    #[test]
    fn old_digests_are_refused_and_unknown_ones_named() {
        assert_eq!(Hash::of(SHA_1), Err(AlgorithmFault::Weak));
        assert_eq!(Scheme::of(&named(RSA_SHA_1), None), Err(AlgorithmFault::Weak));
        assert_eq!(Scheme::of(&named(RSA_PSS), None), Err(AlgorithmFault::Weak));
        let sm3 = oid("1.2.156.10197.1.501");
        let fault = Scheme::of(&named(sm3), None).unwrap_err();
        assert_eq!(fault, AlgorithmFault::Unknown("国密算法 1.2.156.10197.1.501".to_owned()));
    }

    #[test]
    fn a_scheme_agrees_with_the_digest_beside_it() {
        let plain = Scheme::of(&named(RSA), Some(Hash::Sha384));
        assert_eq!(plain, Ok(Scheme::Pkcs1(Hash::Sha384)));
        let other = Scheme::of(&named(ECDSA_SHA_256), Some(Hash::Sha384));
        assert_eq!(other, Err(AlgorithmFault::Mismatch));
    }
}
