//! 附表: the figures against the last periods' at the report's end, in all outputs.

use std::collections::BTreeSet;

use chengbao::verify::{PagesVerdict, filing};
use lopdf::Document;

use crate::support::at_hand::at_hand;
use crate::support::filing::{FILING, with};
use crate::support::pdf_text::{pages, sequences};
use crate::support::pdf_tree::tree;
use crate::support::{Chengbao, Run, repository};

const PERIOD: &str = "报告期: 2020年下半年";
const ASKED: &str = "报告期: 2020年下半年\n上期: 上期.yaml\n附表: 对比";

/// A made-up carrier's half-year with an annex, and the half-year before.
fn halves() -> Chengbao {
    several("2023h1.yaml", "对比")
}

/// The same with other last filings, and another annex; all four half-years are there.
fn several(lasts: &str, annex: &str) -> Chengbao {
    let read = |stem: &str| {
        std::fs::read_to_string(repository().join(format!("tests/compare/{stem}.yaml"))).unwrap()
    };
    let asked = format!("报告期: 2023年下半年\n上期: {lasts}\n附表: {annex}");
    let own = read("2023h2").replace("报告期: 2023年下半年", &asked);
    let earlier = ["2023h1", "2022h2", "2022h1"];
    earlier.iter().fold(Chengbao::new().file("2023h2.yaml", own), |desk, stem| {
        desk.file(&format!("{stem}.yaml"), read(stem))
    })
}

const FOUR: &str = "[2023h1.yaml, 2022h2.yaml, 2022h1.yaml]";

/// The annex of a report's Markdown.
fn annex_of(run: &Run, stem: &str) -> String {
    let markdown = run.text(&format!("output/{stem}.md"));
    markdown.split_once("\n\n## 附件\n\n").unwrap().1.to_owned()
}

/// The small filing's half-year before, with some of its text replaced.
fn last(replacements: &[(&str, &str)]) -> String {
    let mut all = vec![("2020年下半年", "2020年上半年"), ("2021年1月12日", "2020年7月10日")];
    all.extend(replacements);
    with(&all)
}

/// The small filing with an annex, built beside a last filing.
fn built(replacements: &[(&str, &str)], last: Option<String>) -> Run {
    let mut all = vec![(PERIOD, ASKED)];
    all.extend(replacements);
    let desk = Chengbao::new().file("甲.yaml", with(&all));
    let desk = last.into_iter().fold(desk, |desk, last| desk.file("上期.yaml", last));
    desk.call("build 甲.yaml").run()
}

#[test]
fn the_report_ends_with_the_figures_against_the_last_period_s() {
    let run = halves().call("build 2023h2.yaml").run().done();
    let markdown = run.text("output/2023h2.md");
    let (report, annex) = markdown.split_once("\n\n## 附件\n\n").unwrap();
    assert!(report.ends_with(
        "企业声明：本报告内容客观、真实、准确。\n\n附件：主要服务指标与上期对比表\n\n\
         晋云通信山西公司  \n2024年1月11日"
    ));
    assert!(annex.starts_with(
        "### 主要服务指标与上期对比表\n\n本表对比本期（2023年下半年）与上期（2023年上半年）的"
    ));
    for line in [
        "| 指标 | 2023年上半年 | 2023年下半年 | 变化 | 评价 | 标准 |",
        "| **移动电话** |  |  |  |  |  |",
        "| 业务变更平均时限 | 0.45小时 | 0.38小时 | 缩短0.07小时 | 变好 | 平均不超过1小时，达标 |",
        "| 业务变更及时率 | 98.96% | 99.35% | 提高0.39个百分点 | 变好 | — |",
        // Told in one unit, and as it was written.
        "| 恢复通话平均时限 | 29分钟 | 0.45小时 =27分钟 | 缩短2分钟 | 变好 |",
        // A bound is not compared.
        "| 计费差错率 | ≤4×10⁻⁶ | 3×10⁻⁶ | — | — | — |",
        "| 投诉处理满意率 | 92.40% | 92.10% | 降低0.3个百分点 | 变差 | — |",
        "| 投诉处理及时率 | — | 96.88% | — | — | — |",
        "| 注：（1）2023年上半年没有：客户投诉·投诉处理及时率。（2）2023年上半年名称不同的：移动电话（写作“移动电话业务”）、业务变更平均时限（写作“业务变更平均时长”）",
    ] {
        assert!(annex.contains(line), "{line}\n{annex}");
    }
    // A threshold that nobody read in its source is not filed, nor is what has no quantity.
    assert!(!annex.contains("未对照原文") && !annex.contains("15工作日"), "{annex}");
    assert!(!annex.contains("投诉受理热线"), "{annex}");
}

