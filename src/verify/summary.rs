//! A verdict in short, for a comparison that takes the figures of a PDF.

use super::faults::SignatureProblem;
use super::notes::SignatureNote;
use super::problems::{FilingProblem, problems};
use super::signatures::{Judgement, SignatureVerdict, SignaturesVerdict};
use super::verdict::Verdict;
use crate::compare::{PdfSummary, plain};

impl Verdict {
    /// What a comparison says of the PDF beside its figures.
    #[must_use]
    pub fn summary(&self) -> PdfSummary {
        let mut summary =
            PdfSummary { agrees: true, signed: false, notes: vec![], warnings: vec![] };
        for problem in problems(&self.filing) {
            match problem {
                FilingProblem::Draft => summary.notes.push("是送审稿，不是正式的报告".to_owned()),
                // Reported as findings, before anything is compared.
                FilingProblem::Error(_) => {}
                other => {
                    summary.agrees = false;
                    summary.warnings.push(plain(&other.to_string()));
                }
            }
        }
        if summary.agrees {
            summary.notes.push("页面与所附数据一致".to_owned());
        }
        match &self.signatures {
            Ok(signatures) => {
                add_signatures(&mut summary, signatures);
                let others = self.strangers();
                summary.notes.extend(
                    others.map(|who| plain(&format!("签名的不是{}，用 verify 核验", who.expected))),
                );
            }
            Err(fault) => summary.warnings.push(plain(&format!("签名读不出来：{fault}"))),
        }
        summary
    }
}

fn add_signatures(summary: &mut PdfSummary, verdict: &SignaturesVerdict) {
    summary.signed = verdict.is_sound();
    if verdict.stripped > 0 {
        summary.warnings.push(format!("有{}个签名被去掉了", verdict.stripped));
    }
    for signature in &verdict.signatures {
        let late = |note: &&SignatureNote| matches!(note, SignatureNote::AfterDue { .. });
        let late = signature.notes.iter().filter(late);
        summary.notes.extend(late.map(|note| plain(&note.to_string())));
        for problem in &signature.problems {
            match problem {
                // Certificates are not judged here: old filings are compared too, and
                // certificates end within a few years.
                SignatureProblem::TimeNotProven(_) => {
                    summary.notes.push(plain(&format!("签名：{problem}")));
                }
                other => summary.warnings.push(plain(&format!("签名有问题：{other}"))),
            }
        }
    }
    if verdict.signatures.is_empty() && verdict.stripped == 0 {
        summary.notes.push("没有签名".to_owned());
    } else if summary.signed {
        let names: Vec<String> = verdict.signatures.iter().filter_map(signer).collect();
        let signed = format!("已签名（{}），签名完好，没有核对证书可信不可信", names.join("、"));
        summary.notes.push(signed);
    }
}

fn signer(signature: &SignatureVerdict) -> Option<String> {
    match &signature.judgement {
        Judgement::Signature(verified) => Some(plain(&verified.certificate.subject())),
        Judgement::TimeStamp(_) | Judgement::Nothing => None,
    }
}
