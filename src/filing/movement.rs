//! 同比 and 环比: how a figure moved, in a few words: 下降4.5%, +0.1个百分点, 持平.

use rust_decimal::Decimal;

use super::half_width::narrow;

/// How a figure moved, as the filer says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Movement {
    /// As it prints.
    pub as_written: String,
    /// What it says; `None` where there is nothing to compare with, or it could not be read.
    pub change: Option<MovementChange>,
}

/// What a movement says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MovementChange {
    /// Which way.
    pub trend: Trend,
    /// By how much; `None` for 持平.
    pub by: Option<Step>,
    /// Whether it says 约 or 基本.
    pub about: bool,
}

/// By how much something moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The number, never below 0.
    pub value: Decimal,
    /// What it is of.
    pub unit: StepUnit,
}

/// What a movement's number is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StepUnit {
    /// %: a share of what was before; of a rate often the difference.
    Percent,
    /// 个百分点, ‰ and 个千分点: a difference of rates, in so many parts of one.
    Points(Decimal),
    /// The figure's own or another unit: 小时.
    Own(String),
}

/// Which way a figure moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trend {
    /// Upwards.
    Up,
    /// Downwards.
    Down,
    /// Not at all.
    Level,
}

/// How a movement is written, for people.
pub(super) const FORMS: &str = "写成 下降4.5%、上升0.1个百分点、持平、+1.2% 或 -15.0%";

const LEVEL: [&str; 5] = ["持平", "没有变化", "无变化", "不变", "未变"];
const NONE: [&str; 3] = ["不适用", "不可比", "无可比数"];
/// Words and signs for each way, the longer first.
const WAYS: [(&str, Trend); 34] = [
    ("上升", Trend::Up),
    ("增长", Trend::Up),
    ("增加", Trend::Up),
    ("提高", Trend::Up),
    ("提升", Trend::Up),
    ("上涨", Trend::Up),
    ("延长", Trend::Up),
    ("升高", Trend::Up),
    ("增幅", Trend::Up),
    ("涨幅", Trend::Up),
    ("升幅", Trend::Up),
    ("+", Trend::Up),
    ("↑", Trend::Up),
    ("▲", Trend::Up),
    ("下降", Trend::Down),
    ("降低", Trend::Down),
    ("减少", Trend::Down),
    ("回落", Trend::Down),
    ("缩短", Trend::Down),
    ("下滑", Trend::Down),
    ("下跌", Trend::Down),
    ("压降", Trend::Down),
    ("压缩", Trend::Down),
    ("降幅", Trend::Down),
    ("跌幅", Trend::Down),
    ("-", Trend::Down),
    ("−", Trend::Down),
    ("↓", Trend::Down),
    ("▼", Trend::Down),
    ("增", Trend::Up),
    ("升", Trend::Up),
    ("降", Trend::Down),
    ("减", Trend::Down),
    ("跌", Trend::Down),
];

/// Words that say what a movement is against, as its key does, the longer first.
const AGAINST: [(&str, &str); 12] = [
    ("环比", "环比"),
    ("与上期相比", "环比"),
    ("与上期", "环比"),
    ("较上期", "环比"),
    ("比上期", "环比"),
    ("同比", "同比"),
    ("与上年同期相比", "同比"),
    ("与上年同期", "同比"),
    ("较上年同期", "同比"),
    ("比上年同期", "同比"),
    ("与去年同期", "同比"),
    ("较去年同期", "同比"),
];

/// The key that a movement says itself, and the rest of it: 环比下降4.5%.
pub(super) fn split_key(text: &str) -> Option<(&'static str, &str)> {
    let found = |(word, key): &(&str, &'static str)| Some((*key, text.trim().strip_prefix(word)?));
    let (key, rest) = AGAINST.iter().find_map(found)?;
    Some((key, rest.trim_start_matches(['：', ':', '，', ',']).trim_start()))
}

impl Movement {
    /// Reads a movement; `None` where it says none that can be held against figures.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let as_written = text.to_owned();
        if NONE.contains(&text) {
            return Some(Self { as_written, change: None });
        }
        Some(Self { as_written, change: Some(MovementChange::parse(text)?) })
    }
}

impl MovementChange {
    fn parse(text: &str) -> Option<Self> {
        let bare = text.strip_prefix("基本");
        if LEVEL.contains(&bare.unwrap_or(text)) {
            return Some(Self { trend: Trend::Level, by: None, about: bare.is_some() });
        }
        let way = WAYS.iter().find_map(|(word, trend)| Some((*trend, text.strip_prefix(word)?)));
        // A bare 4.5% is a rise, as in a column of numbers.
        let (trend, rest) = way.unwrap_or((Trend::Up, text));
        let rest = rest.strip_prefix(['了', '为', '达']).unwrap_or(rest).trim_start();
        let about = rest.strip_prefix('约');
        let by = Step::parse(about.unwrap_or(rest).trim_start())?;
        let is_signed = way.is_some() || !matches!(by.unit, StepUnit::Own(_));
        is_signed.then_some(Self { trend, by: Some(by), about: about.is_some() })
    }
}

