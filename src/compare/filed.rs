//! What is to be said of a PDF that a compared filing was taken from.

use super::plain;
use crate::verify::{
    FilingProblem, Judged, SignatureNote, SignatureProblem, SignatureVerdict, SignaturesVerdict,
    Verdict, problems,
};

/// What a look at a PDF found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filed {
    /// Whether its pages and its data say the same.
    pub agrees: bool,
    /// Whether it is signed and no signature has a fault; whose certificates they are by is not
    /// judged.
    pub signed: bool,
    /// What is to be known of it.
    pub notes: Vec<String>,
    /// What is wrong with it.
    pub warnings: Vec<String>,
}

impl From<&Verdict> for Filed {
    fn from(verdict: &Verdict) -> Self {
        let mut filed = Self { agrees: true, signed: false, notes: vec![], warnings: vec![] };
        for problem in problems(&verdict.filing) {
            match problem {
                FilingProblem::Draft => filed.notes.push("是送审稿，不是正式的报告".to_owned()),
                // Told as findings, before anything is compared.
                FilingProblem::Error(_) => {}
                other => {
                    filed.agrees = false;
                    filed.warnings.push(plain(&other.to_string()));
                }
            }
        }
        if filed.agrees {
            filed.notes.push("页面与所附数据一致".to_owned());
        }
        match &verdict.signatures {
            Ok(signatures) => {
                filed.signatures(signatures);
                let others = verdict.strangers();
                filed.notes.extend(
                    others.map(|who| plain(&format!("签名的不是{}，用 verify 核验", who.expected))),
                );
            }
            Err(fault) => filed.warnings.push(plain(&format!("签名读不出来：{fault}"))),
        }
        filed
    }
}

impl Filed {
    fn signatures(&mut self, verdict: &SignaturesVerdict) {
        self.signed = verdict.is_sound();
        if verdict.stripped > 0 {
            self.warnings.push(format!("有{}个签名被去掉了", verdict.stripped));
        }
        for signature in &verdict.signatures {
            let late = |note: &&SignatureNote| matches!(note, SignatureNote::AfterDue { .. });
            let late = signature.notes.iter().filter(late);
            self.notes.extend(late.map(|note| plain(&note.to_string())));
            for problem in &signature.problems {
                match problem {
                    // Of the certificate, which is not judged: figures of old filings are
                    // compared as well, and certificates end within a few years.
                    SignatureProblem::TimeNotProven(_) => {
                        self.notes.push(plain(&format!("签名：{problem}")));
                    }
                    other => self.warnings.push(plain(&format!("签名有问题：{other}"))),
                }
            }
        }
        if verdict.signatures.is_empty() && verdict.stripped == 0 {
            self.notes.push("没有签名".to_owned());
        } else if self.signed {
            let names: Vec<String> = verdict.signatures.iter().filter_map(signer).collect();
            let told = format!("已签名（{}），签名完好，没有核对证书可信不可信", names.join("、"));
            self.notes.push(told);
        }
    }
}

fn signer(signature: &SignatureVerdict) -> Option<String> {
    match &signature.judged {
        Judged::Signature(verified) => Some(plain(&verified.certificate.subject())),
        Judged::Stamp(_) | Judged::Nothing => None,
    }
}
