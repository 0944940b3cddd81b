//! A filing's data for machines: every figure with its exact value as a string.

use serde::Serialize;

use crate::filing::{Filing, Indicator, Part};

/// The name and version of the data's form.
pub const SCHEMA: &str = "chengbao-filing/1";

#[derive(Serialize)]
struct FilingData<'f> {
    schema: &'static str,
    company: CompanyData<'f>,
    period: String,
    title: &'f str,
    signatory: &'f str,
    date: String,
    indicators: Vec<FigureData<'f>>,
}

#[derive(Serialize)]
struct CompanyData<'f> {
    name: &'f str,
    short_name: Option<&'f str>,
    group: &'f str,
    province: &'f str,
    services: Vec<&'f str>,
}

/// One figure of one indicator.
#[derive(Serialize)]
struct FigureData<'f> {
    service: &'f str,
    indicator: &'f str,
    /// The measure or area as the filing names it.
    label: Option<&'f str>,
    qualifier: Option<&'static str>,
    /// Exact, as a string; null for plain text.
    value: Option<String>,
    unit: Option<&'f str>,
    as_written: &'f str,
    note: Option<&'f str>,
}

/// A filing's data as JSON, in the order of the filing, without an end of line.
#[must_use]
pub fn filing_json(filing: &Filing) -> String {
    let company = &filing.company;
    let data = FilingData {
        schema: SCHEMA,
        company: CompanyData {
            name: &company.name.value,
            short_name: company.short_name.as_ref().map(|s| s.value.as_str()),
            group: &company.group.value,
            province: &company.province.value,
            services: company.services.iter().map(|s| s.value.as_str()).collect(),
        },
        period: filing.period.value.to_string(),
        title: filing.report_name(),
        signatory: filing.signatory(),
        date: filing.signature.date.value.iso(),
        indicators: filing
            .groups
            .iter()
            .flat_map(|group| {
                group.indicators.iter().flat_map(|indicator| {
                    indicator.parts.iter().map(|part| figure(&group.name.value, indicator, part))
                })
            })
            .collect(),
    };
    // Strings, options and lists of them: nothing here can fail to serialise.
    serde_json::to_string(&data).unwrap_or_default()
}

fn figure<'f>(service: &'f str, indicator: &'f Indicator, part: &'f Part) -> FigureData<'f> {
    let figure = &part.figure.value;
    let amount = figure.amount.as_ref();
    FigureData {
        service,
        indicator: &indicator.name.value,
        label: part.label.as_ref().map(|l| l.value.as_str()),
        qualifier: amount.and_then(|a| a.qualifier).map(crate::filing::Qualifier::sign),
        value: amount.map(|a| a.value.to_string()),
        unit: amount.map(|a| a.unit.as_str()).filter(|u| !u.is_empty()),
        as_written: &figure.as_written,
        note: indicator.note.as_ref().map(|n| n.value.as_str()),
    }
}
