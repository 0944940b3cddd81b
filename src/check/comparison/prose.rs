//! C01: a number in the prose that contradicts a figure of the same name, or repeats it.

mod called;
mod statement;

use std::collections::BTreeSet;
use std::ops::Range;

use rust_decimal::Decimal;

use crate::check::Context;
use crate::filing::{Amount, Half, Period, Qualifier, in_base};
use crate::finding::{Code, Finding, Findings};
use crate::prose::{Paragraph, ProsePlace};
use crate::standard::names::StatedWords;
use crate::standard::{PlacedFigure, Province, Territory, same_area};
use called::{FigureNames, GroupMention};
use statement::{Bound, Statement, has_any, statement};

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    each_statement(context, |said, figure, paragraph, number| {
        if contradicts(said.stated, &context.figures[figure]) {
            findings.push(finding(said, &context.figures[figure], paragraph.span(number)));
        }
    });
}

/// A number in the prose that is a figure's, to the digit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Repeated {
    /// What the prose calls the figure.
    pub(crate) name: String,
    /// Where the number stands in the file.
    pub(crate) span: Range<usize>,
    /// Which figure it is, among those of the filing in their order.
    pub(crate) figure: usize,
}

/// The numbers in the prose that repeat a figure and stand in the file as they print.
pub(crate) fn repeated(context: &Context<'_>) -> Vec<Repeated> {
    let mut repeated = Vec::new();
    each_statement(context, |said, figure, paragraph, number| {
        let is_same = paragraph.text[number.clone()] == *context.figures[figure].written();
        if let Some(span) = paragraph.editable(number, context.source).filter(|_| is_same) {
            let name = said.text[said.name.clone()].to_owned();
            repeated.push(Repeated { name, span, figure });
        }
    });
    repeated
}

