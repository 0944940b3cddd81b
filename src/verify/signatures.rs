//! The signatures of a PDF, judged one by one.

use std::collections::BTreeSet;

use super::company::Whose;
use super::faults::SignatureProblem;
use super::notes::{self, SignatureNote};
use crate::cms::{self, Certificate, Chain, TimeStamp, TimeStampFault, Times, Trust, Verification};
use crate::moment::Moment;
use crate::pdf::sign::{self, Change, EmbeddedSignature, SignatureKind, SignedFile};
use crate::pdf::{FormFault, FormFaultKind, ReadFault};

/// The verdict on the signatures of a PDF.
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

    /// What is wrong with the file's form, where no signature's problems have it already.
    #[must_use]
    pub fn unreported_form(&self) -> Option<FormFault> {
        let trailing = SignatureProblem::After(Change::Trailing);
        let is_reported = self.signatures.iter().any(|one| one.problems.contains(&trailing));
        self.form.filter(|fault| fault.kind != FormFaultKind::Trailing || !is_reported)
    }

    /// Whether there are time stamps and nobody signed: anyone may get those.
    #[must_use]
    pub fn is_only_stamped(&self) -> bool {
        let is_stamp = |found: &SignatureVerdict| found.in_file.kind == SignatureKind::TimeStamp;
        !self.signatures.is_empty() && self.signatures.iter().all(is_stamp)
    }
}

/// The verdict on a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignatureVerdict {
    /// What the file says of it.
    pub in_file: EmbeddedSignature,
    /// What was found.
    pub judgement: Judgement,
    /// What became of the file after it.
    pub after: BTreeSet<Change>,
    /// What is wrong.
    pub problems: Vec<SignatureProblem>,
    /// What is to be known and is nothing wrong.
    pub notes: Vec<SignatureNote>,
    /// Whose the certificate is, where that was asked.
    pub whose: Option<Whose>,
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
                    | SignatureProblem::TimeStamp(_)
                    | SignatureProblem::TimeStampChain(_)
                    | SignatureProblem::Future(_)
                    | SignatureProblem::TimeNotProven(_)
                    | SignatureProblem::EndedBeforeDate { .. }
            )
        };
        !matches!(self.judgement, Judgement::Nothing) && self.problems.iter().all(of_signer)
    }

    /// The certificate of who signed; a time stamp is nobody's word for the content.
    #[must_use]
    pub fn certificate(&self) -> Option<&Certificate> {
        match &self.judgement {
            Judgement::Signature(verified) => Some(&verified.certificate),
            Judgement::TimeStamp(_) | Judgement::Nothing => None,
        }
    }
}

/// What was found of a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Judgement {
    /// It is one of somebody.
    Signature(Box<Verification>),
    /// It is a time stamp over the file.
    TimeStamp(Box<TimeStamp>),
    /// It could not be looked at.
    Nothing,
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
    let stripped = sign::stripped(pdf, &file.signatures);
    let mut signatures: Vec<SignatureVerdict> = Vec::new();
    // From the last on: a time stamp over the file stands behind what it covers.
    let mut covering: Option<TimeStamp> = None;
    for in_file in file.signatures.iter().rev() {
        let judging = Judging { pdf, file: &file, trust, now, covered_by: covering.as_ref() };
        let judged = judge(in_file, &judging);
        // Of several the first made says most.
        if let Some(stamp) = speaks(&judged)
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
    covered_by: Option<&'j TimeStamp>,
}

