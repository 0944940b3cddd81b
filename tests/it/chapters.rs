//! What not every province's report has: 导语, titles of chapters, 分章, initiatives within
//! initiatives, chapters that are left out.

use serde_json::Value;

use crate::support::filing::{FILING, with};
use crate::support::{Chengbao, Run};

const INITIATIVES: &str = "  举措:
    - 标题: 做优网络质量
      内容: |
        建成5G基站8900余座。
";

/// Two chapters; initiatives on three levels.
const PARTS: &str = "  分章:
    - 标题: 强化作风建设
      概述: |
        作风建设有了新的进展。
      举措:
        - 标题: 提升服务能力
          内容: |
            网络和渠道同时推进。
          举措:
            - 标题: 网络提速
              内容: |
                建成5G基站8900余座。
            - 标题: 渠道延伸
              举措:
                - 标题: 乡镇
                  内容: 新开营业厅12家。
                - 标题: 社区
                  内容: 新开服务点30个。
        - 标题: 规范收费
          内容: |
            收费差错逐项核查。
    - 标题: 提高服务水平
      概述: |
        投诉逐件回访。
";

const LEAD: &str = "导语: |
  根据电信服务质量报告制度，现将中国移动山西公司2020年下半年服务质量情况通告如下：

  2020年下半年，公司落实各项要求，服务质量稳中有进。
公司简介: |";

fn text(source: &str) -> String {
    let run = Chengbao::new().file("甲.yaml", source).call("build 甲.yaml --formats md").run();
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{}", run.stderr);
    run.text("output/甲.md")
}

fn built(source: &str) -> Run {
    Chengbao::new().file("甲.yaml", source).call("build 甲.yaml").run().done()
}

#[test]
fn a_lead_stands_between_the_title_and_the_first_chapter() {
    let text = text(&with(&[("公司简介: |", LEAD)]));
    let expected = "# 中国移动山西公司2020年下半年服务质量状况报告\n\n\
        根据电信服务质量报告制度，现将中国移动山西公司2020年下半年服务质量情况通告如下：\n\n\
        2020年下半年，公司落实各项要求，服务质量稳中有进。\n\n## 一、公司简介\n";
    assert!(text.starts_with(expected), "{text}");
}

#[test]
fn initiatives_are_numbered_on_every_level() {
    let text = text(&with(&[(INITIATIVES, PARTS)]));
    let headings: Vec<&str> = text.lines().filter(|line| line.starts_with('#')).collect();
    let expected = [
        "# 中国移动山西公司2020年下半年服务质量状况报告",
        "## 一、公司简介",
        "## 二、强化作风建设",
        "### （一）提升服务能力",
        "#### 1.网络提速",
        "#### 2.渠道延伸",
        "##### （1）乡镇",
        "##### （2）社区",
        "### （二）规范收费",
        "## 三、提高服务水平",
        "## 四、主要服务指标完成情况",
        "### （一）移动电话",
        "### （二）客户投诉",
    ];
    assert_eq!(headings, expected);
    let behind = "## 三、提高服务水平\n\n投诉逐件回访。\n\n## 四、";
    assert!(text.contains("## 二、强化作风建设\n\n作风建设有了新的进展。\n\n### （一）"), "{text}");
    assert!(text.contains(behind), "{text}");
}

#[test]
fn headings_within_a_text_stand_below_its_own_title() {
    let headed =
        PARTS.replace("建成5G基站8900余座。", "# 平原\n\n                建成5G基站8900余座。");
    let text = text(&with(&[(INITIATIVES, &headed)]));
    assert!(text.contains("#### 1.网络提速\n\n##### 平原\n"), "{text}");
}

#[test]
fn a_run_in_title_is_one_that_nothing_stands_below() {
    let run_in = with(&[(INITIATIVES, PARTS), ("签署:", "版式: { 举措标题: 接排 }\n签署:")]);
    let text = text(&run_in);
    assert!(text.contains("\n**（二）规范收费**。收费差错逐项核查。\n"), "{text}");
    assert!(text.contains("\n### （一）提升服务能力\n"), "{text}");
    assert!(text.contains("\n#### 1.网络提速\n"), "{text}");
}

#[test]
fn chapters_may_have_titles_of_their_own() {
    let titles = "章名:
  公司简介: 企业概况
  电信服务质量状况: 2020年下半年服务质量状况
  主要服务指标完成情况: 2020年下半年主要服务指标
公司简介: |";
    let text = text(&with(&[("公司简介: |", titles)]));
    for title in
        ["## 一、企业概况", "## 二、2020年下半年服务质量状况", "## 三、2020年下半年主要服务指标"]
    {
        assert!(text.contains(&format!("\n{title}\n")), "{text}");
    }
}

#[test]
fn chapters_that_are_left_out_are_not_missed() {
    let source = with(&[
        ("公司简介: |\n  中国移动山西公司经营移动电话业务。\n", ""),
        ("签署:", "版式: { 不列: [公司简介] }\n签署:"),
    ]);
    let text = text(&source);
    assert!(text.contains("\n## 一、电信服务质量状况\n") && !text.contains("公司简介"), "{text}");
}

