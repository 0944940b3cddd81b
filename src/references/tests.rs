//! References of whole filings: where what they print is found again.

use crate::prose::proses;
use crate::report;

const FILING: &str = include_str!("../../data/shanxi-mobile-2020h2.yaml");

/// The filing with a sentence before one of its paragraphs.
fn saying(sentence: &str) -> String {
    FILING.replacen(
        "2020年下半年，山西移动按照",
        &format!("{sentence}2020年下半年，山西移动按照"),
        1,
    )
}

#[test]
fn what_is_printed_leads_to_the_reference_and_what_is_behind_it_to_its_own_place() {
    let yaml = saying("满意率**${投诉处理满意率}**，差错率${计费差错率}，及时率90.77%。");
    let reading = report::read("甲.yaml", yaml.as_bytes());
    let prose = proses(reading.filing.as_ref().unwrap(), &reading.source);
    let mut paragraphs = prose.iter().flat_map(|prose| &prose.paragraphs);
    let paragraph = paragraphs.find(|one| one.text.starts_with("满意率")).unwrap();
    let place = |words: &str, nth: usize| {
        let (at, _) = paragraph.text.match_indices(words).nth(nth).unwrap();
        &yaml[paragraph.span(at..at + words.len())]
    };
    assert_eq!(place("90.77%", 0), "${投诉处理满意率}");
    assert_eq!(place("0.7", 0), "${投诉处理满意率}");
    assert_eq!(place("≤4×10⁻⁶", 0), "${计费差错率}");
    assert_eq!(place("90.77%", 1), "90.77%");
    assert_eq!(place("山西移动按照", 0), "山西移动按照");
    let printed: Vec<&str> = paragraph
        .substituted(&reading.source)
        .into_iter()
        .map(|part| &paragraph.text[part])
        .collect();
    assert_eq!(printed, ["90.77%", "≤4×10⁻⁶"]);
}

#[test]
fn every_text_that_takes_references_is_among_those_that_can_be_changed() {
    for yaml in [FILING, include_str!("../../tests/filings/forms.yaml")] {
        let mut filing = report::read("甲.yaml", yaml.as_bytes()).filing.unwrap();
        let taking = filing.texts().into_iter().filter(|text| text.key.takes_references());
        let mut spans: Vec<usize> = taking.map(|text| text.value.span.start).collect();
        let mut own: Vec<usize> =
            filing.referring_mut().iter().map(|(text, _)| text.span.start).collect();
        spans.sort_unstable();
        own.sort_unstable();
        assert_eq!(own, spans);
    }
}
