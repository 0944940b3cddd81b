//! Signature algorithms and their digests, by their identifiers (RFC 5754, RFC 4055, RFC 5758).
//!
//! A further algorithm (SM2 with SM3) is added here and in `key`, which has the keys: nothing
//! outside these two files knows which digest or which key signs.

use der::asn1::ObjectIdentifier;
use der::{Any, Decode, Encode};
use rsa::pkcs1::RsaPssParams;
use sha2::{Digest, Sha256, Sha384, Sha512};
use x509_cert::spki::AlgorithmIdentifierOwned;

const fn oid(dotted: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(dotted)
}

const SHA_256: ObjectIdentifier = oid("2.16.840.1.101.3.4.2.1");
const SHA_384: ObjectIdentifier = oid("2.16.840.1.101.3.4.2.2");
const SHA_512: ObjectIdentifier = oid("2.16.840.1.101.3.4.2.3");
const RSA: ObjectIdentifier = oid("1.2.840.113549.1.1.1");
const RSA_PSS: ObjectIdentifier = oid("1.2.840.113549.1.1.10");
const MGF_1: ObjectIdentifier = oid("1.2.840.113549.1.1.8");

/// The algorithms that have an identifier of their own.
const ALGORITHMS: [(ObjectIdentifier, Algorithm); 6] = [
    (oid("1.2.840.113549.1.1.11"), Algorithm { scheme: Scheme::Pkcs1, hash: Hash::Sha256 }),
    (oid("1.2.840.113549.1.1.12"), Algorithm { scheme: Scheme::Pkcs1, hash: Hash::Sha384 }),
    (oid("1.2.840.113549.1.1.13"), Algorithm { scheme: Scheme::Pkcs1, hash: Hash::Sha512 }),
    (oid("1.2.840.10045.4.3.2"), Algorithm { scheme: Scheme::Ecdsa, hash: Hash::Sha256 }),
    (oid("1.2.840.10045.4.3.3"), Algorithm { scheme: Scheme::Ecdsa, hash: Hash::Sha384 }),
    (oid("1.2.840.10045.4.3.4"), Algorithm { scheme: Scheme::Ecdsa, hash: Hash::Sha512 }),
];

/// SHA-1 and MD5, alone, with RSA and with ECDSA.
const WEAK: [ObjectIdentifier; 5] = [
    oid("1.3.14.3.2.26"),
    oid("1.2.840.113549.2.5"),
    oid("1.2.840.113549.1.1.4"),
    oid("1.2.840.113549.1.1.5"),
    oid("1.2.840.10045.4.1"),
];

/// Why a digest or a signature algorithm is not accepted.
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

impl AlgorithmFault {
    fn of(algorithm: ObjectIdentifier) -> Self {
        if WEAK.contains(&algorithm) {
            return Self::Weak;
        }
        let number = algorithm.to_string();
        // China's own algorithms have an arc of their own.
        let is_national = number.starts_with("1.2.156.10197.");
        Self::Unknown(if is_national { format!("国密算法 {number}") } else { number })
    }
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
            other => Err(AlgorithmFault::of(other)),
        }
    }

    /// The identifier without parameters, as RFC 5754 2 wants it written.
    pub(super) fn identifier(self) -> AlgorithmIdentifierOwned {
        let oid = match self {
            Self::Sha256 => SHA_256,
            Self::Sha384 => SHA_384,
            Self::Sha512 => SHA_512,
        };
        AlgorithmIdentifierOwned { oid, parameters: None }
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
    Pkcs1,
    /// RSASSA-PSS with a salt of so many bytes.
    Pss { salt: usize },
    /// ECDSA; the curve is the key's.
    Ecdsa,
}

/// A signature algorithm: a digest, and how the signature is made of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Algorithm {
    pub(super) scheme: Scheme,
    pub(super) hash: Hash,
}

