//! What a signer says in `SignedData`, and whether it is the signer who says it (RFC 5652 5).

use der::asn1::{ObjectIdentifier, OctetString};
use der::{Any, Decode, Encode};
use x509_cert::attr::Attribute;

use super::MAX_BYTES;
use super::algorithm::{Algorithm, AlgorithmFault, Hash};
use super::certificate::Certificate;
use super::ess::{self, SIGNING_CERTIFICATE, SIGNING_CERTIFICATE_V2};
use super::key::KeyFault;
use super::signed_data::{
    Elements, ID_CONTENT_TYPE, ID_DATA, ID_MESSAGE_DIGEST, SignedData, SignerInfo,
};

/// The most certificates inside a signature.
const MAX_CERTIFICATES: usize = 32;
/// The most attributes of a signature.
const MAX_ATTRIBUTES: usize = 64;

/// Why a signature cannot be verified at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VerifyFault {
    /// The bytes are no signature.
    #[error("签名数据读不出来：不是 CMS 签名，或者已经损坏")]
    Damaged,
    /// More than is looked at.
    #[error("签名数据太大（上限 1 MiB，证书 32 张，属性 64 项）")]
    TooLarge,
    /// The content is inside the signature, so it is not the file that is signed.
    #[error("签名里另带了一份内容，签的不是这个文件")]
    NotDetached,
    /// Not one signer but none, or several.
    #[error("一个签名里应当只有一个签名人，这里有 {0} 个")]
    Signers(usize),
    /// The signer's certificate is not inside.
    #[error("签名里没有签名人的证书，无法验证")]
    NoCertificate,
    /// Attributes that a signature must have, and has not, or that contradict each other.
    #[error("签名的属性不全或者互相矛盾，不能作数")]
    Attributes,
    /// An algorithm that is not taken.
    #[error("签名{0}")]
    Algorithm(#[from] AlgorithmFault),
    /// A key that nothing can be checked with: its kind.
    #[error("签名人的密钥（{0}）不是这里能验证的种类，或者与签名的算法对不上")]
    Key(String),
}

impl From<der::Error> for VerifyFault {
    fn from(_: der::Error) -> Self {
        Self::Damaged
    }
}

/// A signature taken apart, with its one signer.
pub(super) struct ParsedSignature {
    data: SignedData,
    signer: SignerInfo,
    /// All certificates inside that can be read.
    pub(super) certificates: Vec<Certificate>,
    /// The signer's.
    pub(super) certificate: Certificate,
}

/// Which parts of a signature are right.
pub(super) struct Checks {
    pub(super) digest: bool,
    pub(super) signature: bool,
    pub(super) bound: bool,
}

impl ParsedSignature {
    pub(super) fn open(bytes: &[u8]) -> Result<Self, VerifyFault> {
        if bytes.len() > MAX_BYTES {
            return Err(VerifyFault::TooLarge);
        }
        let data = SignedData::from_content_info(bytes)?;
        let signers = data.signers.each(MAX_CERTIFICATES)?;
        let [signer] = signers[..] else { return Err(VerifyFault::Signers(signers.len())) };
        let signer = SignerInfo::from_der(signer)?;
        let inside = match &data.certificates {
            Some(inside) => inside.each(MAX_CERTIFICATES).map_err(|_| VerifyFault::TooLarge)?,
            None => Vec::new(),
        };
        // Attribute certificates and the like are passed over.
        let inside = inside.into_iter().filter_map(|one| Certificate::from_der(one).ok());
        let certificates: Vec<Certificate> = inside.collect();
        let own = certificates.iter().find(|one| one.is_named_by(&signer.sid));
        let certificate = own.ok_or(VerifyFault::NoCertificate)?.clone();
        Ok(Self { data, signer, certificates, certificate })
    }

    /// The type of what is signed.
    pub(super) fn content_type(&self) -> ObjectIdentifier {
        self.data.content.econtent_type
    }

    /// What is signed, where it is inside.
    pub(super) fn content(&self) -> Option<&Any> {
        self.data.content.econtent.as_ref()
    }

    /// The signature's value.
    pub(super) fn value(&self) -> &[u8] {
        self.signer.signature.as_bytes()
    }

    /// The first value of an unsigned attribute.
    pub(super) fn unsigned(&self, oid: ObjectIdentifier) -> Result<Option<Any>, VerifyFault> {
        let Some(set) = &self.signer.unsigned_attributes else { return Ok(None) };
        let found = attributes(set)?.into_iter().find(|attribute| attribute.oid == oid);
        Ok(found.and_then(|attribute| attribute.values.iter().next().cloned()))
    }

    /// Checks the signature over a content, given in pieces.
    pub(super) fn check(&self, content: &[&[u8]]) -> Result<Checks, VerifyFault> {
        let hash = Hash::of(self.signer.digest_algorithm.oid)?;
        let algorithm = Algorithm::of(&self.signer.signature_algorithm, Some(hash))?;
        let Some(set) = &self.signer.signed_attributes else {
            // Without attributes the content can only be plain data (RFC 5652 5.3).
            if self.content_type() != ID_DATA {
                return Err(VerifyFault::Attributes);
            }
            let right = self.is_by_key(algorithm, content)?;
            return Ok(Checks { digest: right, signature: right, bound: false });
        };
        let signed = attributes(set)?;
        let kind = only(&signed, ID_CONTENT_TYPE)?.ok_or(VerifyFault::Attributes)?;
        if kind.decode_as::<ObjectIdentifier>()? != self.content_type() {
            return Err(VerifyFault::Attributes);
        }
        let digest = only(&signed, ID_MESSAGE_DIGEST)?.ok_or(VerifyFault::Attributes)?;
        let digest = digest.decode_as::<OctetString>()?;
        Ok(Checks {
            digest: hash.digest(content) == digest.as_bytes(),
            // The set as it stands, but for its tag (RFC 5652 5.4).
            signature: self.is_by_key(algorithm, &[&set.to_der()?])?,
            bound: self.is_bound(&signed)?,
        })
    }

    fn is_by_key(&self, algorithm: Algorithm, signed: &[&[u8]]) -> Result<bool, VerifyFault> {
        match self.certificate.key().check(algorithm, signed, self.value()) {
            Ok(()) => Ok(true),
            Err(KeyFault::Wrong) => Ok(false),
            Err(KeyFault::Kind) => Err(VerifyFault::Key(self.certificate.key_kind())),
        }
    }

    /// Whether the attributes name the certificate; where there are two that do, both.
    fn is_bound(&self, signed: &[Attribute]) -> Result<bool, VerifyFault> {
        let mut bound = false;
        for oid in [SIGNING_CERTIFICATE, SIGNING_CERTIFICATE_V2] {
            if let Some(value) = only(signed, oid)? {
                if !ess::names(oid, value, &self.certificate) {
                    return Ok(false);
                }
                bound = true;
            }
        }
        Ok(bound)
    }
}

fn attributes(set: &Elements) -> Result<Vec<Attribute>, VerifyFault> {
    let each = set.each(MAX_ATTRIBUTES)?;
    Ok(each.into_iter().map(Attribute::from_der).collect::<der::Result<_>>()?)
}

/// The one value of an attribute that is there once or not at all (RFC 5652 11).
fn only(attributes: &[Attribute], oid: ObjectIdentifier) -> Result<Option<&Any>, VerifyFault> {
    let mut found = attributes.iter().filter(|attribute| attribute.oid == oid);
    let Some(attribute) = found.next() else { return Ok(None) };
    match attribute.values.as_slice() {
        [value] if found.next().is_none() => Ok(Some(value)),
        _ => Err(VerifyFault::Attributes),
    }
}
