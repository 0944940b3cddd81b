//! P03: signed after the day that filings are due.

use crate::check::Case;
use crate::finding::{Finding, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let due = case.filing.period.value.due();
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
