//! N02: a hotline that is no telephone number of the carrier, and a contact's number that is none.

use std::sync::LazyLock;

use regex::Regex;

use super::carrier::Carrier;
use crate::check::Context;
use crate::filing::is_unfilled;
use crate::finding::{Code, Finding, Findings};
use crate::pattern::pattern;
use crate::standard::names::HotlineWords;
use crate::standard::{Confidence, Hotline, Operator, PlacedFigure};

const HOTLINE: &str = "complaint.hotline";

/// `0351-8888888`, `(0351)8888888`, `03518888888`, `400-123-4567`, `4001234567`, `10086`, a
/// number of seven or eight digits: a whole number without an extension.
// Patterns of ours; a test uses them.
#[allow(clippy::unwrap_used)]
static WHOLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:[(（]?0\d{2,3}[)）]?[-－—]?\d{7,8}|[48]00[-－—]?\d{3,4}[-－—]?\d{3,4}|[19]\d{4,7}|[2-9]\d{6,7}|1\d{10})$",
    )
    .unwrap()
});
/// A whole number and, behind a hyphen, an extension.
#[allow(clippy::unwrap_used)]
static EXTENDED: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(.*\d)[-－—–](\d{1,5})$").unwrap());

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    let carrier = Carrier::of(context);
    for figure in &context.figures {
        let is_hotline = figure.known.is_some_and(|known| known.entry.id == HOTLINE);
        if is_hotline && !is_unfilled(&figure.part.figure.value.as_written) {
            findings.extend(fault(&carrier, figure));
        }
    }
    findings.extend(contact(context, &carrier));
}

/// Who is called there may have an extension or a mobile telephone.
fn contact(context: &Context<'_>, carrier: &Carrier<'_>) -> Option<Finding> {
    let telephone = context.filing.signature.telephone.as_ref()?;
    let words = &carrier.words.hotline;
    let is_number = |written: &str| {
        let bare = number(written, words);
        WHOLE.is_match(&bare) || without_extension(&bare, words).is_some()
    };
    let number = numbers(&telephone.value).find(|number| !is_number(number))?;
    let message = format!("“联系电话”填的“{number}”不是电话号码");
    let help = "写可以拨打的号码，固定电话带区号，如 0351-8888888";
    Some(Code::N02.at(telephone.span.clone(), message).help(help))
}

/// The numbers of a value that may have several.
fn numbers(written: &str) -> impl Iterator<Item = &str> {
    written.split(['、', '/', '／', '，', ',', '；', ';']).map(str::trim)
}

/// What is wrong with a hotline: the worst of its numbers.
fn fault(carrier: &Carrier<'_>, figure: &PlacedFigure<'_>) -> Option<Finding> {
    let written = figure.part.figure.value.as_written.trim();
    let kinds = numbers(written).map(|number| (number, kind(carrier, number)));
    let (number, kind) = kinds.max_by_key(|(_, kind)| kind.weight())?;
    let name = figure.name();
    let at = figure.part.figure.span.clone();
    Some(match kind {
        Kind::Known => return None,
        Kind::Extended(whole) => {
            let message = format!("“{name}”填的 {number} 不是电话号码，里面有分机或按键");
            Code::N02
                .at(at, message)
                .help(format!("只写号码，如 {whole}；接通以后怎样按键，可以写在备注里"))
        }
        Kind::NoNumber => {
            let message = format!("“{name}”填的“{number}”不是电话号码");
            Code::N02.at(at, message).help(match carrier.operator {
                Some(operator) => format!("写客户可以直接拨打的号码，如 {}", example(operator)),
                None => "写客户可以直接拨打的号码".to_owned(),
            })
        }
        Kind::Others(other) => {
            let message = format!("“{name}”填的 {number} 是{}的号码", other.group);
            let own = carrier.operator.map_or("", example);
            Code::N02.at(at, message).help(format!("写本企业的号码，如 {own}"))
        }
        Kind::Public(of) => {
            let message = format!("“{name}”填的 {number} 是{of}，不是企业的号码");
            Code::N02.at(at, message).as_warning().help("写本企业受理投诉的号码")
        }
        Kind::Unknown => {
            let operator = carrier.operator?;
            let message = format!("“{name}”填的 {number} 不在{}的客服号码之内", operator.group);
            let known: Vec<&str> = operator.hotlines.iter().map(|h| h.number.as_str()).collect();
            Code::N02
                .at(at, message)
                .as_warning()
                .help(format!("通常是 {}；确实另设号码的，核对无误即可", known.join("、")))
        }
    })
}

/// What a number is to the carrier.
enum Kind<'c> {
    Known,
    Unknown,
    Public(&'c str),
    NoNumber,
    Others(&'c Operator),
    /// The number without its extension.
    Extended(String),
}

impl Kind<'_> {
    fn weight(&self) -> u8 {
        match self {
            Self::Known => 0,
            Self::Unknown => 1,
            Self::Public(_) => 2,
            Self::NoNumber => 3,
            Self::Others(_) => 4,
            Self::Extended(_) => 5,
        }
    }
}

