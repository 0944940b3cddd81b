//! `chengbao sign`: the filing that is filed. What would be sent back is not signed.

use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::usage::SignOptions;
use super::{Outcome, clock, input, output, password, stamps};
use crate::cms::{self, Certificate, Identity, Signature};
use crate::moment::Moment;
use crate::pdf;
use crate::pdf::signing::{self, Signing};
use crate::pictures::{self, Picture};
use crate::verify;

/// Room for a time stamp with its service's certificates.
const STAMP_ROOM: usize = 16 * 1024;
/// The longest string that an archived file may have (ISO 19005-3 6.1.13).
const MAX_ROOM: usize = 32_767;
/// A signature's length may differ by a few bytes each time.
const SLACK: usize = 64;

/// Signs a filing and writes it beside the unsigned one; a signed one that is there stays.
pub(super) fn execute(options: &SignOptions) -> Outcome {
    let pdf = match input::pdf(&options.file) {
        Ok(pdf) => pdf,
        Err(message) => return output::fail(&message),
    };
    if !pdf::is_pdf(&pdf) {
        return output::fail(&format!("{} 不是 PDF 文件", options.file.display()));
    }
    let templates = match input::templates(options.templates.as_deref()) {
        Ok(templates) => templates,
        Err(message) => return output::fail(&message),
    };
    let filing = verify::filing(&pdf, &templates);
    let problems = verify::problems(&filing);
    if !problems.is_empty() {
        let file = options.file.display();
        let listed: String = problems.iter().map(|problem| format!("\n  {problem}")).collect();
        eprintln!("错误: {file} 还不能签：{listed}");
        return Outcome::Findings;
    }
    if options.seal.is_some() && filing.is_ok_and(|filing| filing.sealed) {
        return output::fail(&format!(
            "{} 的落款上已经印了印章图片（填报文件的“签署.印章”）；\
             不带 --seal 再签，或者删掉“印章”重新生成",
            options.file.display()
        ));
    }
    match signed(&pdf, options) {
        Ok(said) => {
            output::say(&said);
            Outcome::Done
        }
        Err(message) => output::fail(&message),
    }
}

/// Signs, and writes what was signed.
fn signed(pdf: &[u8], options: &SignOptions) -> Result<String, String> {
    let target = options.output.clone().unwrap_or_else(|| beside(&options.file));
    if target.exists() {
        return Err(format!(
            "{} 已经有了，没有覆盖；要重签先删掉它，或者用 -o 另写一个名字",
            target.display()
        ));
    }
    let told = |fault: signing::SigningFault| format!("{} 签不了：{fault}", options.file.display());
    let now = clock::now()?;
    let seal = options.seal.as_deref().map(picture).transpose()?;
    let identity = identity(options, now)?;
    let name = name(identity.certificate());
    let mut signing = Signing {
        at: now,
        name: &name,
        reason: options.reason.as_deref(),
        location: options.location.as_deref(),
        seal: seal.as_ref(),
        room: 0,
        again: options.again,
    };
    // What can be told before a service is asked is told first.
    signing::prepare(pdf, &signing).map_err(told)?;
    let plain = cms::sign(&identity, &[0; 32]).map_err(|fault| fault.to_string())?;
    let stamp_room = if options.tsa.is_some() { STAMP_ROOM } else { 0 };
    signing.room = (plain.to_der().len() + stamp_room + SLACK).min(MAX_ROOM);
    let prepared = signing::prepare(pdf, &signing).map_err(told)?;
    let mut signature =
        cms::sign(&identity, &prepared.digest()).map_err(|fault| fault.to_string())?;
    if let Some(url) = &options.tsa {
        signature = stamped(signature, url)?;
    }
    let bytes = prepared.complete(&signature.to_der()).map_err(told)?;
    output::write_new(&target, &bytes)?;
    let until = identity.certificate().not_after();
    let stamp = if options.tsa.is_some() { "，有时间戳" } else { "" };
    Ok(format!(
        "已签名 {}\n  签名人：{name}（证书有效期到{}）\n  时间：{now}{stamp}",
        target.display(),
        until.date()
    ))
}

fn stamped(signature: Signature, url: &str) -> Result<Signature, String> {
    let response = stamps::ask(url, &signature.stamp_request())?;
    let told = |fault| format!("时间戳服务 {url} 的回答用不了：{fault}");
    signature.stamped(&response).map_err(told)
}

fn identity(options: &SignOptions, now: Moment) -> Result<Identity, String> {
    let told = |why: &dyn std::fmt::Display| format!("{}：{why}", options.p12.display());
    let file = Zeroizing::new(input::key(&options.p12)?);
    let password = password::password(options.password_file.as_deref(), &options.p12)?;
    let identity = Identity::open(&file, &password).map_err(|fault| told(&fault))?;
    identity.fit_at(now).map_err(|fault| told(&fault))?;
    Ok(identity)
}

/// Who signs, as readers of PDFs show it.
fn name(certificate: &Certificate) -> String {
    let name = certificate.common_name().or_else(|| certificate.organisation());
    name.unwrap_or_else(|| certificate.subject())
}

fn picture(path: &Path) -> Result<Picture, String> {
    let told = |why: &dyn std::fmt::Display| format!("印章图片 {} 用不了：{why}", path.display());
    let bytes = input::picture_file(path)?;
    pictures::decode(&bytes, &[]).map_err(|fault| told(&fault))
}

/// `report.pdf` becomes `report-signed.pdf`, and that, signed again, `report-signed-2.pdf`.
fn beside(file: &Path) -> PathBuf {
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
            assert_eq!(beside(Path::new(file)), Path::new(expected));
        }
    }
}
