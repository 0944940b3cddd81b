//! What may be wrong with a signature, and the message for it.

use std::fmt;

use crate::cms::{ChainFault, Lapse, TimeStampFault, Unfit, VerifyFault};
use crate::filing::Date;
use crate::moment::Moment;
use crate::pdf::ReadFault;
use crate::pdf::sign::{Change, CoverFault};

/// What is wrong with a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignatureProblem {
    /// It is of a kind that is not read.
    Kind(String),
    /// It does not cover what it should.
    Uncovered(CoverFault),
    /// It cannot be verified.
    Unverified(VerifyFault),
    /// The content is not what was signed.
    Content,
    /// It is not by the certificate's key.
    Forged,
    /// It does not say which certificate it is by.
    Unbound,
    /// The certificate leads to none that is trusted.
    Chain(ChainFault),
    /// The certificate was not fit for signing.
    Unfit(Unfit),
    /// The time stamp is wrong.
    TimeStamp(TimeStampFault),
    /// The time stamp's certificate leads to none that is trusted.
    TimeStampChain(ChainFault),
    /// It says that it was made in the future.
    Future(Moment),
    /// A certificate has ended since, and only the signer says that it was made before.
    TimeNotProven(Lapse),
    /// The certificate ended before the day that the report bears.
    EndedBeforeDate {
        /// When it ended.
        ended: Moment,
        /// 签署.日期.
        date: Date,
    },
    /// The file was changed after it.
    After(Change),
    /// What came after it cannot be read.
    AfterUnread(ReadFault),
}

impl SignatureProblem {
    /// What it is, for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Kind(_) => "unknown_kind",
            Self::Uncovered(_) => "not_covered",
            Self::Unverified(_) => "unverifiable",
            Self::Content => "content_changed",
            Self::Forged => "signature_wrong",
            Self::Unbound => "certificate_not_named",
            Self::Chain(_) => "not_trusted",
            Self::Unfit(_) => "certificate_unfit",
            Self::TimeStamp(_) => "stamp_wrong",
            Self::TimeStampChain(_) => "stamp_not_trusted",
            Self::Future(_) => "made_in_the_future",
            Self::TimeNotProven(_) => "time_not_proven",
            Self::EndedBeforeDate { .. } => "certificate_ended_before_date",
            Self::After(change) => code_of(change),
            Self::AfterUnread(_) => "changes_unreadable",
        }
    }
}

/// What a change is, for programs.
pub(super) fn code_of(change: &Change) -> &'static str {
    match change {
        Change::Signature(_) => "signature_added",
        Change::Validation => "validation_added",
        Change::Page(_) => "page_changed",
        Change::Pages => "pages_changed",
        Change::Annotation(_) => "annotation_added",
        Change::Attachments => "attachment_changed",
        Change::SignatureLost(_) => "signature_lost",
        Change::Structure => "structure_changed",
        Change::Picture(_) => "picture_added",
        Change::Trailing => "bytes_appended",
        Change::About => "about_changed",
        Change::Other(_) => "other_change",
    }
}

impl fmt::Display for SignatureProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Kind(kind) => write!(f, "这种签名不认识（{kind}），没有核验"),
            Self::Uncovered(why) => why.fmt(f),
            Self::Unverified(why) => write!(f, "签名验不了：{why}"),
            Self::Content => f.write_str("签名之后内容被改动过"),
            Self::Forged => f.write_str("签名不是这张证书的私钥签的，或者签名被改动过"),
            Self::Unbound => f.write_str("签名没有写明用的是哪张证书，证书可能被换过"),
            Self::Chain(why) => write!(f, "证书不可信：{why}"),
            Self::Unfit(why) => why.fmt(f),
            Self::TimeStamp(why) => why.fmt(f),
            Self::TimeStampChain(why) => write!(f, "时间戳的证书不可信：{why}"),
            Self::Future(at) => write!(f, "签名的时间（{at}）还没有到"),
            Self::TimeNotProven(lapse) => unproven(lapse, f),
            Self::EndedBeforeDate { ended, date } => write!(
                f,
                "报告的日期是{date}，而证书在那之前（{}）就已过期，不能用来签这份报告；\
                 请对方用有效的证书重签",
                ended.date()
            ),
            Self::After(change) => changed(change, f),
            Self::AfterUnread(_) => f.write_str("签名之后文件被改动过，改动的部分读不出来"),
        }
    }
}

fn unproven(lapse: &Lapse, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if let Some(authority) = &lapse.authority {
        write!(f, "上级“{authority}”的")?;
    }
    write!(
        f,
        "证书已在{}过期，签名的时间只是签名人的电脑说的，没有可信的时间戳证明，\
         无法确认签名时证书有效；请对方用有效的证书重签，并加盖时间戳",
        lapse.ended.date()
    )
}

fn changed(change: &Change, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match change {
        Change::Signature(field) => write!(f, "之后又加了签名 {field}"),
        Change::Validation => f.write_str("之后加了核验用的资料"),
        Change::Page(page) => write!(f, "签名之后第{page}页被改动过"),
        Change::Pages => f.write_str("签名之后增减过页，或者换过页的次序"),
        Change::Annotation(page) => write!(f, "签名之后第{page}页加了批注之类的东西"),
        Change::Attachments => f.write_str("签名之后附件（填报文件或数据）被换过或改动过"),
        Change::SignatureLost(field) => write!(f, "签名 {field} 后来被改动或去掉了"),
        Change::Structure => f.write_str("签名之后供读屏软件用的结构被改动过"),
        Change::Picture(page) => write!(f, "签名之后第{page}页加了看得见的图章"),
        Change::Trailing => f.write_str("文件末尾多出了不属于文件的内容"),
        Change::About => f.write_str("签名之后文件的说明（标题、日期等）被改动过"),
        Change::Other(what) => write!(f, "签名之后{what}被改动过"),
    }
}
