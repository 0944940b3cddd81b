//! What an editor says of an indicator: its unit, which way is better, what the standard asks,
//! where that stands and how sure it is.

use crate::standard::{
    CatalogueGroup, Confidence, Direction, IndicatorEntry, LimitValue, Measure, Threshold,
};

pub(super) fn of_group(group: &CatalogueGroup) -> String {
    let mut lines = Vec::new();
    if group.always {
        lines.push("各企业都要填。".to_owned());
    } else if let Some(service) = group.services.first() {
        lines.push(format!("经营业务里有“{service}”的，要填这一组。"));
    } else {
        lines.push("可整组省略。".to_owned());
    }
    if !group.also.is_empty() {
        lines.push(format!("也可以叫：{}。", group.also.join("、")));
    }
    lines.join("\n")
}

pub(super) fn of_service(group: &CatalogueGroup) -> String {
    format!("“主要服务指标完成情况”下要有“{}”这一组。", group.name)
}

pub(super) fn of_area(area: &str) -> String {
    format!("{area}的数据。城市、农村分开报的，各写一项。")
}

pub(super) fn of_subject(average: &IndicatorEntry, timely: &IndicatorEntry) -> String {
    let (one, other) = (example(average), example(timely));
    let example = format!("如 {{ 平均: {one}, 及时率: {other} }}。");
    format!("{example}\n平均：{}\n及时率：{}", of_entry(average), of_entry(timely))
}

/// Unit and direction in the first line, then a line for each threshold.
pub(super) fn of_entry(entry: &IndicatorEntry) -> String {
    let mut lines = vec![kind(entry)];
    let average = match entry.measure {
        Measure::Average => "平均",
        _ => "",
    };
    let maximum = "最长";
    let by_area = thresholds(entry, |l| l.average.as_ref(), IndicatorEntry::average_limit);
    lines.extend(said(entry, average, &by_area));
    let by_area = thresholds(entry, |l| l.maximum.as_ref(), IndicatorEntry::maximum_limit);
    lines.extend(said(entry, maximum, &by_area));
    lines.join("\n")
}

/// The same of the longest time alone.
pub(super) fn of_maximum(entry: &IndicatorEntry) -> String {
    let by_area = thresholds(entry, |l| l.maximum.as_ref(), IndicatorEntry::maximum_limit);
    let mut lines = vec![kind(entry)];
    lines.extend(said(entry, "最长", &by_area));
    lines.join("\n")
}

/// A figure as it could stand in a filing.
pub(super) fn example(entry: &IndicatorEntry) -> &'static str {
    match (entry.unit.as_str(), entry.direction) {
        ("%", Direction::Lower) => "0.02%",
        ("%", _) => "99.64%",
        ("比率", _) => "≤4×10⁻⁶",
        ("文字", _) => "10086",
        ("天", _) => "0.84天",
        ("秒", _) => "6.5秒",
        ("工作日", _) => "2工作日",
        ("人次/百万用户", _) => "3.5人次/百万用户",
        ("分", _) => "85.6分",
        ("户", _) => "1200户",
        ("件", _) => "12件",
        ("分钟", _) => "6.5分钟",
        ("Mbps", _) => "42.8Mbps",
        ("GB", _) => "15.27GB",
        ("万GB", _) => "52.6万GB",
        _ => "4.01小时",
    }
}

fn kind(entry: &IndicatorEntry) -> String {
    let unit = match entry.unit.as_str() {
        "比率" => "比率，不带单位".to_owned(),
        "文字" => "写号码".to_owned(),
        unit if entry.units.is_empty() => format!("单位{unit}"),
        unit => format!("单位{unit}，也可用{}", entry.units.join("、")),
    };
    let better = match entry.direction {
        Direction::Lower => "，越小越好",
        Direction::Higher => "，越大越好",
        Direction::None => "",
    };
    let usual = if entry.usual { "一般都要填。" } else { "" };
    let above = if entry.above_hundred { "可以超过100%。" } else { "" };
    format!("{unit}{better}。{usual}{above}")
}

type Placed<'s> = Vec<(Option<&'s str>, Threshold<'s>)>;

/// The thresholds of the average or of the maximum: for each area that the standard names, or
/// one for all.
fn thresholds<'s>(
    entry: &'s IndicatorEntry,
    pick: impl Fn(&'s crate::standard::Limit) -> Option<&'s LimitValue>,
    limit: impl Fn(&'s IndicatorEntry, Option<&str>) -> Option<Threshold<'s>>,
) -> Placed<'s> {
    let mut areas: Vec<Option<&str>> = Vec::new();
    for value in entry.limits.iter().filter_map(pick) {
        let LimitValue::ByArea(named) = value else { continue };
        for (area, _) in named {
            if !areas.contains(&Some(area.as_str())) {
                areas.push(Some(area));
            }
        }
    }
    if areas.is_empty() {
        areas.push(None);
    }
    areas.into_iter().filter_map(|area| Some((area, limit(entry, area)?))).collect()
}

/// `限值：平均 ≤15天（城镇）、≤20天（农村）。出处：…`, a line for each source.
fn said(entry: &IndicatorEntry, word: &str, thresholds: &Placed<'_>) -> Vec<String> {
    let word = if word.is_empty() { String::new() } else { format!("{word} ") };
    let of_one_source =
        thresholds.chunk_by(|(_, a), (_, b)| (a.source, a.sure) == (b.source, b.sure));
    let line = |placed: &[(Option<&str>, Threshold<'_>)]| {
        let (_, Threshold { source, sure, .. }) = placed.first()?;
        let amounts: Vec<_> = placed.iter().map(|(area, t)| amount(entry, *area, t)).collect();
        let sure = match sure {
            Confidence::Found => "原文已核对",
            Confidence::Secondary => "只见于转述，原文未核对",
            Confidence::Memory => "凭记忆，未核对",
        };
        Some(format!("限值：{word}{}。出处：{source}（{sure}）。", amounts.join("、")))
    };
    of_one_source.filter_map(line).collect()
}

fn amount(entry: &IndicatorEntry, area: Option<&str>, threshold: &Threshold<'_>) -> String {
    let sign = if entry.direction == Direction::Higher { "≥" } else { "≤" };
    let unit = if threshold.unit == "比率" { "" } else { threshold.unit };
    let area = area.map_or(String::new(), |area| format!("（{area}）"));
    format!("{sign}{}{unit}{area}", threshold.value)
}
