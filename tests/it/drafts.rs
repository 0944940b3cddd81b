//! Drafts: which one it is, and what changed since the one that the boss saw.

use chengbao::pdf::{PageWords, words};
use chengbao::verify::{AtHand, DataVerdict, PagesVerdict, RebuildVerdict, filing};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::support::at_hand::at_hand;
use crate::support::faces::earlier_faces;
use crate::support::filing::{FILING, with};
use crate::support::{Chengbao, Run, html, repository};

/// A filing as long as a boss finds twelve things in it.
const LONG: &str = "\
企业:
  名称: 中国移动山西公司
  简称: 山西移动
  集团: 中国移动
  省份: 山西省
  经营业务: [移动电话]
报告期: 2020年下半年
公司简介: |
  中国移动山西公司（简称山西移动）经营移动电话业务。现有基站9万座，网络覆盖全省城乡。

  公司设有热线，全天受理咨询和投诉。
电信服务质量状况:
  概述: |
    2020年下半年，公司坚持以客户为中心，服务质量稳步提升。

    公司建立了服务质量例会制度，每月通报各部门的改进情况。

    公司还开展了窗口服务评比，评出服务标兵若干名。
  举措:
    - 标题: 做优网络质量
      内容: |
        建成5G基站8900余座。县城以上区域实现连续覆盖。
    - 标题: 规范营销行为
      内容: |
        全面清理在售资费，下架套餐四十余款。
    - 标题: 提升投诉处理
      内容: |
        设立专席，投诉在一个工作日内首次回复。
主要服务指标完成情况:
  移动电话:
    障碍修复: { 平均: 4.01小时, 及时率: 99.10% }
    计费差错率: ≤4×10⁻⁶
  客户投诉:
    投诉受理热线: 10086
    投诉处理满意率: 92.40%
声明: 本报告内容客观、真实、准确。
签署:
  日期: 2021年1月12日
";

/// What a boss and a lawyer want: the words in the file and what is to stand there.
const TWELVE: [(&str, &str); 13] = [
    // A figure in a sentence.
    ("现有基站9万座", "现有基站10万座"),
    // A sentence more.
    ("全天受理咨询和投诉。", "全天受理咨询和投诉。节假日不休息。"),
    // A word.
    ("服务质量稳步提升", "服务质量持续提升"),
    // A paragraph is gone.
    ("\n    公司还开展了窗口服务评比，评出服务标兵若干名。\n", ""),
    // A title.
    ("标题: 规范营销行为", "标题: 规范市场营销行为"),
    // A sentence less.
    ("县城以上区域实现连续覆盖。", ""),
    // A new initiative.
    (
        "主要服务指标完成情况:",
        "    - 标题: 方便老年用户\n      内容: |\n        开设老年人专席，一键接入人工。\n主要服务指标完成情况:",
    ),
    // Two figures.
    ("平均: 4.01小时", "平均: 4.10小时"),
    ("投诉处理满意率: 92.40%", "投诉处理满意率: 93.05%"),
    // The day.
    ("2021年1月12日", "2021年1月15日"),
    // A paragraph stands elsewhere, which is two edits of the file.
    ("\n    公司建立了服务质量例会制度，每月通报各部门的改进情况。\n", ""),
    (
        "        设立专席，投诉在一个工作日内首次回复。\n",
        "        设立专席，投诉在一个工作日内首次回复。\n\n        公司建立了服务质量例会制度，每月通报各部门的改进情况。\n",
    ),
    // What the lawyer wrote into Word.
    ("声明:", "# 批注 李律师（下架套餐四十余款）：请附清单\n声明:"),
];

#[track_caller]
fn edited(text: &str, edits: &[(&str, &str)]) -> String {
    edits.iter().fold(text.to_owned(), |text, (old, new)| {
        assert_eq!(text.matches(old).count(), 1, "{old}");
        text.replace(old, new)
    })
}

fn fingerprint(text: &str) -> String {
    Sha256::digest(text).iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}

#[track_caller]
fn pages(run: &Run, file: &str) -> Vec<PageWords> {
    words(&run.bytes(file)).unwrap().pages
}

/// What stands on each page of a PDF beside the text and says which draft it is.
#[track_caller]
fn marks(run: &Run, file: &str) -> Vec<String> {
    let of_page = |page: &PageWords| {
        let texts: Vec<String> = page.artifacts.iter().map(|artifact| artifact.text()).collect();
        let lines: Vec<String> =
            texts.into_iter().filter(|text| text.starts_with("送审稿 ")).collect();
        assert_eq!(lines.len(), 1, "{lines:?}");
        lines.concat()
    };
    pages(run, file).iter().map(of_page).collect()
}

