//! A certificate (RFC 5280): what stands in it, whose it is, and what it may be used for.

mod fitness;
mod subject;

pub(super) use fitness::Purpose;
pub use fitness::Unfit;
pub use subject::CertificateNames;
pub(super) use subject::plain;

use std::fmt;

use ::cms::signed_data::SignerIdentifier;
use der::{Decode, Header, Reader, SliceReader};
use x509_cert::certificate::Version;
use x509_cert::ext::pkix::SubjectKeyIdentifier;
use x509_cert::name::Name;
use x509_cert::time::Time;

use super::MAX_BYTES;
use super::key::PublicKey;
use crate::moment::Moment;

/// The bytes are no certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("证书读不出来：不是 X.509 证书，或者已经损坏")]
pub struct CertificateFault;

/// A certificate.
#[derive(Clone)]
pub struct Certificate {
    der: Vec<u8>,
    signed: Vec<u8>,
    parsed: x509_cert::Certificate,
    key: PublicKey,
}

impl Certificate {
    /// From DER.
    ///
    /// # Errors
    /// The bytes are no certificate.
    pub fn from_der(der: &[u8]) -> Result<Self, CertificateFault> {
        if der.len() > MAX_BYTES {
            return Err(CertificateFault);
        }
        let parsed = x509_cert::Certificate::from_der(der).map_err(|_| CertificateFault)?;
        let signed = first_inside(der).map_err(|_| CertificateFault)?.to_vec();
        let key = PublicKey::of(parsed.tbs_certificate().subject_public_key_info());
        Ok(Self { der: der.to_vec(), signed, parsed, key })
    }

    /// The bytes, as they were read.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The serial number in hexadecimal: `5EA10002`.
    #[must_use]
    pub fn serial(&self) -> String {
        base16ct::upper::encode_string(self.parsed.tbs_certificate().serial_number().as_bytes())
    }

    /// Since when it is good.
    #[must_use]
    pub fn not_before(&self) -> Moment {
        moment(self.parsed.tbs_certificate().validity().not_before)
    }

    /// Until when it is good.
    #[must_use]
    pub fn not_after(&self) -> Moment {
        moment(self.parsed.tbs_certificate().validity().not_after)
    }

    /// What kind of key it has: `RSA 2048`, `P-256`.
    #[must_use]
    pub fn key_kind(&self) -> String {
        self.key.kind()
    }

    pub(super) fn parsed(&self) -> &x509_cert::Certificate {
        &self.parsed
    }

    /// The bytes that its issuer signed.
    pub(super) fn signed(&self) -> &[u8] {
        &self.signed
    }

    pub(super) fn key(&self) -> &PublicKey {
        &self.key
    }

    pub(super) fn subject_name(&self) -> &Name {
        self.parsed.tbs_certificate().subject()
    }

    pub(super) fn issuer_name(&self) -> &Name {
        self.parsed.tbs_certificate().issuer()
    }

    /// Whether it bears its issuer's name.
    pub(super) fn is_self_issued(&self) -> bool {
        self.subject_name() == self.issuer_name()
    }

    /// Whether it is of the version without extensions.
    pub(super) fn is_version_1(&self) -> bool {
        self.parsed.tbs_certificate().version() == Version::V1
    }

    /// Whether a signature's word on its signer means this certificate (RFC 5652 5.3).
    pub(super) fn is_named_by(&self, sid: &SignerIdentifier) -> bool {
        match sid {
            SignerIdentifier::IssuerAndSerialNumber(named) => {
                named.issuer == *self.issuer_name()
                    && named.serial_number == *self.parsed.tbs_certificate().serial_number()
            }
            SignerIdentifier::SubjectKeyIdentifier(named) => {
                let own = self.extension::<SubjectKeyIdentifier>();
                own.is_ok_and(|own| own.is_some_and(|(_, own)| own == *named))
            }
        }
    }

    /// How many bytes an extension has, where it is there.
    pub(super) fn extension_length(&self, oid: der::oid::ObjectIdentifier) -> usize {
        let extensions = self.parsed.tbs_certificate().extensions().into_iter().flatten();
        let lengths = extensions.filter(|one| one.extn_id == oid);
        lengths.map(|one| one.extn_value.as_bytes().len()).max().unwrap_or_default()
    }

    pub(super) fn extension<'a, T>(&'a self) -> Result<Option<(bool, T)>, CertificateFault>
    where
        T: Decode<'a> + der::oid::AssociatedOid,
    {
        self.parsed.tbs_certificate().get_extension::<T>().map_err(|_| CertificateFault)
    }
}

/// By its bytes.
impl PartialEq for Certificate {
    fn eq(&self, other: &Self) -> bool {
        self.der == other.der
    }
}

impl Eq for Certificate {}

impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Certificate");
        shown.field("subject", &self.subject()).field("serial", &self.serial()).finish()
    }
}

/// The first element of a sequence, as it stands.
fn first_inside(der: &[u8]) -> der::Result<&[u8]> {
    let mut reader = SliceReader::new(der)?;
    Header::decode(&mut reader)?;
    reader.tlv_bytes()
}

fn moment(time: Time) -> Moment {
    // No time of a certificate is later than the year 9999.
    Moment(i64::try_from(time.to_unix_duration().as_secs()).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn garbage_is_no_certificate() {
        for bytes in [&b""[..], &[0x30, 0x80, 0, 0], &[0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF]] {
            assert_eq!(Certificate::from_der(bytes).unwrap_err(), CertificateFault);
        }
    }
}
