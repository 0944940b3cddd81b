//! 审阅单 as a desk uses it: `build --review` beside the outputs, with and without a last filing.

use sha2::{Digest, Sha256};

use crate::support::filing::{FILING, with};
use crate::support::{Chengbao, Run, html, pdf_text, repository};

/// The call that makes a sheet and the Markdown.
const CALL: &str = "build --review --formats md 甲.yaml";

/// One of the made-up carrier's half-years.
fn half(stem: &str) -> String {
    let path = repository().join(format!("tests/compare/{stem}.yaml"));
    std::fs::read_to_string(path).unwrap()
}

/// A filing that names its last one.
fn after(text: &str, last: &str) -> String {
    text.replacen("公司简介:", &format!("上期: {last}\n公司简介:"), 1)
}

/// The small filing, a half-year before.
fn earlier(replacements: &[(&str, &str)]) -> String {
    let mut all = vec![("2020年下半年", "2020年上半年"), ("2021年1月12日", "2020年7月10日")];
    all.extend(replacements);
    with(&all)
}

/// The sheet of a filing beside its last one.
#[track_caller]
fn reviewed(now: &str, last: &str) -> Run {
    Chengbao::new()
        .file("甲.yaml", after(now, "上期.yaml"))
        .file("上期.yaml", last)
        .call(CALL)
        .run()
}

#[track_caller]
fn sheet(run: &Run) -> String {
    run.text("output/甲.review.html")
}

/// What the sheet's reader sees, white space left out.
#[track_caller]
fn seen(run: &Run) -> String {
    bare(&html::read(&sheet(run)).report)
}

fn bare(text: &str) -> String {
    text.split_whitespace().collect()
}

fn sha256(bytes: impl AsRef<[u8]>) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[track_caller]
fn has(seen: &str, texts: &[&str]) {
    for text in texts {
        assert!(seen.contains(&bare(text)), "{text}\n{seen}");
    }
}

#[track_caller]
fn has_not(seen: &str, texts: &[&str]) {
    for text in texts {
        assert!(!seen.contains(&bare(text)), "{text}\n{seen}");
    }
}

#[test]
fn the_sheet_says_which_file_was_reviewed_and_against_which() {
    let (now, last) = (after(&half("2023h2"), "上期/2023h1.yaml"), half("2023h1"));
    let run = Chengbao::new()
        .file("甲.yaml", &now)
        .file("上期/2023h1.yaml", &last)
        .call("build --review 甲.yaml")
        .run()
        .done();
    assert!(run.stdout.ends_with("已生成 output/甲.review.html\n"), "{}", run.stdout);
    assert_eq!(run.files("output"), ["甲.html", "甲.md", "甲.pdf", "甲.review.html"]);
    let pages = run.stdout.split_once("pdf（").unwrap().1.split_once('页').unwrap().0;
    let seen = seen(&run);
    has(
        &seen,
        &[
            "报告 晋云通信山西公司2023年下半年服务质量状况报告",
            "报告期 2023年下半年",
            "稿别 正式稿",
            "填报文件 甲.yaml",
            &format!("PDF {pages}页"),
            "规范 2016年的规范",
            "上期 2023h1.yaml（2023年上半年）",
            &format!("签字只对这一份（填报文件 {:.8}）有效", sha256(&now)),
        ],
    );
    // What nobody reads by eye stands behind the signatures.
    let (_, end) = seen.split_once("签字只对").unwrap();
    let hashes = [("填报文件 甲.yaml", sha256(&now)), ("上期 2023h1.yaml", sha256(&last))];
    hashes.iter().for_each(|(name, hash)| has(end, &[&format!("{name} {hash}")]));
    assert!(hashes.iter().all(|(_, hash)| seen.matches(hash.as_str()).count() == 1), "{seen}");
    for signer in ["填报", "复核", "法律审核", "部门负责人", "签发"] {
        has(&seen, &[&format!("{signer} □同意 □改后同意 □退回 年 月 日")]);
    }
    // Without a PDF nobody knows the pages, and without --review there is no sheet.
    let run = run.then().call("build --review --formats md -o 二 甲.yaml").run().done();
    has(&bare(&html::read(&run.text("二/甲.review.html")).report), &["PDF 这次没有生成"]);
    let run = run.then().call("build --formats md -o 三 甲.yaml").run().done();
    assert_eq!(run.files("三"), ["甲.md"]);
}