fn judge(in_file: &EmbeddedSignature, judging: &Judging<'_>) -> SignatureVerdict {
    let mut verdict = SignatureVerdict {
        in_file: in_file.clone(),
        judgement: Judgement::Nothing,
        after: BTreeSet::new(),
        problems: Vec::new(),
        notes: Vec::new(),
        whose: None,
    };
    let cover = match in_file.cover {
        Ok(cover) => cover,
        Err(why) => {
            verdict.problems.push(SignatureProblem::Uncovered(why));
            return verdict;
        }
    };
    let content = cover.content(judging.pdf);
    match &in_file.kind {
        SignatureKind::Detached => verdict.judge_signature(&content, judging),
        SignatureKind::TimeStamp => verdict.judge_stamp(&content, judging),
        SignatureKind::Other(kind) => verdict.problems.push(SignatureProblem::Kind(kind.clone())),
    }
    match judging.file.after(cover.end) {
        Ok(after) => verdict.after = after,
        Err(why) => verdict.problems.push(SignatureProblem::AfterUnread(why)),
    }
    let harmful = verdict.after.iter().filter(|change| !change.is_harmless());
    verdict.problems.extend(harmful.cloned().map(SignatureProblem::After));
    verdict
}

impl SignatureVerdict {
    fn judge_signature(&mut self, content: &[&[u8]], judging: &Judging<'_>) {
        let Judging { trust, now, covered_by, .. } = *judging;
        let times = Times { claimed: self.in_file.claimed, covered_by, now };
        match cms::verify(&self.in_file.der, content, times, trust) {
            Ok(verified) => {
                of_signature(&verified, now, &mut self.problems);
                self.notes.extend(notes::unchecked(&verified));
                self.judgement = Judgement::Signature(Box::new(verified));
            }
            Err(why) => self.problems.push(SignatureProblem::Unverified(why)),
        }
    }

    fn judge_stamp(&mut self, content: &[&[u8]], judging: &Judging<'_>) {
        match cms::verify_time_stamp(&self.in_file.der, content, judging.trust, judging.now) {
            Ok(stamp) => {
                of_stamp(&stamp, &mut self.problems);
                self.judgement = Judgement::TimeStamp(Box::new(stamp));
            }
            Err(TimeStampFault::Imprint) => self.problems.push(SignatureProblem::Content),
            Err(why) => self.problems.push(SignatureProblem::TimeStamp(why)),
        }
    }
}

fn of_signature(verified: &Verification, now: Moment, problems: &mut Vec<SignatureProblem>) {
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
        Some(Err(why)) => problems.push(SignatureProblem::TimeStamp(why.clone())),
    }
    if verified.at.0 > now.0.saturating_add(CLOCKS_APART) {
        problems.push(SignatureProblem::Future(verified.at));
    }
}

fn of_stamp(stamp: &TimeStamp, problems: &mut Vec<SignatureProblem>) {
    if let Chain::Untrusted(why) = &stamp.chain {
        problems.push(SignatureProblem::TimeStampChain(why.clone()));
    }
}

/// Whether a time stamp over the file speaks for what it covers.
fn speaks(signature: &SignatureVerdict) -> Option<&TimeStamp> {
    match &signature.judgement {
        Judgement::TimeStamp(stamp) if signature.problems.is_empty() => {
            (!matches!(stamp.chain, Chain::Untrusted(_))).then_some(&**stamp)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::sign::CoverFault;

    #[test]
    fn a_time_stamp_is_nobodys_signature() {
        let of_kind = |kind| SignatureVerdict {
            in_file: EmbeddedSignature {
                field: String::new(),
                kind,
                name: None,
                reason: None,
                location: None,
                claimed: None,
                shown_on: None,
                der: Vec::new(),
                cover: Err(CoverFault::NoRange),
            },
            judgement: Judgement::Nothing,
            after: BTreeSet::new(),
            problems: Vec::new(),
            notes: Vec::new(),
            whose: None,
        };
        let verdict = |kinds: &[SignatureKind]| SignaturesVerdict {
            signatures: kinds.iter().cloned().map(of_kind).collect(),
            stripped: 0,
            form: None,
        };
        assert!(verdict(&[SignatureKind::Detached, SignatureKind::TimeStamp]).is_sound());
        let stamps = verdict(&[SignatureKind::TimeStamp, SignatureKind::TimeStamp]);
        assert!(stamps.is_only_stamped() && !stamps.is_sound());
        assert!(!verdict(&[]).is_sound());
    }
}
