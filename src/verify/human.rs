//! A verdict for people.

use std::fmt::{Display, Write};

use super::data::DataVerdict;
use super::pages::PagesVerdict;
use super::problems::problems;
use super::signatures::{Judged, SignatureVerdict, SignaturesVerdict};
use super::verdict::Verdict;
use crate::cms::{Basis, Certificate, Chain, Stamp, Verified};
use crate::pdf::signed::Change;

/// A verdict as lines of text: what was found, what is wrong, and whether all is well.
#[must_use]
pub fn human(verdict: &Verdict) -> String {
    let mut out = Lines(String::new());
    match &verdict.signatures {
        Ok(signatures) => of_signatures(signatures, &mut out),
        Err(why) => out.wrong(why),
    }
    of_filing(verdict, &mut out);
    out.0.push_str(match verdict.is_sound() {
        true => "结论：通过\n",
        false => "结论：不通过\n",
    });
    out.0
}

struct Lines(String);

impl Lines {
    fn head(&mut self, text: impl Display) {
        // Writing to a string does not fail.
        let _ = writeln!(self.0, "{text}");
    }

    fn line(&mut self, text: impl Display) {
        let _ = writeln!(self.0, "  {text}");
    }

    fn wrong(&mut self, text: impl Display) {
        let _ = writeln!(self.0, "  ✗ {text}");
    }
}

fn of_signatures(verdict: &SignaturesVerdict, out: &mut Lines) {
    if verdict.signatures.is_empty() {
        out.head("签名：没有");
        if verdict.stripped == 0 {
            out.wrong("这个 PDF 没有签名：没有签过，或者签名被去掉了");
        }
    }
    for (n, signature) in verdict.signatures.iter().enumerate() {
        of_signature(n + 1, signature, out);
    }
    if verdict.is_only_stamped() {
        out.wrong("只有时间戳，没有人签名");
    }
    if verdict.stripped > 0 {
        let count = verdict.stripped;
        out.wrong(format_args!("文件里留有 {count} 个签名的痕迹，签名被去掉了"));
    }
}

fn of_signature(n: usize, verdict: &SignatureVerdict, out: &mut Lines) {
    let in_file = &verdict.in_file;
    match &verdict.judged {
        Judged::Signature(verified) => {
            let certificate = &verified.certificate;
            out.head(format_args!("签名{n}：{}", certificate.subject()));
            of_certificate(certificate, out);
            of_time(verified, out);
            of_trust(&verified.chain, out);
        }
        Judged::Stamp(stamp) => {
            out.head(format_args!("签名{n}：时间戳，{}", stamp.authority()));
            of_certificate(&stamp.certificate, out);
            out.line(format_args!("时间：{}", stamp.time));
            of_trust(&stamp.chain, out);
        }
        Judged::Nothing => {
            let name = in_file.name.as_deref().unwrap_or("不知道是谁");
            out.head(format_args!("签名{n}：{name}（只是文件里的写法，没有核验）"));
        }
    }
    for (what, said) in [("事由", &in_file.reason), ("地点", &in_file.location)] {
        if let Some(said) = said {
            out.line(format_args!("{what}：{said}"));
        }
    }
    if let Some(page) = in_file.shown_on {
        out.line(format_args!("图章：在第{page}页"));
    }
    if verdict.problems.is_empty() {
        out.line(format_args!("完整：{}", covered(verdict)));
    }
    verdict.problems.iter().for_each(|problem| out.wrong(problem));
}

fn covered(verdict: &SignatureVerdict) -> &'static str {
    match verdict.after.iter().any(|change| matches!(change, Change::Signature(_))) {
        true => "签名之后只又加了签名，内容没有改动",
        false if !verdict.after.is_empty() => "签名之后只加了核验用的资料，内容没有改动",
        false => "签名管到整个文件，没有改动",
    }
}

fn of_certificate(certificate: &Certificate, out: &mut Lines) {
    out.line(format_args!(
        "证书：由“{}”颁发，编号 {}，{}，{}至{}有效",
        certificate.issuer(),
        certificate.serial(),
        certificate.key_kind(),
        certificate.not_before().date(),
        certificate.not_after().date()
    ));
}

fn of_time(verified: &Verified, out: &mut Lines) {
    let at = verified.at;
    match (verified.basis, &verified.stamp) {
        (Basis::Stamp, Some(Ok(stamp))) => of_stamp(stamp, out),
        (Basis::Stamp | Basis::Claimed, _) => {
            out.line(format_args!("时间：{at}（签名人的电脑说的，没有时间戳证明）"));
        }
        (Basis::Now, _) => out.line("时间：没有写"),
    }
    if let Some(expired) = verified.expired_since {
        out.line(format_args!("签名时证书有效，后来在{}过期，不影响签名", expired.date()));
    }
}

fn of_stamp(stamp: &Stamp, out: &mut Lines) {
    let vouched = match stamp.chain {
        Chain::Trusted { .. } => "可信",
        _ => "没有核对可信不可信",
    };
    out.line(format_args!("时间：{}（{}的时间戳，{vouched}）", stamp.time, stamp.authority()));
}

fn of_trust(chain: &Chain, out: &mut Lines) {
    match chain {
        Chain::Trusted { path } => {
            let root = path.last().map_or("", String::as_str);
            out.line(format_args!("信任：证书可信（{root}）"));
        }
        Chain::NotAsked => {
            out.line("信任：没有核对证书可信不可信；要核对，用 --trust 给出根证书");
        }
        // It is among what is wrong.
        Chain::Untrusted(_) => {}
    }
}

fn of_filing(verdict: &Verdict, out: &mut Lines) {
    let title = verdict.filing.as_ref().map_or("", |filing| &filing.title);
    out.head(format_args!("报告：{title}"));
    if let Ok(filing) = &verdict.filing {
        if matches!(filing.pages, PagesVerdict::Same { .. }) {
            out.line(&filing.pages);
        }
        if filing.data == DataVerdict::Same {
            out.line(&filing.data);
        }
        if filing.errors.is_empty() {
            out.line(format_args!("按{}年的规则，没有未说明的错误", filing.ruleset));
        }
    }
    for problem in problems(&verdict.filing) {
        out.wrong(problem.to_string().replace('\n', "\n    "));
    }
}
