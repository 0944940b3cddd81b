//! `chengbao sign`: the filing that is filed. What would be sent back is not signed.

mod password;
mod seal;
mod stamps;

use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use crate::characters::is_invisible;
use crate::cli::files::{faces, input, writing};
use crate::cli::terminal::output;
use crate::cli::usage::SignOptions;
use crate::cli::{Outcome, clock};
use crate::cms::{self, Certificate, Identity, IdentityFault, Signature};
use crate::filing::Date;
use crate::moment::Moment;
use crate::pdf;
use crate::pdf::sign::{self, Signing};
use crate::verify::{self, AtHand, FilingFault, FilingVerdict, Whose};

/// Room for a time stamp with its service's certificates.
const STAMP_ROOM: usize = 16 * 1024;
/// The longest string that an archived file may have (ISO 19005-3 6.1.13).
const MAX_ROOM: usize = 32_767;
/// A signature's length may differ by a few bytes each time.
const SLACK: usize = 64;

/// What a signature is made with.
pub(super) enum Means {
    /// The files that the call names, and a password that is asked for.
    OfCall,
    /// What was handed over.
    Given {
        /// The key's file.
        key: Zeroizing<Vec<u8>>,
        password: Zeroizing<String>,
        /// The seal's picture.
        seal: Option<Vec<u8>>,
        /// Whether a certificate of another name than the report's is taken.
        takes_other: bool,
    },
}

/// How it went, in words.
pub(super) struct Said {
    /// What was done.
    pub(super) done: Vec<String>,
    /// What is to be looked at, or why nothing was done.
    pub(super) notes: Vec<String>,
    pub(super) outcome: Outcome,
    /// Whether nothing was signed since the certificate is another's.
    pub(super) is_other: bool,
}

impl Said {
    /// Why nothing was signed.
    fn undone(notes: Vec<String>) -> Self {
        Self { done: Vec::new(), notes, outcome: Outcome::Findings, is_other: false }
    }
}

/// Signs a filing and writes it beside the unsigned one; a signed one that is there stays.
pub(super) fn execute(options: &SignOptions) -> Outcome {
    match sign_with(options, &Means::OfCall) {
        Ok(Said { done, notes, outcome, .. }) => {
            done.iter().for_each(|line| output::print(line));
            notes.iter().for_each(|line| output::eprint(line));
            outcome
        }
        Err(message) => output::fail(&message),
    }
}

/// Signs a filing as [`execute`] does, without a word.
///
/// # Errors
/// What is wrong, in Chinese.
pub(super) fn sign_with(options: &SignOptions, means: &Means) -> Result<Said, String> {
    let file = options.file.display();
    let pdf = input::pdf(&options.file)?;
    if !pdf::is_pdf(&pdf) {
        return Err(format!("{file} 不是 PDF 文件"));
    }
    let templates = input::templates(options.templates.as_deref())?;
    let faces = faces::of_pdf(&pdf, &options.faces)?;
    let at_hand = AtHand { templates: &templates, faces: faces.as_ref() };
    let now = clock::now()?;
    let filing = match verify::filing(&pdf, &at_hand) {
        Err(FilingFault::Unread(fault)) => return Err(format!("读不了 {file}：{fault}")),
        filing => filing,
    };
    let problems = verify::problems(&filing).into_iter().map(|problem| problem.to_string());
    let mut problems: Vec<String> = problems.collect();
    // What was right when it was made is still not to be signed today.
    let later = filing.iter().flat_map(|filing| &filing.later);
    problems.extend(later.map(ToString::to_string));
    problems.extend(of_signatures(&pdf, now));
    let filing = match filing {
        Ok(filing) if problems.is_empty() => filing,
        _ => {
            let listed: String = problems.iter().map(|problem| format!("\n  {problem}")).collect();
            let notes = vec![format!("错误: {file} 还不能签：{listed}")];
            return Ok(Said::undone(notes));
        }
    };
    let has_seal = match means {
        Means::OfCall => options.seal.is_some(),
        Means::Given { seal, .. } => seal.is_some(),
    };
    if has_seal && filing.sealed {
        return Err(format!(
            "{file} 的落款上已经印了印章图片（填报文件的“签署.印章”）；\
             不带 --seal 再签，或者删掉“印章”重新生成"
        ));
    }
    signed(&pdf, &filing, now, (options, means))
}

