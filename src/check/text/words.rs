//! T03: words taken for another.

use crate::check::Context;
use crate::finding::{Code, Findings};
use crate::prose::Paragraph;
use crate::source::Source;
use crate::standard::Confusion;

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    let confusions = context.standard.language().confusions.iter();
    let confusions: Vec<&Confusion> =
        confusions.filter(|c| context.has_word(&c.wrong.word)).collect();
    for paragraph in super::paragraphs(context) {
        for confusion in &confusions {
            in_paragraph(confusion, paragraph, context.source, findings);
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
        let message = if *unsure {
            format!("“{}”多半写错了", wrong.word)
        } else {
            format!("“{}”应写作“{right}”", wrong.word)
        };
        let help = if *unsure {
            format!("是不是“{right}”？")
        } else {
            format!("改成“{right}”")
        };
        let finding = Code::T03.at(paragraph.span(range.clone()), message).help(help);
        findings.push(match paragraph.editable(range, source).filter(|_| !unsure) {
            Some(span) => finding.fix(span, right),
            None => finding,
        });
    }
}
