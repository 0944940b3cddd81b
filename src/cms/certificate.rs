//! A certificate: whose it is, when it is good, and what it may do (RFC 5280).

use std::collections::BTreeSet;
use std::fmt;

use ::cms::signed_data::SignerIdentifier;
use der::asn1::ObjectIdentifier;
use der::{Decode, Header, Reader, SliceReader, Tag, Tagged};
use x509_cert::certificate::Version;
use x509_cert::ext::pkix::{
    BasicConstraints, ExtendedKeyUsage, KeyUsage, KeyUsages, SubjectKeyIdentifier,
};
use x509_cert::name::Name;
use x509_cert::time::Time;

use super::MAX_BYTES;
use super::constraints::ConstraintFault;
use super::key::PublicKey;
use super::names;
use crate::characters::is_invisible;
use crate::moment::Moment;

const COMMON_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.3");
const UNIT: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.11");
const ORGANISATION: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.10");
/// The most signs of a name that are shown.
const MAX_NAME: usize = 120;

const STAMPING: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.8");
const ANY_PURPOSE: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.37.0");
/// Purposes under which people sign documents: mail, documents (RFC 9336), Microsoft's and
/// Adobe's documents, and clients, which is what the common certificates of Chinese authorities
/// have.
const SIGNING: [ObjectIdentifier; 6] = [
    ANY_PURPOSE,
    ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.4"),
    ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.36"),
    ObjectIdentifier::new_unwrap("1.3.6.1.4.1.311.10.3.12"),
    ObjectIdentifier::new_unwrap("1.2.840.113583.1.1.5"),
    ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.2"),
];
/// Extensions that may be critical: those looked at here, and those that say nothing about
/// signing (alternative names, policies when none is asked for).
const KNOWN: [ObjectIdentifier; 6] = [
    ObjectIdentifier::new_unwrap("2.5.29.15"),
    ObjectIdentifier::new_unwrap("2.5.29.17"),
    ObjectIdentifier::new_unwrap("2.5.29.18"),
    ObjectIdentifier::new_unwrap("2.5.29.19"),
    ObjectIdentifier::new_unwrap("2.5.29.32"),
    ObjectIdentifier::new_unwrap("2.5.29.37"),
];
/// Name constraints, which only an authority may have (RFC 5280 4.2.1.10).
const NAME_CONSTRAINTS: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.30");

/// The bytes are no certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("证书读不出来：不是 X.509 证书，或者已经损坏")]
pub struct CertificateFault;

/// Why a certificate is not fit for what it was used for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// It was not good any more.
    #[error("证书已于 {0} 过期")]
    Expired(Moment),
    /// It was not good yet.
    #[error("证书要到 {0} 才生效")]
    NotYet(Moment),
    /// It is an authority's, for certificates and not for documents.
    #[error("这是发证机构自己的证书，只用来签发证书，不能用来签文件")]
    Authority,
    /// Its key usage has neither digital signature nor non-repudiation.
    #[error("证书的密钥用途里没有“数字签名”，不能用来签名（可能是加密证书）")]
    Usage,
    /// Its purposes have none of the kind.
    #[error("证书的用途不对（例如只用于网站、代码或时间戳），不能用在这里")]
    Purpose,
    /// It has an extension that must be understood and is not.
    #[error("证书带有必须遵守而这里不认识的扩展（{0}）")]
    Extension(String),
    /// What it says of its own use cannot be read, or is said twice.
    #[error("证书里关于用途的内容损坏")]
    Damaged,
    /// An RSA key of fewer than 2048 bits.
    #[error("证书的密钥太短（{0}），不能作数；RSA 至少要 2048 位")]
    Short(String),
}

/// What a certificate is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Signing documents.
    Signing,
    /// Signing time stamps (RFC 3161 2.3).
    Stamping,
}

