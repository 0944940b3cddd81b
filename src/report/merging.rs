//! A Word file that came back, merged into the filing that it was made of.

use super::carried::{ATTACHED_SOURCE, carried_lasts};
use super::lasts::lasts_again;
use super::make;
use super::reading::{Reading, read};
use crate::differences::Piece;
use crate::document::Block;
use crate::docx;
use crate::edit::{self, Edited};
use crate::filing::{Compared, Filing, Period, is_unfilled};
use crate::finding::{Code, Finding, Severity};
use crate::import::{self, Left, Lost, Shown};
use crate::merge::{self, Choice, How, MAX_PIECES, Merged, Refused, Side, Unmade, What};
use crate::render::Templates;
use crate::standard::Standard;
use crate::word::Tracked;

/// How a Word file is merged.
#[derive(Debug, Clone, Copy)]
pub(crate) struct MergeOptions<'o> {
    /// Whether changes that Word keeps track of are taken.
    pub(crate) tracked: Tracked,
    /// Whether what both sides changed stands in the file as comments.
    pub(crate) keep_conflicts: bool,
    /// Which of the changes are wanted.
    pub(crate) choice: Choice<'o>,
    /// Whether a Word file of another filing is taken, too.
    pub(crate) force: bool,
    pub(crate) standard: &'o Standard,
    pub(crate) templates: &'o Templates,
    /// The last filing with those before it, where the report has an annex.
    pub(crate) last: Option<&'o Compared>,
}

/// What came of a merge.
#[derive(Debug)]
pub(crate) struct Merging {
    /// The file as it is now.
    pub(crate) bytes: Vec<u8>,
    pub(crate) merged: Merged,
    /// The places of the file that were changed.
    pub(crate) changes: Vec<edit::Change>,
    /// Whether the Word file said what it was made of.
    pub(crate) has_base: bool,
    /// Whether it has changes that Word keeps track of.
    pub(crate) is_tracked: bool,
}

/// The least share of a report's paragraphs, per mille, that a Word file made of it still has.
const LEAST_KNOWN: usize = 400;

/// Merges a Word file into a filing that was read.
///
/// # Errors
/// Why it cannot be merged and what to do, in Chinese.
pub(crate) fn merge(
    ours: &Reading,
    word: &[u8],
    options: &MergeOptions<'_>,
) -> Result<Merging, String> {
    let base = Base::of(word)?;
    if let Some(base) = &base {
        same_filing(ours, &base.reading, options.force)?;
    }
    let merging = merge_from(ours, base.as_ref(), word, options)?;
    Ok(Merging { has_base: base.is_some(), ..merging })
}

/// Merges with what the Word file was made of; where that is not known, or is the filing itself,
/// without.
fn merge_from(
    ours: &Reading,
    base: Option<&Base>,
    word: &[u8],
    options: &MergeOptions<'_>,
) -> Result<Merging, String> {
    let shown = import::shown(word, options.tracked)?;
    if base.is_none() && !options.force {
        same_period(ours, shown.period())?;
    }
    let base = base.filter(|base| {
        // Another last filing is printed otherwise.
        base.reading.bytes() != ours.bytes()
            || shown_files(ours, base.last.as_ref()) != shown_files(ours, options.last)
    });
    let Shown { pieces, left, lost, is_tracked } = shown;
    if pieces.len() > MAX_PIECES {
        return Err(format!("Word 文件有 {} 段，一份报告不会有这么多", pieces.len()));
    }
    let own = Sided::of(ours, options.last, options)?;
    let sent = base.map(|base| Sided::of(&base.reading, base.last.as_ref(), options));
    let sent = sent.transpose()?;
    let ours_side = own.side(ours).ok_or(UNREAD)?;
    let sent_side = sent.as_ref().zip(base).and_then(|(s, b)| s.side(&b.reading));
    let MergeOptions { standard, keep_conflicts, choice, .. } = *options;
    let how = How { standard, keep_conflicts, choice };
    let mut merged = merge::merge(ours_side, sent_side, &pieces, how).map_err(refusal)?;
    if merged.known < LEAST_KNOWN && !options.force {
        return Err("这份 Word 文件不像是由这份填报文件生成的；确实要合并，加 --force".to_owned());
    }
    merged.unmade.extend(without_place(left, lost));
    let Edited { bytes, changes, left_out } =
        edit::edited(ours.bytes(), &ours.source, &merged.edits);
    readable(ours, &bytes)?;
    merged.unmade.extend(left_out.into_iter().map(|edit| Unmade {
        why: "与旁边的改动重叠，请自己改",
        key: String::new(),
        line: Some(ours.source.line(edit.span.start)),
        place: None,
        text: if edit.text.is_empty() { "（删去）".to_owned() } else { edit.text },
    }));
    if base.is_none() {
        // What was left out by choice is none of what could not be put in.
        let all = merged.whole.take().map(|all| edit::edited(ours.bytes(), &ours.source, &all));
        let all = all.map_or_else(|| bytes.clone(), |all| all.bytes);
        let mut again = read(ours.source.name(), &all);
        again.refer_to_last(options.last.map(|last| &last.filing));
        residue(&again, &pieces, options, &mut merged);
    }
    Ok(Merging { bytes, merged, changes, has_base: true, is_tracked })
}

