//! What the figures of a filing are called in its prose.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::check::Context;
use crate::standard::names::StatedWords;
use crate::standard::{IndicatorEntry, Measure, PlacedFigure, Territory};

/// The names of the figures, the longer first, each with the figures that go by it.
pub(super) struct FigureNames {
    names: Vec<Name>,
    /// The groups that the prose names.
    groups: Vec<GroupWords>,
    /// By figure: its group, by the catalogue's name where it has one.
    group_of: Vec<String>,
    /// What may stand right before a name and is no part of it.
    leads: Vec<String>,
    words: &'static StatedWords,
}

/// A name that figures go by.
pub(super) struct Name {
    name: String,
    pub(super) figures: Vec<usize>,
    /// The figures' units, each once.
    pub(super) units: Vec<String>,
}

/// A group as the prose may name it.
struct GroupWords {
    /// In any of these words, which stand in the prose.
    words: Vec<String>,
    /// By the catalogue's name, or the filing's own.
    group: String,
    /// Whether the catalogue has it.
    known: bool,
}

impl FigureNames {
    pub(super) fn of(context: &Context<'_>) -> Self {
        let words = &context.standard.names().stated;
        let mut names: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (n, figure) in context.figures.iter().enumerate() {
            for name in names_of(figure, words) {
                if name.chars().count() > 2 {
                    names.entry(name).or_default().push(n);
                }
            }
        }
        let unit =
            |n: &usize| Some(context.figures[*n].part.figure.value.amount.as_ref()?.unit.clone());
        let names = names.into_iter().filter(|(name, _)| context.has_word(name));
        let mut names: Vec<Name> = names
            .map(|(name, figures)| {
                let units: BTreeSet<String> = figures.iter().filter_map(unit).collect();
                Name { name, figures, units: units.into_iter().collect() }
            })
            .collect();
        names.sort_by_key(|name| std::cmp::Reverse(name.name.len()));
        let group_of = context
            .figures
            .iter()
            .map(|figure| group_of(context, &figure.group.name.value))
            .collect();
        Self { names, groups: groups(context), group_of, leads: leads(context), words }
    }

    /// The group of a figure, by the catalogue's name where it has one.
    pub(super) fn group_of(&self, figure: usize) -> &str {
        self.group_of.get(figure).map_or("", String::as_str)
    }

    /// Where a sentence first names groups up to: each with the end of that.
    pub(super) fn groups_in(&self, sentence: &str) -> Vec<(usize, GroupMention<'_>)> {
        let found = self.groups.iter().filter_map(|group| {
            let ends =
                group.words.iter().filter_map(|w| Some(sentence.find(w.as_str())? + w.len()));
            Some((ends.min()?, GroupMention { group: &group.group, known: group.known }))
        });
        found.collect()
    }

    /// The names in a sentence with their figures, the longest at each place.
    pub(super) fn names_in(&self, sentence: &str) -> Vec<(Range<usize>, &Name)> {
        let mut found: Vec<(Range<usize>, &Name)> = Vec::new();
        for name in &self.names {
            for (at, _) in sentence.match_indices(name.name.as_str()) {
                let range = at..at + name.name.len();
                let taken = found.iter().any(|(o, _)| o.start < range.end && range.start < o.end);
                if !taken && self.stands_alone(&sentence[..at]) {
                    found.push((range, name));
                }
            }
        }
        found.sort_by_key(|(range, _)| range.start);
        found
    }

    /// Whether a name is not the end of a longer one: 人工接通率 is not 接通率.
    ///
    /// 专线业务开通及时率 and “…”产品的开通及时率 are another service's.
    fn stands_alone(&self, mut before: &str) -> bool {
        loop {
            let Some(last) = before.chars().next_back() else { return true };
            if !last.is_alphanumeric() {
                return !matches!(last, '”' | '’' | '》');
            }
            let leads = self.leads.iter().filter(|word| before.ends_with(word.as_str()));
            let Some(lead) = leads.max_by_key(|word| word.len()) else { return false };
            if !self.words.lead_of.contains(lead) {
                return true;
            }
            before = &before[..before.len() - lead.len()];
        }
    }
}

