//! A comparison for programs: every value an exact decimal, written as a string.

use rust_decimal::Decimal;
use serde::Serialize;

use super::{
    Arrangement, Cell, Change, Column, Comparison, Group, Incomparable, Place, Row, RowThreshold,
    Standing, Value, Verdict,
};
use crate::check::CaveatData;
use crate::render::MeasureData;
use crate::standard::{Confidence, Direction};

/// The name and version of the form.
pub const SCHEMA: &str = "chengbao-comparison/1";

#[derive(Serialize)]
struct ComparisonData<'c> {
    schema: &'static str,
    arrangement: &'static str,
    title: &'c str,
    ruleset: u16,
    filings: Vec<FilingData<'c>>,
    groups: Vec<GroupData<'c>>,
    missing: Vec<MissingData>,
}

#[derive(Serialize)]
struct FilingData<'c> {
    file: &'c str,
    heading: &'c str,
    company: &'c str,
    short_name: &'c str,
    carrier: usize,
    period: String,
    before: Option<usize>,
    pdf: Option<PdfData<'c>>,
    caveats: Vec<CaveatData<'c>>,
}

#[derive(Serialize)]
struct PdfData<'c> {
    pages_are_data: bool,
    signed: bool,
    notes: &'c [String],
    warnings: &'c [String],
}

#[derive(Serialize)]
struct GroupData<'c> {
    name: &'c str,
    called: &'c [Option<String>],
    indicators: Vec<RowData<'c>>,
}

#[derive(Serialize)]
struct RowData<'c> {
    name: &'c str,
    id: Option<&'c str>,
    measure: Option<MeasureData>,
    area: Option<&'c str>,
    better: Option<&'static str>,
    unit: Option<&'c str>,
    thresholds: Vec<ThresholdData<'c>>,
    figures: Vec<Option<CellData<'c>>>,
    overall: Option<ChangeData>,
}

#[derive(Serialize)]
struct ThresholdData<'c> {
    text: &'c str,
    value: String,
    unit: &'c str,
    value_in_unit_of_row: Option<String>,
    source: &'c str,
    sure: &'static str,
    laxest_of_areas: bool,
}

#[derive(Serialize)]
struct CellData<'c> {
    called: &'c str,
    as_written: &'c str,
    unit: Option<&'c str>,
    value: Option<String>,
    not_comparable: Option<&'static str>,
    note: Option<&'c str>,
    change: Option<ChangeData>,
    meets_standard: Option<bool>,
    waived: Option<&'c str>,
    place: Option<&'static str>,
}

#[derive(Serialize)]
struct ChangeData {
    from: usize,
    difference: String,
    percent: Option<String>,
    verdict: &'static str,
}

#[derive(Serialize)]
struct MissingData {
    filing: usize,
    groups: Vec<String>,
    indicators: Vec<[String; 2]>,
}

/// A comparison as JSON, with an end of line. `filings` are in the order shown; `figures`,
/// `called`, `from`, `before` and `filing` go by their numbers, from 0.
#[must_use]
pub fn json(comparison: &Comparison) -> String {
    let missing = comparison.missing().into_iter().map(|missing| MissingData {
        filing: missing.column,
        groups: missing.groups,
        indicators: missing.figures.into_iter().map(|(group, name)| [group, name]).collect(),
    });
    let data = ComparisonData {
        schema: SCHEMA,
        arrangement: match comparison.arrangement {
            Arrangement::Periods => "periods",
            Arrangement::Carriers => "carriers",
            Arrangement::Mixed => "mixed",
        },
        title: &comparison.title,
        ruleset: comparison.ruleset,
        filings: comparison.columns.iter().map(filing).collect(),
        groups: comparison.groups.iter().map(group).collect(),
        missing: missing.collect(),
    };
    // Strings, numbers, options and lists of them: nothing here can fail to serialise.
    serde_json::to_string_pretty(&data).unwrap_or_default() + "\n"
}

fn filing(column: &Column) -> FilingData<'_> {
    FilingData {
        file: &column.file,
        heading: &column.heading,
        company: &column.company,
        short_name: &column.short,
        carrier: column.carrier,
        period: column.period.to_string(),
        before: column.before,
        pdf: column.pdf.as_ref().map(|pdf| PdfData {
            pages_are_data: pdf.agrees,
            signed: pdf.signed,
            notes: &pdf.notes,
            warnings: &pdf.warnings,
        }),
        caveats: column.caveats.iter().map(CaveatData::of).collect(),
    }
}

fn group(group: &Group) -> GroupData<'_> {
    let indicators = group.rows.iter().map(row).collect();
    GroupData { name: &group.name, called: &group.called, indicators }
}

fn row(row: &Row) -> RowData<'_> {
    RowData {
        name: &row.name,
        id: row.id.as_deref(),
        measure: row.measure.map(MeasureData::from),
        area: row.area.as_deref(),
        better: match row.direction {
            Some(Direction::Lower) => Some("lower"),
            Some(Direction::Higher) => Some("higher"),
            Some(Direction::None) | None => None,
        },
        unit: row.unit.as_deref(),
        thresholds: row.thresholds.iter().map(threshold).collect(),
        figures: row.cells.iter().map(|cell| cell.as_ref().map(figure)).collect(),
        overall: row.overall.as_ref().map(change),
    }
}

fn threshold(threshold: &RowThreshold) -> ThresholdData<'_> {
    ThresholdData {
        text: &threshold.written,
        value: threshold.value.to_string(),
        unit: &threshold.unit,
        value_in_unit_of_row: threshold.in_row.map(|value: Decimal| value.to_string()),
        source: &threshold.source,
        sure: match threshold.sure {
            Confidence::Found => "found",
            Confidence::Secondary => "secondary",
            Confidence::Memory => "memory",
        },
        laxest_of_areas: threshold.laxest,
    }
}

fn figure(cell: &Cell) -> CellData<'_> {
    CellData {
        called: &cell.called,
        as_written: &cell.written,
        unit: Some(cell.unit.as_str()).filter(|unit| !unit.is_empty()),
        value: cell.value.exact().map(|value| value.to_string()),
        not_comparable: match &cell.value {
            Value::Exact(_) => None,
            Value::Incomparable(Incomparable::Text) => Some("text"),
            Value::Incomparable(Incomparable::Bound(_)) => Some("qualifier"),
            Value::Incomparable(Incomparable::LostPower) => Some("lost_power"),
            Value::Incomparable(Incomparable::Unit) => Some("unit"),
            Value::Incomparable(Incomparable::Digits) => Some("digits"),
        },
        note: cell.note.as_deref(),
        change: cell.change.as_ref().map(change),
        meets_standard: match cell.standing {
            Some(Standing::Met) => Some(true),
            Some(Standing::Broken) => Some(false),
            Some(Standing::Unclear) | None => None,
        },
        waived: cell.waived.as_deref(),
        place: cell.place.map(|place| match place {
            Place::Best => "best",
            Place::Worst => "worst",
        }),
    }
}

fn change(change: &Change) -> ChangeData {
    ChangeData {
        from: change.from,
        difference: change.difference.to_string(),
        percent: change.percent.map(|percent| percent.to_string()),
        verdict: match change.verdict {
            Verdict::Better => "better",
            Verdict::Worse => "worse",
            Verdict::Same => "same",
            Verdict::Moved => "moved",
        },
    }
}
