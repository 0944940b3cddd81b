//! A key with its certificates, out of a PKCS#12 file (RFC 7292).

use std::collections::BTreeSet;
use std::fmt;

use super::MAX_BYTES;
use super::certificate::{Certificate, Purpose, Unfit};
use super::key::{PrivateKey, SIGNING_KEYS};
use super::locks;
use super::pkcs12::{self, Pkcs12Fault};
use crate::moment::Moment;

/// The most certificates that go with a key.
const MAX_PATH: usize = 8;

/// Why there is nothing to sign with.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IdentityFault {
    /// The file is something else, or damaged.
    #[error("这不是 PKCS#12 证书文件（.p12 或 .pfx），或者已经损坏；请重新从发证机构或浏览器导出")]
    NotPkcs12,
    /// It is written with lengths left open (BER), as Firefox exports it.
    #[error(
        "这个证书文件是火狐浏览器一类软件导出的，写法（BER 不定长）这里读不了；\
         请导入 Windows 的证书管理器，连私钥重新导出为 .pfx，再用那个文件"
    )]
    OpenLengths,
    /// More of it is locked than anybody exports: to open it all would take very long.
    #[error("这个证书文件里加密的部分太多，不像是正常导出的；请重新导出")]
    TooMuchLocked,
    /// It is locked in a way that is not known here: what it is called.
    #[error(
        "这个证书文件的加密方式（{0}）这里打不开，不是口令不对，也没有损坏；\
         请重新导出，加密方式选 AES-256"
    )]
    Locked(String),
    /// It is locked by China's own algorithms.
    #[error(
        "这个证书文件是用国密算法（SM2、SM3、SM4）做的，这里打不开，不是口令不对，也没有损坏；\
         能用的是 {SIGNING_KEYS} 的密钥，请向发证机构申请"
    )]
    National,
    /// The password has characters that the file's way of locking has no room for here (beyond
    /// U+FFFF); whether it is right is not known.
    #[error(
        "口令里有表情符号或生僻字，这里没法用它打开证书文件（文件没有损坏）；\
         请核对输入法，口令确实如此的，请重新导出，口令只用字母、数字和符号"
    )]
    WidePassword,
    /// The password is another.
    #[error("口令不对，证书文件打不开；请核对大小写与输入法后再试")]
    WrongPassword,
    /// There are certificates and no key.
    #[error("证书文件里没有私钥，签不了；请重新导出，并选中“包括私钥”")]
    NoKey,
    /// There is a key and no certificate of it.
    #[error("证书文件里没有与私钥配套的证书；请重新导出，让证书与私钥在同一个文件里")]
    NoCertificate,
    /// A key that does not sign here: its kind, where a certificate tells it.
    #[error("这种密钥不能用：{0}；能用的是 {SIGNING_KEYS}，请向发证机构申请")]
    Unsuitable(String),
    /// The certificate was good until then.
    #[error("证书已于 {at} 过期；请换新证书再签")]
    Expired {
        /// The end of its time.
        at: Moment,
    },
    /// The certificate is good from then on.
    #[error("证书要到 {from} 才生效；请到时再签，或者核对电脑的日期")]
    NotYet {
        /// The beginning of its time.
        from: Moment,
    },
    /// The certificate is for something else.
    #[error("{0}；请换用签名证书")]
    NotForSigning(Unfit),
}

/// A key with its certificate and those above it.
pub struct Identity {
    key: PrivateKey,
    certificate: Certificate,
    /// Its issuer's, that one's issuer's and so on, as far as the file has them.
    above: Vec<Certificate>,
}

