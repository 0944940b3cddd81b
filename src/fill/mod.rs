//! Figures out of spreadsheets, into the filing that wants them. What a cell shows is taken to the
//! digit, or not at all; why not is said.

mod columns;
mod grid;
mod judge;
mod names;
mod origins;
mod outcome;
mod print;
mod says;
mod settle;
mod shift;
mod table;
mod value;
mod wanted;
mod write;

pub(crate) use outcome::{Filled, Note};
pub(crate) use print::{human, json};

use std::collections::BTreeSet;

use crate::filing::{Filing, Period, origin};
use crate::form::{self, Identity};
use crate::sheet::{Cell, Content, Sheet, Workbook};
use crate::source::{Node, Source};
use crate::standard::Standard;
use grid::Grid;
use says::{Time, Words, periods, years};
use settle::Settled;
use table::{Claim, Rows, Said};
use wanted::Wanted;

/// So many remarks of a sheet are told, and so many characters of each.
const MOST_REMARKS: usize = 50;
const LONGEST_REMARK: usize = 80;

/// The filing that is filled in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Side<'f> {
    pub(crate) filing: &'f Filing,
    pub(crate) source: &'f Source,
    pub(crate) tree: &'f Node,
    /// The last period's filing.
    pub(crate) last: Option<&'f Filing>,
    pub(crate) standard: &'f Standard,
}

/// A spreadsheet by its file's name, without its folder.
#[derive(Debug)]
pub(crate) struct Given {
    pub(crate) name: String,
    pub(crate) workbook: Workbook,
}

/// What of the spreadsheets is wanted.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Choice<'c> {
    /// The one sheet of each that is looked at.
    pub(crate) sheet: Option<&'c str>,
    /// The key paths of figures that stay as they are.
    pub(crate) except: &'c [String],
    /// What an earlier look came to, where nothing else may be done.
    pub(crate) look: Option<&'c str>,
}

/// Fills the figures of spreadsheets into a filing.
pub(crate) fn fill(side: Side<'_>, given: &[Given], choice: Choice<'_>) -> Filled {
    let wanted = Wanted::of(side.filing, side.last, side.standard);
    let words = Words::of(&wanted);
    let mut filled = Filled::default();
    let mut settled = Settled::new(&wanted);
    for file in given {
        let named = origin::named(&file.name);
        if let Some(why) = foreign(&file.workbook, side.filing) {
            let note = Note { place: named, text: why, is_refusal: true };
            filled.notes.push(note);
            continue;
        }
        let sheets = file.workbook.sheets.iter();
        let sheets: Vec<&Sheet> = sheets
            .filter(|sheet| choice.sheet.is_none_or(|only| sheet.name.trim() == only.trim()))
            .collect();
        if sheets.is_empty() {
            let text = format!("没有叫“{}”的工作表", choice.sheet.unwrap_or_default());
            filled.notes.push(Note { place: named.clone(), text, is_refusal: true });
        }
        for sheet in sheets {
            one(sheet, &named, (&wanted, &words), &mut settled, &mut filled);
        }
    }
    settled.finish(&mut filled);
    write::write(side, &wanted, (settled, choice.except), &mut filled);
    filled
}

/// Reads one sheet of a file.
fn one(
    sheet: &Sheet,
    file: &str,
    (wanted, words): (&Wanted<'_>, &Words<'_>),
    settled: &mut Settled<'_, '_>,
    filled: &mut Filled,
) {
    let whole = match sheet.name.trim() {
        "" => file.to_owned(),
        name => format!("{file}“{}”", origin::named(name)),
    };
    let place = |cell: &str| match sheet.name.trim() {
        "" => format!("{whole} {cell}"),
        _ => format!("{whole}{cell}"),
    };
    let grid = Grid::of(sheet);
    let said = table::read(sheet, &grid, wanted, words, &place);
    if said.claims.is_empty() && said.unmatched.is_empty() {
        return;
    }
    let refused = |text: String| Note { place: whole.clone(), text, is_refusal: true };
    if sheet.hidden {
        let text = "是隐藏的工作表，没有取里面的数；要用就取消隐藏".to_owned();
        filled.notes.push(refused(text));
        return;
    }
    if let Some(period) = of_other_period(sheet, wanted.filing, words) {
        let text =
            format!("表上写的是{period}，不是{}，没有取里面的数", wanted.filing.period_label());
        filled.notes.push(refused(text));
        return;
    }
    let Said { claims, rows, unmatched, strange, remarks } = said;
    let further = remarks.len().saturating_sub(MOST_REMARKS);
    for (cell, remark) in remarks.into_iter().take(MOST_REMARKS) {
        let is_long = remark.chars().count() > LONGEST_REMARK;
        let shown: String = remark.chars().take(LONGEST_REMARK).collect();
        let rest = if is_long { "……" } else { "" };
        let text = format!("备注“{shown}{rest}”没有取；要印进报告的，写到这个指标的备注或正文里");
        filled.notes.push(Note { place: place(&cell), text, is_refusal: false });
    }
    if further > 0 {
        let text = format!("另有 {further} 条备注也没有取，请到表里看");
        filled.notes.push(Note { place: whole.clone(), text, is_refusal: false });
    }
    if !strange.is_empty() {
        let strange: Vec<String> = strange.into_iter().take(8).collect();
        let text = format!("没有取这几栏：{}", strange.join("、"));
        filled.notes.push(Note { place: whole.clone(), text, is_refusal: false });
    }
    filled.unmatched.extend(unmatched);
    settle_all((&claims, &rows), wanted, &place, &refused, settled, filled);
}

