//! S07: a filing that names neither problems nor what was done about them.

use crate::check::Context;
use crate::finding::{Code, Findings};
use crate::prose::ProsePlace;
use crate::standard::structure::ProblemWords;

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    let words = &context.standard.structure_words().problems;
    let texts =
        || context.prose.iter().flat_map(|p| p.paragraphs.iter().map(move |q| (p.place, &q.text)));
    let of_status =
        |place: &ProsePlace| matches!(place, ProsePlace::Overview | ProsePlace::Initiative);
    let status = texts().filter(|(place, _)| of_status(place));
    let length: usize = status.map(|(_, text)| text.chars().count()).sum();
    if length < words.from_characters || texts().any(|(_, text)| names_problems(text, words)) {
        return;
    }
    findings.push(Code::S07.of_file("全文没有说到服务中的问题，也没有说到改进措施").help(
        "在电信服务质量状况里写一写：哪些做得不够，原因是什么，怎样整改；确实没有的，可以不写",
    ));
}

fn names_problems(text: &str, words: &ProblemWords) -> bool {
    let is_quantity =
        |after: &str| words.unless_before.iter().any(|w| after.starts_with(w.as_str()));
    words.words.iter().any(|word| {
        text.match_indices(word.as_str()).any(|(at, _)| !is_quantity(&text[at + word.len()..]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::Standard;

    #[test]
    fn a_quantity_is_no_problem() {
        let words = &Standard::newest().structure_words().problems;
        assert!(names_problems("客户服务能力不足，已整改", words));
        assert!(names_problems("农村覆盖存在短板", words));
        assert!(!names_problems("平均时长不足1小时", words));
    }
}
