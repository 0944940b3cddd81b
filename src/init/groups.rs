//! 主要服务指标完成情况 of a new filing: the groups that its services need, with the indicators
//! that are usual, and those that are asked for, each a prompt with its unit.

use super::form::{self, GroupForm, Variant};
use crate::standard::{CatalogueGroup, Direction, IndicatorEntry, Measure, Standard};

/// A group of the new file.
struct Group<'s> {
    catalogue: &'s CatalogueGroup,
    form: &'static GroupForm,
    /// As the file names it.
    name: &'s str,
    variant: Option<&'static Variant>,
}

/// A line of the file: its comment, its key, its prompt.
struct Line {
    note: String,
    key: String,
    prompt: String,
}

/// The lines of the groups that the services need; of all, where no services are given. Then the
/// other names that a group can go by follow as comments.
pub(super) fn lines(
    services: Option<&[String]>,
    asked: &[String],
    hotline: &str,
    standard: &Standard,
) -> Vec<String> {
    let mut lines = Vec::new();
    let mut powers_shown = false;
    for catalogue in standard.groups() {
        let group = match asked.contains(&catalogue.name) {
            true => wanted(catalogue),
            false => needed(catalogue, services, standard),
        };
        let Some(group) = group else { continue };
        lines.push(format!("  # {}", group.form.note));
        lines.push(format!("  {}:", group.name));
        for line in group.lines(standard, hotline) {
            lines.push(format!("    # {}", line.note));
            if line.prompt.contains('⁻') && !powers_shown {
                powers_shown = true;
                let powers = "× ⁻ ⁰ ¹ ² ³ ⁴ ⁵ ⁶ ⁷ ⁸ ⁹";
                lines.push(format!("    # 乘号和上标可从这里复制：{powers}"));
            }
            lines.push(format!("    {}: {}", line.key, line.prompt));
        }
        if services.is_none() {
            lines.extend(group.form.variants.iter().flat_map(|v| other(&group, v, standard)));
        }
    }
    lines
}

/// An indicator that a group may have, as a new filing would have it.
#[derive(Debug)]
pub(crate) struct Offer {
    /// Its key.
    pub name: String,
    /// The catalogue's indicators that it gives.
    pub ids: Vec<String>,
}

/// What a group may have, by the name that the filing has for it: the usual first.
pub(crate) fn offers(group: &str, standard: &Standard) -> Vec<Offer> {
    let Some(catalogue) = standard.group(group) else { return Vec::new() };
    let Some(form) = form::group(&catalogue.name) else { return Vec::new() };
    let variant = form.variants.iter().find(|variant| variant.name == group);
    let of_group = Group { catalogue, form, name: &catalogue.name, variant };
    let entries = standard.indicators().iter().filter(|entry| entry.group == catalogue.name);
    let (usual, others): (Vec<_>, Vec<_>) = entries.partition(|entry| entry.usual);
    let of = |entries: Vec<&IndicatorEntry>| -> Vec<Offer> {
        let runs = of_group.runs(&entries);
        let offer = |entries: &[&IndicatorEntry]| {
            let Line { key: name, .. } = of_group.line(entries, "号码");
            Offer { name, ids: entries.iter().map(|entry| entry.id.clone()).collect() }
        };
        runs.into_iter().map(offer).collect()
    };
    of(usual).into_iter().chain(of(others)).collect()
}

/// A group as it is under another name, as comments.
fn other(group: &Group<'_>, variant: &'static Variant, standard: &Standard) -> Vec<String> {
    let name = &variant.name;
    let mut lines =
        vec![format!("  # 用{name}这个名称的，换成下面这一组："), format!("  # {name}:")];
    let group = Group { name, variant: Some(variant), ..*group };
    lines
        .extend(group.lines(standard, "").iter().map(|l| format!("  #   {}: {}", l.key, l.prompt)));
    lines
}

