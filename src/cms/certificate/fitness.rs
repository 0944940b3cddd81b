//! What a certificate may be used for, and when (RFC 5280 4.2.1).

use der::asn1::ObjectIdentifier;
use x509_cert::ext::pkix::{BasicConstraints, ExtendedKeyUsage, KeyUsage, KeyUsages};

use super::{Certificate, CertificateFault};
use crate::moment::Moment;

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
pub(in crate::cms) enum Purpose {
    /// Signing documents.
    Signing,
    /// Signing time stamps (RFC 3161 2.3).
    Stamping,
}

impl Certificate {
    /// Whether it is good at a moment.
    pub(in crate::cms) fn good_at(&self, at: Moment) -> Result<(), Unfit> {
        if at < self.not_before() {
            Err(Unfit::NotYet(self.not_before()))
        } else if at > self.not_after() {
            Err(Unfit::Expired(self.not_after()))
        } else {
            Ok(())
        }
    }

    /// The path length and the flag of an authority; `None` where it says nothing of it.
    pub(in crate::cms) fn constraints(&self) -> Result<Option<BasicConstraints>, CertificateFault> {
        Ok(self.extension::<BasicConstraints>()?.map(|(_, constraints)| constraints))
    }

    /// Its key usage; `None` where it says nothing of it.
    pub(in crate::cms) fn usage(&self) -> Result<Option<KeyUsage>, CertificateFault> {
        Ok(self.extension::<KeyUsage>()?.map(|(_, usage)| usage))
    }

    /// Whether its purposes, if it names any, are none but what it is used for.
    pub(in crate::cms) fn serves(&self, purpose: Purpose) -> Result<bool, CertificateFault> {
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
    pub(in crate::cms) fn unknown_extension(&self, of_authority: bool) -> Option<String> {
        let extensions = self.parsed.tbs_certificate().extensions()?;
        let of_authorities = |id: &ObjectIdentifier| of_authority && *id == NAME_CONSTRAINTS;
        let unknown = |id: &ObjectIdentifier| !KNOWN.contains(id) && !of_authorities(id);
        let first = extensions.iter().find(|one| one.critical && unknown(&one.extn_id))?;
        Some(first.extn_id.to_string())
    }

    /// Whether it is fit to sign documents or stamps, its time aside.
    pub(in crate::cms) fn fit_for(&self, purpose: Purpose) -> Result<(), Unfit> {
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
}
