//! Where lines and pages end: evenly, at the sense, with words whole, and with no sheet for a few
//! lines.

use chengbao::document::{Block, Inline};
use chengbao::typeset::{Geometry, Lexicon, Page, Pages, Setting, TextRun, typeset};

use crate::support::faces::faces;
use crate::support::setting::{SetLine, paragraph_lines, set};

fn paragraph(text: &str) -> Block {
    Block::Paragraph(vec![Inline::Text(text.to_owned())])
}

fn sign_off() -> Block {
    let units = vec!["中国移动山西公司".to_owned()];
    Block::SignOff { units, date: "2021年1月12日".into(), note: String::new() }
}

fn pages_of(blocks: &[Block]) -> Pages {
    typeset(blocks, faces(), &Setting::default()).unwrap()
}

/// The text of a page's lines on the grid.
fn lines_of(page: &Page) -> Vec<String> {
    let mut lines: Vec<(usize, String)> = Vec::new();
    for run in &page.runs {
        let Some(line) = run.line else { continue };
        let text: String = run.glyphs.iter().map(|glyph| glyph.text.as_str()).collect();
        match lines.last_mut() {
            Some((last, known)) if *last == line => known.push_str(&text),
            _ => lines.push((line, text)),
        }
    }
    lines.into_iter().map(|(_, text)| text).collect()
}

/// A text's lines wherever it begins in its line.
fn lines_anywhere(text: &str) -> impl Iterator<Item = Vec<SetLine>> {
    (0..28).map(move |before| paragraph_lines(&format!("{}{text}", "业".repeat(before)), faces()))
}

#[test]
fn a_slash_and_a_plus_stay_between_what_they_join() {
    let text = "在增强现实/VR和“云网+云存储”等领域推出产品，服务质量不断提高，用户更加满意，\
                语音/短信/流量等业务均已纳入。";
    for lines in lines_anywhere(text) {
        for line in &lines {
            assert!(!line.text.starts_with(['/', '+']), "{lines:?}");
            assert!(!line.text.ends_with(['/', '+']), "{lines:?}");
        }
    }
}

#[test]
fn a_number_s_sign_may_begin_a_line() {
    let lines = lines_anywhere("服务质量+5.2服务质量服务质量服务质量服务质量");
    let begins = |lines: Vec<SetLine>| lines.iter().any(|line| line.text.starts_with("+5.2"));
    assert!(lines.into_iter().any(begins));
}

#[test]
fn a_heading_of_two_lines_ends_the_first_where_its_sense_allows() {
    let heading = |text: &str| {
        let text = vec![Inline::Text(text.to_owned())];
        lines_of(&pages_of(&[Block::Heading { level: 3, text }]).pages[0])
    };
    let lines = heading("（二）聚焦客户感知，打造优质服务窗口，实现服务客户“零”距离");
    assert_eq!(lines, ["（二）聚焦客户感知，打造优质服务窗口，", "实现服务客户“零”距离"]);
    // A heading of one line stays as it is.
    assert_eq!(heading("（二）服务客户“零”距离").len(), 1);
    // What is much longer is filled to the edge.
    let long = heading(&"（二）强化服务质量监督".repeat(8));
    let count = |line: &String| line.chars().count();
    assert!(long.iter().map(count).max().unwrap() - long.iter().map(count).min().unwrap() < 8);
}

/// Every line here may be a page's last. A seal's room takes 落款 over where it had room itself;
/// then two lines go with it.
#[test]
fn a_last_page_holds_some_lines_and_the_sign_off() {
    for count in 1..=80 {
        let mut blocks = vec![paragraph("服务质量"); count];
        blocks.push(sign_off());
        let pages = pages_of(&blocks).pages;
        let last = lines_of(&pages[pages.len() - 1]).len();
        assert!(pages.len() == 1 || last >= 4, "{count}: {last}");
        // The lines come from the page before alone, or from what was free.
        for page in pages.iter().rev().skip(2) {
            assert!(lines_of(page).len() >= 21, "{count}: {}", lines_of(page).len());
        }
    }
}

#[test]
fn a_word_is_not_torn_between_pages() {
    let lexicon: Lexicon = ["云计算", "光纤", "变更"].into_iter().collect();
    let (torn, before) = (torn_words(lexicon), torn_words(Lexicon::default()));
    assert!(torn * 2 <= before, "{torn} of {before}");
}

/// How many words are torn between the pages of texts that begin at every place of a line.
fn torn_words(lexicon: Lexicon) -> usize {
    let mut torn = 0;
    let text = "新增光纤线路，用户可办理变更手续，云计算能力提高了。".repeat(5);
    for before in 0..28 {
        let text = format!("{}{text}", "业".repeat(before));
        let blocks = vec![paragraph(&text); 20];
        let setting = Setting { lexicon: lexicon.clone(), ..Setting::default() };
        let pages = typeset(&blocks, faces(), &setting).unwrap().pages;
        assert!(pages.len() > 1);
        for pair in pages.windows(2) {
            let end = lines_of(&pair[0]).pop().unwrap();
            let begin = lines_of(&pair[1]).remove(0);
            for (one, other) in [("云", "计"), ("云计", "算"), ("光", "纤"), ("变", "更")]
            {
                torn += usize::from(end.ends_with(one) && begin.starts_with(other));
            }
        }
    }
    torn
}