/// What is wrong with the signatures that are there: a further one would hide it.
fn of_signatures(pdf: &[u8], now: Moment) -> Vec<String> {
    let Ok(found) = verify::signatures(pdf, None, now) else { return Vec::new() };
    let mut problems = Vec::new();
    problems.extend(found.unreported_form().map(|fault| fault.to_string()));
    if found.stripped > 0 {
        problems.push("文件里的签名被去掉过；请用没有签过的原件".to_owned());
    }
    let broken = found.signatures.iter().filter(|signature| !signature.is_untouched());
    for problem in broken.flat_map(|signature| signature.problems.first()) {
        problems.push(format!("前面的签名已经失效（{problem}）；请用没有签过的原件重签"));
    }
    problems
}

/// Signs, and writes what was signed.
fn signed(
    pdf: &[u8],
    filing: &FilingVerdict,
    now: Moment,
    (options, means): (&SignOptions, &Means),
) -> Result<Said, String> {
    let target = target(options)?;
    let message = |fault: sign::SigningFault| format!("{} 签不了：{fault}", options.file.display());
    let seal = match means {
        Means::OfCall => options.seal.as_deref().map(seal::picture).transpose()?,
        Means::Given { seal, .. } => seal.as_deref().map(seal::given).transpose()?,
    };
    let identity = identity((options, means), filing.date, now)?;
    if let (Means::Given { takes_other: false, .. }, Some(why)) = (means, other(&identity, filing))
    {
        return Ok(Said { is_other: true, ..Said::undone(vec![why]) });
    }
    let name = name(identity.certificate());
    let mut signing = Signing {
        at: now,
        name: &name,
        reason: worded("--reason", options.reason.as_deref())?,
        location: worded("--location", options.location.as_deref())?,
        seal: seal.as_ref(),
        room: 0,
        again: options.again,
    };
    // What is wrong here is found before a service is asked.
    sign::prepare(pdf, &signing).map_err(message)?;
    let length = cms::signature_length(&identity).map_err(|fault| fault.to_string())?;
    let stamp_room = if options.tsa.is_some() { STAMP_ROOM } else { 0 };
    signing.room = (length + stamp_room + SLACK).min(MAX_ROOM);
    let prepared = sign::prepare(pdf, &signing).map_err(message)?;
    let mut signature =
        cms::sign(&identity, &prepared.content()).map_err(|fault| fault.to_string())?;
    if let Some(url) = &options.tsa {
        signature = stamped(signature, url)?;
    }
    let bytes = prepared.complete(&signature.to_der()).map_err(message)?;
    writing::write_new(&target, &bytes)?;
    let until = identity.certificate().not_after().date();
    let stamp = match options.tsa {
        Some(_) => "，有时间戳",
        None => "，没有时间戳：证书过期以后就证明不了这个时间；要能证明，用 --tsa",
    };
    let done = vec![format!(
        "已签名 {}\n  签名人：{name}（证书有效期到{until}）\n  时间：{now}{stamp}",
        target.display(),
    )];
    let notes = notes(&identity, filing, now).iter().map(|note| format!("注意: {note}")).collect();
    Ok(Said { done, notes, outcome: Outcome::Done, is_other: false })
}

/// That a certificate is another's than the report's company.
fn other(identity: &Identity, filing: &FilingVerdict) -> Option<String> {
    let certificate = identity.certificate();
    let (company, unit, subject) = (&filing.company.name, &filing.unit, certificate.subject());
    (filing.company.whose(certificate) == Whose::Other).then(|| {
        format!(
            "报告的企业是“{company}”，落款是“{unit}”，证书上是“{subject}”；看看是不是拿错了证书，\
             收到的人核验会不通过，除非他用 --signer 写明这个名称"
        )
    })
}

/// What the receiver may stumble over.
fn notes(identity: &Identity, filing: &FilingVerdict, now: Moment) -> Vec<String> {
    let mut notes = Vec::new();
    if begins(filing.date).is_some_and(|day| now < day) {
        notes.push(format!(
            "报告的日期是{}，今天才{}，签名早于报告的日期，收到的人会看到；\
             最好等到那天再签，或者核对“签署.日期”和电脑的日期",
            filing.date,
            now.date()
        ));
    }
    let certificate = identity.certificate();
    let (company, subject) = (&filing.company.name, certificate.subject());
    if filing.company.whose(certificate) == Whose::OwnWord {
        notes.push(format!(
            "证书上是“{subject}”，与落款或简称相符，但看不出就是报告的企业“{company}”；收到的人会核对"
        ));
    }
    notes.extend(other(identity, filing));
    if !identity.has_issuer() {
        notes.push(format!(
            "证书文件里没有上级证书（“{}”），收到的人要另有它才能核对；\
             最好让发证机构给一份带证书链的",
            certificate.issuer()
        ));
    }
    notes
}

