//! Names: who files, and who is named beside; the hotline; what is claimed without a source.

mod carrier;
mod claims;
mod company;
mod fields;
mod hotline;
mod misplaced;
mod province;
mod rivals;
mod territory;
mod title;

use super::{Context, Rule};
use crate::finding::{Code, Findings};
use crate::prose::ParagraphKind;

pub(super) const RULES: [Rule; 5] = [
    Rule { code: Code::N01, check: names },
    Rule { code: Code::N02, check: hotline::check },
    Rule { code: Code::N03, check: standing },
    Rule { code: Code::N04, check: title::check },
    Rule { code: Code::N05, check: territory::check },
];

fn names(context: &Context<'_>, findings: &mut Findings) {
    fields::check(context, findings);
    company::check(context, findings);
    province::check(context, findings);
}

/// What the filing says of its standing among others.
fn standing(context: &Context<'_>, findings: &mut Findings) {
    let names = rivals::names(context);
    let claims = claims::Claims::of(context);
    for prose in &context.prose {
        let paragraphs = prose.paragraphs.iter();
        for paragraph in paragraphs.filter(|p| p.kind != ParagraphKind::Caption) {
            for sentence in paragraph.sentences() {
                match rivals::compared(paragraph, &sentence, &names, context.standard.names()) {
                    Some(compared) => findings.push(compared),
                    None => claims.unsourced(paragraph, &sentence, prose.place, findings),
                }
            }
        }
    }
}