impl Algorithm {
    /// The algorithm of an identifier. `digest` is what stands beside it, if anything does
    /// (RFC 5652 5.3): plain `rsaEncryption` takes it, any other must agree with it.
    pub(super) fn of(
        identifier: &AlgorithmIdentifierOwned,
        digest: Option<Hash>,
    ) -> Result<Self, AlgorithmFault> {
        let own = ALGORITHMS.iter().find(|(oid, _)| *oid == identifier.oid);
        let algorithm = match (identifier.oid, own) {
            (_, Some((_, algorithm))) => *algorithm,
            (RSA, None) => {
                Self { scheme: Scheme::Pkcs1, hash: digest.ok_or(AlgorithmFault::Mismatch)? }
            }
            (RSA_PSS, None) => pss(identifier)?,
            (other, None) => return Err(AlgorithmFault::of(other)),
        };
        match digest {
            Some(digest) if digest != algorithm.hash => Err(AlgorithmFault::Mismatch),
            _ => Ok(algorithm),
        }
    }

    /// As a signature names it; `None` for RSASSA-PSS, which no key signs with here.
    pub(super) fn identifier(self) -> Option<AlgorithmIdentifierOwned> {
        let (oid, _) = *ALGORITHMS.iter().find(|(_, algorithm)| *algorithm == self)?;
        // RSA's identifiers have a NULL, ECDSA's nothing (RFC 5754 3.2, 3.3).
        let parameters = (self.scheme == Scheme::Pkcs1).then(Any::null);
        Some(AlgorithmIdentifierOwned { oid, parameters })
    }
}

/// RSASSA-PSS, whose parts stand in its parameters (RFC 4055 3.1). Absent ones mean SHA-1.
fn pss(identifier: &AlgorithmIdentifierOwned) -> Result<Algorithm, AlgorithmFault> {
    let unknown = || AlgorithmFault::Unknown(identifier.oid.to_string());
    let parameters = identifier.parameters.as_ref().ok_or(AlgorithmFault::Weak)?;
    let parameters = parameters.to_der().map_err(|_| unknown())?;
    let parameters: RsaPssParams<Any> =
        RsaPssParams::from_der(&parameters).map_err(|_| unknown())?;
    let hash = Hash::of(parameters.hash.oid)?;
    let mask = parameters.mask_gen;
    let mask_hash = mask.parameters.ok_or_else(unknown)?.oid;
    if mask.oid != MGF_1 || Hash::of(mask_hash)? != hash {
        return Err(unknown());
    }
    Ok(Algorithm { scheme: Scheme::Pss { salt: usize::from(parameters.salt_len) }, hash })
}

#[cfg(test)]
mod tests {
    use super::*;

    const RSA_SHA_1: ObjectIdentifier = oid("1.2.840.113549.1.1.5");
    const ECDSA_SHA_256: ObjectIdentifier = oid("1.2.840.10045.4.3.2");

    fn bare(oid: ObjectIdentifier) -> AlgorithmIdentifierOwned {
        AlgorithmIdentifierOwned { oid, parameters: None }
    }

    #[test]
    fn old_digests_are_refused_and_unknown_ones_named() {
        assert_eq!(Hash::of(oid("1.3.14.3.2.26")), Err(AlgorithmFault::Weak));
        assert_eq!(Algorithm::of(&bare(RSA_SHA_1), None), Err(AlgorithmFault::Weak));
        assert_eq!(Algorithm::of(&bare(RSA_PSS), None), Err(AlgorithmFault::Weak));
        let sm3 = oid("1.2.156.10197.1.501");
        let fault = Algorithm::of(&bare(sm3), None).unwrap_err();
        assert_eq!(fault, AlgorithmFault::Unknown("国密算法 1.2.156.10197.1.501".to_owned()));
    }

    #[test]
    fn an_algorithm_agrees_with_the_digest_beside_it() {
        let plain = Algorithm::of(&bare(RSA), Some(Hash::Sha384));
        assert_eq!(plain, Ok(Algorithm { scheme: Scheme::Pkcs1, hash: Hash::Sha384 }));
        let other = Algorithm::of(&bare(ECDSA_SHA_256), Some(Hash::Sha384));
        assert_eq!(other, Err(AlgorithmFault::Mismatch));
    }

    #[test]
    fn an_algorithm_is_read_as_it_is_written() {
        for (oid, algorithm) in ALGORITHMS {
            let identifier = algorithm.identifier().unwrap();
            assert_eq!(identifier.oid, oid);
            assert_eq!(Algorithm::of(&identifier, Some(algorithm.hash)), Ok(algorithm));
        }
    }
}
