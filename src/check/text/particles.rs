//! T03: 的 for 地 or 得.

use std::ops::Range;

use crate::characters::is_han;
use crate::check::Context;
use crate::finding::{Code, Finding, Findings};
use crate::prose::Paragraph;
use crate::source::Source;
use crate::standard::Particles;

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    let particles = &context.standard.language().particles;
    for paragraph in super::paragraphs(context) {
        for clause in paragraph.clauses() {
            for (at, _) in paragraph.text[clause.clone()].match_indices('的') {
                let at = clause.start + at;
                if paragraph.in_title(at) {
                    continue;
                }
                let found = particles
                    .manner_at(&paragraph.text, &clause, at)
                    .or_else(|| particles.result_at(&paragraph.text, at));
                findings.extend(found.map(|wrong| wrong.finding(paragraph, at, context.source)));
            }
        }
    }
}

/// A 的 that should be another.
struct Wrong {
    right: &'static str,
    /// The words around it.
    words: Range<usize>,
    sure: bool,
}

impl Wrong {
    fn finding(self, paragraph: &Paragraph, at: usize, source: &Source) -> Finding {
        let written = &paragraph.text[self.words.clone()];
        let fixed = written.replacen('的', self.right, 1);
        let message = format!("“{written}”里的“的”应作“{}”", self.right);
        let finding =
            Code::T03.at(paragraph.span(self.words), message).help(format!("改成“{fixed}”"));
        let span = paragraph.editable(at..at + '的'.len_utf8(), source).filter(|_| self.sure);
        match span {
            Some(span) => finding.fix(span, self.right),
            None => finding,
        }
    }
}

fn longest(words: &[String], fits: impl Fn(&str) -> bool) -> Option<&str> {
    let fitting = words.iter().map(String::as_str).filter(|word| fits(word));
    fitting.max_by_key(|word| word.len())
}

impl Particles {
    /// 有效的提升了, 创新的将: what follows makes it an adverbial.
    fn manner_at(&self, text: &str, clause: &Range<usize>, at: usize) -> Option<Wrong> {
        let (before, after) = (&text[..at], &text[at + '的'.len_utf8()..clause.end]);
        let manner = longest(&self.manner, |w| before.ends_with(w))?;
        let ahead = &text[clause.start..at - manner.len()];
        if self.nouns_after.iter().any(|word| ahead.ends_with(word.as_str())) {
            return None;
        }
        let wrong = |behind: usize, sure| {
            let end = at + '的'.len_utf8() + behind;
            Some(Wrong { right: "地", words: at - manner.len()..end, sure })
        };
        if let Some(coverb) = longest(&self.coverbs, |w| after.starts_with(w)) {
            let other = self.not_coverbs.iter().any(|w| after.starts_with(w.as_str()));
            return if other { None } else { wrong(coverb.len(), true) };
        }
        let verb = longest(&self.verbs, |w| after.starts_with(w))?;
        let object = after[verb.len()..].strip_prefix('了');
        if object.is_some_and(|rest| rest.starts_with(is_han)) {
            return wrong(verb.len() + '了'.len_utf8(), true);
        }
        // 不断的提升服务水平，: an adverbial with its verb and object, and nothing else.
        let object = after[verb.len()..].trim_end_matches(['，', '。', '；', '：', '！', '？']);
        let adverb = self.adverbs.iter().any(|w| w == manner) && ahead.is_empty();
        if !adverb {
            return None;
        }
        let whole = object.chars().count() >= 4 && object.chars().all(is_han);
        let other = self.not_in_object.iter().any(|word| object.contains(word.as_str()));
        if whole && !other {
            return wrong(verb.len(), false);
        }
        None
    }

    /// 转的快、: the complement and then a mark.
    fn result_at(&self, text: &str, at: usize) -> Option<Wrong> {
        let results = &self.results;
        let (before, after) = (&text[..at], &text[at + '的'.len_utf8()..]);
        let verb = longest(&results.verbs, |w| before.ends_with(w))?;
        let ahead = &before[..at - verb.len()];
        // 带来的舒心 is a noun.
        let sure = !ahead.ends_with(is_han);
        if !sure && !results.prev.iter().any(|word| ahead.ends_with(word.as_str())) {
            return None;
        }
        let complement = longest(&results.complements, |w| after.starts_with(w))?;
        let rest = &after[complement.len()..];
        if !rest.is_empty() && !rest.starts_with(['、', '，', '。', '；', '！', '”', '’'])
        {
            return None;
        }
        let end = at + '的'.len_utf8() + complement.len();
        Some(Wrong { right: "得", words: at - verb.len()..end, sure })
    }
}