/// A group that was asked for.
fn wanted(catalogue: &CatalogueGroup) -> Option<Group<'_>> {
    let form = form::group(&catalogue.name)?;
    Some(Group { catalogue, form, name: &catalogue.name, variant: None })
}

/// The group with its name, if the services need it.
fn needed<'s>(
    catalogue: &'s CatalogueGroup,
    services: Option<&'s [String]>,
    standard: &'s Standard,
) -> Option<Group<'s>> {
    let form = form::group(&catalogue.name).filter(|form| !form.asked)?;
    let service_of = |group: &CatalogueGroup| {
        let mut services = services.unwrap_or_default().iter();
        services.find(|s| group.services.contains(s)).map(String::as_str)
    };
    let own = service_of(catalogue);
    let brought = form.with.as_deref().and_then(|with| standard.group(with));
    let brought = brought.is_some_and(|with| service_of(with).is_some());
    if services.is_some() && own.is_none() && !brought && !catalogue.always {
        return None;
    }
    let name = own.unwrap_or(&catalogue.name);
    let variant = form.variants.iter().find(|v| v.name == name);
    Some(Group { catalogue, form, name, variant })
}

impl Group<'_> {
    fn lines(&self, standard: &Standard, hotline: &str) -> Vec<Line> {
        // What is usual in a group that few have nobody knows; what has a wording is offered.
        let is_offered = |e: &IndicatorEntry| match self.form.asked {
            true => form::indicator(&e.id).is_some(),
            false => e.usual,
        };
        let of_group = |e: &&IndicatorEntry| e.group == self.catalogue.name && is_offered(e);
        let entries: Vec<&IndicatorEntry> = standard.indicators().iter().filter(of_group).collect();
        self.runs(&entries).into_iter().map(|entries| self.line(entries, hotline)).collect()
    }

    /// Those that share a line.
    fn runs<'e, 's>(&self, entries: &'e [&'s IndicatorEntry]) -> Vec<&'e [&'s IndicatorEntry]> {
        let joined = |a: &&IndicatorEntry, b: &&IndicatorEntry| {
            self.form.joined && !a.subject.is_empty() && a.subject == b.subject
        };
        entries.chunk_by(joined).collect()
    }

    fn line(&self, entries: &[&IndicatorEntry], hotline: &str) -> Line {
        let split = |e: &IndicatorEntry| !self.form.areas.is_empty() && e.measure != Measure::Value;
        let (mut key, mut prompts, mut examples) = (String::new(), vec![], vec![]);
        for entry in entries {
            let (name, unit, example) = self.words(entry);
            let prompt = prompt(entry, unit, hotline);
            if self.form.joined && !entry.subject.is_empty() {
                let measure = measure_word(entry.measure);
                key.clone_from(&entry.subject);
                prompts.push(format!("{measure}: {prompt}"));
                examples.push(format!("{measure}: {example}"));
            } else if split(entry) {
                key = name.to_owned();
                prompts.extend(self.form.areas.iter().map(|area| format!("{area}: {prompt}")));
                let first = self.form.areas.first().map_or("", String::as_str);
                examples.push(format!("{first}: {example}"));
            } else {
                let example = if unit == "文字" { hotline } else { example };
                return Line { note: note(entry, example), key: name.to_owned(), prompt };
            }
        }
        let noted = entries.iter().find(|e| note_of(e).is_some()).or(entries.first());
        let note = noted.map_or_else(String::new, |e| note(e, &examples.join(", ")));
        Line { note, key, prompt: format!("{{ {} }}", prompts.join(", ")) }
    }

    /// Name, unit and example of an indicator under the group's name.
    fn words<'w>(&self, entry: &'w IndicatorEntry) -> (&'w str, &'w str, &'w str) {
        let example = form::indicator(&entry.id).map_or("", |form| form.example.as_str());
        match self.variant.and_then(|v| v.indicator(&entry.id)) {
            None => (&entry.name, &entry.unit, example),
            Some(other) => (
                &other.name,
                other.unit.as_deref().unwrap_or(&entry.unit),
                other.example.as_deref().unwrap_or(example),
            ),
        }
    }
}