/// Where the signed filing goes: a place where nothing is yet.
fn target(options: &SignOptions) -> Result<PathBuf, String> {
    let target = options.output.clone().unwrap_or_else(|| signed_path(&options.file));
    if target.is_dir() {
        return Err(format!(
            "{} 是文件夹；-o 后面要写签好的文件叫什么，如 报告-signed.pdf",
            target.display()
        ));
    }
    if target.exists() {
        return Err(format!(
            "{} 已经有了，没有覆盖；要重签先删掉它，或者用 -o 另写一个名字",
            target.display()
        ));
    }
    Ok(target)
}

/// The longest reason or place, in characters: it is shown on one line.
const LONGEST: usize = 200;

/// A text that readers show: on one line, and not blank.
fn worded<'t>(option: &str, text: Option<&'t str>) -> Result<Option<&'t str>, String> {
    let Some(text) = text.map(str::trim) else { return Ok(None) };
    if text.is_empty() {
        return Err(format!("{option} 后面是空的；不用就不写这个选项"));
    }
    if text.chars().count() > LONGEST || text.chars().any(is_invisible) {
        return Err(format!("{option} 要写成一行，不超过{LONGEST}字"));
    }
    Ok(Some(text))
}

fn stamped(signature: Signature, url: &str) -> Result<Signature, String> {
    let response = stamps::ask(url, &signature.stamp_request())?;
    let message = |fault| format!("时间戳服务 {url} 的回答用不了：{fault}");
    signature.stamped(&response).map_err(message)
}

/// When the day of a report's date begins.
fn begins(date: Date) -> Option<Moment> {
    Moment::of_day(date.year, date.month, date.day)
}

/// The key, which has to be good now and on the day that the report bears.
fn identity(
    (options, means): (&SignOptions, &Means),
    date: Date,
    now: Moment,
) -> Result<Identity, String> {
    let message = |why: &dyn std::fmt::Display| format!("{}：{why}", options.p12.display());
    let (file, password) = match means {
        Means::OfCall => {
            let file = Zeroizing::new(input::key(&options.p12)?);
            (file, password::password(options.password_file.as_deref(), &options.p12)?)
        }
        Means::Given { key, password, .. } => (key.clone(), password.clone()),
    };
    let identity = Identity::open(&file, &password).map_err(|fault| match fault {
        IdentityFault::WrongPassword if password.trim() != password.as_str() => {
            message(&format!("{fault}（输入的口令首尾有空格）"))
        }
        fault => message(&fault),
    })?;
    identity.fit_at(now).map_err(|fault| message(&fault))?;
    let ended = identity.certificate().not_after();
    if begins(date).is_some_and(|day| ended < day) {
        let ended = ended.date();
        return Err(message(&format!(
            "证书在{ended}过期，早于报告的日期（{date}），收到的人核验时不会通过；\
             请换有效期更长的证书，或者核对“签署.日期”"
        )));
    }
    Ok(identity)
}

/// Who signs, as readers of PDFs show it.
fn name(certificate: &Certificate) -> String {
    let name = certificate.common_name().or_else(|| certificate.organisation());
    name.unwrap_or_else(|| certificate.subject())
}

/// `report.pdf` becomes `report-signed.pdf`, and that, signed again, `report-signed-2.pdf`.
pub(super) fn signed_path(file: &Path) -> PathBuf {
    let stem = file.file_stem().map(|stem| stem.to_string_lossy()).unwrap_or_default();
    let name = match stem.rsplit_once("-signed") {
        None => format!("{stem}-signed.pdf"),
        Some((stem, "")) => format!("{stem}-signed-2.pdf"),
        Some((before, after)) => {
            match after.strip_prefix('-').and_then(|n| n.parse::<u32>().ok()) {
                Some(n) => format!("{before}-signed-{}.pdf", n.saturating_add(1)),
                None => format!("{stem}-signed.pdf"),
            }
        }
    };
    file.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signed_file_has_a_name_of_its_own() {
        let cases = [
            ("output/甲.pdf", "output/甲-signed.pdf"),
            ("甲-signed.pdf", "甲-signed-2.pdf"),
            ("甲-signed-2.pdf", "甲-signed-3.pdf"),
            ("甲-signed-x.pdf", "甲-signed-x-signed.pdf"),
        ];
        for (file, expected) in cases {
            assert_eq!(signed_path(Path::new(file)), Path::new(expected));
        }
    }
}
