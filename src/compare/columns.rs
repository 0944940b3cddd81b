//! Which filing stands where, what it is called, and which one it is held against.

use std::collections::BTreeSet;

use super::{Entry, plain};
use crate::check::Caveat;
use crate::filing::{Filing, Period};

/// How the filings of a comparison belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrangement {
    /// One carrier over periods, the oldest first.
    Periods,
    /// Carriers in one period, as given.
    Carriers,
    /// Anything else, as given.
    Mixed,
}

/// A filing in a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The file's name.
    pub file: String,
    /// What the column is called: the period, the carrier, or both.
    pub heading: String,
    /// The company's name.
    pub company: String,
    /// 简称, or the company's name.
    pub short: String,
    /// The carrier's number among those compared, from 0.
    pub carrier: usize,
    /// 报告期.
    pub period: Period,
    /// The verdict on its PDF; `None` for a YAML file.
    pub pdf: Option<PdfSummary>,
    /// What misses the standard, what was waived, what is late.
    pub caveats: Vec<Caveat>,
    /// The column that changes are measured from: the same carrier's period before.
    pub before: Option<usize>,
}

/// The verdict on a PDF in short: what to know of figures that are taken from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PdfSummary {
    /// Whether its pages and its data say the same.
    pub agrees: bool,
    /// Whether it is signed and no signature has a fault. Whether the certificates are trusted is
    /// not asked.
    pub signed: bool,
    /// What is to be known of it.
    pub notes: Vec<String>,
    /// What is wrong with it.
    pub warnings: Vec<String>,
}

/// Columns with their filings.
pub(super) struct ArrangedColumns<'e> {
    pub(super) arrangement: Arrangement,
    pub(super) title: String,
    pub(super) columns: Vec<Column>,
    pub(super) filings: Vec<&'e Filing>,
}

/// Puts filings into their order.
pub(super) fn arrange<'e>(entries: &[Entry<'e>]) -> ArrangedColumns<'e> {
    let mut columns: Vec<(Column, &Filing)> = Vec::new();
    for entry in entries {
        let company = &entry.filing.company;
        let known = columns.iter().find(|(_, other)| other.company.is_carrier_of(company));
        let new = || columns.iter().map(|(column, _)| column.carrier + 1).max();
        let carrier = known.map(|(column, _)| column.carrier).or_else(new).unwrap_or(0);
        let column = Column {
            file: plain(entry.file),
            heading: String::new(),
            company: plain(&company.name.value),
            short: plain(company.short()),
            carrier,
            period: entry.filing.period.value,
            pdf: entry.pdf.cloned(),
            caveats: entry.caveats.to_vec(),
            before: None,
        };
        columns.push((column, entry.filing));
    }
    let carriers: BTreeSet<usize> = columns.iter().map(|(c, _)| c.carrier).collect();
    let periods: BTreeSet<Period> = columns.iter().map(|(c, _)| c.period).collect();
    let arrangement = match (carriers.len(), periods.len()) {
        (1, n) if n == columns.len() => Arrangement::Periods,
        (n, 1) if n == columns.len() => Arrangement::Carriers,
        _ => Arrangement::Mixed,
    };
    if arrangement == Arrangement::Periods {
        columns.sort_by_key(|(column, _)| column.period);
    }
    let (mut columns, filings): (Vec<Column>, Vec<&Filing>) = columns.into_iter().unzip();
    name(&mut columns, arrangement);
    for n in 0..columns.len() {
        let before = before(&columns, n);
        if let Some(column) = columns.get_mut(n) {
            column.before = before;
        }
    }
    ArrangedColumns { arrangement, title: title(&columns, arrangement), columns, filings }
}

/// Gives each column a heading of its own.
fn name(columns: &mut [Column], arrangement: Arrangement) {
    for column in columns.iter_mut() {
        column.heading = match arrangement {
            Arrangement::Periods => column.period.to_string(),
            Arrangement::Carriers => column.short.clone(),
            Arrangement::Mixed => format!("{} {}", column.short, column.period),
        };
    }
    let headings: Vec<String> = columns.iter().map(|column| column.heading.clone()).collect();
    for column in columns {
        if headings.iter().filter(|heading| **heading == column.heading).count() > 1 {
            column.heading = format!("{}（{}）", column.heading, column.file);
        }
    }
}

/// The same carrier's column just before: of the latest earlier period, or given earlier of the
/// same period.
fn before(columns: &[Column], n: usize) -> Option<usize> {
    let own = columns.get(n)?;
    let earlier = columns.iter().enumerate().filter(|(m, column)| {
        column.carrier == own.carrier && (column.period, *m) < (own.period, n)
    });
    earlier.max_by_key(|(m, column)| (column.period, *m)).map(|(m, _)| m)
}

fn title(columns: &[Column], arrangement: Arrangement) -> String {
    match (arrangement, columns.last()) {
        (Arrangement::Periods, Some(last)) => format!("{}各期服务质量指标对比", last.short),
        (Arrangement::Carriers, Some(last)) => format!("{}各企业服务质量指标对比", last.period),
        _ => "服务质量指标对比".to_owned(),
    }
}
