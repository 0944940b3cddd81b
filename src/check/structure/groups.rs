//! S01: the groups of indicators that the licensed services need.

use std::ops::Range;

use super::implied;
use crate::check::Case;
use crate::filing::IndicatorGroup;
use crate::finding::{Finding, Findings};
use crate::standard::CatalogueGroup;

const KEY: &str = "主要服务指标完成情况";

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    // What is not there at all was said by the reader.
    if case.filing.groups.is_empty() {
        return;
    }
    services(case, findings);
    for group in case.standard.groups().iter().filter(|group| group.always) {
        if !is_there(case, group) {
            let place = key_place(case).unwrap_or(0..0);
            let told = format!("缺少“{}”这一组指标", group.name);
            findings.push(
                Finding::error("S01", place, told)
                    .help(format!("每份报告都要有，加上“{}:”和各项指标", group.name)),
            );
        }
    }
    unlisted(case, findings);
    implied::check(case, findings);
}

/// Where the key of the groups stands: the last time before the first group.
fn key_place(case: &Case<'_>) -> Option<Range<usize>> {
    let first = case.filing.groups.first()?.name.span.start;
    let at = case.source.text().get(..first)?.rfind(KEY)?;
    Some(at..at + KEY.len())
}

/// Whether a service needs a group.
fn needs(group: &CatalogueGroup, service: &str) -> bool {
    group.services.iter().any(|s| s == service)
}

fn services(case: &Case<'_>, findings: &mut Findings) {
    let mut said: Vec<&str> = Vec::new();
    for service in &case.filing.company.services {
        let Some(group) = case.standard.groups().iter().find(|g| needs(g, &service.value)) else {
            let known = case.standard.groups().iter().filter_map(|g| g.services.first());
            let known: Vec<&str> = known.map(String::as_str).collect();
            let told = format!("不知道“{}”要报哪一组指标，没有检查", service.value);
            findings.push(
                Finding::info("S01", service.span.clone(), told)
                    .help(format!("可以检查的经营业务：{}", known.join("、"))),
            );
            continue;
        };
        if is_there(case, group) || said.contains(&group.name.as_str()) {
            continue;
        }
        said.push(&group.name);
        let told = format!("经营“{}”，却没有这一组指标", service.value);
        let finding = Finding::error("S01", service.span.clone(), told).help(format!(
            "在{KEY}里加上“{}:”和各项指标；没有经营的，从经营业务里删去",
            service.value
        ));
        findings.push(match key_place(case) {
            Some(place) => finding.related(place, "各组指标在这里"),
            None => finding,
        });
    }
}

/// Whether a filing has a group. A name that the catalogue does not know may be this group's
/// where it contains one of this group's names.
fn is_there(case: &Case<'_>, group: &CatalogueGroup) -> bool {
    let names = || std::iter::once(&group.name).chain(&group.also).chain(&group.services);
    case.filing.groups.iter().any(|own| {
        let own = own.name.value.as_str();
        match case.standard.group(own) {
            Some(known) => known.name == group.name,
            None => names().any(|name| own.contains(name.as_str())),
        }
    })
}

/// A group whose service is not among the licensed ones.
fn unlisted(case: &Case<'_>, findings: &mut Findings) {
    let services = &case.filing.company.services;
    let is_known = |service: &str| case.standard.groups().iter().any(|g| needs(g, service));
    // A service by another name may be the one.
    if services.is_empty() || !services.iter().all(|s| is_known(&s.value)) {
        return;
    }
    for own in &case.filing.groups {
        let Some(group) = known_group(case, own) else { continue };
        if group.services.is_empty() || services.iter().any(|s| needs(group, &s.value)) {
            continue;
        }
        let name = &own.name.value;
        let told = format!("有“{name}”这一组指标，经营业务里却没有列");
        findings.push(
            Finding::warning("S01", own.name.span.clone(), told)
                .help(format!("经营的，在企业的经营业务里加上“{name}”；没有经营的，删去这一组")),
        );
    }
}

fn known_group<'c>(case: &Case<'c>, own: &IndicatorGroup) -> Option<&'c CatalogueGroup> {
    case.standard.group(&own.name.value)
}
