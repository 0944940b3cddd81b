//! A verdict for people.

use std::fmt::{self, Display, Formatter, Write};

use super::company::Whose;
use super::data::DataVerdict;
use super::file_problems::FileProblem;
use super::pages::PagesVerdict;
use super::problems::problems;
use super::signatures::{Judgement, SignatureVerdict, SignaturesVerdict};
use super::verdict::{Expected, Strangers, Verdict};
use crate::characters::is_invisible;
use crate::check::{Caveat, CaveatKind};
use crate::cms::{Basis, Certificate, Chain, TimeStamp, Verification};
use crate::pdf::sign::Change;

/// How many differences are listed; the rest is counted.
const MAX_PROBLEMS: usize = 8;
/// How many waivers are listed.
const MAX_WAIVED: usize = 20;

/// A verdict as lines of text: what was found, what is wrong, and whether all is well.
#[must_use]
pub fn human(verdict: &Verdict) -> String {
    let mut out = Lines(String::new());
    match &verdict.signatures {
        Ok(signatures) => of_signatures(signatures, &mut out),
        Err(why) => {
            out.head("读不了：");
            out.wrong(why);
        }
    }
    if verdict.signatures.is_ok() {
        of_filing(verdict, &mut out);
    }
    out.head(conclusion(verdict));
    out.0
}

/// The last line, which alone may be read: it claims no more than was found.
fn conclusion(verdict: &Verdict) -> String {
    let below = below(verdict);
    let mut conclusion = match (verdict.is_sound(), verdict.is_vouched_for()) {
        (true, true) => "结论：通过".to_owned(),
        (true, false) => {
            "结论：没有改动；签名人可信不可信没有核对（用 --trust 给出根证书）".to_owned()
        }
        (false, _) => match verdict.strangers() {
            Some(who) if verdict.is_sound_but_for_signer() => {
                format!("结论：不通过：签名的不是{}", who.expected)
            }
            _ => "结论：不通过".to_owned(),
        },
    };
    if verdict.is_sound() && below > 0 {
        conclusion.push_str(&format!("；有 {below} 项指标达不到标准，已豁免，理由见上"));
    }
    if verdict.is_own_word() {
        conclusion.push_str("；签名人只与报告自己写的落款或简称相符，请核对");
    }
    conclusion
}

/// How many figures surely miss the standard, and were waived.
fn below(verdict: &Verdict) -> usize {
    let caveats = verdict.filing.iter().flat_map(|filing| &filing.caveats);
    caveats.filter(|caveat| caveat.kind == CaveatKind::Below && caveat.sure).count()
}

struct Lines(String);

impl Lines {
    fn head(&mut self, text: impl Display) {
        self.put("", text);
    }

    fn line(&mut self, text: impl Display) {
        self.put("  ", text);
    }

    fn wrong(&mut self, text: impl Display) {
        self.put("  ✗ ", text);
    }

    fn note(&mut self, text: impl Display) {
        self.put("  ！ ", text);
    }

    /// A line is one line, whatever the file has put into it: what moves a terminal's text or
    /// turns it round is shown as a sign that stands for it.
    fn put(&mut self, lead: &str, text: impl Display) {
        let shown = |c: char| if is_invisible(c) { char::REPLACEMENT_CHARACTER } else { c };
        let text: String = text.to_string().chars().map(shown).collect();
        // Writing to a string does not fail.
        let _ = writeln!(self.0, "{lead}{text}");
    }
}

fn of_signatures(verdict: &SignaturesVerdict, out: &mut Lines) {
    if verdict.signatures.is_empty() {
        out.head("签名：没有");
        if verdict.stripped == 0 {
            out.wrong(FileProblem::Unsigned);
        }
    }
    for (n, signature) in verdict.signatures.iter().enumerate() {
        of_signature(n + 1, signature, out);
    }
    if let Some(fault) = verdict.unreported_form() {
        out.head("文件：");
        out.wrong(FileProblem::Form(fault));
    }
    if verdict.is_only_stamped() {
        out.wrong(FileProblem::OnlyTimeStamps);
    }
    if verdict.stripped > 0 {
        out.wrong(FileProblem::Stripped(verdict.stripped));
    }
}

