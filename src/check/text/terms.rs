//! T04: several names of one thing.

use std::ops::Range;

use crate::check::Context;
use crate::finding::{Code, Finding, Findings};
use crate::prose::Paragraph;
use crate::standard::Term;

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for term in &context.standard.language().terms {
        let mut used: Vec<Usage<'_>> =
            term.forms.iter().filter_map(|form| Usage::of(form, term, context)).collect();
        // Of two that are as frequent the first in the filing stays.
        used.sort_by_key(|used| (std::cmp::Reverse(used.count), used.order));
        let Some((most, rarer)) = used.split_first() else { continue };
        findings.extend(rarer.iter().map(|rare| rare.finding(most, term)));
    }
}

/// A name in use.
struct Usage<'t> {
    form: &'t str,
    count: usize,
    /// Its first place in the file, and in the order of print.
    first: Range<usize>,
    order: (usize, usize),
}

impl<'t> Usage<'t> {
    fn of(form: &'t str, term: &Term, context: &Context<'_>) -> Option<Self> {
        let mut used: Option<Self> = None;
        for (n, paragraph) in super::paragraphs(context).enumerate() {
            for at in places(form, term, paragraph) {
                let used = used.get_or_insert_with(|| {
                    let first = paragraph.span(at..at + form.len());
                    Self { form, count: 0, first, order: (n, at) }
                });
                used.count += 1;
            }
        }
        used
    }

    fn finding(&self, most: &Self, term: &Term) -> Finding {
        let message = format!(
            "同一对象有两种叫法：“{}”{}次，“{}”{}次",
            most.form, most.count, self.form, self.count
        );
        let one = term.prefer.as_deref().unwrap_or(most.form);
        Code::T04
            .at(self.first.clone(), message)
            .help(format!("全文统一用“{one}”；所指不同的不必改"))
            .related(most.first.clone(), format!("“{}”最早在这里", most.form))
    }
}

/// Where a name stands by itself: not in another's words, a longer word, or a fixed term.
fn places(form: &str, term: &Term, paragraph: &Paragraph) -> Vec<usize> {
    let text = &paragraph.text;
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric()) && form.is_ascii();
    let whole = |at: usize| {
        !letter(text[..at].chars().next_back()) && !letter(text[at + form.len()..].chars().next())
    };
    let fixed = |at: usize| {
        term.except.iter().any(|fixed| {
            let places = fixed.match_indices(form);
            places
                .filter_map(|(n, _)| at.checked_sub(n))
                .any(|start| text.get(start..).is_some_and(|rest| rest.starts_with(fixed.as_str())))
        })
    };
    let own = |at: &usize| !paragraph.in_title(*at) && !paragraph.in_quotation(*at);
    let all = text.match_indices(form).map(|(at, _)| at);
    all.filter(own).filter(|at| whole(*at) && !fixed(*at)).collect()
}
