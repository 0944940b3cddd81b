//! How it is told that a figure moved, alike wherever it is told.

use crate::filing::{Dimension, dimension, in_working_days};

/// Said of a figure that did not move.
pub(crate) const LEVEL: &str = "持平";
/// Said of a movement for the better.
pub(crate) const BETTER: &str = "变好";
/// Said of a movement for the worse.
pub(crate) const WORSE: &str = "变差";

/// The words for more and for less of a unit: 延长 and 缩短 of times, 提高 and 降低 of rates and
/// scores, 增加 and 减少 of what is counted. 分 are minutes or points.
pub(crate) fn change_words(unit: &str, is_score: bool) -> [&'static str; 2] {
    match dimension(unit) {
        _ if is_score => ["提高", "降低"],
        _ if in_working_days(unit) => ["延长", "缩短"],
        Some(Dimension::Time) => ["延长", "缩短"],
        Some(Dimension::Ratio) => ["提高", "降低"],
        None => ["增加", "减少"],
    }
}

/// What the difference of two figures of a unit is in: 个百分点 of rates.
pub(crate) fn change_unit(unit: &str) -> &str {
    match unit {
        "%" => "个百分点",
        "‰" => "个千分点",
        unit => unit,
    }
}
