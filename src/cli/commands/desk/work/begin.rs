//! A new filing: what is known of it written where it belongs, the rest left to be filled in.

use std::path::Path;

use super::job::{End, Job};
use super::order::New;
use super::snapshot::{Place, Snapshot};
use crate::cli::commands::desk::folder::Folder;
use crate::cli::files::writing;
use crate::desk::ops::{self, Op};
use crate::init::{self, Answers};
use crate::standard::Standard;

/// Writes a new filing into a folder.
pub(super) fn begin(new: &New, folder: &Path, job: &Job) {
    let before = Snapshot::of([Place::of_filings(folder)]);
    let (code, filing) = match written(new, folder) {
        Ok(name) => {
            job.say(&format!("已写好 {name}"));
            (0, Some(name))
        }
        Err(message) => {
            job.say(&message);
            (2, None)
        }
    };
    job.end(End { code, files: before.written(), filing, ..End::default() });
}

/// # Errors
/// What is wrong, in Chinese.
fn written(new: &New, folder: &Path) -> Result<String, String> {
    let standard = Standard::newest();
    let mut answers = Answers::default();
    let said = |text: &Option<String>| {
        text.as_deref().map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned)
    };
    if let Some(carrier) = said(&new.carrier) {
        answers.take_carrier(&carrier, &standard)?;
    }
    if let Some(province) = said(&new.province) {
        answers.take_province(&province, &standard)?;
    }
    if let Some(period) = said(&new.period) {
        answers.take_period(&period)?;
    }
    if !new.services.is_empty() {
        answers.take_services(&new.services.join(","), &standard)?;
    }
    answers.company = said(&new.company).or(answers.company);
    answers.short = said(&new.short);
    let name = said(&new.file).unwrap_or_else(|| answers.file_name(&standard));
    let name = if name.ends_with(".yaml") { name } else { format!("{name}.yaml") };
    if !Folder::is_filing(&name) {
        return Err(format!("“{name}”不能作文件名；请换一个，如 山西移动2020年下半年.yaml"));
    }
    let mut text = init::blank(&answers, &standard);
    if let Some(short) = said(&new.short) {
        let path = vec!["企业".into(), "简称".into()];
        let set = Op::Set { path, value: Some(short) };
        text = ops::made(&text, &[set], &[]).map_err(|fault| fault.message)?.text;
    }
    let file = folder.join(&name);
    if file.symlink_metadata().is_ok() {
        return Err(format!("{name} 已经有了，没有改动它；请另取一个名字"));
    }
    writing::write_new(&file, text.as_bytes())?;
    Ok(name)
}
