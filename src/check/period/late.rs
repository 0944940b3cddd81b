//! P03: signed after the day that filings are due.

use crate::check::Case;
use crate::diagnostic::{Finding, Findings};
use crate::filing::{Date, Half, Period};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let Period { year, half } = case.filing.period.value;
    let due = match half {
        Half::First => Date { year, month: 7, day: 15 },
        Half::Second => Date { year: year + 1, month: 1, day: 15 },
    };
    let Some(date) = &case.filing.signature.date else { return };
    // Of another year P01 speaks.
    if date.value <= due || date.value.year != due.year {
        return;
    }
    let told = format!("签署日期 {} 晚于报送期限 {}月{}日", date.value, due.month, due.day);
    findings.push(
        Finding::info("P03", date.span.clone(), told)
            .help("确实迟报的，按报告制度说明原因，随报告报送；也可在豁免里写明理由"),
    );
}