#[test]
fn two_half_years_are_a_table_on_two_pages_and_no_chart() {
    let run = halves().call("build 2023h2.yaml").run().done();
    assert!(run.files("output").iter().all(|name| !name.ends_with(".svg")));
    assert!(!run.text("output/2023h2.html").contains("<img"));
    let pages = pages(&run.bytes("output/2023h2.pdf"));
    let first = pages.iter().position(|page| page.first().is_some_and(|t| t == "附件")).unwrap();
    assert!(pages.len() - first <= 2, "{}", pages.len() - first);
}

#[test]
fn four_half_years_stand_in_columns_and_an_older_change_is_marked() {
    let run = several(FOUR, "对比").call("build 2023h2.yaml").run().done();
    let annex = annex_of(&run, "2023h2");
    assert!(annex.starts_with("### 主要服务指标各期对比表\n"), "{annex}");
    for line in [
        "| 指标 | 2022年上半年 | 2022年下半年 | 2023年上半年 | 2023年下半年 | 变化 | 评价 | 标准 |",
        "| 业务变更平均时限 | 0.42小时 | 0.40小时 | 0.45小时 | 0.38小时 | 缩短0.07小时 | 变好 |",
        // The last one has none, so the change is from the one before.
        "| 投诉处理及时率 | 95.40% | 96.02% | — | 96.88% | 提高0.86个百分点※ | 变好 | — |",
        "带※的，上期没有可比的数据，与再前面最近的一期相比。",
        "2022年上半年、2022年下半年名称不同的：障碍修复平均时限（城镇）",
    ] {
        assert!(annex.contains(line), "{line}\n{annex}");
    }
    // The table only.
    assert!(!annex.contains("趋势") && !annex.contains("!["), "{annex}");
}

#[test]
fn trends_are_drawn_of_each_group_in_all_outputs() {
    let run =
        several(FOUR, "趋势").call("build 2023h2.yaml --formats md,html,pdf,docx").run().done();
    let markdown = run.text("output/2023h2.md");
    let html = run.text("output/2023h2.html");
    let written: BTreeSet<String> =
        run.files("output").into_iter().filter(|name| name.ends_with(".svg")).collect();
    assert_eq!(written.len(), 4);
    for name in &written {
        assert!(markdown.contains(&format!("](<{name}>")), "{name}");
        let svg = run.text(&format!("output/{name}"));
        assert!(svg.starts_with("<svg xmlns=") && svg.contains("2022上"), "{svg}");
    }
    assert_eq!(html.matches("<img src=\"data:image/svg+xml;base64,").count(), 4);
    let pdf = run.bytes("output/2023h2.pdf");
    let document = Document::load_mem(&pdf).unwrap();
    let tree = tree(&document);
    let figures = tree.of_role("Figure");
    assert_eq!(figures.iter().filter(|figure| figure.attribute("BBox").is_some()).count(), 4);
    let alt = "趋势图7幅。业务变更平均时限（小时）：2022年上半年 0.42小时；2022年下半年 0.40小时；\
        2023年上半年 0.45小时；2023年下半年 0.38小时。标准：平均不超过1小时。";
    assert!(markdown.contains(&format!("![{alt}")) && html.contains(&format!("alt=\"{alt}")));
    let pages = pages(&pdf);
    let first = pages.iter().position(|page| page.first().is_some_and(|t| t == "附件")).unwrap();
    assert!(pages.len() - first <= 4, "{}", pages.len() - first);
    let verdict = filing(&pdf, &at_hand()).unwrap();
    assert!(verdict.is_sound(), "{verdict}");
}