#[track_caller]
fn data(run: &Run, pdf: &str) -> Value {
    let run = Chengbao::new().file("稿.pdf", run.bytes(pdf)).call("extract --format json 稿.pdf");
    serde_json::from_str(&run.run().done().stdout).unwrap()
}

/// The next run in the folder, after the file was edited.
fn then(run: Run, text: &str, call: &str) -> Run {
    run.then().file("甲.yaml", text).call(call).run()
}

#[test]
fn a_draft_that_was_edited_gets_the_next_number_and_one_that_was_not_keeps_its() {
    let run = Chengbao::new().file("甲.yaml", FILING).call("build --draft 甲.yaml").run().done();
    let first = format!("送审稿 第1稿 {}", fingerprint(FILING));
    assert_eq!(marks(&run, "output/甲.pdf"), [first.as_str()]);
    assert!(run.stderr.contains(&format!("甲.yaml：{first}\n")), "{}", run.stderr);
    let made = ["甲.pdf", "甲.html"].map(|name| run.bytes(&format!("output/{name}")));
    // Built again: the same number, the same bytes.
    let run = then(run, FILING, "build --draft 甲.yaml").done();
    assert_eq!(made, ["甲.pdf", "甲.html"].map(|name| run.bytes(&format!("output/{name}"))));
    let text = with(&[("8900余座", "9700余座")]);
    let run = then(run, &text, "build --draft 甲.yaml").done();
    let second = format!("送审稿 第2稿 {}", fingerprint(&text));
    assert_eq!(marks(&run, "output/甲.pdf"), [second.as_str()]);
    let page = run.text("output/甲.html");
    assert!(page.contains(&format!("data-draft=\"{second}\"")));
    assert!(page.contains(&format!("（{second}）</title>")));
    let carried = data(&run, "output/甲.pdf");
    assert_eq!(carried["draft_number"], 2);
    assert_eq!(carried["draft_fingerprint"], fingerprint(&text).as_str());
    // The web page alone tells it as well, and what was said before counts no more.
    let run = run.then().file("网页/甲.html", page).file("甲.yaml", FILING);
    let run = run.call("build --draft --formats html -o 网页 甲.yaml").run().done();
    assert!(run.text("网页/甲.html").contains(&format!("送审稿 第3稿 {}", fingerprint(FILING))));
}

#[test]
fn a_number_can_be_said() {
    let run = Chengbao::new().file("甲.yaml", FILING).call("build --draft=5 甲.yaml").run().done();
    assert_eq!(marks(&run, "output/甲.pdf"), [format!("送审稿 第5稿 {}", fingerprint(FILING))]);
    let text = with(&[("8900余座", "9700余座")]);
    let run = then(run, &text, "build --draft 甲.yaml").done();
    assert_eq!(marks(&run, "output/甲.pdf"), [format!("送审稿 第6稿 {}", fingerprint(&text))]);
    for wrong in ["--draft=0", "--draft=", "--draft=二", "--draft=10000"] {
        let run =
            Chengbao::new().file("甲.yaml", FILING).call(&format!("build {wrong} 甲.yaml")).run();
        assert_eq!(run.status, 2, "{wrong}");
        assert!(run.stderr.contains("--draft 不能是"), "{}", run.stderr);
    }
}

#[test]
fn what_is_no_draft_of_ours_has_no_number_to_go_on_from() {
    for (name, bytes) in [("甲.pdf", "%PDF-1.7 别的程序做的"), ("甲.html", "<html></html>")]
    {
        let run = Chengbao::new().file("甲.yaml", FILING).file(&format!("output/{name}"), bytes);
        let run = run.call("build --draft 甲.yaml").run().done();
        assert!(marks(&run, "output/甲.pdf")[0].starts_with("送审稿 第1稿 "), "{name}");
    }
    // A final report has none either, and says nothing of drafts.
    let run = Chengbao::new().file("甲.yaml", FILING).call("build 甲.yaml").run().done();
    let artifacts = pages(&run, "output/甲.pdf")[0].artifacts.clone();
    assert_eq!(artifacts.iter().map(|a| a.text()).collect::<Vec<_>>(), ["— 1 —"]);
    assert!(!run.text("output/甲.html").contains("第1稿"));
    let carried = data(&run, "output/甲.pdf");
    assert_eq!(
        (&carried["draft_number"], &carried["draft_fingerprint"]),
        (&Value::Null, &Value::Null)
    );
    let run = then(run, FILING, "build --draft 甲.yaml").done();
    assert!(marks(&run, "output/甲.pdf")[0].starts_with("送审稿 第1稿 "));
}

