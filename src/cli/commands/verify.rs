//! `chengbao verify`: who signed a PDF, what became of it since, and whether the filing on its
//! pages is that in its data.

use crate::cli::files::{faces, input};
use crate::cli::terminal::output;
use crate::cli::usage::{VerdictFormat, VerifyOptions};
use crate::cli::{Outcome, clock};
use crate::cms::Trust;
use crate::fonts::FaceSet;
use crate::moment::Moment;
use crate::pdf::{self, ReadFault};
use crate::render::Templates;
use crate::verify::{self, AtHand, Policy};

/// Prints the verdict on a PDF; done only if all is well.
pub(super) fn execute(options: &VerifyOptions) -> Outcome {
    let (pdf, given) = match read(options) {
        Ok(read) => read,
        Err(message) => return output::fail(&message),
    };
    if !pdf::is_pdf(&pdf) {
        return output::fail(&format!("{} 不是 PDF 文件", options.file.display()));
    }
    let asking = Policy { trust: given.trust.as_ref(), signers: &options.signers, now: given.now };
    let verdict = verify::verdict(&pdf, &asking, &given.at_hand());
    if let Err(fault @ (ReadFault::Large | ReadFault::Encrypted)) = &verdict.signatures {
        return output::fail(&format!("读不了 {}：{fault}", options.file.display()));
    }
    match options.format {
        VerdictFormat::Human => output::print(verify::human(&verdict).trim_end_matches('\n')),
        VerdictFormat::Json => output::print_json(verify::json(&verdict).trim_end_matches('\n')),
    }
    if verdict.is_sound() { Outcome::Done } else { Outcome::Findings }
}

/// The file, and what it is judged by.
fn read(options: &VerifyOptions) -> Result<(Vec<u8>, Given), String> {
    let pdf = input::pdf(&options.file)?;
    let given = given(options, &pdf)?;
    Ok((pdf, given))
}

/// What a verdict is given by.
struct Given {
    trust: Option<Trust>,
    templates: Templates,
    faces: Option<FaceSet>,
    now: Moment,
}

impl Given {
    fn at_hand(&self) -> AtHand<'_> {
        AtHand { templates: &self.templates, faces: self.faces.as_ref() }
    }
}

fn given(options: &VerifyOptions, pdf: &[u8]) -> Result<Given, String> {
    if options.signers.iter().any(|name| name.trim().is_empty()) {
        return Err("--signer 后面是空的；要写签名人证书上的名称，不用就不写这个选项".to_owned());
    }
    let mut pem = Vec::new();
    for path in &options.trust {
        let bytes = input::key(path)?;
        // Each by itself first, so that a file that is none is named.
        let message = |fault| format!("{}：{fault}", path.display());
        let trust = Trust::from_pem(&bytes).map_err(message)?;
        for certificate in trust.certificates() {
            pem.push(certificate.clone());
        }
    }
    let trust = (!pem.is_empty()).then(|| Trust::of(pem));
    let templates = input::templates(options.templates.as_deref())?;
    let faces = faces::of_pdf(pdf, &options.faces)?;
    Ok(Given { trust, templates, faces, now: clock::now()? })
}