#[test]
fn groups_are_heads_over_all_columns_for_who_cannot_see_them() {
    let run = halves().call("build 2023h2.yaml --formats pdf,html").run().done();
    let html = run.text("output/2023h2.html");
    assert!(html.contains("<table class=\"grouped\">"));
    assert!(html.contains(
        "<tr class=\"group\"><th scope=\"rowgroup\" colspan=\"6\"><strong>移动电话</strong></th></tr>"
    ));
    assert!(html.contains("<tr><th scope=\"row\" class=\"left\">业务变更平均时限</th><td class=\"right\">0.45小时</td>"));
    let document = Document::load_mem(&run.bytes("output/2023h2.pdf")).unwrap();
    let tree = tree(&document);
    let heads = tree.of_role("TH");
    assert!(heads.iter().all(|head| head.attribute("Scope").is_some()));
    assert_eq!(heads.iter().filter(|head| head.attribute("ColSpan").is_some()).count(), 4);
}

/// A half-year that is missing in between is a gap in the table and in the lines.
#[test]
fn a_missing_half_year_is_a_gap() {
    let run = several("[2023h1.yaml, 2022h1.yaml]", "趋势").call("build 2023h2.yaml").run();
    assert_eq!(run.status, 0, "{}", run.stderr);
    let annex = annex_of(&run, "2023h2");
    assert!(annex.contains("| 业务变更平均时限 | 0.42小时 | — | 0.45小时 | 0.38小时 |"), "{annex}");
    assert!(annex.contains("没有2022年下半年的报告。"), "{annex}");
    // Of three values two are joined.
    let svg = run.text("output/2023h2-附图2.svg");
    let drawn = |what: &str| svg.matches(what).count();
    assert_eq!((drawn("<circle"), drawn("class=\"join\"")), (3 * 6, 6), "{svg}");
    let checked = run.then().call("check 2023h2.yaml").run();
    let said =
        "警告[Y35]: 2022年上半年和2023年上半年之间没有2022年下半年的报告：表里空着，趋势断开";
    assert!(checked.stdout.contains(said), "{}", checked.stdout);
}

#[test]
fn a_list_that_cannot_be_told_apart_is_refused_at_its_line() {
    let refused = |lasts: &str, said: &str| {
        let run = several(lasts, "对比").call("build 2023h2.yaml").run();
        let errors: Vec<String> = run.errors().iter().map(ToString::to_string).collect();
        assert_eq!((run.status, errors), (1, vec![said.to_owned()]), "{}", run.stderr);
        assert!(run.files("output").is_empty());
    };
    refused(
        "[2023h1.yaml, 2022h1.yaml, 2022h2.yaml]",
        "Y34 9:32 2022h2.yaml 是2022年下半年的，排在了2022年上半年的后面",
    );
    refused("[2023h1.yaml, 2022h2.yaml, 2023h1.yaml]", "Y27 9:32 “上期”里“2023h1.yaml”写了两次");
    refused(
        "[2023h1.yaml, 2023h2.yaml]",
        "Y34 9:19 2023h2.yaml 是2023年下半年的，不在本期（2023年下半年）之前",
    );
    let twin = |desk: Chengbao| {
        let text = std::fs::read(repository().join("tests/compare/2023h1.yaml")).unwrap();
        desk.file("又一份.yaml", text)
    };
    let run = twin(several("[2023h1.yaml, 又一份.yaml]", "对比")).call("build 2023h2.yaml").run();
    assert_eq!(
        run.errors()[0].to_string(),
        "Y34 9:19 又一份.yaml 和 2023h1.yaml 都是2023年上半年的"
    );
    let other =
        last(&[]).replace("2020年上半年", "2022年下半年").replace("2020年7月10日", "2023年1月10日");
    let run = several("[2023h1.yaml, 别家.yaml]", "对比")
        .file("别家.yaml", other)
        .call("build 2023h2.yaml")
        .run();
    assert_eq!(
        run.errors()[0].to_string(),
        "Y34 9:19 别家.yaml 是中国移动山西公司的，不是这家企业的"
    );
    let many = (1..=8).map(|n| format!("第{n}份.yaml")).collect::<Vec<_>>().join(", ");
    let text = std::fs::read_to_string(repository().join("tests/compare/2023h1.yaml")).unwrap();
    let desk = (1..=8_u16).fold(several(&format!("[{many}]"), "对比"), |desk, n| {
        let (year, half) = (2023 - n / 2, if n % 2 == 1 { "上" } else { "下" });
        let day = if n % 2 == 1 {
            format!("{year}年7月11日")
        } else {
            format!("{}年1月11日", year + 1)
        };
        let own = text
            .replace("报告期: 2023年上半年", &format!("报告期: {year}年{half}半年"))
            .replace("2023年7月11日", &day);
        desk.file(&format!("第{n}份.yaml"), own)
    });
    let run = desk.call("build 2023h2.yaml").run();
    let said: Vec<String> = run.errors().iter().map(ToString::to_string).collect();
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(
        said[0].starts_with("Y34 ")
            && said[0].ends_with("“上期”写了 8 份，最多 7 份：连同本期是八个半年")
    );
}

