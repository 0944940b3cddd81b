//! `chengbao fill`: figures out of the departments' spreadsheets, into the filing.

use std::path::{Path, PathBuf};

use crate::cli::Outcome;
use crate::cli::examine::{last, standard};
use crate::cli::files::input::OpenFiling;
use crate::cli::files::{input, writing};
use crate::cli::terminal::output;
use crate::cli::usage::{FillFormat, FillOptions as Options};
use crate::edit::compare;
use crate::fill::{Choice, Given, human, json};
use crate::report::{self, Filling};
use crate::sheet;

/// Fills in; the filing as it was stays beside it.
pub(super) fn execute(options: &Options) -> Outcome {
    match filled(options) {
        Ok(outcome) => outcome,
        Err(message) => output::fail(&message),
    }
}

fn filled(options: &Options) -> Result<Outcome, String> {
    let OpenFiling { bytes, folder } = input::filing(&options.filing)?;
    let name = options.filing.display().to_string();
    let ours = input::readable(&name, &bytes)?;
    let given = options.sheets.iter().map(|path| given(path)).collect::<Result<Vec<_>, _>>()?;
    let standard = standard(None)?;
    let (last, unfit) = last(&folder, &ours);
    for finding in unfit {
        output::eprint(&format!("提示: {}；没有拿上期的数核对", finding.message));
    }
    let last = last.as_ref().map(|last| &last.filing);
    let (sheet, look) = (options.sheet.as_deref(), options.look.as_deref());
    let choice = Choice { sheet, except: &options.except, look };
    let filling = report::fill(&ours, &given, choice, last, &standard)?;
    let kept = written(options, &bytes, &filling)?;
    tell(options, &ours, &filling, kept.as_deref());
    Ok(if filling.filled.is_all() { Outcome::Done } else { Outcome::Findings })
}

fn given(path: &Path) -> Result<Given, String> {
    let bytes = input::spreadsheet(path)?;
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let workbook =
        sheet::read(&name, &bytes).map_err(|why| format!("{}：{why}", path.display()))?;
    Ok(Given { name, workbook })
}

/// Writes what was filled in; where the file as it was is kept.
fn written(options: &Options, bytes: &[u8], filling: &Filling) -> Result<Option<PathBuf>, String> {
    if options.dry_run || filling.changes.is_empty() {
        return Ok(None);
    }
    writing::replace_keeping(&options.filing, bytes, &filling.bytes).map(Some)
}

fn tell(options: &Options, ours: &report::Reading, filling: &Filling, kept: Option<&Path>) {
    let Filling { filled, changes, .. } = filling;
    if options.format == FillFormat::Json {
        output::print_json(&json(filled));
    }
    let say = |line: &str| match options.format {
        FillFormat::Human => output::print(line),
        FillFormat::Json => output::eprint(line),
    };
    let (name, count) = (ours.source.name(), filled.taken.len());
    let same = match filled.same {
        0 => String::new(),
        same => format!("，另有 {same} 个和文件里一样"),
    };
    say(&match (count, kept) {
        (0, _) => format!("{name}：没有要填的数{same}"),
        (_, Some(kept)) => {
            format!("{name}：填了 {count} 个数{same}，原来的留在 {}", kept.display())
        }
        (_, None) => format!("{name}：会填 {count} 个数{same}，没有写回文件"),
    });
    if options.format == FillFormat::Human {
        human(filled).iter().for_each(|line| output::print(line));
        if options.dry_run && !changes.is_empty() {
            output::print("填报文件会这样改：");
            output::print(&compare(changes, &ours.source));
        }
    }
    if kept.is_some() {
        say(&format!("下一步：chengbao check {name}"));
    }
}
