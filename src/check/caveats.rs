//! What whoever is handed a filing that passes has to know of it all the same: what misses the
//! standard, what was waived and why, what is late.

use std::fmt;
use std::ops::Range;

use serde::Serialize;

use super::{Waived, waivers};
use crate::filing::Waiver;
use crate::finding::{Code, Finding, Severity};
use crate::source::{Node, Source};
use crate::standard::{PlacedFigure, Threshold};

/// The rule of figures that miss the standard.
const BELOW: Code = Code::F02;
/// The rule of reports that are dated too late.
const LATE: Code = Code::P03;

/// Something to be known of a filing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caveat {
    /// What kind it is.
    pub kind: CaveatKind,
    /// The rule that says it.
    pub rule: Code,
    /// The keys that lead to its place, joined by dots; empty for the whole file.
    pub place: String,
    /// Its line in the file, from 1.
    pub line: Option<usize>,
    /// Its bytes in the file.
    pub span: Option<Range<usize>>,
    /// What it is.
    pub message: String,
    /// Why the filer leaves it as it is, where it was waived.
    pub reason: Option<String>,
    /// Whether the rule is sure of it.
    pub sure: bool,
    /// Of a figure that misses the standard: by what.
    pub shortfall: Option<Shortfall>,
}

/// What there is to be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaveatKind {
    /// A figure misses the standard.
    Below,
    /// The report is dated later than it was due.
    Late,
    /// Another finding that was waived.
    Waived,
}

/// A figure beside the threshold that it misses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shortfall {
    /// The figure's name.
    pub figure: String,
    /// The figure as it was written.
    pub value: String,
    /// The threshold in words.
    pub limit: String,
    /// The norm and clause.
    pub source: String,
}

impl fmt::Display for Caveat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { rule, place, message, reason, .. } = self;
        match (self.kind, reason) {
            (CaveatKind::Below, _) => f.write_str("达不到标准")?,
            (CaveatKind::Late, _) => f.write_str("迟报")?,
            (CaveatKind::Waived, _) => f.write_str("豁免")?,
        }
        write!(f, "[{rule}]")?;
        if !place.is_empty() {
            write!(f, " {place}")?;
        }
        write!(f, "：{message}")?;
        match reason {
            // A reason may have several lines.
            Some(reason) => {
                let reason: Vec<&str> = reason.split_whitespace().collect();
                write!(f, "；已豁免，理由：{}", reason.join(" "))
            }
            None => Ok(()),
        }
    }
}

/// A caveat for programs.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct CaveatData<'c> {
    /// `below_standard`, `late`, `waived`.
    kind: &'static str,
    rule: &'static str,
    place: &'c str,
    line: Option<usize>,
    message: &'c str,
    /// Why it is waived; `null` where it is not.
    reason: Option<&'c str>,
    figure: Option<&'c str>,
    value: Option<&'c str>,
    limit: Option<&'c str>,
    source: Option<&'c str>,
}

impl<'c> CaveatData<'c> {
    pub(crate) fn of(caveat: &'c Caveat) -> Self {
        let shortfall = caveat.shortfall.as_ref();
        Self {
            kind: match caveat.kind {
                CaveatKind::Below => "below_standard",
                CaveatKind::Late => "late",
                CaveatKind::Waived => "waived",
            },
            rule: caveat.rule.id(),
            place: &caveat.place,
            line: caveat.line,
            message: &caveat.message,
            reason: caveat.reason.as_deref(),
            figure: shortfall.map(|short| short.figure.as_str()),
            value: shortfall.map(|short| short.value.as_str()),
            limit: shortfall.map(|short| short.limit.as_str()),
            source: shortfall.map(|short| short.source.as_str()),
        }
    }
}

