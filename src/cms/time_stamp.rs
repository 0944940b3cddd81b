//! Time stamps (RFC 3161): asked for, taken into a signature, and verified.

use der::asn1::{BitString, Int, ObjectIdentifier, OctetString};
use der::{
    Any, Decode, DecodeValue, Encode, EncodeValue, FixedTag, Header, Length, Reader, Sequence, Tag,
    Writer,
};
use x509_cert::ext::Extension;

use super::MAX_BYTES;
use super::algorithm::{AlgorithmFault, Hash};
use super::certificate::{Certificate, Purpose, Unfit, plain};
use super::chain::{Chain, chain};
use super::request::{Imprint, nonce};
use super::sign::Signature;
use super::signed_data::attribute;
use super::signer::{ParsedSignature, VerifyFault};
use super::trust::Trust;
use crate::moment::Moment;

const ID_TST_INFO: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.1.4");
/// `id-aa-timeStampToken` (RFC 3161 App. A).
pub(super) const ID_TOKEN: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.14");
const MAX_EXTENSIONS: usize = 32;

/// Why a time stamp does not count.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TimeStampFault {
    /// The answer is none of a time stamp service.
    #[error("时间戳服务的答复读不出来；请核对 --tsa 的网址，或者换一个时间戳服务")]
    NotAnAnswer,
    /// The service gave no stamp: its status (RFC 3161 2.4.2) and its words.
    #[error("时间戳服务没有给时间戳（状态 {status}）{words}")]
    Refused {
        /// The number of its status.
        status: u8,
        /// A colon and what it says, or nothing.
        words: String,
    },
    /// The bytes are no time stamp.
    #[error("时间戳读不出来：不是 RFC 3161 时间戳，或者已经损坏")]
    NotAStamp,
    /// It is of something else.
    #[error("时间戳盖的不是这里的内容")]
    Imprint,
    /// It answers another request.
    #[error("时间戳答复的不是这次请求，可能是旧的答复；请再试一次")]
    Nonce,
    /// Its own signature is not right.
    #[error("时间戳本身的签名不对，可能被改动过")]
    Signature,
    /// Its signature does not say which certificate it is by.
    #[error("时间戳没有写明用的是哪张证书，不能作数")]
    NotBound,
    /// Its certificate may not stamp, or not at that time.
    #[error("时间戳的证书不能作数：{0}")]
    Unfit(Unfit),
    /// Its digest is not taken.
    #[error("时间戳{0}")]
    Algorithm(#[from] AlgorithmFault),
    /// Its signature cannot be verified.
    #[error("时间戳无法验证：{0}")]
    Unverified(VerifyFault),
}

impl From<VerifyFault> for TimeStampFault {
    fn from(fault: VerifyFault) -> Self {
        match fault {
            VerifyFault::Damaged => Self::NotAStamp,
            other => Self::Unverified(other),
        }
    }
}

/// A time stamp that is right in itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeStamp {
    /// When its authority saw what is stamped, in whole seconds.
    pub time: Moment,
    /// The authority's certificate.
    pub certificate: Certificate,
    /// Whether the authority is trusted.
    pub chain: Chain,
    /// Since when the authority's certificate has expired, if it has. The stamp was made before.
    pub expired_since: Option<Moment>,
}

impl TimeStamp {
    /// The authority's name.
    #[must_use]
    pub fn authority(&self) -> String {
        self.certificate.subject()
    }
}

/// `PKIStatusInfo` (RFC 3161 2.4.2).
#[derive(Sequence)]
struct Status {
    status: u8,
    #[asn1(optional = "true")]
    words: Option<Vec<String>>,
    #[asn1(optional = "true")]
    failure: Option<BitString>,
}

/// `TimeStampResp` (RFC 3161 2.4.2).
#[derive(Sequence)]
struct Answer {
    status: Status,
    #[asn1(optional = "true")]
    token: Option<Any>,
}

#[derive(Sequence)]
struct Accuracy {
    #[asn1(optional = "true")]
    seconds: Option<Int>,
    #[asn1(context_specific = "0", tag_mode = "IMPLICIT", optional = "true")]
    milliseconds: Option<Int>,
    #[asn1(context_specific = "1", tag_mode = "IMPLICIT", optional = "true")]
    microseconds: Option<Int>,
}

/// `TSTInfo` (RFC 3161 2.4.2).
#[derive(Sequence)]
struct Info {
    version: u8,
    policy: ObjectIdentifier,
    imprint: Imprint,
    serial: Int,
    time: GeneralTime,
    #[asn1(optional = "true")]
    accuracy: Option<Accuracy>,
    #[asn1(default = "Default::default")]
    ordering: bool,
    #[asn1(optional = "true")]
    nonce: Option<Int>,
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT", optional = "true")]
    authority: Option<Any>,
    #[asn1(context_specific = "1", tag_mode = "IMPLICIT", optional = "true")]
    extensions: Option<Vec<Extension>>,
}

/// A `GeneralizedTime` that may have fractions of a second, as stamps may and certificates not.
struct GeneralTime(Vec<u8>);

impl FixedTag for GeneralTime {
    const TAG: Tag = Tag::GeneralizedTime;
}

impl<'a> DecodeValue<'a> for GeneralTime {
    type Error = der::Error;

    fn decode_value<R: Reader<'a>>(reader: &mut R, header: Header) -> der::Result<Self> {
        reader.read_vec(header.length()).map(Self)
    }
}