#[test]
fn one_that_cannot_be_read_is_told_and_the_first_is_not_replaced_by_another() {
    let run = several("[2023h1.yaml, 无.yaml]", "对比").call("build 2023h2.yaml").run();
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(annex_of(&run, "2023h2").contains("| 指标 | 2023年上半年 | 2023年下半年 |"));
    let checked = run.then().call("check 2023h2.yaml").run();
    assert!(checked.stdout.contains("警告[Y20]: 上期的文件读不了"), "{}", checked.stdout);
    let run = several("[无.yaml, 2023h1.yaml]", "对比").call("build 2023h2.yaml").run();
    assert_eq!(run.errors()[0].to_string(), "Y24 10:5 “附表”要与上期对比，没有上期的数据");
}

#[test]
fn a_trend_of_two_half_years_is_refused_and_says_why() {
    let run = several("2023h1.yaml", "趋势").call("build 2023h2.yaml").run();
    let said: Vec<String> = run.errors().iter().map(ToString::to_string).collect();
    assert_eq!(said, ["Y24 10:5 “附表: 趋势”做不出：画趋势要有三期以上的数据，连同本期只有 2 期"]);
    assert!(run.files("output").is_empty());
    // The near miss.
    several("[2023h1.yaml, 2022h2.yaml]", "趋势").call("build 2023h2.yaml").run().done();
}

/// A PDF and a Word file bring the filings before them with them.
#[test]
fn reports_carry_their_last_filings_on() {
    for format in ["pdf", "docx"] {
        let first = several("[2022h2.yaml, 2022h1.yaml]", "对比");
        let text = std::fs::read_to_string(repository().join("tests/compare/2023h1.yaml")).unwrap();
        let asked = "报告期: 2023年上半年\n上期: [2022h2.yaml, 2022h1.yaml]\n附表: 对比";
        let text = text.replace("报告期: 2023年上半年", asked);
        let run = first
            .file("2023h1.yaml", text)
            .call(&format!("build 2023h1.yaml --formats {format}"))
            .run()
            .done();
        let own = std::fs::read_to_string(repository().join("tests/compare/2023h2.yaml")).unwrap();
        let asked = format!("报告期: 2023年下半年\n上期: output/2023h1.{format}\n附表: 趋势");
        let own = own.replace("报告期: 2023年下半年", &asked);
        let run = run.then().file("乙.yaml", own).call("build 乙.yaml").run().done();
        let annex = annex_of(&run, "乙");
        assert!(
            annex.contains("| 业务变更平均时限 | 0.42小时 | 0.40小时 | 0.45小时 | 0.38小时 |"),
            "{annex}"
        );
        let pdf = run.bytes("output/乙.pdf");
        assert!(filing(&pdf, &at_hand()).unwrap().is_sound());
        let oldest = run.bytes("2022h1.yaml");
        let run =
            run.then().call("extract output/乙.pdf --format last-3 -o 取回.yaml").run().done();
        assert_eq!(run.bytes("取回.yaml"), oldest);
        let none = run.then().call("extract output/乙.pdf --format last-4").run();
        assert!(none.stderr.contains("没有带第 4 份更早的填报文件"), "{}", none.stderr);
    }
}