/// The caveats of what was found; errors that stand are none, since nothing passes with them.
pub(crate) fn caveats(
    (findings, waived): (&[Finding], &[Waived]),
    (source, tree): (&Source, &Node),
    (figures, waivers): (&[PlacedFigure<'_>], &[Waiver]),
) -> Vec<Caveat> {
    let stands = |finding: &&Finding| {
        [BELOW, LATE].contains(&finding.code) && finding.severity != Severity::Error
    };
    let standing = findings.iter().filter(stands).map(|finding| (finding, None));
    let waived = waived.iter().map(|waived| (&waived.finding, Some(waived.reason.clone())));
    let caveat = |(finding, reason): (&Finding, Option<String>)| Caveat {
        kind: match finding.code {
            BELOW => CaveatKind::Below,
            LATE => CaveatKind::Late,
            _ => CaveatKind::Waived,
        },
        rule: finding.code,
        place: finding.span.as_ref().map(|at| super::key_path(tree, at)).unwrap_or_default(),
        line: finding.span.as_ref().map(|at| source.line(at.start)),
        span: finding.span.clone(),
        message: finding.message.clone(),
        reason,
        sure: finding.severity == Severity::Error,
        shortfall: (finding.code == BELOW).then(|| shortfall(finding, figures)).flatten(),
    };
    let mut caveats: Vec<Caveat> = waived.chain(standing).map(caveat).collect();
    let unseen: Vec<Caveat> =
        waivers.iter().filter_map(|waiver| unseen(waiver, (source, tree), &caveats)).collect();
    caveats.extend(unseen);
    // What misses the standard first, what is certain before what is not.
    caveats.sort_by_key(|caveat| {
        let kind = match caveat.kind {
            CaveatKind::Below => 0,
            CaveatKind::Late => 1,
            CaveatKind::Waived => 2,
        };
        (kind, !caveat.sure, caveat.line)
    });
    caveats
}

/// A waiver of a rule that compares with another filing, where none was at hand: what it waives
/// cannot be found again, and is to be known all the same.
fn unseen(waiver: &Waiver, (source, tree): (&Source, &Node), seen: &[Caveat]) -> Option<Caveat> {
    let reason = waiver.reason.as_ref().map(|reason| reason.value.trim().to_owned())?;
    let compares = |code: &Code| code.family() == 'C' && !reason.is_empty();
    let rule = Code::of(waiver.rule.value.trim()).filter(compares)?;
    let is_seen = seen.iter().any(|caveat| {
        caveat.rule == rule
            && caveat.reason.as_deref().map(str::trim) == Some(&*reason)
            && waivers::is_at(waiver, tree, caveat.span.as_ref())
    });
    (!is_seen).then(|| Caveat {
        kind: CaveatKind::Waived,
        rule,
        place: waiver.place.as_ref().map(|place| place.value.clone()).unwrap_or_default(),
        line: Some(source.line(waiver.rule.span.start)),
        span: None,
        message: format!("{}（要与别的报告对照才查得出，这里没有重新查）", rule.title()),
        reason: Some(reason),
        sure: false,
        shortfall: None,
    })
}

fn shortfall(finding: &Finding, figures: &[PlacedFigure<'_>]) -> Option<Shortfall> {
    let place = finding.span.as_ref()?;
    let figure = figures.iter().find(|figure| figure.span() == *place)?;
    let amount = figure.part.figure.value.amount.as_ref()?;
    let broken = figure.thresholds().into_iter().filter(|limit| limit.is_broken_by(amount));
    let limit: Threshold<'_> = broken.min_by_key(|limit| limit.sure)?;
    Some(Shortfall {
        figure: figure.name(),
        value: figure.written().to_owned(),
        limit: limit.written(),
        source: limit.source.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Findings;
    use crate::source::{Encoding, Spanned, parse};

    /// Of waivers of a rule for one reason: what one of them waives is seen, and another's is to
    /// be reported all the same.
    #[test]
    fn a_waiver_of_another_place_is_not_seen() {
        let text = "企业:\n  名称: 甲\n电信服务质量状况:\n  举措:\n    - 标题: 乙\n      内容: 丙丙\n\
            结语: 丁丁\n";
        let source = &Source::new("甲.yaml", text, Encoding::Utf8);
        let parsed = parse(source, &mut Findings::default());
        let tree = parsed.root.as_ref().unwrap();
        let spanned = |value: &str| Spanned { value: value.to_owned(), span: 0..1 };
        let waiver = |place: Option<&str>| Waiver {
            rule: spanned("C04"),
            place: place.map(spanned),
            reason: Some(spanned("未变")),
        };
        let waivers = [waiver(Some("结语")), waiver(Some("举措.乙")), waiver(None)];
        let waived = |span: Option<Range<usize>>| {
            let finding = Code::C04.at(0..1, "一字未改");
            Waived { finding: Finding { span, ..finding }, reason: "未变".to_owned() }
        };
        let at = |text: &str| {
            let from = source.text().find(text).unwrap();
            Some(from..from + text.len())
        };
        let places = |seen: &[Waived]| {
            let caveats = caveats((&[], seen), (source, tree), (&[], &waivers));
            let unseen = caveats.into_iter().filter(|caveat| caveat.span.is_none());
            let unseen = unseen.filter(|caveat| caveat.message != "一字未改");
            unseen.map(|caveat| caveat.place).collect::<Vec<_>>()
        };
        assert_eq!(places(&[]), ["结语", "举措.乙", ""]);
        assert_eq!(places(&[waived(at("丁丁"))]), ["举措.乙", ""]);
        assert_eq!(places(&[waived(at("丙丙"))]), ["结语", ""]);
        assert_eq!(places(&[waived(None)]), ["结语", "举措.乙"]);
        assert!(places(&[waived(at("丁丁")), waived(at("丙丙")), waived(None)]).is_empty());
    }
}
