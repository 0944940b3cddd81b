//! Certificates that somebody trusts, out of a PEM or DER file.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::MAX_BYTES;
use super::certificate::Certificate;

/// The most certificates in one file: more than any system trusts.
const MAX_CERTIFICATES: usize = 1024;

const BEGIN: &str = "-----BEGIN CERTIFICATE-----";
const END: &str = "-----END CERTIFICATE-----";

/// Why nothing can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TrustFault {
    /// There is no certificate in the file.
    #[error(
        "这个文件里没有证书；要的是 PEM 或 DER 格式的 CA 证书（.pem、.crt、.cer），请向发证机构索取"
    )]
    None,
    /// A certificate cannot be read.
    #[error("文件里第 {0} 张证书读不出来，可能已经损坏；请重新向发证机构索取")]
    Damaged(usize),
    /// More than is looked at.
    #[error("信任的证书文件太大（上限 1 MiB，1024 张证书）")]
    TooLarge,
}

/// Certificates that are trusted.
#[derive(Debug, Clone)]
pub struct Trust {
    certificates: Vec<Certificate>,
}

impl Trust {
    /// From PEM, any number of certificates with any text between them, or from DER, one.
    ///
    /// # Errors
    /// There is none, too many, or one that cannot be read.
    pub fn from_pem(bytes: &[u8]) -> Result<Self, TrustFault> {
        if bytes.len() > MAX_BYTES {
            return Err(TrustFault::TooLarge);
        }
        if let Ok(certificate) = Certificate::from_der(bytes) {
            return Ok(Self { certificates: vec![certificate] });
        }
        let text = String::from_utf8_lossy(bytes);
        let mut certificates = Vec::new();
        for block in text.split(BEGIN).skip(1) {
            if certificates.len() == MAX_CERTIFICATES {
                return Err(TrustFault::TooLarge);
            }
            let damaged = TrustFault::Damaged(certificates.len() + 1);
            certificates.push(from_block(block).ok_or(damaged)?);
        }
        if certificates.is_empty() {
            return Err(TrustFault::None);
        }
        Ok(Self { certificates })
    }

    /// From certificates.
    #[must_use]
    pub fn of(certificates: Vec<Certificate>) -> Self {
        Self { certificates }
    }

    /// The certificates.
    #[must_use]
    pub fn certificates(&self) -> &[Certificate] {
        &self.certificates
    }
}

fn from_block(block: &str) -> Option<Certificate> {
    let (encoded, _) = block.split_once(END)?;
    let encoded: String = encoded.split_whitespace().collect();
    Certificate::from_der(&STANDARD.decode(encoded).ok()?).ok()
}
