//! `chengbao sheet`: the form that goes round to the departments.

use std::path::{Path, PathBuf};

use crate::cli::Outcome;
use crate::cli::examine::{last, standard};
use crate::cli::files::opening::Folder;
use crate::cli::files::{input, writing};
use crate::cli::reason::reason;
use crate::cli::terminal::output;
use crate::cli::usage::{SheetBy, SheetOptions as Options};
use crate::form::{self, By, Form};
use crate::report;

/// Writes the form, or one for each department.
pub(super) fn execute(options: &Options) -> Outcome {
    match written(options) {
        Ok(()) => Outcome::Done,
        Err(message) => output::fail(&message),
    }
}

fn written(options: &Options) -> Result<(), String> {
    let path = &options.output;
    if path.extension().is_none_or(|ending| !ending.eq_ignore_ascii_case("xlsx")) {
        return Err(format!("写出来的是 xlsx 文件，{} 要以 .xlsx 结尾", path.display()));
    }
    let forms = forms(options)?;
    let files: Vec<(PathBuf, &[u8])> =
        forms.iter().map(|form| (place(path, form), form.bytes.as_slice())).collect();
    writing::write_all_new(&files)?;
    for (form, (path, _)) in forms.iter().zip(&files) {
        output::print(&format!("{}：{} 项", path.display(), form.rows));
    }
    let filing = options.filing.display();
    output::print(&format!("填好以后：chengbao fill {filing} {}", files[0].0.display()));
    Ok(())
}

fn forms(options: &Options) -> Result<Vec<Form>, String> {
    let name = options.filing.display().to_string();
    let bytes = input::filing_or_pdf(&options.filing)?;
    let stem = options.filing.file_stem().unwrap_or_default().to_string_lossy();
    let loaded =
        report::load(&name, &stem, bytes).map_err(|why| format!("读不了 {name}：{why}"))?;
    let reading = input::readable(&name, &loaded.bytes)?;
    let folder = Folder::open(input::folder_of(&options.filing));
    let folder = folder.map_err(|error| format!("读不了 {name}：{}", reason(&error)))?;
    let (last, unfit) = last(&folder, &reading);
    for finding in unfit {
        output::eprint(&format!("提示: {}；“上期”一栏空着", finding.message));
    }
    let by = match options.by {
        None => By::None,
        Some(SheetBy::Group) => By::Group,
        Some(SheetBy::Department) => By::Department,
    };
    let filing = reading.filing.as_ref().ok_or_else(|| input::faulty(&name))?;
    form::forms(filing, last.as_ref().map(|last| &last.filing), &standard(None)?, by)
}

/// Where a form is written: of a department's, with its name.
fn place(path: &Path, form: &Form) -> PathBuf {
    let Some(department) = &form.department else { return path.to_owned() };
    // What no file's name may have on Windows.
    let plain: String =
        department.chars().filter(|c| !c.is_control() && !"<>:\"/\\|?*".contains(*c)).collect();
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!("{stem}-{}.xlsx", plain.trim()))
}
