//! S10: titles that stand twice side by side: one of them was copied and not changed.

use std::collections::BTreeMap;

use crate::check::Context;
use crate::filing::{Filing, Initiative, is_unfilled};
use crate::finding::{Code, Findings};
use crate::source::Spanned;

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    let Filing { titles, chapters, annexes, .. } = context.filing;
    let own = [&titles.profile, &titles.quality, &titles.indicators].into_iter().flatten();
    let parts = chapters.iter().filter_map(|chapter| chapter.title.as_ref());
    twice(own.chain(parts), "章", findings);
    for chapter in chapters {
        initiatives(&chapter.initiatives, findings);
    }
    twice(annexes.iter().map(|annex| &annex.title), "个附件", findings);
}

fn initiatives(list: &[Initiative], findings: &mut Findings) {
    twice(list.iter().map(|initiative| &initiative.title), "项举措", findings);
    for initiative in list {
        initiatives(&initiative.initiatives, findings);
    }
}

fn twice<'t>(
    titles: impl Iterator<Item = &'t Spanned<String>>,
    what: &str,
    findings: &mut Findings,
) {
    let mut known: BTreeMap<&str, &Spanned<String>> = BTreeMap::new();
    for title in titles.filter(|title| !is_unfilled(&title.value)) {
        let Some(first) = known.get(title.value.as_str()) else {
            known.insert(&title.value, title);
            continue;
        };
        let message = format!("前面已经有一{what}叫“{}”", title.value);
        let help = "看看是不是抄了一份没有改；两处说的是一件事就并成一处，不是就各取标题";
        let finding = Code::S10.at(title.span.clone(), message).help(help);
        findings.push(finding.related(first.span.clone(), "前面的在这里"));
    }
}