/// Words of ours, areas, groups, and the carrier itself.
fn leads(context: &Context<'_>) -> Vec<String> {
    let words = &context.standard.names().stated;
    let company = &context.filing.company;
    let mut leads: Vec<String> = words.lead.iter().chain(&words.areas).cloned().collect();
    // A group that the filing does not have is another service.
    let has =
        |name: &str| context.filing.groups.iter().any(|g| group_of(context, &g.name.value) == name);
    let groups = context.standard.groups().iter().filter(|g| has(&g.name));
    leads.extend(groups.flat_map(|g| std::iter::once(&g.name).chain(&g.also)).cloned());
    leads.extend(context.filing.groups.iter().map(|g| g.name.value.clone()));
    leads.extend(company.short_name.as_ref().map(|name| name.value.clone()));
    leads.push(company.name.value.clone());
    let operator = context.standard.operator(&company.group.value);
    let own = context.standard.territory(&company.provinces);
    let province = own.as_ref().and_then(Territory::only);
    leads.extend(operator.zip(province).map(|(o, p)| format!("{}{}", p.short, o.brand)));
    if own.is_some_and(|own| own.is_nationwide()) {
        leads.extend(words.nationwide.iter().cloned());
    }
    leads.retain(|word| !word.is_empty() && context.has_word(word));
    leads
}

fn names_of(figure: &PlacedFigure<'_>, words: &StatedWords) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let own = &figure.indicator.name.value;
    let label = figure.measure();
    match label {
        None => {
            names.insert(own.clone());
        }
        Some(label) => {
            names.insert(format!("{own}{label}"));
            names.insert(format!("{own}的{label}"));
        }
    }
    let Some(known) = figure.known else { return names };
    let entry = known.entry;
    // The entry's own names are of its measure; a longest time is of the average's entry.
    if known.measure == entry.measure {
        names.extend(std::iter::once(&entry.name).chain(&entry.names).cloned());
    }
    for subject in subjects(entry, own, label.is_some()) {
        names.extend(measured(&subject, known.measure, words));
    }
    names
}

/// What is measured, by its several names.
fn subjects(entry: &IndicatorEntry, own: &str, labelled: bool) -> BTreeSet<String> {
    let known = std::iter::once(&entry.subject).chain(&entry.also);
    let mut subjects: BTreeSet<String> = known.filter(|s| !s.is_empty()).cloned().collect();
    if labelled {
        subjects.insert(own.to_owned());
    }
    subjects
}

/// A subject with the words of a measure.
fn measured(subject: &str, measure: Measure, words: &StatedWords) -> Vec<String> {
    let tails = match measure {
        Measure::Average => &words.average,
        Measure::Maximum => &words.maximum,
        Measure::Timeliness => &words.timeliness,
        Measure::Value => return vec![],
    };
    let mut names: Vec<String> = tails
        .iter()
        .flat_map(|tail| [format!("{subject}{tail}"), format!("{subject}的{tail}")])
        .collect();
    if measure == Measure::Average {
        let whole = |tail: &String| format!("{}{subject}{tail}", words.average_before);
        names.extend(words.average_after.iter().map(whole));
    }
    names
}

/// A group that a sentence names.
#[derive(Clone, Copy)]
pub(super) struct GroupMention<'c> {
    group: &'c str,
    known: bool,
}

impl<'c> GroupMention<'c> {
    /// Its name, unless the catalogue has it without an indicator of a name.
    pub(super) fn with(self, context: &Context<'_>, name: &str) -> Option<&'c str> {
        let has_name = !self.known || context.standard.find(self.group, name, None).is_some();
        has_name.then_some(self.group)
    }
}

/// The groups that the prose names anywhere: the catalogue's, and the filing's own.
fn groups(context: &Context<'_>) -> Vec<GroupWords> {
    let named = |words: Vec<&String>| -> Vec<String> {
        words.into_iter().filter(|word| context.has_word(word)).cloned().collect()
    };
    let known = context.standard.groups().iter().map(|group| GroupWords {
        words: named(std::iter::once(&group.name).chain(&group.also).collect()),
        group: group.name.clone(),
        known: true,
    });
    let own = context.filing.groups.iter().filter_map(|group| {
        let name = group_of(context, &group.name.value);
        context.standard.group(&name).is_none().then(|| GroupWords {
            words: named(vec![&group.name.value]),
            group: name,
            known: false,
        })
    });
    known.chain(own).filter(|group| !group.words.is_empty()).collect()
}

/// A group by the catalogue's name where it has one.
fn group_of(context: &Context<'_>, name: &str) -> String {
    context.standard.group(name).map_or(name, |group| &group.name).to_owned()
}