/// Why nothing was merged, in Chinese.
fn refusal(why: Refused) -> String {
    match why {
        Refused::Unknown(mark) => {
            format!("没有编号 {mark} 的修改：填报文件或 Word 变了，请重新看一遍再选；没有改动文件")
        }
        Refused::Other => {
            "Word 文件或填报文件和刚才看的不一样了，请再看一遍；没有改动文件".to_owned()
        }
    }
}

/// What a filing has no place for.
fn without_place(left: Vec<Left>, lost: Vec<Lost>) -> impl Iterator<Item = Unmade> {
    let unmade = |why, place, text| {
        let (key, line, place) = (String::new(), None, Some(place));
        Unmade { why, key, line, place, text }
    };
    let notes = left.into_iter().map(move |note| unmade("脚注没有地方放", note.place, note.text));
    let lost = lost.into_iter().filter(|lost| !FURNITURE.contains(&lost.kind));
    notes.chain(lost.map(move |lost| {
        unmade("填报文件里没有地方放", lost.place, format!("{} {}", lost.kind, lost.text))
    }))
}

/// The files of the last filings that a report shows figures of.
fn shown_files<'l>(reading: &Reading, last: Option<&'l Compared>) -> Vec<&'l [u8]> {
    let chain = last.map(Compared::chain).unwrap_or_default();
    reading.shown_lasts(&chain).iter().map(|last| last.bytes.as_slice()).collect()
}

/// What the program's own Word files have beside the text.
const FURNITURE: [&str; 4] = ["页眉", "页脚", "域", "链接的地址"];

/// What a Word file shows that was made of a filing: that filing with what was changed in Word.
/// `None` where it carries no filing.
///
/// # Errors
/// Why it cannot be read, in Chinese.
pub(crate) fn as_shown(word: &[u8], tracked: Tracked) -> Result<Option<Merging>, String> {
    let Some(base) = Base::of(word)? else { return Ok(None) };
    let (standard, templates) = (Standard::newest(), Templates::default());
    let options = MergeOptions {
        tracked,
        keep_conflicts: false,
        choice: Choice::default(),
        force: true,
        standard: &standard,
        templates: &templates,
        last: base.last.as_ref(),
    };
    merge_from(&base.reading, None, word, &options).map(Some)
}

const UNREAD: &str = "填报文件本身读不通，先用 chengbao check 看一看";

/// What a Word file was made of.
struct Base {
    reading: Reading,
    last: Option<Compared>,
}

impl Base {
    /// `None` where the Word file does not say it, or says what cannot be read.
    fn of(word: &[u8]) -> Result<Option<Self>, String> {
        let carried = |name| docx::carried(word, name).map_err(|why| why.to_string());
        let Some(bytes) = carried(ATTACHED_SOURCE)? else { return Ok(None) };
        let mut reading = read(ATTACHED_SOURCE, &bytes);
        if reading.filing.is_none() {
            return Ok(None);
        }
        let last = lasts_again(&carried_lasts(|name| carried(name).ok().flatten()));
        reading.refer_to_last(last.as_ref().map(|last| &last.filing));
        Ok(Some(Self { reading, last }))
    }
}

