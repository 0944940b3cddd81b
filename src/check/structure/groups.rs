//! S01: the groups of indicators that the licensed services need.

use std::ops::Range;

use super::implied;
use crate::check::Context;
use crate::filing::IndicatorGroup;
use crate::finding::{Code, Findings};
use crate::standard::CatalogueGroup;

const KEY: &str = "主要服务指标完成情况";

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    if let Some(place) = &context.filing.left_out.indicators {
        let message = "这份报告不列“主要服务指标完成情况”，没有指标可查";
        let help = "确实不列的，在“豁免”里写明理由；要列就从“不列”里删去，填上各组指标";
        findings.push(Code::S01.at(place.clone(), message).as_warning().help(help));
    }
    // What is not there at all was said by the reader.
    if context.filing.groups.is_empty() {
        return;
    }
    services(context, findings);
    for group in context.standard.groups().iter().filter(|group| group.always) {
        if !is_there(context, group) {
            let place = key_place(context).unwrap_or(0..0);
            let message = format!("缺少“{}”这一组指标", group.name);
            findings.push(
                Code::S01
                    .at(place, message)
                    .help(format!("每份报告都要有，加上“{}:”和各项指标", group.name)),
            );
        }
    }
    unlisted(context, findings);
    implied::check(context, findings);
}

/// Where the key of the groups stands: the last time before the first group.
fn key_place(context: &Context<'_>) -> Option<Range<usize>> {
    let first = context.filing.groups.first()?.name.span.start;
    let at = context.source.text().get(..first)?.rfind(KEY)?;
    Some(at..at + KEY.len())
}

/// Whether a service needs a group.
fn needs(group: &CatalogueGroup, service: &str) -> bool {
    group.services.iter().any(|s| s == service)
}

fn services(context: &Context<'_>, findings: &mut Findings) {
    let mut said: Vec<&str> = Vec::new();
    for service in &context.filing.company.services {
        let Some(group) = context.standard.groups().iter().find(|g| needs(g, &service.value))
        else {
            let known = context.standard.groups().iter().filter_map(|g| g.services.first());
            let known: Vec<&str> = known.map(String::as_str).collect();
            let message = format!("不知道“{}”要报哪一组指标，没有检查", service.value);
            findings.push(
                Code::S01
                    .at(service.span.clone(), message)
                    .as_info()
                    .help(format!("可以检查的经营业务：{}", known.join("、"))),
            );
            continue;
        };
        if is_there(context, group) || said.contains(&group.name.as_str()) {
            continue;
        }
        said.push(&group.name);
        let message = format!("经营“{}”，却没有这一组指标", service.value);
        let finding = Code::S01.at(service.span.clone(), message).help(format!(
            "在{KEY}里加上“{}:”和各项指标；没有经营的，从经营业务里删去",
            service.value
        ));
        findings.push(match key_place(context) {
            Some(place) => finding.related(place, "各组指标在这里"),
            None => finding,
        });
    }
}

/// Whether a filing has a group. A name that the catalogue does not know may be this group's
/// where it contains one of this group's names.
fn is_there(context: &Context<'_>, group: &CatalogueGroup) -> bool {
    let names = || std::iter::once(&group.name).chain(&group.also).chain(&group.services);
    context.filing.groups.iter().any(|own| {
        let own = own.name.value.as_str();
        match context.standard.group(own) {
            Some(known) => known.name == group.name,
            None => names().any(|name| own.contains(name.as_str())),
        }
    })
}

/// A group whose service is not among the licensed ones.
fn unlisted(context: &Context<'_>, findings: &mut Findings) {
    let services = &context.filing.company.services;
    let is_known = |service: &str| context.standard.groups().iter().any(|g| needs(g, service));
    // A service by another name may be the one.
    if services.is_empty() || !services.iter().all(|s| is_known(&s.value)) {
        return;
    }
    for own in &context.filing.groups {
        let Some(group) = known_group(context, own) else { continue };
        if group.services.is_empty() || services.iter().any(|s| needs(group, &s.value)) {
            continue;
        }
        let name = &own.name.value;
        let message = format!("有“{name}”这一组指标，经营业务里却没有列");
        findings.push(
            Code::S01
                .at(own.name.span.clone(), message)
                .as_warning()
                .help(format!("经营的，在企业的经营业务里加上“{name}”；没有经营的，删去这一组")),
        );
    }
}

fn known_group<'c>(context: &Context<'c>, own: &IndicatorGroup) -> Option<&'c CatalogueGroup> {
    context.standard.group(&own.name.value)
}
