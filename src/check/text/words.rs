//! T03: words taken for another.

use crate::check::Case;
use crate::finding::{Finding, Findings};
use crate::prose::Paragraph;
use crate::source::Source;
use crate::standard::{Confusion, language};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let confusions = language().confusions.iter();
    let confusions: Vec<&Confusion> = confusions.filter(|c| case.has_word(&c.wrong.word)).collect();
    for paragraph in super::paragraphs(case) {
        for confusion in &confusions {
            in_paragraph(confusion, paragraph, case.source, findings);
        }
    }
}

fn in_paragraph(
    confusion: &Confusion,
    paragraph: &Paragraph,
    source: &Source,
    findings: &mut Findings,
) {
    let Confusion { wrong, right, unsure } = confusion;
    for range in wrong.places(&paragraph.text) {
        if paragraph.in_title(range.start) {
            continue;
        }
        let told = match unsure {
            true => format!("“{}”多半写错了", wrong.word),
            false => format!("“{}”应写作“{right}”", wrong.word),
        };
        let help = match unsure {
            true => format!("是不是“{right}”？"),
            false => format!("改成“{right}”"),
        };
        let finding = Finding::warning("T03", paragraph.span(range.clone()), told).help(help);
        findings.push(match paragraph.editable(range, source).filter(|_| !unsure) {
            Some(span) => finding.fix(span, right),
            None => finding,
        });
    }
}
