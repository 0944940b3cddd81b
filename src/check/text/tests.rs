//! Cases of the rules about language: what is found in a text, and what it is fixed to.

mod names;
mod words;

use crate::check::Against;
use crate::finding::Finding;
use crate::report;
use crate::standard::Standard;

const FILING: &str = "企业:\n  名称: 中国移动山西公司\n  集团: 中国移动\n  省份: 山西省\n  经营业务: \
    [移动电话]\n报告期: 2020年下半年\n公司简介: |\n  BODY\n电信服务质量状况:\n  举措:\n    - 标题: TITLE\n      \
    内容: |\n        建成5G基站8900余座。\n主要服务指标完成情况:\n  客户投诉: { 投诉受理热线: 10086 }\n声明: \
    本报告内容客观、真实、准确。\n签署: { 日期: 2021年1月12日 }\n";

/// A filing's file with a text and a title, and what one rule says of it.
fn run(code: &str, body: &str, title: &str) -> (String, Vec<Finding>) {
    let file = FILING.replace("BODY", &body.replace('\n', "\n  ")).replace("TITLE", title);
    let mut reading = report::read("a.yaml", file.as_bytes());
    assert_eq!(reading.findings, [], "{body}");
    let standard = Standard::newest();
    report::check(&mut reading, Against { standard: &standard, compared: &[] });
    let findings = reading.findings.into_iter().filter(|f| f.code == code).collect();
    (file, findings)
}

/// The words that a rule points at in a text.
pub(in crate::check) fn found(code: &str, body: &str) -> Vec<String> {
    let (file, findings) = run(code, body, "做优网络质量");
    findings.into_iter().map(|f| file[f.span.unwrap()].to_owned()).collect()
}

/// Says nothing of any of the texts.
#[track_caller]
pub(in crate::check) fn assert_silent(code: &str, bodies: &[&str]) {
    for body in bodies {
        assert_eq!(found(code, body), [""; 0], "{body}");
    }
}

/// Finds something in each text, and only what is named.
#[track_caller]
pub(in crate::check) fn assert_found(code: &str, cases: &[(&str, &[&str])]) {
    for (body, expected) in cases {
        assert_eq!(found(code, body), *expected, "{body}");
    }
}

/// A text with its fixes applied; nothing that was fixed is found again.
#[track_caller]
fn fixed(code: &str, body: &str) -> String {
    let apply = |body: &str| {
        let (mut file, findings) = run(code, body, "做优网络质量");
        let unfixed = findings.iter().filter(|f| f.fix.is_empty()).count();
        let mut edits: Vec<_> = findings.into_iter().flat_map(|f| f.fix).collect();
        edits.sort_by_key(|edit| std::cmp::Reverse(edit.span.start));
        for edit in edits {
            file.replace_range(edit.span, &edit.text);
        }
        let start = file.find("公司简介: |\n  ").unwrap() + "公司简介: |\n  ".len();
        let end = file.find("\n电信服务质量状况").unwrap();
        (file[start..end].replace("\n  ", "\n"), unfixed)
    };
    let (once, unfixed) = apply(body);
    assert_eq!(apply(&once), (once.clone(), unfixed), "{body}");
    once
}

#[track_caller]
fn assert_fixed(code: &str, cases: &[(&str, &str)]) {
    for (body, expected) in cases {
        assert_eq!(fixed(code, body), *expected, "{body}");
    }
}

#[test]
fn half_width_marks_are_found_and_fixed() {
    assert_fixed(
        "T01",
        &[
            ("做优网络,提升服务.", "做优网络，提升服务。"),
            ("分两类:城市; 农村", "分两类：城市；农村"),
            ("占比达99.10% ,其中", "占比达99.10%，其中"),
            ("服务怎么样?好!", "服务怎么样？好！"),
            ("修复 (不含自维线路) ,共三次", "修复（不含自维线路），共三次"),
            ("计费(Billing)系统", "计费（Billing）系统"),
            ("(一)建成基站", "（一）建成基站"),
            ("区（县)共十个", "区（县）共十个"),
            ("推出\"优质服务\",又推出\"零距离\"活动", "推出“优质服务”，又推出“零距离”活动"),
            ("能力. 一是部署", "能力。一是部署"),
        ],
    );
    assert_found("T01", &[("能力.一是部署", &["."])]);
}

#[test]
fn marks_in_numbers_and_latin_are_left_alone() {
    assert_silent(
        "T01",
        &[
            "上午10:30起，比例为1:2，共1,234户，平均1.2小时。",
            "见https://a.cn/b?c=1,2;d(3)和www.a.cn:8080网站",
            "遵守ITU-T E.803 (Quality of Service, QoS)的定义",
            "设备型号S4(E10)，函数f(x)",
            "一. 加强管理",
            "（一）建成基站；(二)开展培训；（三)又及",
            "批注 [A1]: 请核对",
            "等等...如此",
            "命令`说明,如下`在此",
            "见错误!未找到引用源。",
        ],
    );
}

#[test]
fn spaces_are_found_and_fixed() {
    assert_fixed(
        "T01",
        &[
            ("提升客户 满意度", "提升客户满意度"),
            ("不断改进， 同时", "不断改进，同时"),
            ("比率为： 3", "比率为：3"),
            ("走进 “智慧移动”展厅", "走进“智慧移动”展厅"),
            (
                "建成5G基站，拨打10086热线，走进 10086在线",
                "建成5G基站，拨打10086热线，走进10086在线",
            ),
            ("　　首行缩进", "首行缩进"),
            ("第一段　\n\n　　第二段", "第一段\n\n第二段"),
        ],
    );
    assert_found("T01", &[("分营销 服务 网络三类", &["销 服", "务 网"])]);
    assert_eq!(run("T01", "文", "' 做优网络质量'").1.len(), 1);
    let title = run("T01", "文", "做优网络 提升服务").1;
    assert_eq!((title.len(), title[0].fix.len()), (1, 0));
}

