//! From the names of a filing to the catalogue: 恢复通话 with 平均时间, 复话平均时限 and
//! 恢复通话平均时长 are one indicator.

use super::{CatalogueGroup, IndicatorEntry, Measure, Standard};

/// Words that name a measure, the longer first.
const MEASURES: [(&str, Measure); 19] = [
    ("平均时限", Measure::Average),
    ("平均时间", Measure::Average),
    ("平均时长", Measure::Average),
    ("平均历时", Measure::Average),
    ("平均值", Measure::Average),
    ("平均", Measure::Average),
    ("最长时限", Measure::Maximum),
    ("最长时间", Measure::Maximum),
    ("最长时长", Measure::Maximum),
    ("最大时限", Measure::Maximum),
    ("最大值", Measure::Maximum),
    ("最长", Measure::Maximum),
    ("最大", Measure::Maximum),
    ("及时率", Measure::Timeliness),
    ("时限", Measure::Average),
    ("时长", Measure::Average),
    ("时间", Measure::Average),
    ("历时", Measure::Average),
    ("值", Measure::Value),
];

/// Areas by their several names.
const AREAS: [&[&str]; 2] = [&["城镇", "城市", "市区", "城区"], &["农村", "乡镇", "乡村"]];

/// Whether two areas are one.
#[must_use]
pub fn same_area(one: &str, other: &str) -> bool {
    one == other || AREAS.iter().any(|names| names.contains(&one) && names.contains(&other))
}

/// An area by the name that the standard has: 城镇 for 城市.
#[must_use]
pub fn canonical_area(area: &str) -> &str {
    AREAS.iter().find(|names| names.contains(&area)).map_or(area, |names| names[0])
}

/// A figure's indicator in the catalogue.
#[derive(Debug, Clone, Copy)]
pub struct Match<'s> {
    /// The indicator.
    pub entry: &'s IndicatorEntry,
    /// How the figure measures it: a 最长 figure is of the same indicator as the 平均.
    pub measure: Measure,
}

impl Standard {
    /// The group that goes by a name.
    #[must_use]
    pub fn group(&self, name: &str) -> Option<&CatalogueGroup> {
        self.groups().iter().find(|g| g.is_called(name))
    }

    /// The indicator of a figure: by its group's name, its own, and its label where it has one.
    #[must_use]
    pub fn find(&self, group: &str, indicator: &str, label: Option<&str>) -> Option<Match<'_>> {
        let group = self.group(group)?;
        let mut entries = self.indicators().iter().filter(|e| e.group == group.name);
        let of_label = label.and_then(whole_measure);
        let called =
            |e: &&IndicatorEntry| e.name == indicator || e.names.iter().any(|n| n == indicator);
        if let Some(entry) = entries.clone().find(called) {
            let measure = match of_label {
                None | Some(Measure::Value) => entry.measure,
                Some(measure) => measure,
            };
            if measure == entry.measure || measure == Measure::Maximum {
                return Some(Match { entry, measure });
            }
        }
        let (subject, own) = split_measure(indicator);
        let measure = of_label.or(own)?;
        // A longest time is of the indicator whose average is known.
        let wanted = if measure == Measure::Maximum { Measure::Average } else { measure };
        let of_subject = |e: &&IndicatorEntry| {
            e.measure == wanted
                && !e.subject.is_empty()
                && (e.subject == subject || e.also.iter().any(|a| a == subject))
        };
        entries.find(of_subject).map(|entry| Match { entry, measure })
    }

    /// Whether something goes by a name that a group of the catalogue measures.
    pub(super) fn measures(&self, group: &str, subject: &str) -> bool {
        self.indicators().iter().any(|e| {
            let named = e.subject == subject || e.also.iter().any(|also| also == subject);
            e.group == group && !e.subject.is_empty() && named
        })
    }
}

/// Whether a label as a whole names a measure.
#[must_use]
pub fn is_measure(label: &str) -> bool {
    whole_measure(label).is_some()
}

/// What a name says is measured: 障碍修复 of 障碍修复平均时限.
#[must_use]
pub fn subject(name: &str) -> &str {
    split_measure(name).0
}

/// The measure that a label names as a whole.
fn whole_measure(label: &str) -> Option<Measure> {
    MEASURES.iter().find(|(word, _)| *word == label).map(|(_, measure)| *measure)
}