#[test]
fn a_draft_is_what_its_data_gives_when_it_is_made_again() {
    let long = std::fs::read_to_string(repository().join("data/shanxi-unicom-2020h1.yaml"));
    let call = "build --draft=3 --formats pdf 甲.yaml";
    let run = Chengbao::new().file("甲.yaml", long.unwrap()).call(call).run().done();
    let pdf = run.bytes("output/甲.pdf");
    let verdict = filing(&pdf, &at_hand()).unwrap();
    let pages = marks(&run, "output/甲.pdf").len();
    assert!(pages > 3 && verdict.draft);
    assert_eq!(verdict.pages, PagesVerdict::Same { pages });
    assert_eq!(verdict.rebuild, RebuildVerdict::Same { pages });
    assert_eq!((verdict.data, verdict.extras), (DataVerdict::Same, vec![]));
}

#[test]
fn a_draft_of_an_earlier_version_is_verified_as_before() {
    let path = repository().join("tests/versions/drafts/0.3.0-tables.pdf");
    let pdf = std::fs::read(path).unwrap();
    let earlier = AtHand { faces: Some(earlier_faces()), ..at_hand() };
    let verdict = filing(&pdf, &earlier).unwrap();
    assert!(verdict.draft);
    assert_eq!(verdict.data, DataVerdict::Same);
    assert!(matches!(verdict.pages, PagesVerdict::Same { .. }), "{}", verdict.pages);
    assert_eq!((verdict.rebuild, verdict.extras), (RebuildVerdict::Earlier, vec![]));
    // What it goes on from had no number.
    let run = Chengbao::new().file("甲.yaml", FILING).file("output/甲.pdf", &pdf);
    let run = run.call("build --draft 甲.yaml").run().done();
    assert!(marks(&run, "output/甲.pdf")[0].starts_with("送审稿 第1稿 "));
}

/// The draft of a filing, the filing edited, and a call.
#[track_caller]
fn since(draft: &str, now: &str, call: &str) -> Run {
    let run = Chengbao::new().file("甲.yaml", draft).call("build --draft 甲.yaml").run();
    assert!(run.status < 2, "{}", run.stderr);
    let pdf = run.bytes("output/甲.pdf");
    let next = run.then().file("送审稿.pdf", pdf).file("甲.yaml", now);
    next.call(call).run()
}

const REVIEW: &str = "build --draft --review --against 送审稿.pdf --formats md 甲.yaml";

/// The part of the review sheet that says what changed, without white space.
#[track_caller]
fn part(run: &Run) -> String {
    let seen: String =
        html::read(&run.text("output/甲.review.html")).report.split_whitespace().collect();
    let (_, behind) = seen.split_once("三、与第1稿").unwrap_or_else(|| panic!("{seen}"));
    behind.split_once("四、指标").unwrap().0.to_owned()
}

/// The changes as programs get them: each as `topic kind place: before → now`.
#[track_caller]
fn changes(draft: &str, now: &str) -> Vec<String> {
    let run = since(draft, now, "compare --format json 送审稿.pdf 甲.yaml");
    let data: Value =
        serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{}", run.stderr));
    assert_eq!(data["schema"], "chengbao-changes/1");
    let text = |value: &Value| value.as_str().unwrap_or("—").to_owned();
    let change = |change: &Value| {
        let [topic, kind, place, before, now] =
            ["topic", "kind", "place", "before", "now"].map(|key| text(&change[key]));
        let from = change["from"].as_str().map(|from| format!("（{from}）")).unwrap_or_default();
        format!("{topic} {kind} {place}{from}: {before} → {now}")
    };
    data["changes"].as_array().unwrap().iter().map(change).collect()
}