#[test]
fn figures_stand_beside_the_standard_and_the_last_period() {
    let run = reviewed(&half("2023h2"), &half("2023h1")).done();
    has(
        &seen(&run),
        &[
            "指标 2023年上半年上期 2023年下半年本期 变化 标准",
            // Better, a rate, another unit and another name, a threshold nobody read.
            "障碍修复平均时限 越低越好 5.10小时 达标 4.75小时 达标 缩短0.35小时（6.86%） 变好 平均不超过24小时",
            "0.45小时 =27分钟",
            "投诉处理满意率 越高越好 92.40% 92.10% 降低0.3个百分点 变差",
            // Unknown to the catalogue, and one that only this filing has.
            "上门准时率 97.4% 97.2% 降低0.2个百分点",
            "没有 96.88%",
            "上期没有",
            "计费差错率：2023年上半年 填的 ≤4×10⁻⁶ 带“≤”，只是界限，不比较",
        ],
    );
    has(&seen(&run), &["指标：共20个数据，没有未达标的；与上期比，"]);
}

#[test]
fn without_a_last_filing_the_sheet_says_so_and_keeps_to_the_standard() {
    let run = Chengbao::new().file("甲.yaml", FILING).call(CALL).run().done();
    let text = seen(&run);
    has(
        &text,
        &[
            "上期 没有比较",
            "填报文件没有写上期，也没有另外给出同一家企业更早一期的报告，所以没有与上期比较",
            "指标 2020年下半年 标准",
            "正文：没有与上期比较",
        ],
    );
    has_not(&text, &["变化", "变好", "一字未改"]);
    // A file that is there, but another carrier's, is named.
    let other = earlier(&[("中国移动", "中国联通"), ("10086", "10010")]);
    let run = reviewed(FILING, &other).done();
    has(&seen(&run), &["上期写的是“上期.yaml”，但它读不出来，或不是同一家企业更早一期的报告"]);
    // One that is not there is no reason to write no sheet.
    let run = Chengbao::new().file("甲.yaml", after(FILING, "无.yaml")).call(CALL).run().done();
    has(&seen(&run), &["上期写的是“无.yaml”", "Y20"]);
}

#[test]
fn of_several_filings_the_latest_earlier_one_of_the_carrier_is_taken() {
    let halves = ["2022h1", "2022h2", "2023h1", "2023h2"];
    let call = halves
        .iter()
        .fold(Chengbao::new(), |call, stem| call.file(&format!("{stem}.yaml"), half(stem)));
    let against = "--against 2022h1.yaml --against 2022h2.yaml --against 2023h2.yaml";
    let run = call.call(&format!("build --review --formats md {against} 2023h1.yaml")).run().done();
    let text = bare(&html::read(&run.text("output/2023h1.review.html")).report);
    has(&text, &["上期 2022h2.yaml（2022年下半年）", "2022年下半年上期 2023年上半年本期"]);
}

#[test]
fn a_last_filing_is_taken_from_its_pdf_too() {
    let last = earlier(&[]);
    let run = Chengbao::new().file("上期.yaml", &last).call("build 上期.yaml -o .").run().done();
    let now = after(FILING, "上期.pdf");
    let run = run.then().file("甲.yaml", now).call(CALL).run().done();
    has(
        &seen(&run),
        &[
            "上期 上期.pdf（2020年上半年）",
            &format!("上期 上期.pdf 里带着的填报文件 {}", sha256(last)),
        ],
    );
}