/// A name without the measure that it ends with.
fn split_measure(name: &str) -> (&str, Option<Measure>) {
    let found = MEASURES.iter().find_map(|(word, measure)| {
        Some((name.strip_suffix(word).filter(|rest| !rest.is_empty())?, *measure))
    });
    found.map_or((name, None), |(subject, measure)| (subject, Some(measure)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn id(group: &str, indicator: &str, label: Option<&str>) -> String {
        let standard = Standard::newest();
        let found = standard.find(group, indicator, label);
        found.map_or("-".into(), |m| format!("{} {:?}", m.entry.id, m.measure))
    }

    #[test]
    fn the_names_of_real_filings_are_known() {
        let cases = [
            ("移动电话", "业务变更", Some("平均"), "mobile.change.avg Average"),
            ("移动电话", "业务变更", Some("平均时间"), "mobile.change.avg Average"),
            ("移动电话", "业务变更", Some("及时率"), "mobile.change.timely Timeliness"),
            ("移动电话", "复话平均时限", None, "mobile.restore.avg Average"),
            ("移动电话", "障碍修复", Some("最长"), "mobile.repair.avg Maximum"),
            ("移动电话", "计费差错率", None, "mobile.billing.error Value"),
            ("固定电话", "装移机平均时限", Some("城市"), "fixed.install.avg Average"),
            ("固定电话", "装移机及时率", Some("农村"), "fixed.install.timely Timeliness"),
            ("因特网业务", "装机入网平均时长", None, "bb.install.avg Average"),
            ("因特网业务", "装机入网及时率", None, "bb.install.timely Timeliness"),
            ("宽带业务", "障碍修复平均时限", Some("值"), "bb.repair.avg Average"),
            ("租用电路", "电路开通平均时限", None, "leased.open.avg Average"),
            ("客户投诉", "受理投诉电话", None, "complaint.hotline Value"),
            ("客户投诉", "投诉处理平均时间", None, "complaint.avg Average"),
            ("客户投诉", "投诉处理及时率", None, "complaint.timely Timeliness"),
            ("客户投诉", "投诉处理", Some("最长时限"), "complaint.avg Maximum"),
        ];
        for (group, indicator, label, expected) in cases {
            assert_eq!(id(group, indicator, label), expected, "{group} {indicator} {label:?}");
        }
    }

    /// What a report says in a sentence is turned by the labels that are known here.
    #[test]
    fn the_labels_that_are_read_in_a_sentence_are_measures() {
        for (word, measure) in MEASURES {
            assert_eq!(crate::filing::is_measure(word), measure != Measure::Value, "{word}");
        }
    }

    /// Whatever a group and an indicator are called, they are found, and by no other's id.
    #[test]
    fn every_name_of_the_catalogue_is_found() {
        let standard = Standard::newest();
        for entry in standard.indicators() {
            let group = standard.group(&entry.group).unwrap();
            for of in std::iter::once(&group.name).chain(&group.also) {
                for name in std::iter::once(&entry.name).chain(&entry.names) {
                    let found = standard.find(of, name, None).map(|found| &found.entry.id);
                    assert_eq!(found, Some(&entry.id), "{of} {name}");
                }
            }
        }
    }

    #[test]
    fn the_names_of_groups_that_few_have_are_known() {
        let cases = [
            ("携号转网", "办理时限", None, "portability.handling.avg Average"),
            ("携号转网", "携号转网办理", Some("及时率"), "portability.handling.timely Timeliness"),
            ("携号转网服务", "办理及时率", None, "portability.handling.timely Timeliness"),
            ("号码携带", "成功率", None, "portability.success Value"),
            ("客户服务", "人工响应时间", Some("最长"), "cs.response.avg Maximum"),
            ("客服热线", "15秒内人工接通率", None, "cs.connect.in15 Value"),
            ("用户申诉", "申诉率", None, "grievance.rate Value"),
            ("客户投诉", "申诉率", None, "appeal.rate Value"),
            ("申诉", "申诉案件办结率", None, "grievance.closed Value"),
            ("满意度", "用户满意度", None, "satisfaction.overall Value"),
            ("网络覆盖", "行政村5G通达率", None, "coverage.villages.g5 Value"),
            ("流量", "DOU", None, "data.per_user Value"),
        ];
        for (group, indicator, label, expected) in cases {
            assert_eq!(id(group, indicator, label), expected, "{group} {indicator} {label:?}");
        }
        // Before its norm there is no such group.
        assert!(Standard::of(2009).unwrap().group("携号转网").is_none());
    }

    #[test]
    fn what_is_not_in_the_catalogue_is_not_guessed() {
        assert_eq!(id("移动电话", "客户净推荐值", None), "-");
        assert_eq!(id("卫星电话", "业务变更", Some("平均")), "-");
        assert_eq!(id("移动电话", "业务变更", None), "-");
    }
}