/// The table comes back from Word as it went out.
#[test]
fn a_word_file_that_nobody_changed_changes_nothing() {
    let run = several(FOUR, "趋势").call("build 2023h2.yaml --formats docx").run().done();
    let merged = run.then().call("merge 2023h2.yaml output/2023h2.docx --dry-run").run().done();
    assert_eq!(merged.stdout, "2023h2.yaml：没有要改的\n");
}

/// What an earlier version made is not called wrong because it is made otherwise now.
#[test]
fn an_annex_of_an_earlier_version_is_said_to_be_one() {
    let run = halves().call("build 2023h2.yaml --formats pdf").run().done();
    let mut document = Document::load_mem(&run.bytes("output/2023h2.pdf")).unwrap();
    document.decompress();
    let own = format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION"));
    let data = document.objects.values_mut().find_map(|object| {
        let stream = object.as_stream_mut().ok()?;
        let text = String::from_utf8(stream.content.clone()).ok()?;
        text.contains(&own).then_some((stream, text))
    });
    let (stream, text) = data.unwrap();
    stream.set_plain_content(text.replace(&own, "\"version\": \"0.3.0\"").into_bytes());
    let mut earlier = Vec::new();
    document.save_to(&mut earlier).unwrap();
    let verdict = filing(&earlier, &at_hand()).unwrap();
    assert_eq!(verdict.pages, PagesVerdict::OlderAnnex("0.3.0".to_owned()));
    assert!(verdict.to_string().contains("附表由呈报 0.3.0 生成"), "{verdict}");
}

/// A filing before the last one that was changed shows on the pages, and in the data.
#[test]
fn an_earlier_filing_that_was_changed_is_found() {
    let run = several(FOUR, "对比").call("build 2023h2.yaml --formats pdf").run().done();
    let mut document = Document::load_mem(&run.bytes("output/2023h2.pdf")).unwrap();
    document.decompress();
    let carried = document.objects.values_mut().find_map(|object| {
        let stream = object.as_stream_mut().ok()?;
        let text = String::from_utf8(stream.content.clone()).ok()?;
        text.contains("报告期: 2022年上半年").then_some((stream, text))
    });
    let (stream, text) = carried.unwrap();
    stream.set_plain_content(text.replace("平均: 0.42小时", "平均: 0.52小时").into_bytes());
    let mut changed = Vec::new();
    document.save_to(&mut changed).unwrap();
    let verdict = filing(&changed, &at_hand()).unwrap();
    assert!(matches!(verdict.pages, PagesVerdict::Differ(_)), "{verdict}");
    assert!(verdict.to_string().contains("earlier"), "{verdict}");
}

#[test]
fn an_annex_begins_a_page_with_its_label_and_a_title_on_the_third_line() {
    let run = halves().call("build 2023h2.yaml --formats pdf").run().done();
    let pdf = run.bytes("output/2023h2.pdf");
    let pages = pages(&pdf);
    let first = pages.iter().position(|page| page.first().is_some_and(|t| t == "附件")).unwrap();
    assert_eq!(pages[first][1], "主要服务指标与上期对比表");
    let before: String = pages[first - 1].concat();
    let [note, unit] = ["附件：主要服务指标与上期对比表", "晋云通信山西公司2024年1月11日"];
    assert!(before.contains(&format!("{note}{unit}")), "{before}");
    let document = Document::load_mem(&pdf).unwrap();
    let (tree, sequences) = (tree(&document), sequences(&document));
    let headings: Vec<(String, String)> = tree
        .elements()
        .filter(|element| element.level().is_some())
        .map(|element| (element.role.clone(), element.text(&sequences)))
        .collect();
    let at = headings.iter().position(|(_, text)| text == "附件").unwrap();
    let annexed: Vec<&str> = headings[at..].iter().map(|(role, _)| role.as_str()).collect();
    assert_eq!(annexed, ["H2", "H3"], "{headings:?}");
}