/// What stands in a figure's place, by the labels that it stands below.
pub(crate) fn prompt_of(
    group: &str,
    indicator: &str,
    labels: &[&str],
    standard: &Standard,
) -> String {
    let with_label =
        || labels.iter().find_map(|label| standard.find(group, indicator, Some(label)));
    let Some(found) = with_label().or_else(|| standard.find(group, indicator, None)) else {
        return "【】".to_owned();
    };
    let variant = form::group(&found.entry.group)
        .and_then(|form| form.variants.iter().find(|variant| variant.name == group));
    let renamed = variant.and_then(|variant| variant.indicator(&found.entry.id));
    let unit = renamed.and_then(|renamed| renamed.unit.as_deref()).unwrap_or(&found.entry.unit);
    prompt(found.entry, unit, "号码")
}

/// What stands in the places of an indicator's figures in a new filing, each with its label.
pub(crate) fn prompts_of(
    group: &str,
    indicator: &str,
    standard: &Standard,
) -> Vec<(Option<String>, String)> {
    let prompt = |labels: &[&str]| prompt_of(group, indicator, labels, standard);
    let Some(catalogue) = standard.group(group) else { return vec![(None, prompt(&[]))] };
    if let Some(found) = standard.find(group, indicator, None) {
        let areas = form::group(&catalogue.name).map_or(&[][..], |form| form.areas.as_slice());
        if areas.is_empty() || found.entry.measure == Measure::Value {
            return vec![(None, prompt(&[]))];
        }
        return areas.iter().map(|area| (Some(area.clone()), prompt(&[]))).collect();
    }
    // The average and the timely rate of a subject.
    let of_subject = standard.indicators().iter().filter(|entry| {
        let is_named = entry.subject == indicator || entry.also.iter().any(|a| a == indicator);
        entry.group == catalogue.name && is_named
    });
    let prompts: Vec<_> = of_subject
        .map(|entry| {
            let measure = measure_word(entry.measure);
            (Some(measure.to_owned()), prompt(&[measure]))
        })
        .collect();
    if prompts.is_empty() { vec![(None, prompt(&[]))] } else { prompts }
}

/// The indicators that a new filing has in a group, as it names them there.
pub(crate) fn usual_indicators(name: &str, standard: &Standard) -> Vec<String> {
    let Some(catalogue) = standard.group(name) else { return Vec::new() };
    let Some(form) = form::group(&catalogue.name) else { return Vec::new() };
    let variant = form.variants.iter().find(|variant| variant.name == name);
    let group = Group { catalogue, form, name, variant };
    group.lines(standard, "号码").into_iter().map(|line| line.key).collect()
}

/// The word that a measure has within braces.
fn measure_word(measure: Measure) -> &'static str {
    match measure {
        Measure::Average => "平均",
        Measure::Maximum => "最长",
        Measure::Timeliness => "及时率",
        Measure::Value => "值",
    }
}

fn note_of(entry: &IndicatorEntry) -> Option<&'static str> {
    form::indicator(&entry.id)?.note.as_deref()
}

fn note(entry: &IndicatorEntry, example: &str) -> String {
    match note_of(entry) {
        Some(note) => format!("{note}；例：{example}"),
        None => format!("例：{example}"),
    }
}

/// What stands in a figure's place; the reader recognises each as a prompt.
fn prompt(entry: &IndicatorEntry, unit: &str, hotline: &str) -> String {
    match unit {
        "%" if entry.direction == Direction::Lower => "【0.00】%".to_owned(),
        "%" => "【00.00】%".to_owned(),
        "比率" => "≤【4×10⁻⁶】".to_owned(),
        "文字" => format!("【{hotline}】"),
        unit if unit.chars().count() > 4 => format!("【0.00{unit}】"),
        unit => format!("【0.00】{unit}"),
    }
}