#[test]
fn spaces_of_a_habit_or_in_latin_are_left_alone() {
    assert_silent(
        "T01",
        &[
            "走进 10086 在线，使用 5G 网络和 APP 办理，共 3 次。",
            "建成5G基站，用APP办理，拨打10086热线，走进 China Mobile 展厅",
            "图1 网络规模\n\n表2-1 指标\n\n第一章 总则\n\n建成5G基站，用APP办理，拨打10086热线",
            "按《YD/T 1284 标准》办理",
            "第一行\n第二行",
            "| 合 计 | 数 |\n| --- | --- |\n| 1 | 2 |",
        ],
    );
}

#[test]
fn needless_pauses_are_found() {
    assert_fixed(
        "T02",
        &[
            ("以“甲”、“乙”、“丙”为抓手", "以“甲”“乙”“丙”为抓手"),
            ("依照《甲》、《乙》", "依照《甲》《乙》"),
            ("含“甲，一”、“乙”", "含“甲，一”“乙”"),
        ],
    );
    assert_silent(
        "T02",
        &[
            "订有《甲》（海外版）、《乙》和《丙》",
            "“甲”“乙”、“丙”卡、“丁”",
            "产品、“甲”“乙”",
            "“甲”业务、“乙”业务",
        ],
    );
}

#[test]
fn marks_without_their_like_are_found() {
    assert_found(
        "T01",
        &[
            ("公司（含分公司对工单", &["（"]),
            ("依照《规定办理，开展【攻坚行动", &["《", "【"]),
            ("开展攻坚」行动", &["」"]),
            ("（甲“乙）丙”丁", &["“乙）丙”"]),
            ("）甲（办理", &["）甲（"]),
            ("表（一处〕改", &["（一处〕"]),
            ("公司\"5G团队", &["\""]),
        ],
    );
    assert_silent(
        "T01",
        &[
            "包括：1）甲；2）乙；3）丙（含丁）",
            "包括1）甲，2）乙，a)丙",
            "依照《关于〈甲〉的“乙（丙）”办法》",
            "会上说：\n\n“甲。\n\n“乙。\n\n“丙。”",
            "55\"电视，5'，It’s，[0,1)",
        ],
    );
    assert_fixed("T01", &[("公司“5G\"团队", "公司“5G”团队"), ("公司\"5G”团队", "公司“5G”团队")]);
}

#[test]
fn straight_marks_and_wide_figures_are_fixed() {
    assert_fixed(
        "T01",
        &[
            ("公司\"5G\"团队，推出'用心'服务", "公司“5G”团队，推出“用心”服务"),
            ("新建１２００座，５Ｇ，９９．５％", "新建1200座，5G，99.5%"),
            ("用ＡＰＰ办理，共１，２００户", "用APP办理，共1,200户"),
            ("质量、，投诉，。好", "质量，投诉。好"),
        ],
    );
    assert_silent("T01", &["32\"和55\"电视，Let's go", "①甲，Ⅳ类，℃，99.5％"]);
}

/// Each with a slip that is fixed elsewhere.
#[test]
fn no_fix_touches_what_is_quoted() {
    let slips = [
        "用心服务 客户至上",
        "做优网络,提升服务",
        "创新的将技术引入生产",
        "核对帐单",
        "在、，线",
        "共１２００座",
        "做优(含县城)",
        "截止2020年12月底",
        "进行进行",
        "甲\"乙\"丙",
        "计费差错率≤4*10-6",
    ];
    for slip in slips {
        let (_, found) =
            ["T01", "T03", "F08"].into_iter().fold((0, vec![]), |(n, mut all), code| {
                all.extend(run(code, &format!("公司{slip}。"), "做优").1);
                (n, all)
            });
        assert!(found.iter().any(|f| !f.fix.is_empty()), "{slip}: {found:?}");
        for (open, close) in [
            ("“", "”"),
            ("‘", "’"),
            ("「", "」"),
            ("『", "』"),
            ("《", "》"),
            ("〈", "〉"),
            ("《甲《", "》》"),
        ] {
            let body = format!("公司践行{open}{slip}{close}。");
            for code in ["T01", "T02", "T03", "F08", "P02"] {
                let found = run(code, &body, "做优").1;
                assert!(found.iter().all(|f| f.fix.is_empty()), "{body}: {found:?}");
            }
        }
        // As long as a quotation is not closed, all behind it may be quoted.
        let found = run("T01", &format!("公司践行“甲乙。\n\n“{slip}。”"), "做优").1;
        assert!(found.iter().all(|f| f.fix.is_empty()), "{slip}: {found:?}");
    }
}

#[test]
fn a_gap_for_a_number_is_not_closed() {
    let fixes =
        |body: &str| run("T01", body, "做优网络").1.iter().map(|f| f.fix.len()).sum::<usize>();
    assert_silent("T01", &["处理  件。", "处理约 万件。", "处理?件。", "**注：** 不含物联网。"]);
    for body in ["受理申请 件。", "受理申请 万户。"] {
        assert_eq!((run("T01", body, "做优网络").1.len(), fixes(body)), (1, 0), "{body}");
    }
    assert_fixed(
        "T01",
        &[
            ("处理稿 件。", "处理稿件。"),
            ("处理 个人信息。", "处理个人信息。"),
            ("注： 不含物联网。", "注：不含物联网。"),
            ("提供““用心””服务。", "提供“用心”服务。"),
            ("按《《规范》》处理。", "按《规范》处理。"),
        ],
    );
}