/// Judges the claims of a sheet.
fn settle_all<'s>(
    (claims, rows): (&[Claim<'s>], &Rows),
    wanted: &Wanted<'_>,
    place: &dyn Fn(&str) -> String,
    refused: &dyn Fn(String) -> Note,
    settled: &mut Settled<'_, '_>,
    filled: &mut Filled,
) {
    let given: Vec<_> =
        claims.iter().map(|claim| judge::given(claim, &wanted.targets[claim.target])).collect();
    let is_wrong = |n: &usize| given[*n].is_err() && claims[*n].doubt.is_none();
    let wrong: BTreeSet<usize> = (0..claims.len()).filter(is_wrong).collect();
    let slipped = shift::slipped(claims, rows, &wrong, wanted);
    for column in &slipped {
        let rows = claims.iter().filter(|claim| claim.column == *column);
        let cells: Vec<String> =
            rows.filter_map(|claim| claim.value).map(grid::cell_name).collect();
        if let (Some(first), Some(last)) = (cells.first(), cells.last()) {
            let text = format!(
                "{first} 到 {last} 的数像是错开了一行（单位和大小与同一行的指标对不上，与上下行的对得上），\
                 这一栏都没有取；对齐了再来"
            );
            filled.notes.push(refused(text));
        }
    }
    for (claim, given) in claims.iter().zip(given) {
        if !slipped.contains(&claim.column) {
            settled.add(claim, given, place);
        } else {
            settled.pass_over(claim.target);
        }
    }
}

/// Why a file is of another filing, in Chinese.
fn foreign(workbook: &Workbook, filing: &Filing) -> Option<String> {
    let texts = workbook.sheets.iter().flat_map(|sheet| &sheet.cells);
    let mut identities = texts.filter_map(|cell| match &cell.content {
        Content::Text(text) => form::identity(text),
        _ => None,
    });
    let is_own = |identity: &Identity| {
        identity.company == filing.company.name.value
            && (!filing.has_period
                || identity.period.is_none_or(|period| period == filing.period.value))
    };
    let Identity { company, period } = identities.find(|identity| !is_own(identity))?;
    let period = period.map(|period| period.to_string()).unwrap_or_default();
    Some(format!("是{company}{period}的填报表，不是这份文件的，没有取里面的数"))
}

/// The half-year or year that the name or the title of a sheet says, where it is another.
fn of_other_period(sheet: &Sheet, filing: &Filing, words: &Words<'_>) -> Option<String> {
    if !filing.has_period {
        return None;
    }
    // Titles are the only texts of their rows, above the first row with several.
    let own = sheet.cells.iter().filter(|cell| !cell.hidden);
    let rows: Vec<&Cell> = own.take(64).collect();
    let mut rows = rows.chunk_by(|one, other| one.row == other.row);
    let titles = std::iter::from_fn(|| rows.next().filter(|row| row.len() == 1));
    let titles = titles.filter_map(|row| match &row[0].content {
        Content::Text(text) => Some(text.as_str()),
        _ => None,
    });
    let texts: Vec<&str> = std::iter::once(sheet.name.as_str()).chain(titles).collect();
    let named: Vec<Period> = texts.iter().flat_map(|text| periods(text)).collect();
    if named.contains(&filing.period.value) {
        return None;
    }
    let own = filing.period.value.year;
    let year = texts.iter().flat_map(|text| years(text)).find(|year| *year != own);
    let half = texts.iter().find(|text| words.read(text).time == Some(Time::Other));
    let period = named.first().map(ToString::to_string);
    period.or(year.map(|year| format!("{year}年"))).or(half.map(|text| text.trim().to_owned()))
}
