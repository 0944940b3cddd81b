//! P03: signed after the day that filings are due.

use crate::check::Context;
use crate::finding::{Code, Findings};

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    let due = context.filing.period.value.due();
    let Some(date) = &context.filing.signature.date else { return };
    // Of another year P01 speaks.
    if date.value <= due || date.value.year != due.year {
        return;
    }
    let message = format!("签署日期 {} 晚于报送期限 {}月{}日", date.value, due.month, due.day);
    findings.push(
        Code::P03
            .at(date.span.clone(), message)
            .help("确实迟报的，按报告制度说明原因，随报告报送；也可在豁免里写明理由"),
    );
}
