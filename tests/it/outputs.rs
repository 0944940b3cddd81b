//! The three outputs of a filing: Markdown, HTML and PDF say the same, to the digit.

use crate::support::filing::with;
use crate::support::{Chengbao, FILINGS, Run, html, pdf_text, repository};

#[track_caller]
fn build(text: &str) -> Run {
    Chengbao::new().file("甲.yaml", text).call("build 甲.yaml").run().done()
}

fn built_filing(stem: &str) -> (String, String, Vec<u8>) {
    let file = format!("{stem}.yaml");
    let run = Chengbao::new().data(&file).call(&format!("build {file}")).run().done();
    outputs(&run, stem)
}

fn outputs(run: &Run, stem: &str) -> (String, String, Vec<u8>) {
    let path = |ending| format!("output/{stem}.{ending}");
    (run.text(&path("md")), run.text(&path("html")), run.bytes(&path("pdf")))
}

/// What a Markdown says, without its marks and without white space: as much of Markdown as the
/// filings use.
fn text_of_markdown(markdown: &str) -> String {
    let mut out = String::new();
    for line in markdown.lines() {
        let line = line.trim_start_matches('#').replace("**", "");
        let mut chars = line.chars().peekable();
        while let Some(c) = chars.next() {
            let escape = c == '\\' && chars.peek().is_some_and(char::is_ascii_punctuation);
            out.extend(if escape { chars.next() } else { Some(c) });
        }
    }
    bare(&out)
}

