//! What a report does not say outright and is certain all the same: 集团, 省份, 简称, 经营业务.

use super::draft::Draft;
use super::piece::block_text;
use crate::filing::GROUPS;
use crate::standard::{Operator, Standard};

/// What is certain; the rest is for the filer to say.
#[derive(Debug, Default)]
pub(super) struct Known {
    pub(super) company: Option<String>,
    pub(super) group: Option<String>,
    pub(super) provinces: Vec<String>,
    pub(super) short: Option<String>,
    pub(super) services: Vec<String>,
}

/// The most characters of a short name.
const LONGEST_SHORT: usize = 12;

/// What a draft makes certain.
pub(super) fn known(draft: &Draft, standard: &Standard) -> Known {
    let company = draft.head.company.as_ref().map_or("", |company| company.text.as_str());
    let units = draft.ending.units.iter().map(|unit| unit.text.as_str());
    let names: Vec<&str> =
        std::iter::once(company).chain(units).filter(|n| !n.is_empty()).collect();
    // The one who signs is the company where the title names none.
    let company = names.first().copied().filter(|_| !company.is_empty() || names.len() == 1);
    let named = company.unwrap_or_default();
    let group = only(names.iter().filter_map(|name| group(name, standard)));
    let provinces = provinces(named, standard);
    let texts = texts(draft);
    let operator = group.as_deref().and_then(|group| standard.operator(group));
    let short = stated_short(&texts, standard)
        .or_else(|| usual_short(operator?, &provinces, &texts, standard));
    Known {
        company: company.map(str::to_owned),
        group,
        provinces,
        short,
        services: services(draft, standard),
    }
}

/// The one that all agree on.
fn only(mut found: impl Iterator<Item = String>) -> Option<String> {
    let first = found.next()?;
    found.all(|other| other == first).then_some(first)
}

/// The group whose name a company's has.
fn group(name: &str, standard: &Standard) -> Option<String> {
    let has = |o: &&Operator| {
        name.contains(&o.group) || o.also.iter().any(|also| name.contains(also.as_str()))
    };
    let mut found = standard.operators().iter().filter(has);
    let one = found.next()?.group.clone();
    (found.next().is_none() && GROUPS.contains(&one.as_str())).then_some(one)
}

/// The provinces that a company's name has.
fn provinces(company: &str, standard: &Standard) -> Vec<String> {
    let mut found: Vec<(usize, String)> = standard
        .provinces()
        .iter()
        .filter_map(|p| Some((company.find(&p.short)?, p.name.clone())))
        .collect();
    found.sort_unstable();
    found.into_iter().map(|(_, name)| name).collect()
}

/// The short name that the text gives: （以下简称山西移动）.
fn stated_short(texts: &[String], standard: &Standard) -> Option<String> {
    let first_person = &standard.names().company.first_person;
    let is_name = |name: &str| {
        (2..=LONGEST_SHORT).contains(&name.chars().count())
            && !first_person.iter().any(|person| person == name)
            && !["公司", "本公司", "集团"].contains(&name)
    };
    let stated = texts.iter().flat_map(|text| {
        text.match_indices("简称").filter_map(|(at, word)| {
            let behind: String = text[at + word.len()..].chars().take(LONGEST_SHORT + 4).collect();
            let behind = behind.trim_start_matches(['：', '“', '"', '为', '「']);
            let end = behind.find(['）', ')', '”', '"', '」', '，', '。', '、'])?;
            Some(behind[..end].trim().to_owned())
        })
    });
    stated.into_iter().next().filter(|name| is_name(name))
}

/// 山西移动, where the text speaks of it.
fn usual_short(
    operator: &Operator,
    provinces: &[String],
    texts: &[String],
    standard: &Standard,
) -> Option<String> {
    let [province] = provinces else { return None };
    let province = standard.province(province)?;
    let name = format!("{}{}", province.short, operator.brand);
    let said: usize = texts.iter().map(|text| text.matches(&name).count()).sum();
    (said >= 3).then_some(name)
}

/// The services of the groups that there are, as the groups call them.
fn services(draft: &Draft, standard: &Standard) -> Vec<String> {
    let service = |name: &str| {
        let group = standard.group(name)?;
        group.services.iter().find(|service| *service == name).or(group.services.first()).cloned()
    };
    let mut services = Vec::new();
    for service in draft.groups.iter().filter_map(|group| service(&group.name.text)) {
        if !services.contains(&service) {
            services.push(service);
        }
    }
    services
}

/// All texts in which names stand.
fn texts(draft: &Draft) -> Vec<String> {
    draft.narratives().iter().flat_map(|texts| texts.blocks.iter().map(block_text)).collect()
}