#[test]
fn sentences_that_are_new_changed_and_gone_are_told_to_the_character() {
    let last = earlier(&[(
        "建成5G基站8900余座。",
        "建成5G基站7200余座。全省实现5G有效覆盖。“客户为根。”公司减免月租。",
    )]);
    let now = with(&[(
        "建成5G基站8900余座。",
        "建成5G基站8900余座。全省实现5G有效覆盖。“客户为根。”热线接通更快。",
    )]);
    let run = reviewed(&now, &last).done();
    let page = sheet(&run);
    for edit in [
        "<p>建成5G基站<del>7200</del><ins>8900</ins>余座。</p>\n<span class=\"place\">第14行 上期第13行</span>",
        "<li class=\"kept\">（2句未改）</li>",
        "<p><del>公司减免月租。</del></p>\n<span class=\"place\">上期第13行</span>",
        "<p><ins>热线接通更快。</ins></p>\n<span class=\"place\">第14行</span>",
    ] {
        assert!(page.contains(edit), "{edit}\n{page}");
    }
    let text = seen(&run);
    has(&text, &["与上期比，新增1句，改动1句，删去1句", "举措1 做优网络质量"]);
    has(&text, &["一字未改的：企业名称；经营业务；公司简介；声明；签署单位。"]);
    let same = reviewed(FILING, &earlier(&[])).done();
    has(&seen(&same), &["新增0句，改动0句，删去0句", "一字未改。"]);
}

#[test]
fn initiatives_are_known_again_by_title_and_by_their_text() {
    let initiative =
        |title: &str, body: &str| format!("    - 标题: {title}\n      内容: |\n        {body}\n");
    let list = |items: &[(&str, &str)]| -> String {
        items.iter().map(|(title, body)| initiative(title, body)).collect()
    };
    let network = "公司加快建设精品网，全省城区实现有效覆盖。";
    let prices = "推出一系列降费措施，客户用上质优价惠的服务。";
    let old =
        list(&[("做优网络质量", network), ("落实提速降费", prices), ("办好接待日", "共办16场。")]);
    let new = list(&[
        ("推进提速降费", prices),
        ("做优网络质量", network),
        ("保护信息安全", "全年拦截垃圾短信3787万条。"),
    ]);
    let given = initiative("做优网络质量", "建成5G基站8900余座。");
    let run = reviewed(&with(&[(&given, &new)]), &earlier(&[(&given, &old)])).done();
    has(
        &seen(&run),
        &[
            "举措1 推进提速降费（上期是第2项） 标题 落实推进提速降费",
            "举措2 做优网络质量（上期是第1项） （1句未改）",
            "举措3 保护信息安全（整节新增） 增 全年拦截垃圾短信3787万条。",
            "举措3 办好接待日（整节删去） 删 共办16场。",
        ],
    );
}

