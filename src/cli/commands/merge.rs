//! `chengbao merge`: what was changed in a Word file, put into the filing that it was made of.

use std::path::Path;

use crate::cli::Outcome;
use crate::cli::examine::{last, standard};
use crate::cli::files::input::OpenFiling;
use crate::cli::files::{input, writing};
use crate::cli::terminal::output;
use crate::cli::usage::{MergeFormat, MergeOptions as Options};
use crate::edit::compare;
use crate::merge::{Choice, human, json};
use crate::report::{self, MergeOptions, Merging};

/// Merges; the filing as it was stays beside it.
pub(super) fn execute(options: &Options) -> Outcome {
    match merged(options) {
        Ok(outcome) => outcome,
        Err(message) => output::fail(&message),
    }
}

fn merged(options: &Options) -> Result<Outcome, String> {
    let OpenFiling { bytes, folder } = input::filing(&options.filing)?;
    let word = input::document(&options.returned)?;
    let name = options.filing.display().to_string();
    let mut ours = input::readable(&name, &bytes)?;
    let templates = input::templates(options.templates.as_deref())?;
    let standard = standard(None)?;
    let (last, unfit) = last(&folder, &ours);
    for finding in unfit {
        output::eprint(&format!("提示: {}；附表没有比较", finding.message));
    }
    ours.refer_to_last(last.as_ref().map(|last| &last.filing));
    let given = MergeOptions {
        tracked: options.tracked.into(),
        keep_conflicts: options.conflicts,
        choice: Choice {
            except: &options.except,
            from_word: &options.take_word,
            look: options.look.as_deref(),
        },
        force: options.force,
        standard: &standard,
        templates: &templates,
        last: last.as_ref(),
    };
    let returned = options.returned.display();
    let merging =
        report::merge(&ours, &word, &given).map_err(|why| format!("{returned}：{why}"))?;
    let kept = written(options, &bytes, &merging)?;
    tell(options, &ours, &merging, kept.as_deref());
    let Merging { merged, .. } = &merging;
    let all_done = merged.conflicts.is_empty() && merged.unmade.is_empty();
    Ok(if all_done { Outcome::Done } else { Outcome::Findings })
}

/// Writes what was changed; where the file as it was is kept.
fn written(
    options: &Options,
    bytes: &[u8],
    merging: &Merging,
) -> Result<Option<std::path::PathBuf>, String> {
    if options.dry_run || merging.changes.is_empty() {
        return Ok(None);
    }
    writing::replace_keeping(&options.filing, bytes, &merging.bytes).map(Some)
}

fn tell(options: &Options, ours: &report::Reading, merging: &Merging, kept: Option<&Path>) {
    let Merging { merged, changes, has_base, is_tracked, .. } = merging;
    if options.format == MergeFormat::Json {
        output::print_json(&json(merged));
    }
    let say = |line: &str| match options.format {
        MergeFormat::Human => output::print(line),
        MergeFormat::Json => output::eprint(line),
    };
    if !has_base {
        say("Word 文件里没有带底稿（有的程序存盘时会丢掉），按现在的填报文件比的");
    }
    if *is_tracked {
        say(options.tracked.message());
    }
    let (name, count) = (ours.source.name(), merged.changes.len());
    say(&match (count, kept) {
        (0, _) => format!("{name}：没有要改的"),
        (_, Some(kept)) => format!("{name}：改了 {count} 处，原来的留在 {}", kept.display()),
        (_, None) if options.dry_run => format!("{name}：会改 {count} 处，没有写回文件"),
        (_, None) => format!("{name}：没有要写的"),
    });
    if options.format == MergeFormat::Human {
        human(merged, options.dry_run).iter().for_each(|line| output::print(line));
        if options.dry_run && !changes.is_empty() {
            output::print("填报文件会这样改：");
            output::print(&compare(changes, &ours.source));
        }
    }
    if kept.is_some() {
        say(&format!("下一步：chengbao check {name}"));
    }
}
