//! The signatures of a PDF, judged one by one.

use std::collections::BTreeSet;
use std::fmt;

use super::times::{self, SignatureNote};
use crate::cms::{
    self, Certificate, Chain, ChainFault, Lapse, Stamp, StampFault, Times, Trust, Unfit, Verified,
    VerifyFault,
};
use crate::filing::Date;
use crate::moment::Moment;
use crate::pdf::signed::{self, Change, InFile, Kind, SignedFile, Uncovered};
use crate::pdf::{FormFault, FormFaultKind, ReadFault};

/// What is to be said of the signatures of a PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignaturesVerdict {
    /// Each signature, in the order of what they cover.
    pub signatures: Vec<SignatureVerdict>,
    /// How many signatures are left in the bytes that the file knows no more.
    pub stripped: usize,
    /// Where the file is not of the form that every reader agrees on.
    pub form: Option<FormFault>,
}

impl SignaturesVerdict {
    /// Whether somebody signed, and nothing is wrong with any signature.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        let sound = self.signatures.iter().all(|signature| signature.problems.is_empty());
        let whole = self.stripped == 0 && self.form.is_none();
        !self.signatures.is_empty() && !self.is_only_stamped() && whole && sound
    }

    /// What is wrong with the file's form, where no signature tells it already.
    #[must_use]
    pub fn untold_form(&self) -> Option<FormFault> {
        let trailing = SignatureProblem::After(Change::Trailing);
        let told = self.signatures.iter().any(|one| one.problems.contains(&trailing));
        self.form.filter(|fault| fault.kind != FormFaultKind::Trailing || !told)
    }

    /// Whether there are time stamps and nobody signed: anyone may get those.
    #[must_use]
    pub fn is_only_stamped(&self) -> bool {
        let is_stamp = |found: &SignatureVerdict| found.in_file.kind == Kind::TimeStamp;
        !self.signatures.is_empty() && self.signatures.iter().all(is_stamp)
    }
}

/// What is to be said of a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignatureVerdict {
    /// What the file says of it.
    pub in_file: InFile,
    /// What was found.
    pub judged: Judged,
    /// What became of the file after it.
    pub after: BTreeSet<Change>,
    /// What is wrong.
    pub problems: Vec<SignatureProblem>,
    /// What is to be known and is nothing wrong.
    pub notes: Vec<SignatureNote>,
}

impl SignatureVerdict {
    /// Whether the signed content is what it was, whoever signed it.
    #[must_use]
    pub fn is_untouched(&self) -> bool {
        let of_signer = |problem: &SignatureProblem| {
            matches!(
                problem,
                SignatureProblem::Chain(_)
                    | SignatureProblem::Unfit(_)
                    | SignatureProblem::Stamp(_)
                    | SignatureProblem::StampChain(_)
                    | SignatureProblem::Future(_)
                    | SignatureProblem::TimeNotProven(_)
                    | SignatureProblem::EndedBeforeDate { .. }
            )
        };
        !matches!(self.judged, Judged::Nothing) && self.problems.iter().all(of_signer)
    }

    /// The certificate of who signed; a time stamp is nobody's word for the content.
    #[must_use]
    pub fn certificate(&self) -> Option<&Certificate> {
        match &self.judged {
            Judged::Signature(verified) => Some(&verified.certificate),
            Judged::Stamp(_) | Judged::Nothing => None,
        }
    }
}

/// What was found of a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Judged {
    /// It is one of somebody.
    Signature(Box<Verified>),
    /// It is a time stamp over the file.
    Stamp(Box<Stamp>),
    /// It could not be looked at.
    Nothing,
}

/// What is wrong with a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignatureProblem {
    /// It is of a kind that is not read.
    Kind(String),
    /// It does not cover what it should.
    Uncovered(Uncovered),
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
    Stamp(StampFault),
    /// The time stamp's certificate leads to none that is trusted.
    StampChain(ChainFault),
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
            Self::Stamp(_) => "stamp_wrong",
            Self::StampChain(_) => "stamp_not_trusted",
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
            Self::Stamp(why) => why.fmt(f),
            Self::StampChain(why) => write!(f, "时间戳的证书不可信：{why}"),
            Self::Future(at) => write!(f, "签名的时间（{at}）还没有到"),
            Self::TimeNotProven(lapse) => unproven(lapse, f),
            Self::EndedBeforeDate { ended, date } => write!(
                f,
                "报告的日期是{date}，而证书在那之前（{}）就已过期，不能用来签这份报告；\
                 请对方用有效的证书重签",
                ended.date()
            ),
            Self::After(change) => told(change, f),
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