#[test]
fn the_twelve_things_that_a_boss_changed_are_twelve_entries() {
    let now = edited(LONG, &TWELVE);
    let run = since(LONG, &now, REVIEW).done();
    let part = part(&run);
    let fingerprint = fingerprint(LONG);
    assert!(part.starts_with(&format!("（{fingerprint}）相比共12条：文字8条，数据2条")), "{part}");
    assert!(part.contains("署名、日期和设置1条，新的注释1条"), "{part}");
    for seen in [
        "1改公司简介第9行，那一稿第9行现有基站9→10万座".replace('→', ""),
        "2增公司简介第11行节假日不休息。".to_owned(),
        "3改概述第14行，那一稿第14行2020年下半年，公司坚持以客户为中心，服务质量稳步持续提升。"
            .to_owned(),
        "删概述那一稿第18行公司还开展了窗口服务评比，评出服务标兵若干名。".to_owned(),
        "改举措2的标题第19行，那一稿第23行规范市场营销行为".to_owned(),
        "删举措1做优网络质量那一稿第22行县城以上区域实现连续覆盖。".to_owned(),
        "增举措4第27行方便老年用户开设老年人专席，一键接入人工。".to_owned(),
        "移举措3第2段（原在概述第2段）第26行，那一稿第16行公司建立了服务质量例会制度，每月通报各部门的改进情况。".to_owned(),
        "改移动电话·障碍修复的平均第32行，那一稿第31行4.01小时→4.10小时".to_owned(),
        "改客户投诉·投诉处理满意率第36行，那一稿第35行92.40%→93.05%".to_owned(),
        "改签署日期第40行，那一稿第38行2021年1月12日→2021年1月15日".to_owned(),
        "增“声明:本报告内容客观、真实、准…”处第37行批注李律师（下架套餐四十余款）：请附清单".to_owned(),
    ] {
        assert!(part.contains(&seen), "{seen}\n{part}");
    }
    // The comparison with the last period stands beside it.
    let sheet = run.text("output/甲.review.html");
    assert!(sheet.contains("四、指标") && sheet.contains("五、正文与上期相比"));
    assert!(sheet.contains(&format!("前一稿</dt><dd>送审稿.pdf（送审稿 第1稿 {fingerprint}）")));
}

#[test]
fn what_only_looks_otherwise_in_the_file_is_no_change() {
    // Lines broken elsewhere, a blank line more, quotation marks, another order of keys.
    let wrapped = edited(
        LONG,
        &[
            ("经营移动电话业务。现有基站9万座", "经营移动电话业务。\n  现有基站9万座"),
            (
                "企业:\n  名称: 中国移动山西公司\n  简称: 山西移动",
                "企业:\n  简称: \"山西移动\"\n  名称: 中国移动山西公司",
            ),
            ("电信服务质量状况:", "\n电信服务质量状况:"),
        ],
    );
    assert_eq!(changes(LONG, &wrapped), [""; 0]);
    let run = since(LONG, &wrapped, REVIEW).done();
    assert!(part(&run).ends_with("没有改动：文字、数据、设置都一样，也没有新的注释。"));
    let run = since(LONG, LONG, REVIEW).done();
    assert!(part(&run).ends_with("没有改动：填报文件一字未改。"), "{}", part(&run));
}

#[test]
fn comments_that_are_new_are_told_and_no_others() {
    let draft = LONG.replace("声明:", "# 待法务核\n声明:");
    // One is gone, one stands elsewhere.
    assert_eq!(changes(&draft, LONG), [""; 0]);
    let elsewhere = LONG.replace("签署:", "# 待法务核\n签署:");
    assert_eq!(changes(&draft, &elsewhere), [""; 0]);
    // Two remarks of Word are two, a comment of several lines is one.
    let more = LONG.replace("声明:", "# 批注 甲（一）：问\n# 批注 乙（二）：答\n声明: # 照抄\n ");
    let more = more.replace("签署:", "# 日期待定，\n# 等通知\n签署:");
    let told = [
        "comment new “声明: # 照抄”处: — → 批注 甲（一）：问",
        "comment new “声明: # 照抄”处: — → 批注 乙（二）：答",
        "comment new “声明:”处: — → 照抄",
        "comment new “签署:”处: — → 日期待定，／等通知",
    ];
    assert_eq!(changes(LONG, &more), told);
}

