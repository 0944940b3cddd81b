//! The HTML page: safe whatever stands in a filing, alone without a network, with its data.

use serde_json::Value;

use crate::support::filing::with;
use crate::support::html::{self, Page};
use crate::support::{Chengbao, FILINGS, Run, repository};

/// What a page of ours consists of.
const OWN_TAGS: [&str; 25] = [
    "html", "head", "meta", "title", "style", "body", "nav", "a", "details", "summary", "ol", "li",
    "main", "h1", "h2", "h3", "span", "p", "div", "script", "strong", "em", "code", "pre", "br",
];

const SCRIPT: &str = "甲</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'&";

fn build(text: &str) -> Run {
    let run = Chengbao::new().file("甲.yaml", text).call("build 甲.yaml --formats md,html").run();
    run.done()
}

/// The page of a draft: markup in a text is an error.
fn draft_page_of(text: &str) -> (Page, String) {
    let run = Chengbao::new().file("甲.yaml", text).call("build 甲.yaml --draft --formats html");
    let raw = run.run().text("output/甲.html");
    (html::read(&raw), raw)
}

fn page_of(text: &str) -> (Page, String) {
    let raw = build(text).text("output/甲.html");
    (html::read(&raw), raw)
}

#[track_caller]
fn assert_harmless(page: &Page) {
    for tag in &page.tags {
        assert!(OWN_TAGS.contains(&tag.name.as_str()), "{tag:?}");
        assert!(tag.attributes.iter().all(|(name, _)| !name.starts_with("on")), "{tag:?}");
        let script = tag.name == "script";
        assert!(!script || tag.get("type") == Some("application/json"), "{tag:?}");
    }
    assert_eq!(page.tags.iter().filter(|tag| tag.name == "script").count(), 1);
}

/// A filing with a text in every field that takes one.
fn with_everywhere(text: &str) -> String {
    let quoted = format!("'{}'", text.replace('\'', "''"));
    format!(
        "企业:\n  名称: {quoted}\n  简称: {quoted}\n  集团: 其他\n  省份: {quoted}\n  \
         经营业务: [{quoted}]\n报告期: 2020年下半年\n标题: {quoted}\n上期: {quoted}\n\
         公司简介: |\n  {text}\n电信服务质量状况:\n  概述: |\n    甲\n\n    {text}\n  举措:\n    \
         - 标题: {quoted}\n      内容: {quoted}\n主要服务指标完成情况:\n  {quoted}:\n    {quoted}: \
         {{ {quoted}: {quoted}, 备注: {quoted} }}\n  \
         客户投诉: {{ 投诉受理热线: 10086 }}\n结语: |\n  {text}\n声明: {quoted}\n签署:\n  \
         单位: {quoted}\n  日期: 2021年1月12日\n豁免:\n  - {{ 规则: S04, \
         位置: 声明, 理由: {quoted} }}\n"
    )
}

#[test]
fn script_in_any_field_is_shown_as_text() {
    let (page, raw) = draft_page_of(&with_everywhere(SCRIPT));
    assert_harmless(&page);
    // Name, title, 公司简介, 概述, 举措 with its text, group, indicator, label, figure, note, 结语,
    // 声明, who signs.
    assert_eq!(page.report.matches(SCRIPT).count(), 14, "{}", page.report);
    assert_eq!(raw.matches("</script>").count(), 1);
}

#[test]
fn markup_in_a_narrative_is_shown_as_text() {
    let cases = [
        "<b>粗</b>",
        "<svg onload=alert(1)>",
        "<a href=\"javascript:alert(1)\">甲</a>",
        "<!-- 注 -->",
        "<style>p { display: none }</style>",
        "<iframe src=\"https://example.com/\"></iframe>",
        "<?php echo 1 ?>",
        "<![CDATA[甲]]>",
        "<!DOCTYPE html>",
        "</p></main></body></html>",
    ];
    for markup in cases {
        for text in [markup.to_owned(), format!("前{markup}后")] {
            let (page, raw) = draft_page_of(&with(&[("建成5G基站8900余座。", &text)]));
            assert_harmless(&page);
            assert!(page.report.contains(&text), "{text}\n{raw}");
        }
    }
}