fn told(change: &Change, f: &mut fmt::Formatter<'_>) -> fmt::Result {
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

/// How far a signer's clock may be ahead, in seconds.
const CLOCKS_APART: i64 = 24 * 60 * 60;

/// Judges the signatures of a PDF at a moment.
///
/// # Errors
/// The PDF cannot be read.
pub fn signatures(
    pdf: &[u8],
    trust: Option<&Trust>,
    now: Moment,
) -> Result<SignaturesVerdict, ReadFault> {
    let file = SignedFile::read(pdf)?;
    let stripped = signed::stripped(pdf, &file.signatures);
    let mut signatures: Vec<SignatureVerdict> = Vec::new();
    // From the last on: a time stamp over the file stands behind what it covers.
    let mut covering: Option<Stamp> = None;
    for in_file in file.signatures.iter().rev() {
        let judging = Judging { pdf, file: &file, trust, now, covered_by: covering.as_ref() };
        let judged = judge(in_file.clone(), &judging);
        // Of several the first made says most.
        if let Some(stamp) = times::speaks(&judged)
            && covering.as_ref().is_none_or(|later| stamp.time <= later.time)
        {
            covering = Some(stamp.clone());
        }
        signatures.push(judged);
    }
    signatures.reverse();
    Ok(SignaturesVerdict { signatures, stripped, form: file.form })
}

/// What a signature is judged with.
struct Judging<'j> {
    pdf: &'j [u8],
    file: &'j SignedFile,
    trust: Option<&'j Trust>,
    now: Moment,
    /// The first time stamp that covers it.
    covered_by: Option<&'j Stamp>,
}

fn judge(in_file: InFile, judging: &Judging<'_>) -> SignatureVerdict {
    let Judging { pdf, file, trust, now, covered_by } = *judging;
    let (mut problems, mut notes) = (Vec::new(), Vec::new());
    let verdict = |judged, after, problems, notes| SignatureVerdict {
        in_file: in_file.clone(),
        judged,
        after,
        problems,
        notes,
    };
    let cover = match in_file.cover {
        Ok(cover) => cover,
        Err(why) => {
            problems.push(SignatureProblem::Uncovered(why));
            return verdict(Judged::Nothing, BTreeSet::new(), problems, notes);
        }
    };
    let content = cover.content(pdf);
    let judged = match &in_file.kind {
        Kind::Detached => {
            let times = Times { claimed: in_file.claimed, covered_by, now };
            match cms::verify(&in_file.der, &content, times, trust) {
                Ok(verified) => {
                    of_signature(&verified, now, &mut problems);
                    notes.extend(times::unchecked(&verified));
                    Judged::Signature(Box::new(verified))
                }
                Err(why) => {
                    problems.push(SignatureProblem::Unverified(why));
                    Judged::Nothing
                }
            }
        }
        Kind::TimeStamp => match cms::verify_stamp(&in_file.der, &content, trust, now) {
            Ok(stamp) => {
                of_stamp(&stamp, &mut problems);
                Judged::Stamp(Box::new(stamp))
            }
            Err(StampFault::Imprint) => {
                problems.push(SignatureProblem::Content);
                Judged::Nothing
            }
            Err(why) => {
                problems.push(SignatureProblem::Stamp(why));
                Judged::Nothing
            }
        },
        Kind::Other(kind) => {
            problems.push(SignatureProblem::Kind(kind.clone()));
            Judged::Nothing
        }
    };
    let after = match file.after(cover.end) {
        Ok(after) => after,
        Err(why) => {
            problems.push(SignatureProblem::AfterUnread(why));
            BTreeSet::new()
        }
    };
    let harmful = after.iter().filter(|change| !change.is_harmless());
    problems.extend(harmful.cloned().map(SignatureProblem::After));
    verdict(judged, after, problems, notes)
}

fn of_signature(verified: &Verified, now: Moment, problems: &mut Vec<SignatureProblem>) {
    if !verified.digest {
        problems.push(SignatureProblem::Content);
    }
    if !verified.signature {
        problems.push(SignatureProblem::Forged);
    }
    if !verified.bound {
        problems.push(SignatureProblem::Unbound);
    }
    problems.extend(verified.fit.clone().map(SignatureProblem::Unfit));
    problems.extend(verified.lapse.clone().map(SignatureProblem::TimeNotProven));
    if let Chain::Untrusted(why) = &verified.chain {
        problems.push(SignatureProblem::Chain(why.clone()));
    }
    match &verified.stamp {
        None => {}
        Some(Ok(stamp)) => of_stamp(stamp, problems),
        Some(Err(why)) => problems.push(SignatureProblem::Stamp(why.clone())),
    }
    if verified.at.0 > now.0.saturating_add(CLOCKS_APART) {
        problems.push(SignatureProblem::Future(verified.at));
    }
}

fn of_stamp(stamp: &Stamp, problems: &mut Vec<SignatureProblem>) {
    if let Chain::Untrusted(why) = &stamp.chain {
        problems.push(SignatureProblem::StampChain(why.clone()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_stamp_is_nobodys_signature() {
        let of_kind = |kind| SignatureVerdict {
            in_file: InFile {
                field: String::new(),
                kind,
                name: None,
                reason: None,
                location: None,
                claimed: None,
                shown_on: None,
                der: Vec::new(),
                cover: Err(Uncovered::NoRange),
            },
            judged: Judged::Nothing,
            after: BTreeSet::new(),
            problems: Vec::new(),
            notes: Vec::new(),
        };
        let verdict = |kinds: &[Kind]| SignaturesVerdict {
            signatures: kinds.iter().cloned().map(of_kind).collect(),
            stripped: 0,
            form: None,
        };
        assert!(verdict(&[Kind::Detached, Kind::TimeStamp]).is_sound());
        let stamps = verdict(&[Kind::TimeStamp, Kind::TimeStamp]);
        assert!(stamps.is_only_stamped() && !stamps.is_sound());
        assert!(!verdict(&[]).is_sound());
    }
}