#[test]
fn an_initiative_that_moved_is_neither_gone_nor_new() {
    let first = "    - 标题: 做优网络质量\n      内容: |\n        建成5G基站8900余座。县城以上区域实现连续覆盖。\n";
    let last = "        设立专席，投诉在一个工作日内首次回复。\n";
    let moved = edited(LONG, &[(first, ""), (last, &format!("{last}{first}"))]);
    let told = ["text moved 举措3（举措1）: 做优网络质量 → 做优网络质量"];
    assert_eq!(changes(LONG, &moved), told);
    // One before it, and those behind have other numbers only.
    let one = "  举措:\n";
    let new = "  举措:\n    - 标题: 方便老年用户\n      内容: |\n        开设老年人专席，一键接入人工。\n";
    let told = ["text new 举措1: — → 方便老年用户／开设老年人专席，一键接入人工。"];
    assert_eq!(changes(LONG, &edited(LONG, &[(one, new)])), told);
    let told = ["text gone 举措1: 方便老年用户／开设老年人专席，一键接入人工。 → —"];
    assert_eq!(changes(&edited(LONG, &[(one, new)]), LONG), told);
    // With those within it, it is one.
    let inner = format!("{new}      举措:\n        - 标题: 上门服务\n          内容: 预约上门。\n");
    let told =
        ["text new 举措1: — → 方便老年用户／开设老年人专席，一键接入人工。／上门服务／预约上门。"];
    assert_eq!(changes(LONG, &edited(LONG, &[(one, &inner)])), told);
}

#[test]
fn a_paragraph_that_moved_and_was_edited_is_one_change() {
    let text = "公司建立了服务质量例会制度，每月通报各部门的改进情况。";
    let edits = [
        (format!("\n    {text}\n"), String::new()),
        (
            "  公司设有热线".to_owned(),
            format!("  {}\n\n  公司设有热线", text.replace("每月", "每周")),
        ),
    ];
    let edits: Vec<(&str, &str)> = edits.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    let now = text.replace("每月", "每周");
    assert_eq!(
        changes(LONG, &edited(LONG, &edits)),
        [format!("text moved 公司简介（概述）: {text} → {now}")]
    );
}

#[test]
fn a_sentence_that_was_edited_twice_says_so() {
    let edits = [("9万座", "10万座"), ("全省城乡", "全省各县")];
    let run = since(LONG, &edited(LONG, &edits), REVIEW).done();
    assert!(part(&run).contains("1改公司简介（2处）第9行"), "{}", part(&run));
}

#[test]
fn names_settings_figures_and_waivers_are_told_each_by_itself() {
    let now = edited(
        LONG,
        &[
            ("    计费差错率: ≤4×10⁻⁶\n", ""),
            (
                "投诉处理满意率: 92.40%",
                "投诉处理满意率: { 值: 92.40%, 分子: 924, 分母: 1000 }\n    人工接通率: 95.20%",
            ),
            ("  简称: 山西移动\n", "  简称: 晋移动\n"),
            ("签署:", "主送: 山西省通信管理局\n签署:"),
            (
                "  日期: 2021年1月12日\n",
                "  联系人: 王明\n  日期: 2021年1月12日\n版式: { 页码: 居中 }\n豁免:\n  - { 规则: N04, 位置: 企业.简称, 理由: 新的简称 }\n",
            ),
        ],
    );
    let told = [
        "text edited 企业简称: 山西移动 → 晋移动",
        "text new 主送: — → 山西省通信管理局",
        "text new 联系人: — → 王明",
        "figure replaced 客户投诉·投诉处理满意率: 92.40% → 92.40%（924/1000）",
        "figure new 客户投诉·人工接通率: — → 95.20%",
        "figure gone 移动电话·计费差错率: ≤4×10⁻⁶ → —",
        "setting replaced 版式·页码: 外侧 → 居中",
        "setting new 豁免N04（企业.简称）: — → 新的简称",
    ];
    assert_eq!(changes(LONG, &now), told);
}

#[test]
fn what_stands_in_another_order_and_what_is_only_set_otherwise_is_told() {
    let now = edited(
        LONG,
        &[
            (
                "    障碍修复: { 平均: 4.01小时, 及时率: 99.10% }\n    计费差错率: ≤4×10⁻⁶\n",
                "    计费差错率: ≤4×10⁻⁶\n    障碍修复: { 平均: 4.01小时, 及时率: 99.10% }\n",
            ),
            ("下架套餐四十余款。", "**下架套餐四十余款**。"),
        ],
    );
    let told = changes(LONG, &now);
    assert_eq!(told.len(), 2, "{told:?}");
    assert_eq!(told[0], "text form 举措2 规范营销行为: — → —");
    assert!(told[1].starts_with("figure moved 移动电话（第"), "{told:?}");
}