#[test]
fn the_pdf_carries_the_last_filing_and_is_verified_by_it() {
    let run = halves().call("build 2023h2.yaml").run().done();
    let pdf = run.bytes("output/2023h2.pdf");
    let last = run.bytes("2023h1.yaml");
    let verdict = filing(&pdf, &at_hand()).unwrap();
    assert!(verdict.is_sound(), "{verdict}");
    let run = run.then().call("extract output/2023h2.pdf --format last -o 取回.yaml").run().done();
    assert_eq!(run.bytes("取回.yaml"), last);
    // The filing alone in the folder of the PDF: the last period's PDF will do as 上期.
    let run = run.then().call("build 2023h1.yaml --formats pdf").run().done();
    let own = run.text("2023h2.yaml").replace("2023h1.yaml", "output/2023h1.pdf");
    let run = run.then().file("乙.yaml", own).call("build 乙.yaml").run().done();
    let verdict = filing(&run.bytes("output/乙.pdf"), &at_hand()).unwrap();
    assert!(verdict.is_sound(), "{verdict}");
}

#[test]
fn a_last_filing_that_was_changed_is_found_on_the_pages() {
    let run = halves().call("build 2023h2.yaml --formats pdf").run().done();
    let mut document = Document::load_mem(&run.bytes("output/2023h2.pdf")).unwrap();
    document.decompress();
    let carried = document.objects.values_mut().find_map(|object| {
        let stream = object.as_stream_mut().ok()?;
        let text = String::from_utf8(stream.content.clone()).ok()?;
        text.contains("报告期: 2023年上半年").then_some((stream, text))
    });
    let (stream, text) = carried.unwrap();
    stream.set_plain_content(text.replace("0.45小时", "0.25小时").into_bytes());
    let mut changed = Vec::new();
    document.save_to(&mut changed).unwrap();
    let verdict = filing(&changed, &at_hand()).unwrap();
    assert!(matches!(verdict.pages, PagesVerdict::Differ(_)), "{verdict}");
    assert!(verdict.to_string().contains("last.sha256 在数据里是"), "{verdict}");
}

#[test]
fn without_the_last_period_s_figures_there_is_no_annex_and_no_report() {
    let refused = |run: Run, why: &str| {
        let errors = run.errors();
        let [error] = errors.as_slice() else { panic!("{}", run.stderr) };
        let said = format!("Y24 8:5 “附表”要与上期对比，{why}");
        assert_eq!((run.status, error.to_string()), (1, said));
        assert!(run.files("output").is_empty());
    };
    refused(built(&[], None), "没有上期的数据");
    let other = [("中国移动", "中国联通"), ("10086", "10010")];
    refused(built(&[], Some(last(&other))), "上期的文件是中国联通山西公司的，不是这家企业的");
    let same = with(&[]);
    refused(built(&[], Some(same)), "上期的文件是2020年下半年的，不在这一期之前");
    let unasked = built(&[("附表: 对比\n", "")], None);
    assert_eq!(unasked.status, 0, "{}", unasked.stderr);
    assert!(!unasked.text("output/甲.md").contains("附件"));
    // The near miss: the half-year before is there.
    built(&[], Some(last(&[]))).done();
}

#[test]
fn an_annex_of_another_kind_is_refused() {
    let run = built(&[("附表: 对比", "附表: 对照")], Some(last(&[])));
    let said: Vec<String> = run.errors().iter().map(ToString::to_string).collect();
    assert_eq!(said, ["Y04 8:5 “附表”不能是“对照”"]);
    assert!(run.stderr.contains("写这几个之一：对比、趋势"), "{}", run.stderr);
}

