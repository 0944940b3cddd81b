//! A content signed: CAdES as PAdES baseline B-B has it (ETSI EN 319 142-1 6.3).

use std::fmt;

use ::cms::cert::IssuerAndSerialNumber;
use ::cms::content_info::CmsVersion;
use ::cms::signed_data::{EncapsulatedContentInfo, SignerIdentifier};
use der::asn1::{OctetString, SetOfVec};
use der::{Any, Encode};

use super::algorithm::Hash;
use super::certificate::Certificate;
use super::ess;
use super::identity::Identity;
use super::request;
use super::signed_data::{
    Elements, ID_CONTENT_TYPE, ID_DATA, ID_MESSAGE_DIGEST, SignedData, SignerInfo, attribute,
};

/// Why a content was not signed. None of it is the signer's fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SignFault {
    /// The key gave no signature.
    #[error("这个私钥签不出名来，可能已经损坏；请重新导出证书文件")]
    Key,
    /// The signature could not be written.
    #[error("签名写不出来，证书可能已经损坏；请重新导出证书文件")]
    Unwritten,
}

impl From<der::Error> for SignFault {
    fn from(_: der::Error) -> Self {
        Self::Unwritten
    }
}

/// A signature, to be put beside what it signs.
#[derive(Clone)]
pub struct Signature {
    data: SignedData,
    signer: SignerInfo,
    hash: Hash,
    der: Vec<u8>,
    request: Vec<u8>,
}

/// Signs a content, given in pieces. The identity's key says with which digest.
///
/// The signed attributes are content type, message digest and the signer's certificate
/// (`signing-certificate-v2`, RFC 5035). A signing time is not among them: in a PDF it stands in
/// the signature's dictionary and nowhere else (ETSI EN 319 142-1 5.3). The same identity and
/// content give the same bytes.
///
/// # Errors
/// A fault of the key or of a certificate's bytes.
pub fn sign(identity: &Identity, content: &[&[u8]]) -> Result<Signature, SignFault> {
    let hash = identity.key().algorithm().hash;
    sign_digest(identity, hash.digest(content))
}

/// How many bytes an identity's signature takes, known before there is a content. Signatures of
/// elliptic curves differ by a few bytes.
///
/// # Errors
/// As of [`sign`].
pub fn signature_length(identity: &Identity) -> Result<usize, SignFault> {
    let hash = identity.key().algorithm().hash;
    let zeros = vec![0; hash.digest(&[]).len()];
    Ok(sign_digest(identity, zeros)?.der.len())
}

fn sign_digest(identity: &Identity, digest: Vec<u8>) -> Result<Signature, SignFault> {
    let algorithm = identity.key().algorithm();
    let hash = algorithm.hash;
    let attributes = Elements::sorted(vec![
        attribute(ID_CONTENT_TYPE, Any::encode_from(&ID_DATA)?)?,
        attribute(ID_MESSAGE_DIGEST, Any::encode_from(&OctetString::new(digest)?)?)?,
        ess::naming(identity.certificate(), hash)?,
    ]);
    let value = identity.key().sign(&attributes.to_der()?).ok_or(SignFault::Key)?;
    let signer = SignerInfo {
        version: CmsVersion::V1,
        sid: named(identity.certificate()),
        digest_algorithm: hash.identifier(),
        signed_attributes: Some(attributes),
        signature_algorithm: algorithm.identifier().ok_or(SignFault::Unwritten)?,
        signature: OctetString::new(value)?,
        unsigned_attributes: None,
    };
    let certificates = std::iter::once(identity.certificate()).chain(identity.above());
    let data = SignedData {
        version: CmsVersion::V1,
        digest_algorithms: SetOfVec::try_from(vec![hash.identifier()])?,
        content: EncapsulatedContentInfo { econtent_type: ID_DATA, econtent: None },
        certificates: Some(Elements::sorted(certificates.map(|one| one.der().to_vec()).collect())),
        revocations: None,
        signers: Elements::sorted(Vec::new()),
    };
    Ok(Signature::assemble(data, signer, hash)?)
}

impl Signature {
    fn assemble(mut data: SignedData, signer: SignerInfo, hash: Hash) -> der::Result<Self> {
        data.signers = Elements::sorted(vec![signer.to_der()?]);
        let der = data.to_content_info()?;
        let request = request::request(signer.signature.as_bytes(), hash)?;
        Ok(Self { data, signer, hash, der, request })
    }

    /// The signature's bytes: a `ContentInfo` (RFC 5652 3).
    #[must_use]
    pub fn to_der(&self) -> Vec<u8> {
        self.der.clone()
    }

    /// The request for a time stamp of this signature (RFC 3161 2.4.1), to be sent to a service.
    #[must_use]
    pub fn stamp_request(&self) -> Vec<u8> {
        self.request.clone()
    }

    /// What the key made, as a time stamp is asked for it (RFC 3161 App. A).
    pub(super) fn value(&self) -> &[u8] {
        self.signer.signature.as_bytes()
    }

    /// The same signature with unsigned attributes.
    pub(super) fn with(self, attributes: Vec<Vec<u8>>) -> der::Result<Self> {
        let unsigned_attributes = Some(Elements::sorted(attributes));
        let signer = SignerInfo { unsigned_attributes, ..self.signer };
        Self::assemble(self.data, signer, self.hash)
    }
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signature").field("bytes", &self.der.len()).finish_non_exhaustive()
    }
}

fn named(certificate: &Certificate) -> SignerIdentifier {
    SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
        issuer: certificate.issuer_name().clone(),
        serial_number: certificate.parsed().tbs_certificate().serial_number().clone(),
    })
}
