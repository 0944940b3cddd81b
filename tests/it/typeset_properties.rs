//! What holds for any text that is set: nothing is lost, no line is too wide, no mark stands
//! where it may not, nothing that belongs together is torn.

use proptest::prelude::*;

use crate::support::faces::faces;
use crate::support::setting::{SetLine, paragraph_lines};

/// 28 characters, with the rounding of one unit a glyph.
const MEASURE: i64 = 442_204 + 30;

const MAY_NOT_START: &str = "，。、；：？！）》”’」』】〕％%‰℃…—·";
const MAY_NOT_END: &str = "（《“‘「『【〔¥№≤≥";

/// Text as filings have it: Han, marks, numbers with units, Latin words, spaces between them.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => "[一丁七万丈三上下不与丑专且世丘丙业丛东丝丞丢两严丧个中丰]{1,9}",
        3 => proptest::sample::select(vec![
            "，", "。", "、", "；", "：", "！", "？", "·", "“", "”", "‘", "’", "（", "）", "《",
            "》", "【", "】", "——", "……", "”，“", "》、《", "）。", "：“", "。”",
        ]).prop_map(str::to_owned),
        2 => "[0-9]{1,6}(\\.[0-9]{1,4})?(%|‰|℃|小时|万户|个|年)?",
        1 => "[A-Za-z]{1,12}",
        1 => proptest::sample::select(vec![
            "GB/T 9704", "20:00—23:00", "10086", "Wi-Fi", "5G", "≤4×10⁻⁶", "18.5 ms", " and ",
            "https://example.cn/a/b?c=d", "H₂O", "¥12.50",
        ]).prop_map(str::to_owned),
    ];
    proptest::collection::vec(piece, 1..60).prop_map(|pieces| pieces.concat())
}

fn starts_with_any(line: &SetLine, marks: &str) -> bool {
    line.text.trim_end().starts_with(|c| marks.contains(c))
}

fn ends_with_any(line: &SetLine, marks: &str) -> bool {
    line.text.trim_end().ends_with(|c| marks.contains(c))
}

/// A run of marks that belong together and are wider than a line has to be torn somewhere.
fn has_endless_marks(text: &str) -> bool {
    let is_mark = |c: char| MAY_NOT_START.contains(c) || MAY_NOT_END.contains(c);
    text.split(|c| !is_mark(c)).any(|run| run.chars().count() > 12)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_character_comes_out_once_and_in_order(text in text()) {
        let set: String =
            paragraph_lines(&text, faces()).iter().map(|line| line.text.as_str()).collect();
        prop_assert_eq!(set, text);
    }

    #[test]
    fn no_line_is_wider_than_the_measure(text in text()) {
        for line in paragraph_lines(&text, faces()) {
            prop_assert!(line.right - line.left <= MEASURE, "{line:?}");
            prop_assert!(line.right <= line.edge + 30, "{line:?}");
        }
    }

    #[test]
    fn full_lines_end_exactly_at_the_edge(text in "[一丁七万丈三上下不与丑专且世，。]{60,200}") {
        prop_assume!(!has_endless_marks(&text));
        let lines = paragraph_lines(&text, faces());
        for line in &lines[..lines.len() - 1] {
            prop_assert!((line.right - line.edge).abs() <= 30, "{line:?}");
        }
    }

    #[test]
    fn no_mark_starts_or_ends_a_line_where_it_may_not(text in text()) {
        prop_assume!(!has_endless_marks(&text));
        let lines = paragraph_lines(&text, faces());
        for pair in lines.windows(2) {
            prop_assert!(!ends_with_any(&pair[0], MAY_NOT_END), "{:?}", pair);
            prop_assert!(!starts_with_any(&pair[1], MAY_NOT_START), "{:?}", pair);
        }
    }

    #[test]
    fn what_belongs_together_is_not_torn(text in text()) {
        let lines = paragraph_lines(&text, faces());
        for pair in lines.windows(2) {
            let before = pair[0].text.chars().next_back().unwrap();
            let after = pair[1].text.chars().next().unwrap();
            let western = |c: char| c.is_ascii_graphic() || "⁻⁶×₂".contains(c);
            let torn = western(before) && western(after);
            // Only a word wider than a line may be.
            let widest = text
                .split(|c: char| !western(c) && !" ‰℃≤小时万户个年".contains(c))
                .map(|word| word.chars().count())
                .max()
                .unwrap_or(0);
            prop_assert!(!torn || widest > 30, "{:?}", pair);
            prop_assert!(!(before == '—' && after == '—'), "{:?}", pair);
            prop_assert!(!(before == '…' && after == '…'), "{:?}", pair);
            prop_assert!(!(before.is_ascii_digit() && "小万个年%‰℃".contains(after)), "{:?}", pair);
        }
    }

    #[test]
    fn wide_digits_are_not_torn(text in "([一丁七万丈三上下不与]{1,9}[０-９]{1,6}(．[０-９]{1,2})?(％|小时|万户|个|年)?){6,20}") {
        for pair in paragraph_lines(&text, faces()).windows(2) {
            let before = pair[0].text.trim_end().chars().next_back().unwrap();
            let after = pair[1].text.chars().next().unwrap();
            let digit = |c: char| ('０'..='９').contains(&c);
            prop_assert!(!(digit(before) && (digit(after) || "．％小万个年".contains(after))), "{:?}", pair);
            prop_assert!(!(before == '．' && digit(after)), "{:?}", pair);
        }
    }

    #[test]
    fn no_last_line_of_one_character(text in "[一丁七万丈三上下不与丑专且世，。]{2,120}") {
        prop_assume!(!has_endless_marks(&text));
        let lines = paragraph_lines(&text, faces());
        if let [.., _, last] = lines.as_slice() {
            let seen = last.text.chars().filter(|c| !MAY_NOT_START.contains(*c)).count();
            prop_assert!(seen != 1, "{:?}", lines);
        }
    }
}
