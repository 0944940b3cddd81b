//! What a folder's page says of a filing.

use serde::Serialize;

use super::form::text_of;
use super::path::{Step, node_at};
use crate::filing::{is_open, is_unfilled};
use crate::finding::{Code, Finding, Severity};
use crate::report::{self, Reading};
use crate::source::Value;

/// A filing in little room. What the file does not say, or has still to be filled in, is empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Summary {
    pub(crate) company: String,
    pub(crate) period: String,
    /// The report's title; empty where it can't be told yet.
    pub(crate) title: String,
    /// 集团.
    pub(crate) carrier: String,
    pub(crate) province: String,
    /// Whether it can be read as a filing.
    pub(crate) readable: bool,
    /// What is still to be filled in.
    pub(crate) blanks: usize,
    /// Other errors.
    pub(crate) errors: usize,
    pub(crate) warnings: usize,
}

/// What says that something is still to be filled in.
const BLANK: [Code; 2] = [Code::Y03, Code::Y19];

/// A filing that was read, and checked where it can be.
pub(crate) fn summary(reading: &Reading) -> Summary {
    let count = |is: &dyn Fn(&Finding) -> bool| reading.findings.iter().filter(|f| is(f)).count();
    let is_blank = |finding: &Finding| BLANK.contains(&finding.code);
    let text = |path: &[&str]| {
        let path: Vec<Step> = path.iter().map(|key| Step::from(*key)).collect();
        let node = reading.tree().and_then(|tree| node_at(tree, &path));
        let text = node.map(|node| text_of(&reading.source, node));
        text.filter(|text| !is_open(text)).unwrap_or_default()
    };
    let (company, period) = (text(&["企业", "名称"]), text(&["报告期"]));
    let is_named = !company.is_empty() && !period.is_empty();
    let is_map = reading.tree().is_some_and(|tree| matches!(tree.value, Value::Map(_)));
    let province = reading.filing.as_ref().map(|filing| filing.company.provinces.label());
    Summary {
        title: reading.filing.as_ref().filter(|_| is_named).map(report::title).unwrap_or_default(),
        company,
        period,
        carrier: text(&["企业", "集团"]),
        province: province.filter(|name| !is_unfilled(name)).unwrap_or_default(),
        readable: reading.filing.is_some() && is_map,
        blanks: count(&is_blank),
        errors: count(&|finding| finding.is_error() && !is_blank(finding)),
        warnings: count(&|finding| finding.severity == Severity::Warning),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filing_in_little_room() {
        let of = |text: &str| summary(&report::read("甲.yaml", text.as_bytes()));
        let mobile = of(include_str!("../../data/shanxi-mobile-2020h2.yaml"));
        assert_eq!(mobile.title, "中国移动山西公司2020年下半年服务质量状况报告");
        assert_eq!((mobile.carrier.as_str(), mobile.province.as_str()), ("中国移动", "山西省"));
        assert_eq!((mobile.blanks, mobile.errors, mobile.readable), (0, 0, true));
        let new = of(include_str!("../../data/template.yaml"));
        assert_eq!((new.company.as_str(), new.title.as_str(), new.carrier.as_str()), ("", "", ""));
        assert!(new.blanks > 40 && new.errors == 0 && new.readable, "{new:?}");
        assert!(!of("甲").readable);
    }
}