#[test]
fn a_block_of_markup_over_several_lines_is_shown_as_text() {
    let markup = "<div onclick=\"x\">\n        **甲**\n        <script>\n        alert(1)\n\n        </script>\n        </div>";
    let (page, _) = draft_page_of(&with(&[("建成5G基站8900余座。", markup)]));
    assert_harmless(&page);
    for part in ["<div onclick=\"x\">", "<script>", "alert(1)", "</script>", "</div>"] {
        assert!(page.report.contains(part), "{part}");
    }
}

#[test]
fn a_link_that_runs_something_is_dropped_and_its_text_stays() {
    let links = [
        "[点击](javascript:alert(1))",
        "[点击](JaVaScRiPt:alert(1))",
        "[点击](javascript&#58;alert(1))",
        "[点击](java&#9;script:alert(1))",
        "[点击](&#1;javascript:alert(1))",
        "[点击](data:text/html;base64,PHN2Zz4=)",
        "[点击](vbscript:msgbox)",
        "[点击](file:///etc/passwd)",
        "[点击](//example.com/)",
        "[点击][甲]\n\n        [甲]: javascript:alert(1)",
    ];
    for link in links {
        let (page, raw) = draft_page_of(&with(&[("建成5G基站8900余座。", link)]));
        assert_harmless(&page);
        assert!(page.report.contains("点击"), "{link}\n{raw}");
        let led = page.tags.iter().filter_map(|tag| tag.get("href"));
        assert!(led.into_iter().all(|href| href.starts_with('#')), "{link}\n{raw}");
    }
    let (page, _) = draft_page_of(&with(&[("建成5G基站8900余座。", "<javascript:alert(1)>")]));
    assert!(page.report.contains("javascript:alert(1)"));
    assert!(page.tags.iter().filter_map(|t| t.get("href")).all(|href| href.starts_with('#')));
}

#[test]
fn a_link_to_the_web_stays_and_cannot_leave_its_attribute() {
    let links = [
        ("[甲](https://example.com/?a=1&b=2)", "https://example.com/?a=1&b=2"),
        ("[甲](tel:10086)", "tel:10086"),
        ("[甲](<https://example.com/\"onclick=\"x>)", "https://example.com/\"onclick=\"x"),
        ("<https://example.com/>", "https://example.com/"),
    ];
    for (link, target) in links {
        let (page, raw) = page_of(&with(&[("建成5G基站8900余座。", link)]));
        assert_harmless(&page);
        assert!(page.tags.iter().any(|tag| tag.get("href") == Some(target)), "{link}\n{raw}");
    }
}

#[test]
fn a_page_needs_no_network() {
    for stem in FILINGS {
        let text = std::fs::read_to_string(repository().join(format!("data/{stem}.yaml"))).unwrap();
        let (page, _) = page_of(&text);
        let loads = ["src", "srcset", "data", "poster", "background", "action", "style"];
        for tag in &page.tags {
            assert!(loads.iter().all(|name| tag.get(name).is_none()), "{tag:?}");
            assert!(!["link", "base", "img", "iframe", "object"].contains(&tag.name.as_str()));
            assert!(tag.get("href").is_none_or(|href| href.starts_with('#')), "{tag:?}");
            assert!(tag.get("http-equiv").is_none(), "{tag:?}");
        }
        for load in ["url(", "@import", "@font-face", "http"] {
            assert!(!page.style.contains(load), "{load}");
        }
    }
}

/// What a page leads to beside itself.
fn led_to(run: &Run) -> Vec<String> {
    let page = html::read(&run.text("output/甲 #1.html"));
    let hrefs = page.tags.iter().filter_map(|tag| tag.get("href"));
    hrefs.filter(|href| !href.starts_with('#')).map(str::to_owned).collect()
}

