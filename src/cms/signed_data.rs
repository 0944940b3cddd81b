//! `SignedData` (RFC 5652 5.1) with its sets as they stand in the bytes.

use ::cms::content_info::{CmsVersion, ContentInfo};
use ::cms::signed_data::{EncapsulatedContentInfo, SignerIdentifier};
use der::asn1::{ObjectIdentifier, OctetString, SetOfVec};
use der::{
    Any, Decode, DecodeValue, Encode, EncodeValue, FixedTag, Header, Length, Reader, Sequence,
    SliceReader, Tag, Writer,
};
use x509_cert::attr::Attribute;
use x509_cert::spki::AlgorithmIdentifierOwned;

pub(super) const ID_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.1");
const ID_SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");
pub(super) const ID_CONTENT_TYPE: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.3");
pub(super) const ID_MESSAGE_DIGEST: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.4");

/// The elements of a `SET OF`, one after the other, in the order in which they were found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Elements(Vec<u8>);

impl Elements {
    /// A set of elements in DER's order (ITU-T X.690 11.6).
    pub(super) fn sorted(mut elements: Vec<Vec<u8>>) -> Self {
        elements.sort();
        elements.dedup();
        Self(elements.concat())
    }

    /// Each element's bytes; at most so many.
    pub(super) fn each(&self, most: usize) -> der::Result<Vec<&[u8]>> {
        let mut reader = SliceReader::new(&self.0)?;
        let mut elements = Vec::new();
        while !reader.is_finished() {
            if elements.len() == most {
                return Err(der::ErrorKind::Overlength.into());
            }
            elements.push(reader.tlv_bytes()?);
        }
        Ok(elements)
    }
}

impl FixedTag for Elements {
    const TAG: Tag = Tag::Set;
}

impl<'a> DecodeValue<'a> for Elements {
    type Error = der::Error;

    fn decode_value<R: Reader<'a>>(reader: &mut R, header: Header) -> der::Result<Self> {
        reader.read_vec(header.length()).map(Self)
    }
}

impl EncodeValue for Elements {
    fn value_len(&self) -> der::Result<Length> {
        self.0.len().try_into()
    }

    fn encode_value(&self, writer: &mut impl Writer) -> der::Result<()> {
        writer.write(&self.0)
    }
}

/// `SignedData`. Certificates stay bytes: another encoding of one would break its signature.
#[derive(Debug, Clone, Sequence)]
pub(super) struct SignedData {
    pub(super) version: CmsVersion,
    pub(super) digest_algorithms: SetOfVec<AlgorithmIdentifierOwned>,
    pub(super) content: EncapsulatedContentInfo,
    #[asn1(context_specific = "0", tag_mode = "IMPLICIT", constructed = "true", optional = "true")]
    pub(super) certificates: Option<Elements>,
    #[asn1(context_specific = "1", tag_mode = "IMPLICIT", constructed = "true", optional = "true")]
    pub(super) revocations: Option<Elements>,
    pub(super) signers: Elements,
}

/// `SignerInfo` (RFC 5652 5.3).
#[derive(Debug, Clone, Sequence)]
pub(super) struct SignerInfo {
    pub(super) version: CmsVersion,
    pub(super) sid: SignerIdentifier,
    pub(super) digest_algorithm: AlgorithmIdentifierOwned,
    #[asn1(context_specific = "0", tag_mode = "IMPLICIT", constructed = "true", optional = "true")]
    pub(super) signed_attributes: Option<Elements>,
    pub(super) signature_algorithm: AlgorithmIdentifierOwned,
    pub(super) signature: OctetString,
    #[asn1(context_specific = "1", tag_mode = "IMPLICIT", constructed = "true", optional = "true")]
    pub(super) unsigned_attributes: Option<Elements>,
}

impl SignedData {
    /// From a `ContentInfo`; nothing may follow it but zeros.
    pub(super) fn from_content_info(bytes: &[u8]) -> der::Result<Self> {
        let length = der_length(bytes).unwrap_or(0);
        let (der, rest) = bytes.split_at_checked(length).unwrap_or((bytes, &[]));
        if rest.iter().any(|byte| *byte != 0) {
            return Err(der::ErrorKind::Overlength.into());
        }
        let info = ContentInfo::from_der(der)?;
        if info.content_type != ID_SIGNED_DATA {
            return Err(der::ErrorKind::OidUnknown { oid: info.content_type }.into());
        }
        info.content.decode_as()
    }

    pub(super) fn to_content_info(&self) -> der::Result<Vec<u8>> {
        let content = Any::encode_from(self)?;
        ContentInfo { content_type: ID_SIGNED_DATA, content }.to_der()
    }
}

/// An attribute of one value, encoded.
pub(super) fn attribute(oid: ObjectIdentifier, value: Any) -> der::Result<Vec<u8>> {
    Attribute { oid, values: SetOfVec::try_from(vec![value])? }.to_der()
}

/// How long the DER value is that bytes begin with, its header included; `None` where they begin
/// with none, or with less than all of it. What follows it in a PDF's `Contents` is padding.
#[must_use]
pub fn der_length(bytes: &[u8]) -> Option<usize> {
    let mut reader = SliceReader::new(bytes).ok()?;
    reader.tlv_bytes().ok().map(<[u8]>::len)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn padding_is_no_part_of_a_value() {
        assert_eq!(der_length(&[0x30, 2, 5, 0, 0, 0]), Some(4));
        assert_eq!(der_length(&[0x30, 3, 5, 0]), None);
        assert_eq!(der_length(&[0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF]), None);
        assert_eq!(der_length(&[]), None);
    }

    #[test]
    fn a_set_stays_as_it_stands() {
        let out_of_order = [0x31, 6, 2, 1, 9, 2, 1, 3];
        let set: Elements = Any::from_der(&out_of_order).unwrap().decode_as().unwrap();
        assert_eq!(set.each(9).unwrap(), [&[2, 1, 9], &[2, 1, 3]]);
        assert_eq!(set.to_der().unwrap(), out_of_order);
        assert!(set.each(1).is_err());
    }
}