#[test]
fn a_report_without_indicators_says_so() {
    let groups = FILING.find("主要服务指标完成情况").unwrap()..FILING.find("声明").unwrap();
    let left_out =
        with(&[(&FILING[groups], ""), ("签署:", "版式: { 不列: [主要服务指标完成情况] }\n签署:")]);
    let run = built(&left_out);
    let text = run.text("output/甲.md");
    assert!(text.contains("8900余座。\n\n企业声明："), "{text}");
    let said = run.then().call("check 甲.yaml").run();
    let expected = "这份报告不列“主要服务指标完成情况”，没有指标可查";
    assert!(said.stdout.contains(expected), "{}", said.stdout);
}

#[test]
fn the_outline_and_the_contents_have_every_level() {
    let run = built(&with(&[(INITIATIVES, PARTS), ("公司简介: |", LEAD)]));
    let html = run.text("output/甲.html");
    for heading in ["<h2", "<h3", "<h4", "<h5"] {
        assert!(html.contains(heading), "{heading}");
    }
    let contents = html.split("</nav>").next().unwrap();
    let inner = "<li><a href=\"#s2-1\">（一）提升服务能力</a>\n<ol>\n\
        <li><a href=\"#h1\">1.网络提速</a></li>\n<li><a href=\"#h2\">2.渠道延伸</a>\n<ol>\n\
        <li><a href=\"#h3\">（1）乡镇</a></li>\n<li><a href=\"#h4\">（2）社区</a></li>\n</ol></li>\n\
        </ol></li>\n<li><a href=\"#s2-2\">（二）规范收费</a></li>";
    assert!(contents.contains(inner), "{contents}");
    for id in ["h1", "h2", "h3", "h4"] {
        assert!(html.contains(&format!("id=\"{id}\">")), "{id}");
    }
    let extracted = run.then().call("extract --format json output/甲.pdf").run();
    let data: Value = serde_json::from_str(&extracted.stdout).unwrap();
    let quality = &data["chapters"][1];
    assert_eq!(quality["title"], "强化作风建设");
    let numbers: Vec<&str> = quality["initiatives"]
        .as_array()
        .unwrap()
        .iter()
        .map(|initiative| initiative["number"].as_str().unwrap())
        .collect();
    assert_eq!(numbers, ["（一）", "1.", "2.", "（1）", "（2）", "（二）"]);
}

#[test]
fn an_older_template_that_prints_none_of_it_is_named() {
    let template = "# {{ company.name }}{{ title }}\n\n{% for initiative in initiatives %}\
        ### {{ initiative.title }}\n\n{{ initiative.body | safe }}\n\n{% endfor %}\n\
        {% for group in groups %}{% for indicator in group.indicators %}\
        {{ indicator.name }}：{{ indicator.text }}\n\n{% endfor %}{% endfor %}\
        {{ signature.unit }}  \n{{ signature.date }}\n";
    let build = |source: &str| {
        Chengbao::new()
            .file("甲.yaml", source)
            .file("模板/report.md.tera", template)
            .call("build 甲.yaml --templates 模板 --formats md")
            .run()
    };
    build(FILING).done();
    let run = build(&with(&[("公司简介: |", LEAD)]));
    assert_eq!(run.errors()[0].code, "M02", "{}", run.stderr);
    assert!(run.stderr.contains("自备的模板没有印导语"), "{}", run.stderr);
    let run = build(&with(&[("公司简介: |", "章名: { 公司简介: 企业概况 }\n公司简介: |")]));
    assert!(run.stderr.contains("自备的模板没有印章名"), "{}", run.stderr);
}

#[test]
fn a_title_that_was_numbered_by_hand_is_found_on_every_level() {
    let typed = PARTS
        .replace("标题: 强化作风建设", "标题: 一、强化作风建设")
        .replace("标题: 网络提速", "标题: 1.网络提速")
        .replace("标题: 乡镇", "标题: （1）乡镇");
    let source = with(&[(INITIATIVES, &typed)]);
    let run = Chengbao::new().file("甲.yaml", source).call("check 甲.yaml").run();
    let said = run.stdout.matches("[S02]").count();
    assert_eq!(said, 3, "{}", run.stdout);
    assert!(run.stdout.contains("章的标题里写了编号“一、”"), "{}", run.stdout);
}

#[test]
fn a_filing_rolled_forward_asks_for_every_text_again() {
    let source = with(&[(INITIATIVES, PARTS), ("公司简介: |", LEAD)]);
    let run = Chengbao::new().file("甲.yaml", source).call("init --from 甲.yaml 乙.yaml").run();
    let text = run.done().text("乙.yaml");
    // 导语, 公司简介, 概述 of both chapters, 内容 of five initiatives.
    assert_eq!(text.matches("【请按本期情况修订】").count(), 9, "{text}");
}

#[test]
fn the_review_sheet_shows_what_changed_on_every_level() {
    let last = with(&[
        (INITIATIVES, PARTS),
        ("公司简介: |", &LEAD.replace("下半年", "上半年")),
        ("报告期: 2020年下半年", "报告期: 2020年上半年"),
        ("2021年1月12日", "2020年7月10日"),
    ]);
    let now = PARTS.replace("新开服务点30个", "新开服务点36个").replace("新的进展", "明显进展");
    let now =
        with(&[(INITIATIVES, &now), ("公司简介: |", LEAD), ("报告期:", "上期: 上.yaml\n报告期:")]);
    let run = Chengbao::new()
        .file("上.yaml", last)
        .file("甲.yaml", now)
        .call("build 甲.yaml --review --formats md")
        .run()
        .done();
    let sheet = run.text("output/甲.review.html");
    for name in ["举措第1章1.2.2 社区", "第1章概述", "导语"] {
        assert!(sheet.contains(name), "{name}");
    }
}