#[test]
fn the_pdf_is_linked_where_it_is_made_with_the_page_and_in_no_draft() {
    let built = |call: &str| {
        let run = Chengbao::new().file("甲 #1.yaml", with(&[])).call(&format!("build {call}"));
        led_to(&run.arg("甲 #1.yaml").run().done())
    };
    let name = "%E7%94%B2%20%231.pdf";
    // In the head for machines, in the page for people.
    assert_eq!(built("--formats html,pdf"), [name, name]);
    assert_eq!(built("--formats md,html,pdf"), [name, name]);
    assert!(built("--formats md,html").is_empty());
    assert!(built("--draft --formats html,pdf").is_empty());
}

#[test]
fn a_page_says_what_it_is_to_those_who_have_its_address_alone() {
    let (page, raw) = draft_page_of(&with(&[]));
    let says = |page: &Page, key: &str| {
        let is_it = |tag: &&html::Tag| [tag.get("name"), tag.get("property")].contains(&Some(key));
        page.tags.iter().find(is_it).and_then(|tag| tag.get("content")).map(str::to_owned)
    };
    // A draft is nothing to be found or passed on.
    assert_eq!(says(&page, "robots").as_deref(), Some("noindex"));
    assert!(says(&page, "description").is_none() && !raw.contains("og:"), "{raw}");
    let (page, _) = page_of(&with(&[]));
    let title = "中国移动山西公司2020年下半年服务质量状况报告";
    let description =
        format!("{title}，列有移动电话、客户投诉共3项主要服务指标，报告日期2021年1月12日。");
    for (key, value) in [
        ("description", description.as_str()),
        ("og:description", &description),
        ("og:title", title),
        ("og:type", "article"),
        ("og:locale", "zh_CN"),
    ] {
        assert_eq!(says(&page, key).as_deref(), Some(value), "{key}");
    }
    assert!(says(&page, "robots").is_none());
}

#[test]
fn the_title_is_first_and_what_leads_around_is_no_text() {
    let (page, raw) = page_of(&with(&[]));
    let at = |text: &str| raw.find(text).unwrap();
    assert!(at("<h1>") < at("<nav") && at("</nav>") < at("<h2"));
    // The way past the contents leads behind them.
    assert!(raw.contains("<a class=\"skip\" href=\"#text\">"));
    assert!(at("</nav>") < at("id=\"text\""));
    assert_eq!(page.report.matches("公司简介").count(), 1);
    assert!(page.style.contains(".contents details:not([open]) ~ .list { display: none; }"));
}

/// A filing whose indicators stand in tables, and that has tables of its own.
fn page_with_tables() -> (Page, String) {
    let text = with(&[
        (
            "建成5G基站8900余座。",
            "见下表。\n\n        | 地区 | 基站 | 说明 |\n        | --- | --- | --- |\n        \
             | 太原 | 700座 | 全市覆盖 |\n        |  | 460座 |  |\n\n        | 名录 |\n        \
             | --- |\n        | 太原 |",
        ),
        ("签署:", "版式:\n  指标: 表格\n签署:"),
    ]);
    page_of(&text)
}

#[test]
fn a_table_has_heads_for_its_columns_and_rows() {
    let (_, raw) = page_with_tables();
    for row in [
        // Figures stand under each other, by what they are.
        "<tr><th scope=\"col\">地区</th><th scope=\"col\" class=\"figure\">基站</th>\
         <th scope=\"col\">说明</th></tr>",
        "<tr><th scope=\"row\">太原</th><td class=\"figure\">700座</td><td>全市覆盖</td></tr>",
        // An empty cell heads nothing, nor does a column that is alone.
        "<tr><td></td><td class=\"figure\">460座</td><td></td></tr>",
        "<tr><td>太原</td></tr>",
        "<th scope=\"row\" class=\"left\">计费差错率</th>",
    ] {
        assert!(raw.contains(row), "{row}\n{raw}");
    }
}