/// Calls a function with each number that the prose gives for one of the figures: the number's
/// statement, the figure's place among all, and where the number stands in which paragraph.
fn each_statement(
    context: &Context<'_>,
    mut each: impl FnMut(&Mention<'_>, usize, &Paragraph, Range<usize>),
) {
    let called = FigureNames::of(context);
    for prose in context.prose.iter().filter(|prose| prose.place != ProsePlace::Note) {
        for paragraph in &prose.paragraphs {
            for sentence in paragraph.sentences() {
                in_sentence(context, &called, prose.place, paragraph, &sentence, &mut each);
            }
        }
    }
}

fn in_sentence(
    context: &Context<'_>,
    called: &FigureNames,
    place: ProsePlace,
    paragraph: &Paragraph,
    sentence: &Range<usize>,
    each: &mut impl FnMut(&Mention<'_>, usize, &Paragraph, Range<usize>),
) {
    let words = &context.standard.names().stated;
    let text = &paragraph.text[sentence.clone()];
    let mut looked = Scan::default();
    let mut groups = None;
    let mut own = None;
    for (name, known) in called.names_in(text) {
        if paragraph.in_title(sentence.start + name.start) {
            continue;
        }
        let Some(stated) = statement(text, &name, &known.units, words) else { continue };
        let own = own.get_or_insert_with(|| Own::of(context, text));
        let said = Mention { text, name: &name, stated: &stated, words, own };
        if !said.is_result(context.filing.period.value, place, &mut looked)
            || said.is_of_a_part(&mut looked)
        {
            continue;
        }
        let groups = groups.get_or_insert_with(|| called.groups_in(text));
        let Some(figure) = said.figure(context, called, &known.figures, groups) else { continue };
        let number = sentence.start + stated.number.start..sentence.start + stated.number.end;
        each(&said, figure, paragraph, number);
    }
}

/// What was found in a sentence up to the last number that was asked for: of what is whole up to
/// there only the rest is looked through for the next.
#[derive(Default)]
struct Scan {
    times: Upto,
    part: Upto,
    aims: Option<bool>,
}

/// Up to where nothing was found, and whether something was behind it.
#[derive(Default)]
struct Upto {
    clear: usize,
    found: bool,
}

impl Upto {
    /// Whether something is in a text up to a place, which `is_in` finds in a piece of it.
    fn has(&mut self, text: &str, end: usize, is_in: impl Fn(&str) -> bool) -> bool {
        if !self.found || end < self.clear {
            let start = if end < self.clear { 0 } else { self.clear };
            self.found = is_in(&text[start..end]);
            if !self.found {
                self.clear = end;
            }
        }
        self.found
    }
}

/// The carrier's provinces in a sentence.
struct Own {
    /// Their names as the file has them.
    names: Vec<String>,
    /// Whether it is of the whole country.
    is_nationwide: bool,
    /// Of a carrier of several provinces or all: where a province first stands in the sentence up
    /// to, and where the last of all its own does.
    provinces: Option<(usize, usize)>,
}

impl Own {
    fn of(context: &Context<'_>, sentence: &str) -> Self {
        let (named, standard) = (&context.filing.company.provinces, context.standard);
        let names = named.named().iter().take(standard.provinces().len());
        let names = names.map(|name| name.value.clone()).collect();
        let own = standard.territory(named);
        let is_nationwide = own.as_ref().is_some_and(Territory::is_nationwide);
        if named.named().len() == 1 && !is_nationwide {
            return Self { names, is_nationwide, provinces: None };
        }
        let end = |p: &Province| Some(sentence.find(&p.short)? + p.short.len());
        let first = standard.provinces().iter().filter_map(end).min();
        let ours = own.as_ref().map(Territory::provinces).unwrap_or_default();
        // One that is missing stands behind every end.
        let all = ours.iter().map(|p| end(p).unwrap_or(usize::MAX)).max().unwrap_or(usize::MAX);
        Self { names, is_nationwide, provinces: first.map(|first| (first, all)) }
    }

    /// Whether a sentence up to a place names some of the provinces and not all.
    fn are_in_part(&self, upto: usize) -> bool {
        self.provinces.is_some_and(|(first, all)| first <= upto && upto < all)
    }
}

/// A name in a sentence with the number that the sentence gives it.
struct Mention<'t> {
    text: &'t str,
    name: &'t Range<usize>,
    stated: &'t Statement,
    words: &'t StatedWords,
    own: &'t Own,
}

impl Mention<'_> {
    /// The clause up to the name.
    fn before(&self) -> &str {
        let before = &self.text[..self.name.start];
        before.rfind(['，', '：']).map_or(before, |at| &before[at..])
    }

    /// The clause up to the number.
    fn clause(&self) -> &str {
        let written = &self.text[..self.stated.number.start];
        let start = written[..self.name.start].rfind(['，', '：']).unwrap_or_default();
        &written[start..]
    }

    /// Whether the whole of this period's result is given, and not an aim, a part or another time.
    fn is_result(&self, period: Period, place: ProsePlace, looked: &mut Scan) -> bool {
        let words = self.words;
        let other_half = match period.half {
            Half::First => "下半年",
            Half::Second => "上半年",
        };
        let halves = [other_half.to_owned()];
        let names_another = |piece: &str| {
            let mut times = piece.to_owned();
            // What is only compared with (较上年同期) is no other time.
            for than in words.than.iter().filter(|than| piece.contains(than.as_str())) {
                for time in words.other_times.iter().chain(&halves) {
                    times = times.replace(&format!("{than}{time}"), "");
                }
            }
            has_any(&times, &words.other_times)
                || times.contains(other_half)
                || names_another_year(&times, period)
                || names_a_month(&times)
        };
        let ahead = place == ProsePlace::Closing && has_any(self.text, &words.ahead);
        !ahead
            && !looked.times.has(self.text, self.stated.number.end, names_another)
            && !*looked.aims.get_or_insert_with(|| has_any(self.text, &words.aims))
            && !self.is_no_result()
            && !has_any(self.before(), &words.parts)
    }

    /// Whether the clause tells of an aim, or of what is not the company's own.
    fn is_no_result(&self) -> bool {
        let (clause, words) = (self.clause(), self.words);
        let is_own = |word: &String| self.own.is_nationwide && words.nationwide.contains(word);
        let mut others = words.not_results.iter().filter(|word| !is_own(word));
        others.any(|word| clause.contains(word.as_str()))
    }

    /// Whether the sentence is of a part of the period or the place: 国庆期间, 太原市.
    fn is_of_a_part(&self, looked: &mut Scan) -> bool {
        let words = self.words;
        if self.own.are_in_part(self.stated.number.start) {
            return true;
        }
        looked.part.has(self.text, self.stated.number.start, |piece| {
            let mut rest = piece.to_owned();
            for whole in self.own.names.iter().chain(&words.not_passing) {
                rest = rest.replace(whole.as_str(), "");
            }
            has_any(&rest, &words.passing) || names_a_city(&rest, words)
        })
    }

    /// The one figure that is meant. `groups` are those that the sentence names, with the ends of
    /// their first names.
    fn figure(
        &self,
        context: &Context<'_>,
        called: &FigureNames,
        figures: &[usize],
        groups: &[(usize, GroupMention<'_>)],
    ) -> Option<usize> {
        let name = &self.text[self.name.clone()];
        let before = groups.iter().filter(|(end, _)| *end <= self.name.start);
        let groups: BTreeSet<&str> =
            before.filter_map(|(_, group)| group.with(context, name)).collect();
        let areas = self.words.areas.iter();
        let mut areas = areas.filter(|area| self.clause().contains(area.as_str()));
        let area = areas.next();
        if areas.next().is_some() {
            return None;
        }
        let mut meant = figures.iter().filter(|n| {
            (groups.is_empty() || groups.contains(called.group_of(**n)))
                && area.is_none_or(|area| {
                    context.figures[**n].area().is_some_and(|own| same_area(own, area))
                })
        });
        let (one, other) = (*meant.next()?, meant.next());
        let of_area = context.figures.get(one)?.area();
        let is_meant = other.is_none() && (area.is_some() || of_area.is_none());
        is_meant.then_some(one)
    }
}

/// Another year, or this one without its half.
fn names_another_year(text: &str, period: Period) -> bool {
    let half = match period.half {
        Half::First => "上半年",
        Half::Second => "下半年",
    };
    text.match_indices('年').any(|(at, year)| {
        let before = &text[..at];
        let digits = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let after = &text[at + year.len()..];
        let own = before.ends_with(&period.year.to_string()) && digits == 4;
        let dated = after.starts_with(half) || after.starts_with(|c: char| c.is_ascii_digit());
        digits >= 2 && !(own && dated)
    })
}

/// A city's name: 太原市, but not 城市, 全市, 市场.
fn names_a_city(text: &str, words: &StatedWords) -> bool {
    text.match_indices('市').any(|(at, city)| {
        let (before, after) = (&text[..at], &text[at + city.len()..]);
        before.ends_with(char::is_alphanumeric)
            && !words.not_city_after.iter().any(|word| before.ends_with(word.as_str()))
            && !words.not_city_before.iter().any(|word| after.starts_with(word.as_str()))
    })
}

/// A month that is not the end of the period: 11月, but not 截至12月底.
fn names_a_month(text: &str) -> bool {
    text.match_indices('月').any(|(at, month)| {
        let is_number = text[..at].ends_with(|c: char| c.is_ascii_digit());
        let after = &text[at + month.len()..];
        is_number
            && !after.starts_with(['底', '末'])
            && !after.starts_with("30日")
            && !after.starts_with("31日")
    })
}

/// Whether a number cannot stand beside a figure.
fn contradicts(stated: &Statement, figure: &PlacedFigure<'_>) -> bool {
    let Some(amount) = &figure.part.figure.value.amount else { return false };
    let Some((own, said, half)) = comparable(stated, amount) else { return false };
    let apart = (own - said).abs();
    // A twentieth: what nobody would still call about the same.
    let far = apart * Decimal::from(20) > own.abs() && apart > half;
    match (stated.bound, amount.qualifier) {
        (Bound::None, None) => apart > half,
        (Bound::About, None | Some(Qualifier::About)) | (Bound::None, Some(Qualifier::About)) => {
            far
        }
        (Bound::AtLeast, None) => own < said,
        (Bound::AtMost, None) => own > said,
        (Bound::None, Some(Qualifier::AtMost | Qualifier::Below)) => said > own + half,
        (Bound::None, Some(Qualifier::AtLeast | Qualifier::Above)) => said + half < own,
        _ => false,
    }
}

/// Figure, number, and half of the number's last place, in one unit.
fn comparable(stated: &Statement, amount: &Amount) -> Option<(Decimal, Decimal, Decimal)> {
    let half = Decimal::new(5, stated.amount.value.scale().checked_add(1)?);
    if stated.amount.unit == amount.unit {
        return Some((amount.value, stated.amount.value, half));
    }
    let (kind, own) = amount.in_base()?;
    let (said_kind, said) = stated.amount.in_base()?;
    let (_, half) = in_base(half, &stated.amount.unit)?;
    (kind == said_kind).then_some((own, said, half))
}

fn finding(said: &Mention<'_>, figure: &PlacedFigure<'_>, at: Range<usize>) -> Finding {
    let name = &said.text[said.name.clone()];
    let number = &said.text[said.stated.number.clone()];
    let written = &figure.part.figure.value.as_written;
    let group = &figure.group.name.value;
    let own = figure.name();
    let message = format!("正文里“{name}”写的是“{number}”，{group}的指标里“{own}”是 {written}");
    Code::C01
        .at(at, message)
        .help("核对哪一个是对的，改成一致；说的不是同一回事的，把范围或时间写明")
        .related(figure.part.figure.span.clone(), "指标里的数据")
}
