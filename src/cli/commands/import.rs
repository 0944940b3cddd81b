//! `chengbao import`: a report that was written elsewhere, as a filing to go on with.

use std::path::{Path, PathBuf};

use crate::cli::Outcome;
use crate::cli::files::{input, writing};
use crate::cli::terminal::output;
use crate::cli::usage::{ImportOptions, TrackedChanges};
use crate::import::{self, Imported, Left, Options, Place};
use crate::init;
use crate::merge::human;
use crate::pdf;
use crate::report::{self, Merging};
use crate::word;

/// What stands for the standard input.
const STDIN: &str = "-";

/// Writes the filing; a file that is there already stays as it is.
pub(super) fn execute(options: &ImportOptions) -> Outcome {
    match imported(options) {
        Ok(outcome) => outcome,
        Err(message) => output::fail(&message),
    }
}

fn imported(options: &ImportOptions) -> Result<Outcome, String> {
    let file = options.output.clone().unwrap_or_else(|| beside(&options.file));
    refuse_if_there(&file)?;
    if let Some(report) = &options.report {
        refuse_if_there(report)?;
    }
    let name = match options.file.as_os_str() == STDIN {
        true => "粘贴的文字".to_owned(),
        false => options.file.file_name().unwrap_or_default().to_string_lossy().into_owned(),
    };
    let bytes = input::document(&options.file)?;
    if pdf::is_pdf(&bytes) {
        return from_pdf(options, &file, bytes);
    }
    if let Some(outcome) = from_own_word(options, &file, &bytes)? {
        return Ok(outcome);
    }
    let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let message = |why: String| format!("读不了 {}：{why}", options.file.display());
    let given = Options { name: &name, stem: &stem, tracked: options.tracked.into() };
    let imported = import::import(&bytes, &given).map_err(message)?;
    let report = options.report.as_ref().map(|path| (path.clone(), import::json(&imported)));
    let folder = input::folder_of(&file);
    let pictures = imported.pictures.iter();
    let mut files: Vec<(PathBuf, &[u8])> =
        pictures.map(|(name, bytes)| (folder.join(name), bytes.as_slice())).collect();
    files.extend(report.iter().map(|(path, json)| (path.clone(), json.as_bytes())));
    files.push((file.clone(), imported.yaml.as_bytes()));
    writing::write_all_new(&files)?;
    tell(&imported, &file, options.tracked);
    Ok(if imported.left.is_empty() { Outcome::Done } else { Outcome::Findings })
}

/// A PDF has its filing with it; of another there is nothing to take.
fn from_pdf(options: &ImportOptions, file: &Path, bytes: Vec<u8>) -> Result<Outcome, String> {
    let name = options.file.display().to_string();
    let loaded = report::load(&name, "", bytes).map_err(|why| {
        format!("读不了 {name}：{why}；别处做的 PDF 认不出段落，请用它的 Word 文件，或把全文复制到文本文件里")
    })?;
    writing::write_new(file, &loaded.bytes)?;
    if let Some(path) = &options.report {
        writing::write_new(path, import::json(&Imported::default()).as_bytes())?;
    }
    output::print(&format!("已写好 {}：取自 PDF 里带的填报文件，一字不差", file.display()));
    Ok(Outcome::Done)
}

/// A Word file of ours has its filing with it: what was changed in Word is put into that.
fn from_own_word(
    options: &ImportOptions,
    file: &Path,
    bytes: &[u8],
) -> Result<Option<Outcome>, String> {
    if !word::is_word(bytes) {
        return Ok(None);
    }
    let message = |why: String| format!("读不了 {}：{why}", options.file.display());
    let name = file.display().to_string();
    let merging = report::as_shown(bytes, options.tracked.into()).map_err(message)?;
    let Some(Merging { bytes, merged, is_tracked, .. }) = merging else { return Ok(None) };
    let left = merged.unmade.iter().map(|own| own.place.unwrap_or(Place::Document));
    let left = left.zip(&merged.unmade).map(|(place, own)| Left { place, text: own.text.clone() });
    let imported = Imported { left: left.collect(), ..Imported::default() };
    let report = options.report.as_ref().map(|path| (path.clone(), import::json(&imported)));
    let mut files: Vec<(PathBuf, &[u8])> = Vec::new();
    files.extend(report.iter().map(|(path, json)| (path.clone(), json.as_bytes())));
    files.push((file.to_owned(), bytes.as_slice()));
    writing::write_all_new(&files)?;
    output::print(&format!("已写好 {name}：取自 Word 里带的填报文件"));
    if is_tracked {
        output::print(options.tracked.message());
    }
    let pictures = report::picture_names(&name, &bytes);
    if !pictures.is_empty() {
        let pictures = pictures.join("、");
        output::print(&format!("图片没有跟来，请放到它旁边：{pictures}"));
    }
    match merged.changes.len() {
        0 => {}
        count => output::print(&format!("Word 里改过的 {count} 处已经放进去：")),
    }
    human(&merged, false).iter().for_each(|line| output::print(line));
    let is_whole = merged.unmade.is_empty() && merged.conflicts.is_empty();
    Ok(Some(if is_whole { Outcome::Done } else { Outcome::Findings }))
}

fn refuse_if_there(file: &Path) -> Result<(), String> {
    match file.symlink_metadata() {
        Ok(_) => Err(format!("{} 已经有了，没有改动它；请用 -o 另取名字", file.display())),
        Err(_) => Ok(()),
    }
}

/// The new file's name where the call has none: the document's, as a filing's.
fn beside(document: &Path) -> PathBuf {
    match document.as_os_str() == STDIN {
        true => init::FILE_NAME.into(),
        false => document.with_extension("yaml"),
    }
}

fn tell(imported: &Imported, file: &Path, tracked: TrackedChanges) {
    let name = file.display();
    output::print(&format!("已写好 {name}"));
    for picture in imported.pictures.keys() {
        output::print(&format!("图片 {}", input::folder_of(file).join(picture).display()));
    }
    if imported.is_tracked {
        output::print(tracked.message());
    }
    if !imported.is_report {
        output::eprint("提示: 没有认出报告的标题，也没有认出指标，看看是不是选错了文件");
    }
    import::human(imported).iter().for_each(|line| output::print(line));
    if imported.prompts > 0 {
        let prompts = imported.prompts;
        output::print(&format!("下一步：用文本编辑器打开，填好 {prompts} 处【】，对照原文看一遍"));
    } else {
        output::print("下一步：用文本编辑器打开，对照原文看一遍");
    }
    output::print(&format!("检查：chengbao check {name}"));
    output::print(&format!("出送审稿：chengbao build --draft {name}"));
}
