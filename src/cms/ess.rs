//! A signature's word on which certificate it is to be checked with (RFC 2634 5.4, RFC 5035), so
//! that another certificate of the same key cannot be put in its place.

use der::asn1::{ObjectIdentifier, OctetString};
use der::{Any, Sequence};
use sha1::{Digest, Sha1};
use x509_cert::spki::AlgorithmIdentifierOwned;

use super::algorithm::Hash;
use super::certificate::Certificate;
use super::signed_data::attribute;

/// `id-aa-signingCertificate`, which names it by SHA-1; older time stamps have it.
pub(super) const SIGNING_CERTIFICATE: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.12");
/// `id-aa-signingCertificateV2`.
pub(super) const SIGNING_CERTIFICATE_V2: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.47");

/// The digest of an `EssCertIdV2` that names none.
const DEFAULT: Hash = Hash::Sha256;

#[derive(Sequence)]
struct SigningCertificateV2 {
    certificates: Vec<EssCertIdV2>,
    #[asn1(optional = "true")]
    policies: Option<Any>,
}

#[derive(Sequence)]
struct EssCertIdV2 {
    /// Absent for [`DEFAULT`].
    #[asn1(optional = "true")]
    algorithm: Option<AlgorithmIdentifierOwned>,
    digest: OctetString,
    #[asn1(optional = "true")]
    issuer_serial: Option<Any>,
}

#[derive(Sequence)]
struct SigningCertificate {
    certificates: Vec<EssCertId>,
    #[asn1(optional = "true")]
    policies: Option<Any>,
}

#[derive(Sequence)]
struct EssCertId {
    digest: OctetString,
    #[asn1(optional = "true")]
    issuer_serial: Option<Any>,
}

/// The attribute that names a certificate by its digest.
pub(super) fn naming(certificate: &Certificate, hash: Hash) -> der::Result<Vec<u8>> {
    let digest = OctetString::new(hash.digest(&[certificate.der()]))?;
    let algorithm = (hash != DEFAULT).then(|| hash.identifier());
    let id = EssCertIdV2 { algorithm, digest, issuer_serial: None };
    let value = SigningCertificateV2 { certificates: vec![id], policies: None };
    attribute(SIGNING_CERTIFICATE_V2, Any::encode_from(&value)?)
}

/// Whether an attribute's value names a certificate, the first of those it names (RFC 5035 4).
pub(super) fn names(oid: ObjectIdentifier, value: &Any, certificate: &Certificate) -> bool {
    if oid == SIGNING_CERTIFICATE_V2 {
        let Ok(value) = value.decode_as::<SigningCertificateV2>() else { return false };
        let Some(first) = value.certificates.first() else { return false };
        let hash = first.algorithm.as_ref().map_or(Ok(DEFAULT), |named| Hash::of(named.oid));
        return hash.is_ok_and(|hash| hash.digest(&[certificate.der()]) == first.digest.as_bytes());
    }
    let Ok(value) = value.decode_as::<SigningCertificate>() else { return false };
    // Who could make another certificate of the same SHA-1 would still lack the key's signature
    // by a trusted authority over it.
    let digest = Sha1::digest(certificate.der());
    value.certificates.first().is_some_and(|first| first.digest.as_bytes() == digest.as_slice())
}