/// Who a certificate's subject is, by its names: with what is not seen, and not shortened. Names
/// that are the issuer's too are left out; authorities put their own beside their customers'.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CertificateNames {
    /// The organisations.
    pub organisations: Vec<String>,
    /// Their units.
    pub units: Vec<String>,
    /// The common names.
    pub common: Vec<String>,
}

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

    /// The certificate's bytes.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The subject's common name.
    #[must_use]
    pub fn common_name(&self) -> Option<String> {
        part(self.parsed.tbs_certificate().subject(), COMMON_NAME)
    }

    /// The subject's organisation.
    #[must_use]
    pub fn organisation(&self) -> Option<String> {
        part(self.parsed.tbs_certificate().subject(), ORGANISATION)
    }

    /// The names of its subject.
    #[must_use]
    pub fn names(&self) -> CertificateNames {
        let (subject, issuer) = (self.subject_name(), self.issuer_name());
        let of_issuer: BTreeSet<String> = match self.is_self_issued() {
            true => BTreeSet::new(),
            false => issuer.iter().filter_map(|part| names::text(&part.value)).collect(),
        };
        let own = |oid| {
            let mut own = texts(subject, oid);
            own.retain(|name| !of_issuer.contains(name));
            own
        };
        CertificateNames {
            organisations: own(ORGANISATION),
            units: own(UNIT),
            common: texts(subject, COMMON_NAME),
        }
    }

    /// Whose it is, for people: `张三，某某通信有限公司`.
    #[must_use]
    pub fn subject(&self) -> String {
        readable(self.parsed.tbs_certificate().subject())
    }

    /// Who gave it, for people.
    #[must_use]
    pub fn issuer(&self) -> String {
        readable(self.parsed.tbs_certificate().issuer())
    }

    /// The serial number in hexadecimal: `5EA10002`.
    #[must_use]
    pub fn serial(&self) -> String {
        let bytes = self.parsed.tbs_certificate().serial_number().as_bytes();
        bytes.iter().map(|byte| format!("{byte:02X}")).collect()
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

    /// Whether it is good at a moment.
    pub(super) fn good_at(&self, at: Moment) -> Result<(), Unfit> {
        if at < self.not_before() {
            Err(Unfit::NotYet(self.not_before()))
        } else if at > self.not_after() {
            Err(Unfit::Expired(self.not_after()))
        } else {
            Ok(())
        }
    }

    /// The path length and the flag of an authority; `None` where it says nothing of it.
    pub(super) fn constraints(&self) -> Result<Option<BasicConstraints>, CertificateFault> {
        Ok(self.extension::<BasicConstraints>()?.map(|(_, constraints)| constraints))
    }

    /// Its key usage; `None` where it says nothing of it.
    pub(super) fn usage(&self) -> Result<Option<KeyUsage>, CertificateFault> {
        Ok(self.extension::<KeyUsage>()?.map(|(_, usage)| usage))
    }

    /// Whether its purposes, if it names any, are none but what it is used for.
    pub(super) fn serves(&self, purpose: Purpose) -> Result<bool, CertificateFault> {
        let Some((_, ExtendedKeyUsage(purposes))) = self.extension::<ExtendedKeyUsage>()? else {
            return Ok(true);
        };
        Ok(purposes.iter().any(|named| match purpose {
            Purpose::Signing => SIGNING.contains(named),
            Purpose::Stamping => [STAMPING, ANY_PURPOSE].contains(named),
        }))
    }

    /// An extension that must be understood and is not, of a certificate that is an authority's
    /// or of one that is not.
    pub(super) fn unknown_extension(&self, of_authority: bool) -> Option<String> {
        let extensions = self.parsed.tbs_certificate().extensions()?;
        let of_authorities = |id: &ObjectIdentifier| of_authority && *id == NAME_CONSTRAINTS;
        let unknown = |id: &ObjectIdentifier| !KNOWN.contains(id) && !of_authorities(id);
        let first = extensions.iter().find(|one| one.critical && unknown(&one.extn_id))?;
        Some(first.extn_id.to_string())
    }

    /// Whether it is fit to sign documents or stamps, its time aside.
    pub(super) fn fit_for(&self, purpose: Purpose) -> Result<(), Unfit> {
        let damaged = |_| Unfit::Damaged;
        if self.key.is_short() {
            return Err(Unfit::Short(self.key.kind()));
        }
        if let Some(extension) = self.unknown_extension(false) {
            return Err(Unfit::Extension(extension));
        }
        if self.constraints().map_err(damaged)?.is_some_and(|constraints| constraints.ca) {
            return Err(Unfit::Authority);
        }
        let signs = KeyUsages::DigitalSignature | KeyUsages::NonRepudiation;
        if self.usage().map_err(damaged)?.is_some_and(|KeyUsage(usage)| usage.is_disjoint(signs)) {
            return Err(Unfit::Usage);
        }
        let serves = match purpose {
            Purpose::Signing => self.serves(purpose).map_err(damaged)?,
            Purpose::Stamping => self.only_stamps().map_err(damaged)?,
        };
        serves.then_some(()).ok_or(Unfit::Purpose)
    }

    /// A time stamp authority's certificate has that one purpose, and critical (RFC 3161 2.3).
    fn only_stamps(&self) -> Result<bool, CertificateFault> {
        Ok(match self.extension::<ExtendedKeyUsage>()? {
            Some((critical, ExtendedKeyUsage(purposes))) => critical && purposes == [STAMPING],
            None => false,
        })
    }

    /// An extension with names, of so many bytes at most.
    pub(super) fn names_extension<'a, T>(
        &'a self,
        most: usize,
    ) -> Result<Option<T>, ConstraintFault>
    where
        T: Decode<'a> + der::oid::AssociatedOid,
    {
        let mut extensions = self.parsed.tbs_certificate().extensions().into_iter().flatten();
        if extensions.any(|one| one.extn_id == T::OID && one.extn_value.as_bytes().len() > most) {
            return Err(ConstraintFault::TooMany);
        }
        Ok(self.extension::<T>()?.map(|(_, names)| names))
    }

    fn extension<'a, T>(&'a self) -> Result<Option<(bool, T)>, CertificateFault>
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

