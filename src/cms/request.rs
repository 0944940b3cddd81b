//! What a time stamp service is asked (RFC 3161 2.4.1).

use der::asn1::{Int, ObjectIdentifier, OctetString};
use der::{Any, Encode, Sequence};
use x509_cert::spki::AlgorithmIdentifierOwned;

use super::algorithm::Hash;

/// What is stamped, by its digest.
#[derive(Sequence)]
pub(super) struct Imprint {
    pub(super) algorithm: AlgorithmIdentifierOwned,
    pub(super) digest: OctetString,
}

/// `TimeStampReq` (RFC 3161 2.4.1).
#[derive(Sequence)]
struct Request {
    version: u8,
    imprint: Imprint,
    #[asn1(optional = "true")]
    policy: Option<ObjectIdentifier>,
    #[asn1(optional = "true")]
    nonce: Option<Int>,
    #[asn1(default = "Default::default")]
    certificates: bool,
}

/// The request for a stamp of a signature's value. The same value gives the same request: its
/// nonce shows an answer to another signature, and no more is needed of it.
pub(super) fn request(value: &[u8], hash: Hash) -> der::Result<Vec<u8>> {
    let imprint = Imprint {
        algorithm: AlgorithmIdentifierOwned { parameters: Some(Any::null()), ..hash.identifier() },
        digest: OctetString::new(hash.digest(&[value]))?,
    };
    let nonce = Some(nonce(value)?);
    Request { version: 1, imprint, policy: None, nonce, certificates: true }.to_der()
}

/// A number for a request. Any digest would do: it only has to differ by the value.
pub(super) fn nonce(value: &[u8]) -> der::Result<Int> {
    let mut bytes = Hash::Sha256.digest(&[b"nonce", value]);
    bytes.truncate(8);
    // Neither negative nor begun with zeros, so that it is written in one way only.
    if let Some(first) = bytes.first_mut() {
        *first = *first & 0x3F | 0x40;
    }
    Int::new(&bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_the_same_each_time_and_another_for_another_signature() {
        let request = |value| request(value, Hash::Sha256).unwrap();
        assert_eq!(request(b"one"), request(b"one"));
        assert_ne!(nonce(b"one").unwrap(), nonce(b"two").unwrap());
    }
}