impl EncodeValue for GeneralTime {
    fn value_len(&self) -> der::Result<Length> {
        self.0.len().try_into()
    }

    fn encode_value(&self, writer: &mut impl Writer) -> der::Result<()> {
        writer.write(&self.0)
    }
}

impl GeneralTime {
    /// `20210112010500Z`, `20210112010500.25Z`; fractions are cut off.
    fn moment(&self) -> Option<Moment> {
        let text = std::str::from_utf8(&self.0).ok()?.strip_suffix('Z')?;
        let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if whole.len() != 14 || !digits(whole) || !digits(fraction) {
            return None;
        }
        Moment::from_pdf(&format!("D:{whole}Z"))
    }
}

impl Signature {
    /// The signature with the stamp that a service gave for [`Signature::stamp_request`].
    ///
    /// # Errors
    /// The service refused, or the stamp is not right or not of this signature. Whether its
    /// authority is trusted is not asked.
    pub fn stamped(self, response: &[u8]) -> Result<Self, TimeStampFault> {
        if response.len() > MAX_BYTES {
            return Err(TimeStampFault::NotAnAnswer);
        }
        let answer = Answer::from_der(response).map_err(|_| TimeStampFault::NotAnAnswer)?;
        let status = answer.status.status;
        // Granted, or granted with changes.
        if status > 1 {
            let words = answer.status.words.unwrap_or_default().join(" ");
            let words = plain(&words);
            let words = if words.is_empty() { words } else { format!("：{words}") };
            return Err(TimeStampFault::Refused { status, words });
        }
        let token = answer.token.ok_or(TimeStampFault::NotAnAnswer)?;
        let der = token.to_der().map_err(|_| TimeStampFault::NotAStamp)?;
        let (_, info) = verified(&der, &[self.value()], None)?;
        if info.nonce != nonce(self.value()).ok() {
            return Err(TimeStampFault::Nonce);
        }
        let attribute = attribute(ID_TOKEN, token).map_err(|_| TimeStampFault::NotAStamp)?;
        self.with(vec![attribute]).map_err(|_| TimeStampFault::NotAStamp)
    }
}

/// Verifies a time stamp over a content, given in pieces: a document time stamp's
/// (`ETSI.RFC3161`) over the file, or the one inside a signature over that signature's value.
///
/// # Errors
/// Why it does not count. That its authority is not trusted is no error but its chain.
pub fn verify_time_stamp(
    token: &[u8],
    content: &[&[u8]],
    trust: Option<&Trust>,
    now: Moment,
) -> Result<TimeStamp, TimeStampFault> {
    let (stamp, _) = verified(token, content, trust)?;
    let ended = stamp.certificate.not_after();
    Ok(TimeStamp { expired_since: (now > ended).then_some(ended), ..stamp })
}

fn verified(
    token: &[u8],
    content: &[&[u8]],
    trust: Option<&Trust>,
) -> Result<(TimeStamp, Info), TimeStampFault> {
    let signed = ParsedSignature::open(token)?;
    let inside = signed.content().ok_or(TimeStampFault::NotAStamp)?;
    let inside = inside.decode_as::<OctetString>().map_err(|_| TimeStampFault::NotAStamp)?;
    if signed.content_type() != ID_TST_INFO {
        return Err(TimeStampFault::NotAStamp);
    }
    let right = signed.check(&[inside.as_bytes()])?;
    if !right.digest || !right.signature {
        return Err(TimeStampFault::Signature);
    }
    if !right.bound {
        return Err(TimeStampFault::NotBound);
    }
    let info = Info::from_der(inside.as_bytes()).map_err(|_| TimeStampFault::NotAStamp)?;
    let time = understood(&info)?;
    let hash = Hash::of(info.imprint.algorithm.oid)?;
    if hash.digest(content) != info.imprint.digest.as_bytes() {
        return Err(TimeStampFault::Imprint);
    }
    let certificate = signed.certificate;
    certificate.fit_for(Purpose::Stamping).map_err(TimeStampFault::Unfit)?;
    certificate.good_at(time).map_err(TimeStampFault::Unfit)?;
    let chain = chain(&certificate, &signed.certificates, trust, time, Purpose::Stamping);
    Ok((TimeStamp { time, certificate, chain, expired_since: None }, info))
}

/// The time of a stamp that has nothing in it that must be understood and is not.
fn understood(info: &Info) -> Result<Moment, TimeStampFault> {
    let extensions = info.extensions.as_deref().unwrap_or_default();
    let critical = extensions.len() > MAX_EXTENSIONS || extensions.iter().any(|one| one.critical);
    if info.version != 1 || critical {
        return Err(TimeStampFault::NotAStamp);
    }
    info.time.moment().ok_or(TimeStampFault::NotAStamp)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamps_time_may_have_fractions() {
        let time = |text: &str| GeneralTime(text.as_bytes().to_vec()).moment();
        let whole = time("20210112010500Z");
        assert_eq!(whole, Moment::from_rfc3339("2021-01-12T01:05:00Z"));
        assert_eq!(time("20210112010500.999Z"), whole);
        for text in ["20210112010500", "202101120105Z", "20210112010500.Z", "20211312010500Z", "甲"]
        {
            assert_eq!(time(text), None, "{text}");
        }
    }
}