#[test]
fn what_a_reader_does_not_see_in_the_text_is_compared_too() {
    let text =
        |url: &str, picture: &str| format!("详见[网站](https://{url}/)和`代码`。![图]({picture})");
    let mend = |url: &str| [("建成5G基站8900余座。", url.to_owned())];
    let last = mend(&text("a.cn", "甲.svg"));
    let now = mend(&text("b.cn", "甲.svg"));
    let pairs = |mend: &[(&'static str, String)]| -> Vec<(String, String)> {
        mend.iter().map(|(old, new)| ((*old).to_owned(), new.clone())).collect()
    };
    let (last, now) = (pairs(&last), pairs(&now));
    let of = |pairs: &[(String, String)]| {
        pairs.iter().fold(FILING.to_owned(), |text, (old, new)| text.replace(old.as_str(), new))
    };
    let last =
        of(&last).replace("2020年下半年", "2020年上半年").replace("2021年1月12日", "2020年7月10日");
    let svg =
        "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><path d='M0 0h9v9z'/></svg>";
    let run = Chengbao::new()
        .file("甲.yaml", after(&of(&now), "上期.yaml"))
        .file("上期.yaml", last)
        .file("甲.svg", svg)
        .call(CALL)
        .run()
        .done();
    has(&seen(&run), &["链接：https://a.cnb.cn/"]);
    has_not(&seen(&run), &["图片：甲.svg"]);
}

#[test]
fn findings_and_waivers_are_listed_with_their_places_and_reasons() {
    let text = with(&[
        ("建成5G基站8900余座。", "建成全省规模最大的5G网络。"),
        ("声明: ", "结语: |\n  公司的客户最多。\n声明: "),
    ]) + "豁免:\n  - { 规则: N03, 位置: 结语, 理由: 省局通报认定，见附件 }\n";
    let run = Chengbao::new().file("甲.yaml", text).call(CALL).run().done();
    let seen = seen(&run);
    has(
        &seen,
        &[
            "检查：没有错误，警告1处",
            "豁免1处",
            "举措（一）做优网络质量 “最大”没有说明依据 怎么改：",
            "N03 与其他企业比较，没有出处的“最”“第一”，填报文件第13行第15字",
            "这次没有生成 PDF，所以没有页码",
            "由填报人说明理由，不作改动，由填报人负责",
            "理由：省局通报认定，见附件",
        ],
    );
    let waived = seen.split_once("二、豁免").unwrap().1;
    assert!(waived.split_once("三、指标").unwrap().0.contains("结语"), "{seen}");
    let clean = Chengbao::new().file("甲.yaml", FILING).call(CALL).run().done();
    has(&self::seen(&clean), &["没有豁免。"]);
}

#[test]
fn a_finding_says_first_on_which_page_it_is_and_of_what() {
    let profile = "公司在全省设有分公司和营业厅，为客户提供服务。".repeat(60);
    let text = with(&[
        ("建成5G基站8900余座。", "建成全省规模最大的5G网络。"),
        ("经营移动电话业务。", &format!("经营移动电话业务。{profile}")),
        ("及时率: 99.10%", "及时率: 101%"),
        ("集团: 中国移动\n", "集团: 中国移动\n  简称: 【简称】\n"),
    ]);
    let run = Chengbao::new().file("甲.yaml", text).call("build --draft --review 甲.yaml").run();
    let pages = pdf_text::pages(&run.bytes("output/甲.pdf"));
    let pages: Vec<String> = pages.iter().map(|page| page.concat()).collect();
    let page_of = |words: &str| {
        let found = pages.iter().position(|page| bare(page).contains(words));
        found.unwrap_or_else(|| panic!("{words} {pages:?}")) + 1
    };
    let (text, rate) = (page_of("规模最大的5G网络"), page_of("101%"));
    assert!(text > 1 && rate >= text, "{pages:?}");
    let seen = seen(&run);
    has(
        &seen,
        &[
            &format!("第{text}页 举措（一）做优网络质量 “最大”没有说明依据"),
            &format!("第{rate}页 指标：移动电话·障碍修复·及时率"),
            "页码是 PDF 上印的",
        ],
    );
    // What is printed nowhere is on no page.
    assert!(seen.contains("错误") && seen.contains("企业简称“"), "{seen}");
}

#[test]
fn errors_keep_the_sheet_back_and_a_draft_shows_them() {
    let bad = with(&[("及时率: 99.10%", "及时率: 101%")]);
    let run = Chengbao::new().file("甲.yaml", FILING).call(CALL).run().done();
    let before = sheet(&run);
    let run = run.then().file("甲.yaml", &bad).call(CALL).run();
    assert_eq!((run.status, sheet(&run) == before), (1, true));
    let run = run.then().call("build --draft --review --formats md 甲.yaml").run();
    assert_eq!(run.status, 1);
    has(
        &seen(&run),
        &[
            "服务质量状况报告送审稿 第1稿",
            "稿别 送审稿 第1稿",
            "错误1处",
            "错误（1） 指标：移动电话·障碍修复·及时率",
            "F01 不可能的数，或不相称的单位，填报文件第16行第",
            "签字只对这一份（送审稿 第1稿",
        ],
    );
}

#[test]
fn the_sheet_is_the_same_wherever_and_whenever_it_is_made() {
    let (now, last) = (after(&half("2023h2"), "上期.yaml"), half("2023h1"));
    let made = |folder: &str| {
        let run = Chengbao::new()
            .file(&format!("{folder}甲.yaml"), &now)
            .file(&format!("{folder}上期.yaml"), &last)
            .env("TZ", "America/St_Johns")
            .call(&format!("build --review --formats md {folder}甲.yaml"))
            .run()
            .done();
        sheet(&run)
    };
    assert!(made("") == made("别处/深处/"));
}

#[test]
fn what_cannot_be_written_is_said_and_nothing_is_written() {
    let call = Chengbao::new().file("甲.yaml", FILING).folder("output/甲.review.html");
    let run = call.call(CALL).run();
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("甲.review.html：那里有个同名的文件夹"), "{}", run.stderr);
    assert_eq!(run.files("output"), ["甲.review.html"]);
    // Another filing's page would stand in the sheet's place.
    let files = Chengbao::new().file("甲.yaml", FILING).file("甲.review.yaml", FILING);
    let run = files.call("build --review 甲.yaml 甲.review.yaml").run();
    assert_eq!((run.status, run.files("output").len()), (2, 0));
    assert!(run.stderr.contains("会写出同名的报告"), "{}", run.stderr);
}