fn of_signature(n: usize, verdict: &SignatureVerdict, out: &mut Lines) {
    let in_file = &verdict.in_file;
    match &verdict.judgement {
        Judgement::Signature(verified) => {
            let certificate = &verified.certificate;
            out.head(format_args!("签名{n}：{}", certificate.subject()));
            of_certificate(certificate, out);
            of_time(verified, out);
            of_trust(&verified.chain, out);
            of_whose(verdict.whose, out);
        }
        Judgement::TimeStamp(stamp) => {
            out.head(format_args!("签名{n}：时间戳，{}", stamp.authority()));
            of_certificate(&stamp.certificate, out);
            out.line(format_args!("时间：{}", stamp.time));
            of_trust(&stamp.chain, out);
        }
        Judgement::Nothing => {
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
    if verdict.is_untouched() {
        out.line(format_args!("完整：{}", covered(verdict)));
    }
    verdict.notes.iter().for_each(|note| out.note(note));
    verdict.problems.iter().for_each(|problem| out.wrong(problem));
}

fn covered(verdict: &SignatureVerdict) -> &'static str {
    if verdict.after.iter().any(|change| matches!(change, Change::Signature(_))) {
        "签名之后只又加了签名，内容没有改动"
    } else if !verdict.after.is_empty() {
        "签名之后只加了核验用的资料，内容没有改动"
    } else {
        "签名管到整个文件，没有改动"
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

fn of_time(verified: &Verification, out: &mut Lines) {
    let at = verified.at;
    match (verified.time_stamp(), verified.basis) {
        (Some(stamp), basis) => of_stamp(stamp, basis, out),
        (None, Basis::Now) => out.line("时间：没有写"),
        (None, _) => {
            out.line(format_args!("时间：{at}（签名人的电脑说的，没有时间戳证明）"));
        }
    }
    // Where nobody vouches for the time, it is among the notes or what is wrong.
    if let Some(expired) = verified.expired_since.filter(|_| verified.is_time_proven()) {
        out.line(format_args!("签名时证书有效，后来在{}过期，不影响签名", expired.date()));
    }
}

fn of_stamp(stamp: &TimeStamp, basis: Basis, out: &mut Lines) {
    let vouched = match stamp.chain {
        Chain::Trusted { .. } => "可信",
        _ => "没有核对可信不可信",
    };
    // Of a signature that is covered it is the latest time.
    let before = if basis == Basis::Covering { "不晚于" } else { "" };
    let (time, authority) = (stamp.time, stamp.authority());
    out.line(format_args!("时间：{before}{time}（{authority}的时间戳，{vouched}）"));
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

/// Whose the certificate is. That none of them is who was to sign is reported with the filing.
fn of_whose(whose: Option<Whose>, out: &mut Lines) {
    match whose {
        Some(Whose::Expected) => out.line("签名人：证书上的名称相符"),
        Some(Whose::OwnWord) => {
            out.note("签名人的名称只与报告自己写的落款或简称相符，从中看不出就是这家企业；请核对")
        }
        Some(Whose::Other) => out.line("签名人：证书上的名称不是应当签名的一方"),
        None => {}
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
        if filing.rebuild.is_sound() {
            out.line(&filing.rebuild);
        }
        if filing.errors.is_empty() {
            out.line(format_args!("按{}年的规则，没有未说明的错误", filing.ruleset));
        }
    }
    if let Some(who) = verdict.strangers() {
        out.wrong(who);
    }
    caveats(verdict, out);
    let problems = problems(&verdict.filing);
    for problem in problems.iter().take(MAX_PROBLEMS) {
        out.wrong(problem);
    }
    if problems.len() > MAX_PROBLEMS {
        out.wrong(format_args!("另有 {} 处不对，没有一一列出", problems.len() - MAX_PROBLEMS));
    }
}

/// What is to be known of the filing: what misses the standard in full, of the rest so much.
fn caveats(verdict: &Verdict, out: &mut Lines) {
    let Ok(filing) = &verdict.filing else { return };
    let (waived, graver): (Vec<&Caveat>, Vec<&Caveat>) =
        filing.caveats.iter().partition(|caveat| caveat.kind == CaveatKind::Waived);
    let shown = waived.iter().take(MAX_WAIVED).chain(&graver);
    let mut shown: Vec<&&Caveat> = shown.collect();
    shown.sort_by_key(|caveat| caveat.kind == CaveatKind::Waived);
    shown.into_iter().for_each(|caveat| out.note(caveat));
    if waived.len() > MAX_WAIVED {
        let more = waived.len() - MAX_WAIVED;
        out.note(format_args!("另有 {more} 处豁免，没有一一列出；全部见 --format json"));
    }
    for error in filing.later.iter().take(MAX_PROBLEMS) {
        out.note(format_args!(
            "按现在的规则，{error}（报告说由较早的呈报生成，那一版不查这一项，或者只作警告）"
        ));
    }
    if filing.later.len() > MAX_PROBLEMS {
        let more = filing.later.len() - MAX_PROBLEMS;
        out.note(format_args!("按现在的规则，另有 {more} 处错误，没有一一列出"));
    }
}

impl Display for Expected {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (who, names) = match self {
            Self::Company(name) => ("报告的企业", std::slice::from_ref(name)),
            Self::Named(names) => (" --signer 写的", names.as_slice()),
        };
        write!(f, "{who}“{}”", names.join("”“"))
    }
}

impl Display for Strangers<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { names, expected } = self;
        write!(f, "签名的是“{}”，不是{expected}", names.join("”“"))?;
        match expected {
            Expected::Company(_) => f.write_str(
                "；请向企业核实是谁签的，确是它认可的签名人，用 --signer 写明他的名称再核验",
            ),
            Expected::Named(_) => f.write_str("；请核对名称，或向对方核实是谁签的"),
        }
    }
}