#[test]
fn a_draft_without_the_last_period_s_figures_leaves_the_annex_out() {
    let run = Chengbao::new()
        .file("甲.yaml", with(&[(PERIOD, ASKED)]))
        .call("build --draft 甲.yaml")
        .run();
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(!run.text("output/甲.md").contains("## 附件"));
    let verdict = filing(&run.bytes("output/甲.pdf"), &at_hand()).unwrap();
    assert!(matches!(verdict.pages, PagesVerdict::Same { .. }), "{verdict}");
}

#[test]
fn a_template_of_one_s_own_has_to_print_the_annex() {
    let desk = |template: &str| {
        Chengbao::new()
            .file("甲.yaml", with(&[(PERIOD, ASKED)]))
            .file("上期.yaml", last(&[]))
            .file("模板/report.md.tera", template)
            .call("build 甲.yaml --templates 模板")
            .run()
    };
    let run = desk("# {{ title }}\n");
    let said: Vec<String> = run.errors().iter().map(ToString::to_string).collect();
    assert_eq!(said, ["M02 8:5 自备的模板没有印附表，报告末尾不会有对比表"]);
    let own = "# {{ title }}\n\n{{ company.name }}  \n{{ signature.date }}\n\n## 附件\n\n\
        ### {{ annex.title }}\n\n{{ annex.body | safe }}\n";
    desk(own).done();
}

#[test]
fn names_and_figures_of_any_kind_stay_text_in_the_charts() {
    let odd = "“<b>&”率";
    let figure = ("计费差错率: ≤4×10⁻⁶", "'“<b>&”率': 99.1%");
    let waived = ("声明:", "豁免: [{ 规则: S05, 位置: 主要服务指标完成情况, 理由: 试排 }]\n声明:");
    let run = trend_of("甲", &[figure, waived], &[figure, ("99.1%", "98.7%")]);
    let svg = run.text("output/甲-附图1.svg");
    assert!(svg.contains("“&lt;b&gt;&amp;”率（%）"), "{svg}");
    assert!(run.text("output/甲.html").contains("“&lt;b&gt;&amp;”率"));
    let text = crate::support::pdf_text::text(&run.bytes("output/甲.pdf"));
    assert!(text.contains(odd), "{text}");
}

/// The small filing with trends of three half-years.
fn trend_of(stem: &str, own: &[(&str, &str)], earlier: &[(&str, &str)]) -> Run {
    let mut all = vec![(PERIOD, "报告期: 2020年下半年\n上期: [上期.yaml, 更早.yaml]\n附表: 趋势")];
    all.extend(own);
    let oldest = last(earlier)
        .replace("2020年上半年", "2019年下半年")
        .replace("2020年7月10日", "2020年1月10日");
    let desk = Chengbao::new()
        .file(&format!("{stem}.yaml"), with(&all))
        .file("上期.yaml", last(earlier))
        .file("更早.yaml", oldest);
    desk.arg("build").arg(&format!("{stem}.yaml")).run().done()
}

#[test]
fn a_stem_that_markdown_would_read_names_the_charts_without_it() {
    // No name has a star on Windows.
    let stem = if cfg!(windows) { "甲(1)_[终稿] _2_" } else { "甲(1)_[终稿] *2*" };
    let run = trend_of(stem, &[], &[]);
    let files = run.files("output");
    // A hash keeps it apart from what another stem would be.
    let chart = files.iter().find(|name| name.starts_with("甲_1___终稿_ _2_-")).unwrap();
    assert!(chart.ends_with("-附图1.svg"), "{chart}");
    let markdown = run.text(&format!("output/{stem}.md"));
    assert!(markdown.contains(&format!("](<{chart}>")), "{markdown}");
}

#[test]
fn the_same_files_give_the_same_bytes() {
    let once = halves().call("build 2023h2.yaml").run().done();
    let again = halves().call("build 2023h2.yaml").run().done();
    for name in once.files("output") {
        let path = format!("output/{name}");
        assert_eq!(once.bytes(&path), again.bytes(&path), "{name}");
    }
    assert_eq!(FILING.matches("附表").count(), 0);
}