impl Step {
    fn parse(text: &str) -> Option<Self> {
        let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
        let (digits, unit) = text.split_at(end);
        let is_number = digits.starts_with(|c: char| c.is_ascii_digit()) && !digits.ends_with('.');
        let value = Decimal::from_str_exact(digits).ok().filter(|_| is_number)?;
        let unit = match unit.trim_start() {
            "%" => StepUnit::Percent,
            "个百分点" | "百分点" => StepUnit::Points(Decimal::ONE_HUNDRED),
            "‰" | "个千分点" | "千分点" => StepUnit::Points(Decimal::ONE_THOUSAND),
            unit if is_unit(unit) => StepUnit::Own(unit.to_owned()),
            _ => return None,
        };
        Some(Self { value, unit })
    }
}

/// Whether a text can be a unit: a word, 人次/百万用户 too.
fn is_unit(text: &str) -> bool {
    let is_word = |c: char| c.is_alphabetic() || c == '/';
    !text.is_empty() && text.chars().nth(8).is_none() && text.chars().all(is_word) && text != "倍"
}

/// A movement typed in full-width characters in half-width ones, where that is all it takes for
/// it to be read.
pub(super) fn half_width(text: &str) -> Option<String> {
    let narrow = |c: char| match c {
        '＋' => '+',
        '－' | '–' | '—' => '-',
        c => narrow(c),
    };
    let narrow_text: String = text.trim().chars().map(narrow).collect();
    (narrow_text != text.trim() && Movement::parse(&narrow_text).is_some()).then_some(narrow_text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn movements_are_read_in_words_and_signs() {
        let read = |text: &str| {
            let change = Movement::parse(text).unwrap().change.unwrap();
            let by = change.by.map(|by| match by.unit {
                StepUnit::Percent => format!("{}%", by.value),
                StepUnit::Points(of) => format!("{}/{of}", by.value),
                StepUnit::Own(unit) => format!("{}{unit}", by.value),
            });
            let about = if change.about { "约" } else { "" };
            format!("{:?} {about}{}", change.trend, by.unwrap_or_default())
        };
        for (text, expected) in [
            ("下降4.5%", "Down 4.5%"),
            ("下降了4.5%", "Down 4.5%"),
            ("上升0.1个百分点", "Up 0.1/100"),
            ("提高约0.1百分点", "Up 约0.1/100"),
            ("+1.2%", "Up 1.2%"),
            ("-15.0%", "Down 15.0%"),
            ("↓33.3%", "Down 33.3%"),
            ("4.5%", "Up 4.5%"),
            ("缩短0.19小时", "Down 0.19小时"),
            ("减少3.5人次/百万用户", "Down 3.5人次/百万用户"),
            ("降幅4.5%", "Down 4.5%"),
            ("增幅为4.5%", "Up 4.5%"),
            ("减4.5%", "Down 4.5%"),
            ("压缩4.5%", "Down 4.5%"),
            ("▲4.5%", "Up 4.5%"),
            ("▼4.5%", "Down 4.5%"),
            ("持平", "Level "),
            ("基本持平", "Level 约"),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
        assert_eq!(Movement::parse("不适用").unwrap().change, None);
    }

    #[test]
    fn a_movement_may_say_its_key() {
        assert_eq!(split_key("环比下降4.5%"), Some(("环比", "下降4.5%")));
        assert_eq!(split_key("与上期持平"), Some(("环比", "持平")));
        assert_eq!(split_key("同比：+1.2%"), Some(("同比", "+1.2%")));
        assert_eq!(split_key("下降4.5%"), None);
    }

    #[test]
    fn what_says_no_movement_is_not_read() {
        for text in [
            "",
            "略有下降",
            "下降",
            "下降4.5",
            "4.01小时",
            "增长1.5倍",
            "下降4.5％",
            "下降4.%",
            "下降4.5%左右",
            "--4.5%",
        ] {
            assert_eq!(Movement::parse(text), None, "{text}");
        }
        assert_eq!(half_width("下降４.5％").as_deref(), Some("下降4.5%"));
        assert_eq!(half_width("—15.0%").as_deref(), Some("-15.0%"));
        assert_eq!(half_width("下降4.5"), None);
    }
}