#[test]
fn chapters_that_come_before_others_leave_those_as_they_were() {
    let chapters = |titles: &[&str]| {
        let chapter = |title: &&str| {
            format!(
                "    - 标题: {title}\n      概述: {title}的概述写在这里。\n      举措:\n        - 标题: {title}之一\n          内容: {title}做了第一件事。\n"
            )
        };
        let chapters: String = titles.iter().map(chapter).collect();
        let (head, rest) = LONG.split_once("电信服务质量状况:\n").unwrap();
        let (_, behind) = rest.split_once("主要服务指标完成情况:").unwrap();
        format!("{head}电信服务质量状况:\n  分章:\n{chapters}主要服务指标完成情况:{behind}")
    };
    let (draft, more) =
        (chapters(&["强化作风", "提升质量"]), chapters(&["惠民便民", "强化作风", "提升质量"]));
    let told = [
        "text new 第1章标题: — → 惠民便民",
        "text new 第1章概述: — → 惠民便民的概述写在这里。",
        "text new 举措第1章1: — → 惠民便民之一／惠民便民做了第一件事。",
    ];
    assert_eq!(changes(&draft, &more), told);
    let swapped = chapters(&["提升质量", "强化作风"]);
    assert_eq!(changes(&draft, &swapped).len(), 1, "{:?}", changes(&draft, &swapped));
}

#[test]
fn a_draft_with_errors_is_compared_and_another_carriers_is_none() {
    let open = edited(LONG, &[("92.40%", "【待核】")]);
    let run = since(&open, LONG, REVIEW).done();
    assert!(part(&run).contains("共1条：数据1条"), "{}", part(&run));
    // The last period's draft with errors is told, and not compared with.
    let last =
        open.replace("2020年下半年", "2020年上半年").replace("2021年1月12日", "2020年7月10日");
    let run = since(&last, LONG, REVIEW).done();
    assert!(run.stderr.contains("警告"), "{}", run.stderr);
    let sheet = run.text("output/甲.review.html");
    assert!(!sheet.contains("三、与"), "{}", html::read(&sheet).report);
    assert!(sheet.contains("没有与上期比较"), "{}", html::read(&sheet).report);
    let other = LONG.replace("中国移动", "中国联通").replace("山西移动", "山西联通");
    let other = other.replace("10086", "10010");
    let run = since(&other, LONG, REVIEW).done();
    assert!(!run.text("output/甲.review.html").contains("三、与"));
    let run = since(&other, LONG, "compare 送审稿.pdf 甲.yaml").done();
    assert!(run.stdout.contains("各企业服务质量指标对比"), "{}", run.stdout);
}

#[test]
fn two_drafts_are_compared_in_every_format() {
    let now = edited(LONG, &TWELVE);
    let run = since(LONG, &now, "compare 送审稿.pdf 甲.yaml").done();
    for said in [
        "与第1稿（",
        "共12条：文字8条，数据2条，署名、日期和设置1条，新的注释1条",
        "   1. 改 公司简介　第9行，那一稿第9行\n      现有基站［去：9］［加：10］万座",
        "4.01小时 → 4.10小时",
    ] {
        assert!(run.stdout.contains(said), "{said}\n{}", run.stdout);
    }
    let run = since(LONG, &now, "compare -o 改动.html 送审稿.pdf 甲.yaml").done();
    let page = html::read(&run.text("改动.html"));
    assert!(run.text("改动.html").contains("<del>9</del><ins>10</ins>万座"));
    assert!(page.tags.iter().any(|tag| tag.get("id") == Some("changes-data")));
    let run = since(LONG, &now, "compare -o 改动.csv 送审稿.pdf 甲.yaml").done();
    let table = run.text("改动.csv");
    assert_eq!(table.lines().count(), 13, "{table}");
    assert!(table.contains("\"数据\",\"改\",\"移动电话·障碍修复的平均\",\"\",\"4.01小时\",\"4.10小时\",\"32\",\"31\""), "{table}");
    let run = since(LONG, &now, "compare --format md 送审稿.pdf 甲.yaml").done();
    assert!(run.stdout.contains("## 数据"), "{}", run.stdout);
    // Two files are as good as a draft.
    let run = Chengbao::new().file("甲.yaml", LONG).file("乙.yaml", &now);
    let run = run.call("compare 甲.yaml 乙.yaml").run().done();
    assert!(
        run.stdout.contains("与甲.yaml相比") && run.stdout.contains("共12条"),
        "{}",
        run.stdout
    );
}