fn readable(name: &Name) -> String {
    let (person, organisation) = (part(name, COMMON_NAME), part(name, ORGANISATION));
    match (person, organisation) {
        (Some(person), Some(organisation)) if person != organisation => {
            format!("{person}，{organisation}")
        }
        (Some(only), _) | (None, Some(only)) => only,
        (None, None) => {
            let texts: Vec<String> = name.iter().filter_map(|part| text(&part.value)).collect();
            if texts.is_empty() { "（无名）".to_owned() } else { texts.join("，") }
        }
    }
}

fn part(name: &Name, oid: ObjectIdentifier) -> Option<String> {
    name.iter().find(|part| part.oid == oid).and_then(|part| text(&part.value))
}

/// The texts of a name's parts of one kind; none of what is no text.
fn texts(name: &Name, oid: ObjectIdentifier) -> Vec<String> {
    let parts = name.iter().filter(|part| part.oid == oid);
    parts.filter_map(|part| names::text(&part.value)).collect()
}

/// The text of a name's part.
fn text(value: &der::Any) -> Option<String> {
    let bytes = value.value();
    let text: String = match value.tag() {
        Tag::BmpString => {
            let units = bytes.chunks_exact(2).map(|pair| match pair {
                [high, low] => u16::from_be_bytes([*high, *low]),
                _ => 0,
            });
            char::decode_utf16(units).map(|sign| sign.unwrap_or('\u{FFFD}')).collect()
        }
        Tag::Utf8String | Tag::PrintableString | Tag::Ia5String | Tag::TeletexString => {
            String::from_utf8_lossy(bytes).into_owned()
        }
        _ => return None,
    };
    let text = plain(&text);
    (!text.is_empty()).then_some(text)
}

/// A text of others without the signs that would move or hide others on a terminal, and not long.
pub(super) fn plain(text: &str) -> String {
    let text: String = text.chars().filter(|sign| !is_invisible(*sign)).take(MAX_NAME).collect();
    text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_moves_nothing_on_a_terminal() {
        assert_eq!(plain(" 张\u{202E}三\u{1B}[2J\n"), "张三[2J");
        assert_eq!(plain(&"长".repeat(500)).chars().count(), MAX_NAME);
        let bmp = der::Any::new(Tag::BmpString, [0x5F, 0x20, 0x4E, 0x09]).unwrap();
        assert_eq!(text(&bmp).as_deref(), Some("张三"));
    }

    #[test]
    fn garbage_is_no_certificate() {
        for bytes in [&b""[..], &[0x30, 0x80, 0, 0], &[0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF]] {
            assert_eq!(Certificate::from_der(bytes).unwrap_err(), CertificateFault);
        }
    }
}