fn bare(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Where two texts part, with some characters around.
#[track_caller]
fn assert_same_text(one: &str, other: &str) {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let at = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let near = |text: &[char]| {
        let around = at.saturating_sub(12)..(at + 24).min(text.len());
        text[around].iter().collect::<String>()
    };
    assert!(one == other, "they part at {at}:\n{}\n{}", near(&one), near(&other));
}

#[test]
fn markdown_html_and_pdf_say_the_same() {
    for stem in FILINGS {
        let (markdown, page, pdf) = built_filing(stem);
        let text = text_of_markdown(&markdown);
        assert!(text.chars().count() > 1500);
        assert_same_text(&text, &bare(&html::read(&page).report));
        assert_same_text(&text, &pdf_text::text(&pdf));
    }
}

/// A declaration in other words.
const WAIVED: &str = "豁免:
  - { 规则: S04, 位置: 声明, 理由: 试排 }
  - { 规则: S05, 位置: 声明, 理由: 试排 }
  - { 规则: S05, 位置: 企业, 理由: 试排 }
  - { 规则: S05, 位置: 电信服务质量状况, 理由: 试排 }
  - { 规则: S05, 位置: 主要服务指标完成情况, 理由: 试排 }
";

#[test]
fn marks_of_markdown_are_text_in_all_three_where_they_are_not_meant() {
    let odd = r"a*b*c、_d_、`e`、[f](g)、3 * 4、<h>、&lt;、\i、#j、C:\k、~~l~~、|m|、！[n]";
    let text = with(&[
        ("名称: 中国移动山西公司", &format!("名称: '{odd}'")),
        ("标题: 做优网络质量", &format!("标题: '{odd}'")),
        ("障碍修复:", &format!("'障碍{odd}':")),
        ("及时率:", &format!("'及时{odd}':")),
        ("声明: 本报告", &format!("{WAIVED}声明: '{odd}' # ")),
    ]);
    let (markdown, page, pdf) = outputs(&build(&text), "甲");
    let page = html::read(&page).report;
    let pdf = pdf_text::text(&pdf);
    assert_same_text(&bare(&page), &pdf);
    assert_same_text(&text_of_markdown(&markdown), &pdf);
    // Title, heading, indicator, measure, declaration, sign-off.
    assert_eq!(pdf.matches(&bare(odd)).count(), 6, "{pdf}");
}

#[test]
fn a_rich_narrative_says_the_same_in_html_and_pdf() {
    let text = with(&[(
        "  中国移动山西公司经营移动电话业务。\n",
        "  **“中文”**后，*强调*，和`代码*`，[链接](https://example.com/)。\n  接着写word\n  next。\n\n\
         \u{20}\u{20}> 引文\n\n  小标题\n  ---\n\n  | 指标 | 值 |\n  | --- | ---: |\n  | 甲 | 99.10% |\n\n\
         \u{20}\u{20}```\n  保留  空格\n  ```\n",
    )]);
    let (_, page, pdf) = outputs(&build(&text), "甲");
    let page = html::read(&page).report;
    assert!(page.contains("“中文”后，强调，和代码*，链接。接着写word next。"), "{page}");
    assert_same_text(&bare(&page), &pdf_text::text(&pdf));
}

#[test]
fn the_hardest_page_to_set_says_the_same_in_html_and_pdf() {
    let path = repository().join("tests/filings/torture.yaml");
    let (_, page, pdf) = outputs(&build(&std::fs::read_to_string(path).unwrap()), "甲");
    let page = html::read(&page).report;
    assert!(page.chars().count() > 10_000);
    assert_same_text(&bare(&page), &pdf_text::text(&pdf));
}

#[test]
fn emphasis_beside_chinese_marks_is_emphasis() {
    let cases = [
        ("**“中文”**后", "<strong>“中文”</strong>后"),
        ("前**（一）**后", "前<strong>（一）</strong>后"),
        ("按**《条例》**，办", "按<strong>《条例》</strong>，办"),
        ("前**99.10%**后", "前<strong>99.10%</strong>后"),
        ("前*“轻”*后", "前<em>“轻”</em>后"),
        ("前***“重”***后", "前<em><strong>“重”</strong></em>后"),
        ("前**“甲”*“乙”*“丙”**后", "前<strong>“甲”<em>“乙”</em>“丙”</strong>后"),
        ("其中**新建：**300座", "其中<strong>新建：</strong>300座"),
        ("前**（一）**5G", "前<strong>（一）</strong>5G"),
        ("5G**“双千兆”**5万户", "5G<strong>“双千兆”</strong>5万户"),
        ("5G*用户120万户，宽带*用户30万户", "5G*用户120万户，宽带*用户30万户"),
        ("达99%*。注：*为抽样数", "达99%*。注：*为抽样数"),
        ("系统`7*24`小时", "系统<code>7*24</code>小时"),
        ("3 * 4 * 5", "3 * 4 * 5"),
        (r"\*\*“中文”\*\*后", "**“中文”**后"),
        ("`**“中文”**后`", "<code>**“中文”**后</code>"),
    ];
    for (markdown, expected) in cases {
        let run = build(&with(&[("建成5G基站8900余座。", markdown)]));
        let page = run.text("output/甲.html");
        assert!(
            page.contains(&format!("<p>{expected}</p>")),
            "{markdown}\n{}",
            run.text("output/甲.md")
        );
    }
}

#[test]
fn figures_are_printed_to_the_digit_in_all_three() {
    let figures = ["99.10%", "100.00%", "0.0033小时", "10086", "≤4×10⁻⁶", "≥ 90.0%", "约1.20万户"];
    let parts: Vec<String> =
        figures.iter().enumerate().map(|(n, figure)| format!("甲{n}: {figure}")).collect();
    let list = format!("{{ {} }}", parts.join(", "));
    let run = build(&with(&[("{ 平均: 4.01小时, 及时率: 99.10% }", &list)]));
    let (markdown, page, pdf) = outputs(&run, "甲");
    let line: Vec<String> =
        figures.iter().enumerate().map(|(n, figure)| format!("甲{n}{figure}")).collect();
    let line = format!("障碍修复：{}", line.join("，"));
    assert!(markdown.contains(&line), "{markdown}");
    assert!(html::read(&page).report.contains(&line));
    assert!(pdf_text::text(&pdf).contains(&bare(&line)));
}

#[test]
fn a_typed_power_is_raised_in_all_three() {
    let cases = [
        ("≤4×10^-6", "≤4×10⁻⁶"),
        ("≤4×10⁻⁶", "≤4×10⁻⁶"),
        ("10^-4", "10⁻⁴"),
        ("1.20×10^3次", "1.20×10³次"),
        ("2×10^12", "2×10¹²"),
    ];
    for (typed, printed) in cases {
        let run = build(&with(&[("计费差错率: ≤4×10⁻⁶", &format!("语音差错比: {typed}"))]));
        let (markdown, page, pdf) = outputs(&run, "甲");
        let line = format!("语音差错比：{printed}");
        assert!(markdown.lines().any(|l| l == line), "{markdown}");
        assert!(page.contains(&format!("<p>{line}</p>")));
        assert!(pdf_text::text(&pdf).contains(&format!("{line}（二）客户投诉")), "{typed}");
    }
}

#[test]
fn measures_are_joined_by_commas_areas_by_enumeration_commas_and_a_note_is_in_brackets() {
    let cases = [
        ("障碍修复", "{ 平均: 4.01小时, 及时率: 99.99% }", "平均4.01小时，及时率99.99%"),
        ("障碍修复", "{ 城市: 0.84天, 农村: 1.04天 }", "城市0.84天、农村1.04天"),
        (
            "障碍修复",
            "{ 城市: 7.41小时, 农村: 9.21小时, 备注: 不含 }",
            "城市7.41小时、农村9.21小时（不含）",
        ),
        (
            "障碍修复平均时限",
            "{ 值: 4.96小时, 备注: 不含客户自维线路 }",
            "4.96小时（不含客户自维线路）",
        ),
        ("障碍修复平均时限", "9.66小时", "9.66小时"),
    ];
    for (name, written, printed) in cases {
        let figure = "障碍修复: { 平均: 4.01小时, 及时率: 99.10% }";
        let run = build(&with(&[(figure, &format!("{name}: {written}"))]));
        let line = format!("{name}：{printed}");
        assert!(run.text("output/甲.md").lines().any(|l| l == line), "{written}");
    }
}

#[test]
fn titles_are_headings_on_a_line_of_their_own_and_run_in_alike() {
    let titles = |text: &str| {
        let page = build(text).text("output/甲.html");
        let pairs = page.split("<h3").skip(1).map(|rest| {
            let heading = rest.split("</h3>").next().unwrap();
            heading.split_once('>').unwrap().1.to_owned()
        });
        (pairs.collect::<Vec<_>>(), page)
    };
    let expected = ["（一）做优网络质量", "（一）移动电话", "（二）客户投诉"];
    let (own_line, _) = titles(&with(&[("签署:", "版式:\n  举措标题: 独行\n签署:")]));
    assert_eq!(own_line, expected);
    let (run_in, page) = titles(&with(&[("签署:", "版式:\n  举措标题: 接排\n签署:")]));
    // The mark behind it is the heading's, so that no paragraph begins with it in Word.
    assert_eq!(run_in, ["（一）做优网络质量。", expected[1], expected[2]]);
    assert!(html::read(&page).report.contains("（一）做优网络质量。建成5G基站8900余座。"));
}

#[test]
fn a_page_has_one_title_and_its_sections_in_the_contents() {
    for stem in FILINGS {
        let (markdown, page, _) = built_filing(stem);
        let page = html::read(&page);
        let count = |name| page.tags.iter().filter(|tag| tag.name == name).count();
        let ids: Vec<&str> = page.tags.iter().filter_map(|tag| tag.get("id")).collect();
        let targets: Vec<&str> =
            page.tags.iter().filter_map(|t| t.get("href")?.strip_prefix('#')).collect();
        let lines = |mark: &str| markdown.lines().filter(|l| l.starts_with(mark)).count();
        assert_eq!((count("h1"), count("h2")), (1, lines("## ")));
        assert_eq!(count("h3"), lines("### ") + lines("**（"));
        assert!(targets.iter().all(|target| ids.contains(target)), "{targets:?}\n{ids:?}");
        // The contents, the way past them and the way back to them.
        assert_eq!(targets.len(), 2 + count("h2") + count("h3"));
    }
}