#[test]
fn a_paragraph_does_not_end_in_two_or_three_characters() {
    let ends_short = |count: &usize| {
        let clause = "公司持续提高服务质量，用户更加满意，";
        let text: String = clause.chars().cycle().take(*count).collect();
        let lines = paragraph_lines(&format!("{text}完。"), faces());
        lines[lines.len() - 1].text.trim_end_matches('。').chars().count() < 4
    };
    let short: Vec<usize> = (60..200).filter(ends_short).collect();
    // One in fourteen would by chance.
    assert!(short.len() < 4, "{short:?}");
}

/// What each gap of a line has beyond its natural width, marks' blank halves apart from others,
/// in thousandths of a point.
fn gaps(run: &TextRun) -> (Vec<i64>, Vec<i64>) {
    let (mut marks, mut others) = (Vec::new(), Vec::new());
    for pair in run.glyphs.windows(2) {
        let gap = pair[1].x.0 - pair[0].x.0 - run.size.0;
        let closes = |text: &str| "，。、；：”）".contains(text);
        let (one, other) = (closes(&pair[0].text), closes(&pair[1].text));
        match (one, other || pair[0].text == "“", pair[1].text == "“") {
            (true, false, false) | (false, false, true) => marks.push(gap),
            (false, false, false) => others.push(gap),
            _ => {}
        }
    }
    (marks, others)
}

#[test]
fn marks_of_a_line_are_squeezed_alike_and_gaps_grow_alike() {
    let em = Geometry::gbt_9704().em.0;
    let text = "公司坚持用户至上，畅通投诉渠道、压实首问责任，“一键接入”人工服务；完善制度，\
                提高办理质量，让用户放心。";
    for before in 0..28 {
        let pages = set(&format!("{}{}", "业".repeat(before), text.repeat(4)), faces());
        let runs = pages.pages[0].runs.iter().filter(|run| run.line.is_some());
        let runs: Vec<&TextRun> = runs.collect();
        for run in &runs[..runs.len() - 1] {
            let (marks, others) = gaps(run);
            let range =
                |gaps: &[i64]| gaps.iter().max().unwrap_or(&0) - gaps.iter().min().unwrap_or(&0);
            assert!(range(&marks) <= em / 50, "{before}: {marks:?}");
            assert!(range(&others) <= em / 50, "{before}: {others:?}");
            assert!(marks.iter().all(|gap| *gap > -em * 3 / 10), "{before}: {marks:?}");
        }
    }
}

#[test]
fn a_loose_line_does_not_stand_on_a_tight_one() {
    let em = Geometry::gbt_9704().em.0;
    let text = "截至2020年底，全省4G用户达到1.2万名，在垃圾信息治理方面累计拦截3787万条；\
                在骚扰电话治理中拦截12253万次，用户更加满意。";
    for before in 0..28 {
        let lines = paragraph_lines(&format!("{}{}", "业".repeat(before), text.repeat(3)), faces());
        // Of every line's gaps together a tenth of an em each at most.
        for line in &lines[..lines.len() - 1] {
            assert!((line.right - line.edge).abs() <= 30, "{line:?}");
            let han = line.text.chars().filter(|c| !c.is_ascii()).count() as i64;
            let digits = line.text.chars().filter(char::is_ascii).count() as i64;
            let least = em * han + em * digits / 2;
            assert!(line.right - line.left - least < em * 4, "{before}: {line:?}");
        }
    }
}

/// Digits have no blank of their own: a comma that lost all of its blank would stick to them.
#[test]
fn a_comma_before_a_figure_keeps_some_blank() {
    let em = Geometry::gbt_9704().em.0;
    let mut squeezed = 0;
    for before in 0..28 {
        let text = "在垃圾信息治理方面，2020年累计拦截的垃圾短信为3787万条；在骚扰电话治理中，\
                    拦截骚扰诈骗电话累计12253万次，关停涉诈号码1.2万个。";
        let text = format!("{}{text}", "业".repeat(before));
        let pages = set(&text, faces());
        let glyphs: Vec<_> = pages.pages[0].runs.iter().flat_map(|run| &run.glyphs).collect();
        for pair in glyphs.windows(2).filter(|pair| pair[0].text == "，" && pair[1].text == "2") {
            let gap = pair[1].x.0 - pair[0].x.0;
            // On one line; half of the comma is its ink.
            if gap > 0 {
                assert!(gap >= em * 9 / 16 - 1, "{before}: {gap}");
                squeezed += usize::from(gap < em);
            }
        }
    }
    assert!(squeezed > 0);
}
