//! By what a form that comes back is known: whose it is, and which figure each row is.

use crate::filing::{Filing, Period};

/// What the head of the hidden column is called that has each figure's key path.
pub(crate) const KEYS: &str = "编号（勿改）";

/// How many rows stand above the head of a form.
pub(super) const TITLE_ROWS: u32 = 2;

const SIGN: &str = "chengbao-form/1|";

/// Whose form it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Identity {
    /// The company's name.
    pub(crate) company: String,
    /// The half-year; a draft may have none.
    pub(crate) period: Option<Period>,
}

/// The hidden cell that says whose form it is; without its half-year where a draft has none.
pub(super) fn written(filing: &Filing) -> String {
    let period = if filing.has_period { filing.period.value.to_string() } else { String::new() };
    format!("{SIGN}{period}|{}", filing.company.name.value)
}

/// Whose form it is, by the text of its hidden cell.
pub(crate) fn identity(text: &str) -> Option<Identity> {
    let (period, company) = text.strip_prefix(SIGN)?.split_once('|')?;
    let period = if period.is_empty() { None } else { Some(Period::parse(period)?) };
    Some(Identity { company: company.to_owned(), period })
}
