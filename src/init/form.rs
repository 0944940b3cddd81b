//! How a new filing words its groups and indicators: `data/standard/form.yaml`. What there is to
//! report stays with the catalogue.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::standard::{CatalogueGroup, Standard};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    companies: Vec<CompanyForm>,
    groups: Vec<GroupForm>,
    indicators: Vec<IndicatorForm>,
}

/// What companies of a 集团 are called; 〔省〕 and 〔简〕 stand for the province.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CompanyForm {
    group: String,
    /// As in a report's title.
    pub(super) name: String,
    /// As a report is signed.
    pub(super) full: String,
    /// What the group itself is called.
    pub(super) whole: String,
}

/// How a group is laid out.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GroupForm {
    group: String,
    /// Its comment in the file.
    pub(super) note: String,
    /// Areas that its times and timely rates are given for.
    #[serde(default)]
    pub(super) areas: Vec<String>,
    /// Whether average and timely rate of a subject share a line.
    #[serde(default)]
    pub(super) joined: bool,
    /// Whether it stands in a new file only where it is asked for.
    #[serde(default)]
    pub(super) asked: bool,
    /// The group whose services bring this one along.
    #[serde(default)]
    pub(super) with: Option<String>,
    /// Names of the service that a filing may have; only the group's where there are none.
    #[serde(default)]
    names: Vec<String>,
    /// Other names of the service that bring other names of the indicators.
    #[serde(default)]
    pub(super) variants: Vec<Variant>,
}

/// A group under another name.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Variant {
    pub(super) name: String,
    indicators: Vec<RenamedIndicator>,
}

/// An indicator under another name.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RenamedIndicator {
    id: String,
    pub(super) name: String,
    /// The unit that goes with it, where that is another one.
    #[serde(default)]
    pub(super) unit: Option<String>,
    /// A figure in that unit.
    #[serde(default)]
    pub(super) example: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct IndicatorForm {
    id: String,
    /// What to mind.
    #[serde(default)]
    pub(super) note: Option<String>,
    /// A figure as it is printed.
    pub(super) example: String,
}

impl Variant {
    /// What an indicator is called under this name.
    pub(super) fn indicator(&self, id: &str) -> Option<&RenamedIndicator> {
        self.indicators.iter().find(|i| i.id == id)
    }
}

static FORM: LazyLock<Form> =
    LazyLock::new(|| crate::standard::ours(include_str!("../../data/standard/form.yaml")));

/// What companies of a 集团 are called.
pub(super) fn company(group: &str) -> Option<&'static CompanyForm> {
    FORM.companies.iter().find(|c| c.group == group)
}

/// How a group is laid out, by its canonical name.
pub(super) fn group(name: &str) -> Option<&'static GroupForm> {
    FORM.groups.iter().find(|g| g.group == name)
}

/// The groups that stand in a new file only where they are asked for.
pub(super) fn groups_to_ask_for() -> Vec<&'static str> {
    FORM.groups.iter().filter(|g| g.asked).map(|g| g.group.as_str()).collect()
}

pub(super) fn indicator(id: &str) -> Option<&'static IndicatorForm> {
    FORM.indicators.iter().find(|i| i.id == id)
}

/// The services that a filing may name, one for each group.
pub(crate) fn services(standard: &Standard) -> Vec<&str> {
    let groups = standard.groups().iter().filter(|g| !g.services.is_empty());
    groups.map(|g| g.name.as_str()).collect()
}

/// A service as a filing has it, from what people type: the name itself where it is a proper one,
/// else the group's.
pub(super) fn service(typed: &str, standard: &Standard) -> Option<String> {
    let proper = |g: &CatalogueGroup| {
        group(&g.name).is_some_and(|form| form.names.iter().any(|name| name == typed))
    };
    let meant = |g: &&CatalogueGroup| {
        g.services.iter().any(|service| service == typed)
            // 移动 for 移动电话.
            || (typed.chars().count() >= 2 && g.name.starts_with(typed))
    };
    let groups = standard.groups().iter().filter(|g| !g.services.is_empty());
    let found = groups.filter(|g| meant(g) || proper(g)).min_by_key(|g| !proper(g))?;
    Some(if proper(found) { typed.to_owned() } else { found.name.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::IndicatorEntry;

    #[test]
    fn everything_that_is_usual_has_its_wording() {
        let standard = Standard::newest();
        for entry in standard.indicators().iter().filter(|e| e.usual) {
            assert!(indicator(&entry.id).is_some(), "{}", entry.id);
            assert!(group(&entry.group).is_some(), "{}", entry.group);
        }
        for operator in standard.operators() {
            assert!(company(&operator.group).is_some(), "{}", operator.group);
        }
    }

    #[test]
    fn nothing_is_worded_that_the_catalogue_does_not_have() {
        let standard = Standard::newest();
        let asked = |name: &str| group(name).is_some_and(|form| form.asked);
        let known = |id: &str| {
            standard.indicators().iter().any(|e| e.id == id && (e.usual || asked(&e.group)))
        };
        for form in &FORM.indicators {
            assert!(known(&form.id), "{}", form.id);
        }
        for form in &FORM.groups {
            assert!(standard.groups().iter().any(|g| g.name == form.group), "{}", form.group);
            let of_group = |e: &IndicatorEntry| e.group == form.group && indicator(&e.id).is_some();
            assert!(standard.indicators().iter().any(of_group), "{} is empty", form.group);
            for variant in &form.variants {
                for renamed in &variant.indicators {
                    let name = &renamed.name;
                    let found = standard.find(&variant.name, name, None).map(|m| &m.entry.id);
                    assert_eq!(found, Some(&renamed.id), "{name}");
                }
            }
        }
    }
}