impl Identity {
    /// From a PKCS#12 file, modern (PBES2 with AES, SHA-256) or old (3DES or RC2, SHA-1).
    ///
    /// # Errors
    /// What is wrong with the file, the password, the key or its certificate. When the certificate
    /// is good is not asked here.
    pub fn open(pkcs12: &[u8], password: &str) -> Result<Self, IdentityFault> {
        if pkcs12.len() > MAX_BYTES {
            return Err(IdentityFault::NotPkcs12);
        }
        if pkcs12.starts_with(&[0x30, 0x80]) {
            return Err(IdentityFault::OpenLengths);
        }
        if let Some(lock) = locks::unknown(pkcs12) {
            let national = locks::is_national(pkcs12);
            return Err(if national {
                IdentityFault::National
            } else {
                IdentityFault::Locked(lock)
            });
        }
        let contents = pkcs12::open(pkcs12, password).map_err(|why| fault(why, pkcs12))?;
        let certificates = contents.certificates.iter();
        let certificates: Vec<Certificate> =
            certificates.filter_map(|der| Certificate::from_der(der).ok()).collect();
        if contents.keys.is_empty() {
            return Err(IdentityFault::NoKey);
        }
        let (mut keys, mut others) = (Vec::new(), Vec::new());
        for key in &contents.keys {
            match PrivateKey::from_pkcs8(key) {
                Ok(key) => keys.push(key),
                Err(kind) => others.push(kind),
            }
        }
        if keys.is_empty() {
            return Err(unsuitable(others, &certificates));
        }
        let own = |key: &PrivateKey| -> Vec<Certificate> {
            certificates.iter().filter(|one| key.belongs_to(one.key())).cloned().collect()
        };
        let mut pairs: Vec<(PrivateKey, Certificate)> = Vec::new();
        for key in keys {
            // Several certificates of one key: renewed ones. The last to end is the newest.
            if let Some(own) = own(&key).into_iter().max_by_key(Certificate::not_after) {
                pairs.push((key, own));
            }
        }
        // Chinese authorities give two keys, one to sign with and one to encrypt with.
        let signs = |(_, own): &(PrivateKey, Certificate)| own.fit_for(Purpose::Signing).is_ok();
        let chosen = pairs.iter().position(signs).unwrap_or(0);
        if pairs.is_empty() {
            return Err(IdentityFault::NoCertificate);
        }
        let (key, own) = pairs.swap_remove(chosen);
        own.fit_for(Purpose::Signing).map_err(IdentityFault::NotForSigning)?;
        let above = above(&own, &certificates);
        Ok(Self { key, certificate: own, above })
    }

    /// Whether it may sign at a moment.
    ///
    /// # Errors
    /// The certificate is not good then.
    pub fn fit_at(&self, at: Moment) -> Result<(), IdentityFault> {
        match self.certificate.good_at(at) {
            Ok(()) => Ok(()),
            Err(Unfit::Expired(at)) => Err(IdentityFault::Expired { at }),
            Err(Unfit::NotYet(from)) => Err(IdentityFault::NotYet { from }),
            Err(other) => Err(IdentityFault::NotForSigning(other)),
        }
    }

    /// The key's certificate.
    #[must_use]
    pub fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// Whether the file has the certificate above the key's, or the key's needs none.
    #[must_use]
    pub fn has_issuer(&self) -> bool {
        let own = &self.certificate;
        !self.above.is_empty() || own.issuer_name() == own.subject_name()
    }

    /// The certificates above it, nearest first.
    pub(super) fn above(&self) -> &[Certificate] {
        &self.above
    }

    pub(super) fn key(&self) -> &PrivateKey {
        &self.key
    }
}

/// Nothing of the key.
impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Identity").field("certificate", &self.certificate).finish_non_exhaustive()
    }
}

fn fault(fault: Pkcs12Fault, pkcs12: &[u8]) -> IdentityFault {
    match fault {
        Pkcs12Fault::Content | Pkcs12Fault::Algorithm if locks::is_national(pkcs12) => {
            IdentityFault::National
        }
        Pkcs12Fault::Damaged | Pkcs12Fault::Content => IdentityFault::NotPkcs12,
        Pkcs12Fault::Algorithm => IdentityFault::Locked("种类不明".to_owned()),
        Pkcs12Fault::WrongPassword => IdentityFault::WrongPassword,
        Pkcs12Fault::WidePassword => IdentityFault::WidePassword,
        Pkcs12Fault::TooMuchLocked => IdentityFault::TooMuchLocked,
    }
}

/// None of the keys signs here. Of what kind they are they tell themselves, or a certificate does.
fn unsuitable(kinds: Vec<Option<String>>, certificates: &[Certificate]) -> IdentityFault {
    let is_leaf = |one: &&Certificate| {
        let above = |other: &Certificate| other.issuer_name() == one.subject_name();
        !certificates.iter().any(|other| other != *one && above(other))
    };
    let named: BTreeSet<String> = kinds.into_iter().flatten().collect();
    let certified = || certificates.iter().find(is_leaf).map(Certificate::key_kind);
    IdentityFault::Unsuitable(if named.is_empty() {
        certified().unwrap_or_else(|| "种类不明".to_owned())
    } else {
        named.into_iter().collect::<Vec<_>>().join("、")
    })
}

/// The certificates above one, by the names of their issuers.
fn above(own: &Certificate, certificates: &[Certificate]) -> Vec<Certificate> {
    let mut above: Vec<Certificate> = Vec::new();
    let mut last = own.clone();
    while above.len() < MAX_PATH {
        let issuer = certificates.iter().find(|one| {
            one.subject_name() == last.issuer_name() && *one != own && !above.contains(one)
        });
        let Some(issuer) = issuer else { break };
        last = issuer.clone();
        above.push(issuer.clone());
    }
    above
}
