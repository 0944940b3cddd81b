//! What a cell takes: numbers, and the signs and words that a figure may have instead.

use rust_xlsxwriter::{DataValidation, Formula, XlsxError};

use super::row::Row;
use crate::standard::Expected;

/// The signs and first characters of words that a figure may begin with: ≤4×10⁻⁶, 不适用, 未发生.
const SIGNS: &str = "≤≥<>＜＞约不未没无";

/// What the cell of a figure takes; `cell` is its name: G4.
pub(super) fn figure(row: &Row, cell: &str) -> Result<DataValidation, XlsxError> {
    let Expected::Number(unit) = &row.expected else {
        return prompted("照报告里要印出的样子填");
    };
    let begins = |with: &str| format!("ISNUMBER(FIND(LEFT(TRIM({cell}),1),\"{with}\"))");
    let is_percent = unit == "%" && !row.may_exceed;
    let (rule, wrong) = if is_percent {
        let bare = format!("SUBSTITUTE(SUBSTITUTE(TRIM({cell}),\"%\",\"\"),\"％\",\"\")");
        let range = format!("IFERROR(ABS(VALUE({bare})-50)<=50,FALSE)");
        let rule = format!("=OR({},{range})", begins(SIGNS));
        (rule, "这里填 0 到 100 的百分数，如 99.10%；没有发生的填“未发生”")
    } else {
        let rule = format!("={}", begins(&format!("0123456789{SIGNS}")));
        (rule, "这里填数，可以带单位，如 4.01小时；没有这项业务的填“不适用”")
    };
    let hint = match unit.as_str() {
        "" => "填比率，如 ≤4×10⁻⁶ 或 0.0004%".to_owned(),
        "%" => "填百分数，位数照填：99.10%".to_owned(),
        unit => format!("单位：{unit}。位数照填，如 4.10"),
    };
    prompted(&hint)?
        .allow_custom(Formula::new(rule))
        .set_error_title("填得不对")?
        .set_error_message(wrong)
}

/// What the cell of a count takes; `cell` is its name.
pub(super) fn count(cell: &str) -> Result<DataValidation, XlsxError> {
    let rule = format!("=IFERROR(AND({cell}>=0,{cell}=INT({cell})),FALSE)");
    prompted("填整数；分子、分母都填上，比率由程序算")?
        .allow_custom(Formula::new(rule))
        .set_error_title("填得不对")?
        .set_error_message("这里填整数，如 9964")
}

fn prompted(hint: &str) -> Result<DataValidation, XlsxError> {
    DataValidation::new().set_input_message(hint)
}