#[test]
fn nothing_that_a_filing_says_is_markup() {
    // No name has such signs on Windows.
    let file = if cfg!(windows) { "上期&i;.yaml" } else { "上期<i>.yaml" };
    let odd = r#"<script>alert(1)</script>"'&amp;</style><b>"#;
    let yaml = |text: &str| format!("'{}'", text.replace('\'', "''"));
    let hostile = |period: &str, odd: &str| {
        with(&[
            ("2020年下半年", period),
            ("名称: 中国移动山西公司", &format!("名称: {}", yaml(odd))),
            ("集团: 中国移动\n", "集团: 其他\n"),
            ("标题: 做优网络质量", &format!("标题: {}", yaml(odd))),
            ("建成5G基站8900余座。", &format!("{odd}。[{odd}](https://a.cn/?{})", "\"'")),
            ("障碍修复:", &format!("{}:", yaml(odd))),
            ("计费差错率: ≤4×10⁻⁶", &format!("计费差错率: {{ 值: 3次, 备注: {} }}", yaml(odd))),
            ("声明: 本报告内容客观、真实、准确。", &format!("声明: {}", yaml(odd))),
        ]) + &format!("豁免: [{{ 规则: S04, 位置: 声明, 理由: {} }}]\n", yaml(odd))
    };
    let now = after(&hostile("2020年下半年", odd), file);
    let last = hostile("2020年上半年", odd).replace("alert(1)", "alert(2)");
    let run = Chengbao::new()
        .file("甲.yaml", now)
        .file(file, last.replace("2021年1月12日", "2020年7月10日"))
        .call("build --draft --review --formats md 甲.yaml")
        .run();
    let page = html::read(&sheet(&run));
    let names: Vec<&str> = page.tags.iter().map(|tag| tag.name.as_str()).collect();
    for name in ["script", "b", "i", "img"] {
        assert!(!names.contains(&name), "{name}\n{}", run.stderr);
    }
    assert_eq!(names.iter().filter(|name| **name == "style").count(), 1);
    assert!(!page.style.contains("alert"), "{}", page.style);
    assert!(page.report.matches("</style><b>").count() > 6, "{}", page.report);
    // Nor can a character that nobody sees turn the line round.
    let hidden = with(&[("建成5G", "建成\u{202e}5G")]);
    let run = Chengbao::new()
        .file("甲.yaml", after(&hidden, "上期.yaml"))
        .file("上期.yaml", earlier(&[]));
    let run = run.call("build --draft --review --formats md 甲.yaml").run();
    let page = sheet(&run);
    assert!(!page.contains('\u{202e}') && page.contains("看不见的字符 U+202E"), "{page}");
}

#[test]
fn a_figure_that_misses_the_standard_shows_that_it_was_waived() {
    let waiver = "豁免: [{ 规则: F02, 位置: 移动电话.障碍修复, 理由: 暴雨断缆 }]\n";
    let run = reviewed(&(with(&[("4.01小时", "48.50小时")]) + waiver), &earlier(&[])).done();
    has(&seen(&run), &["未达标（已豁免）", "未达标1个"]);
    let kept = reviewed(&with(&[("4.01小时", "23.50小时")]), &earlier(&[])).done();
    assert!(!seen(&kept).contains("未达标（"));
}