fn kind<'c>(carrier: &Carrier<'c>, written: &str) -> Kind<'c> {
    let words = &carrier.words.hotline;
    let bare = number(written, words);
    if let Some(whole) = without_extension(&bare, words) {
        return Kind::Extended(whole);
    }
    let Some(own) = carrier.operator else { return Kind::Known };
    if has(own, &bare, Confidence::Memory) {
        return Kind::Known;
    }
    let mut others = carrier.standard.operators().iter().filter(|o| o.group != own.group);
    if let Some(other) = others.find(|o| has(o, &bare, Confidence::Secondary)) {
        return Kind::Others(other);
    }
    if let Some(other) = words.others.iter().find(|o| o.number == bare) {
        return Kind::Public(&other.of);
    }
    if WHOLE.is_match(&bare) { Kind::Unknown } else { Kind::NoNumber }
}

/// Whether a number is an operator's, as far as the list is at least so sure.
fn has(operator: &Operator, number: &str, sure: Confidence) -> bool {
    let is = |hotline: &Hotline| hotline.number == number && hotline.sure <= sure;
    operator.hotlines.iter().any(is)
}

/// The first of an operator's numbers.
fn example(operator: &Operator) -> &str {
    operator.hotlines.first().map_or("", |hotline| hotline.number.as_str())
}

/// A number without blanks, without what stands in brackets behind it, and without the words
/// before it: `客服热线 10086（24小时）`.
fn number(written: &str, words: &HotlineWords) -> String {
    let bare: String = written.chars().filter(|c| !c.is_whitespace()).collect();
    let begins = |c: char| c.is_ascii_digit() || matches!(c, '(' | '（');
    let bare = &bare[bare.find(begins).unwrap_or_default()..];
    // （10010）
    let inner = bare.strip_prefix(['(', '（']).and_then(|rest| rest.strip_suffix([')', '）']));
    let bare = inner.filter(|inner| !inner.contains(['(', '（', ')', '）'])).unwrap_or(bare);
    let note = bare.char_indices().skip(1).find(|(_, c)| matches!(c, '(' | '（'));
    let bare = &bare[..note.map_or(bare.len(), |(at, _)| at)];
    let words = words.behind.iter().filter_map(|word| bare.strip_suffix(word.as_str()));
    let mut whole = words.filter(|rest| rest.ends_with(|c: char| c.is_ascii_digit()));
    whole.next().unwrap_or(bare).to_owned()
}

/// The number before an extension or a menu choice, where there is one.
fn without_extension(number: &str, words: &HotlineWords) -> Option<String> {
    let words = words.extension.iter().filter_map(|word| number.find(word.as_str()));
    if let Some(at) = words.min() {
        let whole = number[..at].trim_end_matches(['-', '－', '，']);
        return whole.ends_with(|c: char| c.is_ascii_digit()).then(|| whole.to_owned());
    }
    if WHOLE.is_match(number) {
        return None;
    }
    let mut whole = number;
    while let Some(found) = EXTENDED.captures(whole) {
        whole = found.get(1).map_or(whole, |m| m.as_str());
        if WHOLE.is_match(whole) {
            return Some(whole.to_owned());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::Standard;

    #[track_caller]
    fn said(group: &str, written: &str) -> &'static str {
        let standard = Standard::newest();
        let operator = standard.operator(group);
        let carrier = Carrier {
            standard: &standard,
            words: standard.names(),
            operator,
            territory: None,
            named_operator: None,
            named_province: None,
        };
        let numbers = written.split(['、', '/']);
        let worst = numbers.map(|n| kind(&carrier, n)).max_by_key(Kind::weight).unwrap();
        match worst {
            Kind::Known => "known",
            Kind::Unknown => "unknown",
            Kind::Public(_) => "public",
            Kind::NoNumber => "no number",
            Kind::Others(_) => "other's",
            Kind::Extended(_) => "extended",
        }
    }

    #[test]
    fn a_number_is_told_from_what_is_none() {
        let cases = [
            ("10086", "known"),
            ("10080", "known"),
            ("10086、10080", "known"),
            ("10086/10080", "known"),
            ("客服热线 10086（24小时）", "known"),
            ("10086号", "known"),
            ("10086热线", "known"),
            ("10086客服热线（24小时）", "known"),
            ("（10086）", "known"),
            ("客服热线（10086）", "known"),
            ("10010号", "other's"),
            ("10086-5", "extended"),
            ("10086－5", "extended"),
            ("10086-2-1", "extended"),
            ("10086转5", "extended"),
            ("10086转人工", "extended"),
            ("10086按2", "extended"),
            ("10086、10080转2", "extended"),
            ("0351-8888888-5", "extended"),
            ("0351-8888888转801", "extended"),
            ("400-123-4567-8", "extended"),
            ("0351-8888888", "unknown"),
            ("(0351)8888888", "unknown"),
            ("03518888888", "unknown"),
            ("400-123-4567", "unknown"),
            ("4001234567", "unknown"),
            ("400-8888-888", "unknown"),
            ("10060", "unknown"),
            ("12300", "public"),
            ("10010", "other's"),
            ("10000", "other's"),
            ("不适用", "no number"),
            ("微信公众号", "no number"),
            ("86", "no number"),
        ];
        for (written, expected) in cases {
            assert_eq!(said("中国移动", written), expected, "{written}");
        }
        // From memory only: it does not accuse.
        assert_eq!(said("中国移动", "10015"), "unknown");
        assert_eq!(said("中国联通", "10015"), "known");
    }

    #[test]
    fn of_an_unknown_carrier_only_an_extension_is_known_to_be_wrong() {
        let cases = [("10010-5", "extended"), ("10010", "known"), ("约定办理", "known")];
        for (written, expected) in cases {
            assert_eq!(said("其他", written), expected, "{written}");
        }
    }
}