/// The blocks of a filing's report.
struct Sided {
    blocks: Vec<Block>,
}

impl Sided {
    fn of(
        reading: &Reading,
        last: Option<&Compared>,
        options: &MergeOptions<'_>,
    ) -> Result<Self, String> {
        let blocks = make::blocks(reading, last, options.standard, options.templates);
        Ok(Self { blocks: blocks.map_err(|_| UNREAD.to_owned())? })
    }

    fn side<'s>(&'s self, reading: &'s Reading) -> Option<Side<'s>> {
        let (filing, tree) = reading.filing.as_ref().zip(reading.tree.as_ref())?;
        Some(Side { filing, source: &reading.source, tree, blocks: &self.blocks })
    }
}

/// Holds a Word file that has no filing in it to the half-year that it names: the last report, say,
/// is like this one in nearly all its words.
fn same_period(ours: &Reading, named: Option<Period>) -> Result<(), String> {
    let own = ours.filing.as_ref().map(|filing| filing.period.value);
    match (own, named) {
        (Some(own), Some(named)) if own != named => Err(format!(
            "这份 Word 文件是{named}的报告，填报文件是{own}的，没有并入；确实要合并，加 --force"
        )),
        _ => Ok(()),
    }
}

/// Holds the Word file to the filing that it is merged into.
fn same_filing(ours: &Reading, base: &Reading, force: bool) -> Result<(), String> {
    let (Some(own), Some(sent)) = (&ours.filing, &base.filing) else { return Ok(()) };
    let name = |filing: &Filing| filing.company.name.value.clone();
    let same_company = name(own) == name(sent) || own.company.short() == sent.company.short();
    if force || own.period.value == sent.period.value && same_company {
        return Ok(());
    }
    Err(format!(
        "这份 Word 文件是由另一份填报文件生成的（{}{}）；确实要合并，加 --force",
        name(sent),
        sent.period_label()
    ))
}

/// Refuses a result whose syntax is broken where the filing's was not.
fn readable(ours: &Reading, bytes: &[u8]) -> Result<(), String> {
    let faults = |reading: &Reading| {
        reading.findings.iter().filter(|finding| finding.code == Code::Y01).count()
    };
    let again = read(ours.source.name(), bytes);
    if again.filing.is_some() && faults(&again) <= faults(ours) {
        return Ok(());
    }
    let is_known = |found: &Finding| ours.findings.iter().any(|own| own.message == found.message);
    let mut errors = again.findings.iter().filter(|f| f.severity == Severity::Error);
    let why = errors.find(|finding| !is_known(finding)).map(|finding| {
        let line = finding.span.as_ref().map(|span| again.source.line(span.start));
        let line = line.map(|line| format!("改后第{line}行")).unwrap_or_default();
        format!("（{line}{}）", finding.message)
    });
    let why = why.unwrap_or_default();
    Err(format!(
        "放进去以后填报文件就读不通了{why}，没有改动它；请先在 Word 里改好这一处，或自己改填报文件"
    ))
}

/// What the file still has otherwise than Word, where it had not changed since: it is told.
fn residue(
    again: &Reading,
    pieces: &[import::ShownPiece],
    options: &MergeOptions<'_>,
    merged: &mut Merged,
) {
    let Ok(own) = Sided::of(again, options.last, options) else { return };
    let Some(side) = own.side(again) else { return };
    let (standard, keep_conflicts, choice) = (options.standard, false, Choice::default());
    let how = How { standard, keep_conflicts, choice };
    let Ok(rest) = merge::merge(side, None, pieces, how) else { return };
    let known: Vec<_> = merged.unmade.iter().filter_map(|unmade| unmade.place).collect();
    let known: Vec<_> =
        known.into_iter().chain(merged.conflicts.iter().filter_map(|c| c.place)).collect();
    for change in rest.changes {
        let text: String = change.pieces.iter().map(Piece::text).collect();
        // What stands for a text that Word has no more is in none.
        let is_known = change.place.is_some_and(|place| known.contains(&place));
        if change.what == What::Remark || is_known || is_unfilled(&text) {
            continue;
        }
        merged.unmade.push(Unmade {
            why: "没有放进去，请自己改",
            key: change.key,
            line: None,
            place: change.place,
            text,
        });
    }
}
