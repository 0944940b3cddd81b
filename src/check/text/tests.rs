//! Cases of the rules about language: what is found in a text, and what it is mended to.

use crate::check::Against;
use crate::finding::Finding;
use crate::report;
use crate::standard::{Standard, language};

const FILING: &str = "企业:\n  名称: 中国移动山西公司\n  集团: 中国移动\n  省份: 山西省\n  经营业务: \
    [移动电话]\n报告期: 2020年下半年\n公司简介: |\n  BODY\n电信服务质量状况:\n  举措:\n    - 标题: TITLE\n      \
    内容: |\n        建成5G基站8900余座。\n主要服务指标完成情况:\n  客户投诉: { 投诉受理热线: 10086 }\n声明: \
    本报告内容客观、真实、准确。\n签署: { 日期: 2021年1月12日 }\n";

/// A filing's file with a text and a title, and what one rule says of it.
fn run(code: &str, body: &str, title: &str) -> (String, Vec<Finding>) {
    let file = FILING.replace("BODY", &body.replace('\n', "\n  ")).replace("TITLE", title);
    let mut reading = report::read("a.yaml", file.as_bytes());
    assert_eq!(reading.findings, [], "{body}");
    let standard = Standard::of(None).unwrap();
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

/// A text with its mends applied; nothing that was mended is found again.
#[track_caller]
fn mended(code: &str, body: &str) -> String {
    let apply = |body: &str| {
        let (mut file, findings) = run(code, body, "做优网络质量");
        let unmended = findings.iter().filter(|f| f.fix.is_empty()).count();
        let mut edits: Vec<_> = findings.into_iter().flat_map(|f| f.fix).collect();
        edits.sort_by_key(|edit| std::cmp::Reverse(edit.span.start));
        for edit in edits {
            file.replace_range(edit.span, &edit.text);
        }
        let start = file.find("公司简介: |\n  ").unwrap() + "公司简介: |\n  ".len();
        let end = file.find("\n电信服务质量状况").unwrap();
        (file[start..end].replace("\n  ", "\n"), unmended)
    };
    let (once, unmended) = apply(body);
    assert_eq!(apply(&once), (once.clone(), unmended), "{body}");
    once
}

#[track_caller]
fn assert_mended(code: &str, cases: &[(&str, &str)]) {
    for (body, expected) in cases {
        assert_eq!(mended(code, body), *expected, "{body}");
    }
}

#[test]
fn half_width_marks_are_found_and_mended() {
    assert_mended(
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
fn spaces_are_found_and_mended() {
    assert_mended(
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
    assert_mended(
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
fn wrong_words_are_found_and_mended() {
    for confusion in language().confusions.iter().filter(|c| !c.unsure) {
        // Those that need company have cases of their own below.
        let body = format!("就{}。", confusion.wrong.word);
        if confusion.wrong.places(&body).next().is_some() {
            let expected = format!("就{}。", confusion.right);
            assert_eq!(mended("T03", &body), expected);
        }
    }
    assert_mended(
        "T03",
        &[
            ("定制多项附能服务，面向特殊群里的卡", "定制多项赋能服务，面向特殊群体的卡"),
            ("为转型发展做出新的贡献", "为转型发展作出新的贡献"),
            ("做出了更大的贡献，作出承诺", "作出了更大的贡献，作出承诺"),
            ("客户登陆网站，一键登陆", "客户登录网站，一键登录"),
            ("截止2020年6月底，截止目前", "截至2020年6月底，截至目前"),
            ("客户反应的问题必需及时解决", "客户反映的问题必须及时解决"),
            ("取的显著成效，获的好评", "取得显著成效，获得好评"),
            ("截止到2020年12月底，截止到目前", "截至2020年12月底，截至目前"),
            ("截至到12月，截止到今年", "截至12月，截至今年"),
            ("公司的的工单已修复了了，对对超时的是是督办", "公司的工单已修复了，对超时的是督办"),
            ("在在现场，和和网点，把把工单", "在现场，和网点，把工单"),
            ("登陆账号后积极相应国家号召", "登录账号后积极响应国家号召"),
        ],
    );
}

#[test]
fn words_across_two_are_left_alone() {
    assert_silent(
        "T03",
        &[
            "吸附能力强，依附能力弱，发布署名文章。",
            "按装机量考核，按装移机时限，选拔打造团队，选拔测试，反复盖章，校园满意度。",
            "全部份额，补偿试点，自己经营，以经济建设为中心，究竟争什么，甚至力于。",
            "台风登陆期间，申请截止2020年6月底，报名的截止日期，快速反应问题处理机制。",
            "必需品，用户反应强烈，做出样品，部分，打击防犯罪，收回覆盖，叫做为民办事。",
            "采取的积极措施，收取的成效费，收获的好评，美好象征，成功坚持，由其处理。",
            "为了了解客户，开展了了解活动，不了了之，目的的实现，的的确确，有的的士。",
            "在在网用户、在在建工程，重点是是否及时，是是非非，和和美美，针对对外业务。",
            "参与与会人员，面对对方，一对对讲机，一把把关，申请截止到2020年12月底。",
            "《关于布署工作的通知》，既可办理又可查询，月份内完成，在全省部署，附近网络。",
        ],
    );
}

#[test]
fn particles_are_found_and_mended() {
    assert_mended(
        "T03",
        &[
            ("创新的将技术引入生产", "创新地将技术引入生产"),
            ("有效的提升了管控水平", "有效地提升了管控水平"),
            ("携的了、转的快、用的好", "携得了、转得快、用得好"),
            ("切实的保障了客户权益", "切实地保障了客户权益"),
            ("更有针对性的把资源投向农村", "更有针对性地把资源投向农村"),
        ],
    );
    assert_found(
        "T03",
        &[
            ("公司重视服务，不断的提升服务水平。", &["不断的提升"]),
            ("让客户用的放心、办的快。", &["用的放心", "办的快"]),
        ],
    );
}

#[test]
fn attributes_keep_their_particle() {
    assert_silent(
        "T03",
        &[
            "得到有效的提升，有效的提升手段，带来有效的提升了解客户的机会。",
            "经过不断的努力，不断的改进和提升让客户满意，积极的将来，有效的把握。",
            "用的好产品，所用的好，做的好事，大家采用的多，通用的快件。",
            "有效的解决方案，切实的保障措施是关键，创新的产品，用的上网套餐。",
            "服务带来的舒心、贴心，基站的高、网站的快，查看的清楚。",
            "用得好、转得快，有效地提升了水平，专用的、通用的。",
        ],
    );
}

#[test]
fn words_written_twice_are_mended() {
    assert_mended(
        "T03",
        &[
            ("公司对工单进行进行复盘", "公司对工单进行复盘"),
            ("公司公司加强加强管理", "公司加强管理"),
            ("进一步进一步提升服务质量服务质量。", "进一步提升服务质量。"),
            ("由省公司省公司督办", "由省公司督办"),
        ],
    );
    assert_found("T03", &[("聚焦乡镇乡镇网点", &["乡镇乡镇"])]);
    assert_silent(
        "T03",
        &[
            "天天向上，人人参与，常常走访，处处留心，谢谢，妈妈，一步一步、一个一个推进",
            "中国移动移动电话，中国联通联通用户，研究研究，讨论讨论，考虑考虑",
            "是不是不满意，通过通过率考核，用户用户名，推进信息信息化",
            "践行“天天服务服务天天”，依照《服务服务办法》",
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
    assert_mended("T01", &[("公司“5G\"团队", "公司“5G”团队"), ("公司\"5G”团队", "公司“5G”团队")]);
}

#[test]
fn straight_marks_and_wide_figures_are_mended() {
    assert_mended(
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

/// Each with a slip that is mended elsewhere.
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
fn two_terms_for_one_thing_are_told_once() {
    assert_found(
        "T04",
        &[
            ("客户投诉，客户诉求，用户感知，用户名", &["用户"]),
            ("通信网络，防范通讯诈骗，通信质量", &["通讯"]),
            ("千兆WIFI和Wi-Fi", &["Wi-Fi"]),
            ("手机APP、App和APP下载", &["App"]),
        ],
    );
    assert_silent(
        "T04",
        &[
            "客户在手机客户端登录，客户经理拜访，输入用户名，百万用户申诉率下降。",
            "客户依《电信用户规定》办理，“用户至上”，电信用户申诉。",
            "通信服务，通讯录，《通讯员》",
            "APPLE和App，WhatsApp",
            "通信网络，与中兴通讯合作",
            "用户满意，服务政企客户、中小企业客户和集团客户，选派客户经理，提升客户服务",
        ],
    );
}

#[test]
fn a_regulators_words_are_found() {
    assert_found(
        "T05",
        &[
            ("落实《服务规定》等法规，不得擅自改变协议。", &["不得"]),
            (
                "规范收费，避免诱导定制、恶意扣费等问题发生，产品须经用户确认，避免后台默认续费。",
                &["避免", "须", "避免"],
            ),
            ("严禁违规营销，务必做到实处。", &["严禁", "务必"]),
        ],
    );
    assert_silent(
        "T05",
        &[
            "以避免投诉问题发生，从而避免违规行为，有效避免了误导问题。",
            "不得不停机，不得已，舍不得，无须到厅，必须，业务必将，业务必须。",
            "公司制度规定员工不得擅自变更，要求渠道严禁误导。",
            "依照《严禁违规办法》，张贴“严禁烟火”。",
            "避免影响客户，合理安排割接。",
            "用户须知，公司业务必备资料。",
            "按照服务协议，不得擅自变更资费。",
            "不得擅自变更资费，是公司向社会的公开承诺。",
            "资费公示内容包括：变更套餐须提前办理。",
            "办理过户时用户须持有效证件。",
            "公司加强现场管理，禁止施工人员收取费用。",
        ],
    );
}

#[test]
fn old_names_and_introduced_ones_are_no_other_names() {
    assert_silent(
        "N01",
        &[
            "公司成立于2002年，前身为山西省移动公司，后来改制。",
            "公司原名山西移动通信有限公司。",
            "公司曾用名为中国移动通信集团山西公司。",
            "中国移动通信股份有限公司山西分公司（以下简称山西移动）是电信企业。山西移动重视服务。",
        ],
    );
    assert_found("N01", &[("公司就是山西移动通信有限公司。", &["山西移动通信有限公司"])]);
}

#[test]
fn a_superlative_of_the_land_or_of_others_is_no_claim() {
    assert_silent(
        "N03",
        &[
            "公司地处全国海拔最高的地区，网络覆盖不易。",
            "用户听到最多的一句话是“请放心”。",
            "这里有全国最大的峡谷。",
        ],
    );
    assert_found("N03", &[("公司建成省内最大的网络。", &["最大"])]);
}

#[test]
fn a_gap_for_a_number_is_not_closed() {
    let fixes =
        |body: &str| run("T01", body, "做优网络").1.iter().map(|f| f.fix.len()).sum::<usize>();
    assert_silent("T01", &["处理  件。", "处理约 万件。", "处理?件。", "**注：** 不含物联网。"]);
    for body in ["受理申请 件。", "受理申请 万户。"] {
        assert_eq!((run("T01", body, "做优网络").1.len(), fixes(body)), (1, 0), "{body}");
    }
    assert_mended(
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

#[test]
fn an_ordinal_is_no_claim() {
    assert_silent("N03", &["第一，回访。第二，复盘。"]);
    assert_found("N03", &[("用户网速排名第一，回访。", &["第一"])]);
}
