//! Signing at a desk: the key comes from the page, is used, and is wiped.

use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;
use zeroize::Zeroizing;

use super::job::{End, Job};
use super::order::Sign;
use super::snapshot::{Place, Snapshot};
use crate::cli::Outcome;
use crate::cli::commands::sign::{Means, Said, sign_with, signed_path};
use crate::cli::usage::{DeskRun, FaceOptions, SignOptions};

/// Signs a report of the output folder.
pub(super) fn sign(order: Sign, outputs: &Path, run: &DeskRun, job: &Job) {
    let before = Snapshot::of(Place::of_outputs(outputs));
    let mut asks = false;
    let code = match signed(order, outputs, run) {
        Ok(Said { done, notes, outcome, is_other }) => {
            asks = is_other;
            let lines = done.iter().chain(&notes).flat_map(|said| said.lines());
            lines.for_each(|line| job.say(line));
            match outcome {
                Outcome::Done => 0,
                Outcome::Findings => 1,
                Outcome::Failed => 2,
            }
        }
        Err(message) => {
            message.lines().for_each(|line| job.say(line));
            2
        }
    };
    let data = asks.then(|| json!({ "other": true }).to_string());
    job.end(End { code, data, files: before.written(), ..End::default() });
}

fn signed(order: Sign, outputs: &Path, run: &DeskRun) -> Result<Said, String> {
    let decode = |text: &str, what: &str| {
        STANDARD.decode(text).map_err(|_| format!("{what}没有完整地送到，请再选一次"))
    };
    let key = Zeroizing::new(decode(order.key.text(), "证书文件")?);
    let seal = order.seal.as_deref().map(|seal| decode(seal, "印章图片")).transpose()?;
    let password = Zeroizing::new(order.password.text().to_owned());
    // A report that was signed before it was changed stays as it is.
    let output = free_name(outputs, &order.pdf);
    let text = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
    let options = SignOptions {
        file: outputs.join(&order.pdf),
        p12: PathBuf::from("证书"),
        password_file: None,
        tsa: text(order.tsa),
        reason: text(order.reason),
        location: text(order.location),
        seal: None,
        again: order.again,
        templates: run.templates.clone(),
        faces: FaceOptions {
            font_dirs: run.faces.font_dirs.clone(),
            no_system_fonts: run.faces.no_system_fonts,
        },
        output: Some(output),
    };
    sign_with(&options, &Means::Given { key, password, seal, takes_other: order.other })
}

/// Where the signed report goes: 甲-signed.pdf, or 甲-signed-2.pdf where that is there already.
fn free_name(outputs: &Path, pdf: &str) -> PathBuf {
    let mut path = signed_path(&outputs.join(pdf));
    while path.symlink_metadata().is_ok() {
        path = signed_path(&path);
    }
    path
}
