//! Names: who files, and who is named beside; the hotline; what is claimed without a source.

mod carrier;
mod claims;
mod company;
mod fields;
mod hotline;
mod misplaced;
mod province;
mod rivals;
mod title;

use super::{Case, Rule};
use crate::finding::{Findings, Severity};
use crate::prose::ParagraphKind;

pub(super) const RULES: [Rule; 4] = [
    Rule {
        code: "N01",
        severity: Severity::Warning,
        title: "没交代的简称，一家几个叫法，别省、别家的名称",
        basis: "审阅惯例",
        page: include_str!("pages/N01.md"),
        check: names,
    },
    Rule {
        code: "N02",
        severity: Severity::Error,
        title: "不是电话号码的投诉受理热线",
        basis: "审阅惯例",
        page: include_str!("pages/N02.md"),
        check: hotline::check,
    },
    Rule {
        code: "N03",
        severity: Severity::Warning,
        title: "与其他企业比较，没有出处的“最”“第一”",
        basis: "携号转网服务管理规定；审阅惯例",
        page: include_str!("pages/N03.md"),
        check: standing,
    },
    Rule {
        code: "N04",
        severity: Severity::Warning,
        title: "标题里又写了企业名称或报告期",
        basis: "审阅惯例",
        page: include_str!("pages/N04.md"),
        check: title::check,
    },
];

fn names(case: &Case<'_>, findings: &mut Findings) {
    fields::check(case, findings);
    company::check(case, findings);
    province::check(case, findings);
}

/// What the filing says of its standing among others.
fn standing(case: &Case<'_>, findings: &mut Findings) {
    let names = rivals::names(case);
    let claims = claims::Claims::of(case);
    for prose in &case.prose {
        let paragraphs = prose.paragraphs.iter();
        for paragraph in paragraphs.filter(|p| p.kind != ParagraphKind::Caption) {
            for sentence in paragraph.sentences() {
                match rivals::compared(paragraph, &sentence, &names) {
                    Some(compared) => findings.push(compared),
                    None => claims.unsourced(paragraph, &sentence, prose.place, findings),
                }
            }
        }
    }
}