#[test]
fn a_table_scrolls_inside_itself_and_is_called_by_its_heading() {
    let (page, _) = page_with_tables();
    let ids: Vec<&str> = page.tags.iter().filter_map(|tag| tag.get("id")).collect();
    let regions: Vec<&html::Tag> = page.tags.iter().filter(|tag| tag.name == "section").collect();
    assert_eq!(regions.len(), 4);
    let mut names = Vec::new();
    for region in regions {
        assert_eq!((region.get("class"), region.get("tabindex")), (Some("scroll"), Some("0")));
        let by = region.get("aria-labelledby").unwrap();
        assert!(by.split(' ').all(|id| ids.contains(&id)), "{by}");
        names.push(by);
    }
    assert_eq!(names, ["s2-1 t1", "s2-1 t2", "s3-1 t3", "s3-2 t4"]);
    // Before any heading it has its number alone.
    let lead = "导语: |\n  | 甲 | 乙 |\n  | --- | --- |\n  | 丙 | 丁 |\n公司简介: |";
    let (page, raw) = page_of(&with(&[("公司简介: |", lead)]));
    let region = page.tags.iter().find(|tag| tag.name == "section").unwrap();
    assert_eq!((region.get("aria-label"), region.get("aria-labelledby")), (Some("表格1"), None));
    assert!(raw.contains("<th scope=\"row\">丙</th>"), "{raw}");
}

#[test]
fn a_page_says_its_language_and_fits_a_phone() {
    let (page, raw) = page_of(&with(&[]));
    assert!(raw.starts_with("<!DOCTYPE html>\n"));
    let tag = |name: &str| page.tags.iter().find(|tag| tag.name == name).unwrap();
    assert_eq!(tag("html").get("lang"), Some("zh-CN"));
    assert_eq!(tag("meta").get("charset"), Some("utf-8"));
    assert!(page.tags.iter().any(|tag| tag.get("name") == Some("viewport")));
    assert!(page.style.contains("@media print") && page.style.contains("size: A4"));
}

#[test]
fn the_data_in_a_page_is_exact() {
    let text = with(&[
        ("移动山西公司\n", "移动山西公司\n  简称: '山西<移动>'\n"),
        ("及时率: 99.10%", "及时率: '≥ 99.10%', 热线: 10010-5, 备注: 不含"),
        ("≤4×10⁻⁶", "≤4.0×10^-6"),
    ]);
    let (page, _) = draft_page_of(&text);
    let data: Value = serde_json::from_str(&page.data).unwrap();
    assert_eq!(data["schema"], "chengbao-filing/5");
    assert_eq!(data["company"]["name"], "中国移动山西公司");
    assert_eq!(data["company"]["short_name"], "山西<移动>");
    assert_eq!(data["company"]["services"], serde_json::json!(["移动电话"]));
    assert_eq!((&data["period"], &data["date"]), (&"2020年下半年".into(), &"2021-01-12".into()));
    let figures = data["indicators"].as_array().unwrap();
    let of = |label: &str| figures.iter().find(|f| f["label"] == label).unwrap();
    assert_eq!(of("平均")["value"], "4.01");
    assert_eq!(of("平均")["unit"], "小时");
    assert_eq!(of("及时率")["value"], "99.10");
    assert_eq!(of("及时率")["qualifier"], "≥");
    assert_eq!(of("及时率")["as_written"], "≥ 99.10%");
    assert_eq!(of("热线")["value"], Value::Null);
    assert_eq!(of("热线")["as_written"], "10010-5");
    let rate = figures.iter().find(|f| f["indicator"] == "计费差错率").unwrap();
    assert_eq!((&rate["value"], &rate["as_written"]), (&"0.0000040".into(), &"≤4.0×10⁻⁶".into()));
    assert_eq!((&rate["label"], &rate["service"]), (&Value::Null, &"移动电话".into()));
}

#[test]
fn the_data_of_a_filing_has_every_figure_in_order() {
    for (stem, count) in FILINGS.into_iter().zip([18, 24]) {
        let text = std::fs::read_to_string(repository().join(format!("data/{stem}.yaml"))).unwrap();
        let (page, _) = page_of(&text);
        let data: Value = serde_json::from_str(&page.data).unwrap();
        let figures = data["indicators"].as_array().unwrap();
        assert_eq!(figures.len(), count, "{stem}");
        assert!(figures.iter().all(|f| f["value"].is_string() || f["value"].is_null()));
        let mut from = 0;
        for figure in figures {
            let written = figure["as_written"].as_str().unwrap();
            let found = page.report[from..].find(written);
            from += found.unwrap_or_else(|| panic!("{written} is not in order")) + written.len();
        }
    }
}
