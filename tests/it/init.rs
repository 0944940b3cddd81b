//! `chengbao init` as a desk uses it: a new file to fill in.

use serde_json::Value;

use crate::support::filing::FILING;
use crate::support::{Chengbao, Run, repository};

fn init(call: &str) -> Run {
    let call = format!("init {call}");
    Chengbao::new().call(call.trim_end()).run()
}

/// The errors of a file, as the check tells them.
#[track_caller]
fn errors(run: Run, file: &str) -> Vec<String> {
    let run = run.then().call("check --format json").arg(file).run();
    let said: Value = serde_json::from_str(&run.stdout).unwrap();
    let errors = said["findings"].as_array().unwrap().iter().filter(|f| f["severity"] == "error");
    errors
        .map(|f| format!("{} {}:{} {}", f["code"], f["line"], f["column"], f["message"]))
        .collect()
}

/// With `CHENGBAO_BLESS=1` the template is rewritten.
#[test]
fn the_template_is_what_init_writes_when_nothing_is_known() {
    let run = init("").done();
    assert_eq!(run.files(""), ["填报.yaml"]);
    let path = repository().join("data/template.yaml");
    if std::env::var_os("CHENGBAO_BLESS").is_some() {
        std::fs::write(&path, run.bytes("填报.yaml")).unwrap();
    }
    let template = std::fs::read_to_string(path).unwrap();
    assert_eq!(run.text("填报.yaml"), template, "CHENGBAO_BLESS=1 cargo test --test it init::");
}

#[test]
fn a_fresh_file_is_summed_up_by_section() {
    let run = init("").then().call("check 填报.yaml").run();
    assert_eq!(run.status, 1);
    assert!(run.stdout.lines().count() < 20, "{}", run.stdout);
    let sections =
        ["  企业：4 处，从第21行起", "  报告期：1 处，第33行", "·移动电话：7 处，从第101行起"];
    assert!(sections.iter().all(|section| run.stdout.contains(section)), "{}", run.stdout);
    // The formats for machines have all, and so have people once few are left.
    assert!(errors(init(""), "填报.yaml").len() > 40);
    let few = FILING.replace("99.10%", "【00.00】%").replace("山西省", "【省份】");
    let run = Chengbao::new().file("甲.yaml", few).call("check 甲.yaml").run();
    assert_eq!(run.stdout.matches("错误[Y19]").count(), 2, "{}", run.stdout);
}

#[test]
fn what_is_known_stands_in_the_file_and_in_its_name() {
    let run = init("--carrier 移动 --province 山西 --period 2020下 --services 移动，宽带").done();
    let text = run.text("山西移动2020年下半年.yaml");
    for line in ["  集团: 中国移动", "  省份: 山西省", "报告期: 2020年下半年"] {
        assert!(text.lines().any(|l| l == line), "{line}\n{text}");
    }
    assert!(text.contains("\n  经营业务: [移动电话, 宽带业务]\n"), "{text}");
    assert!(text.contains("\n  网络质量:\n") && text.contains("\n  客户投诉:\n"), "{text}");
    assert!(!text.contains("\n  固定电话:\n") && !text.contains("租用电路"), "{text}");
    assert!(text.contains("投诉受理热线: 【10086】\n"), "{text}");
    assert!(run.stdout.contains("chengbao check 山西移动2020年下半年.yaml"), "{}", run.stdout);
}

#[test]
fn the_name_is_the_one_that_is_asked_for() {
    let run = init("--carrier 联通 --province 陕西 --period 2021h1 新的/甲.yaml").done();
    assert_eq!((run.files(""), run.files("新的")), (vec!["新的".into()], vec!["甲.yaml".into()]));
    let run = init("--carrier 联通 --province 陕西 --period 2021h1").done();
    assert_eq!(run.files(""), ["陕西联通2021年上半年.yaml"]);
    let run = init("--carrier 联通 --province 陕西").done();
    assert_eq!(run.files(""), ["填报.yaml"]);
}

#[test]
fn a_file_that_is_there_is_never_touched() {
    for call in ["init", "init 填报.yaml", "init --from 上.yaml 填报.yaml"] {
        let run =
            Chengbao::new().file("填报.yaml", "我的").file("上.yaml", FILING).call(call).run();
        assert_eq!((run.status, run.text("填报.yaml").as_str()), (2, "我的"), "{call}");
        assert!(run.stderr.contains("填报.yaml 已经有了，没有改动它"), "{}", run.stderr);
        assert_eq!(run.files("").len(), 2);
    }
    let run = Chengbao::new().folder("甲").call("init 甲").run();
    assert_eq!((run.status, run.stderr.contains("是文件夹")), (2, true), "{}", run.stderr);
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_is_there_too() {
    let run = Chengbao::new().link("甲.yaml", "别处.yaml").call("init 甲.yaml").run();
    assert_eq!((run.status, run.files("")), (2, vec!["甲.yaml".to_owned()]));
}

#[test]
fn the_help_names_every_way_to_begin() {
    let said = init("--help").done().stdout;
    for word in ["[文件]", "--carrier", "--province", "--period", "--services", "--from", "例："]
    {
        assert!(said.contains(word), "{word}\n{said}");
    }
}

#[test]
fn what_cannot_be_is_refused_and_nothing_is_written() {
    for (call, said) in [
        ("--carrier 铁通", "没有“铁通”这个集团；可以写：中国电信、中国移动"),
        ("--province 太原", "没有“太原”这个省级行政区；可以写：北京、天津"),
        ("--period 2020年", "“2020年”读不出是哪个半年；可以写：2020年下半年"),
        ("--services 移动电话,卫星", "不认识“卫星”这项业务；可以写：固定电话、移动电话"),
        ("--from 甲.yaml --carrier 移动", "与别的选项冲突"),
        ("--from 没有.yaml", "读不了 没有.yaml：没有这个文件"),
    ] {
        let run = init(call);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{call}\n{}", run.stderr);
        assert!(run.stderr.contains(said), "{call}\n{}", run.stderr);
        assert!(run.files("").is_empty());
    }
}

#[test]
fn every_prompt_is_said_to_be_open_and_nothing_else_is_wrong() {
    for call in [
        "",
        "--services 因特网业务,租用电路",
        "--carrier 其他 --period 2021h1",
        "--with 主送,导语,章名,分章,附件,联系人,抄送",
    ] {
        let run = init(format!("甲.yaml {call}").trim_end()).done();
        let run = run.then().call("check 甲.yaml --format json").run();
        let said: Value = serde_json::from_str(&run.stdout).unwrap();
        let codes = said["findings"].as_array().unwrap().iter().map(|f| f["code"].clone());
        assert!(run.status == 1 && codes.clone().all(|code| code == "Y19"), "{}", run.stdout);
    }
}

#[test]
fn a_new_file_that_is_filled_in_has_no_errors_and_builds() {
    for carrier in ["移动", "联通", "电信", "广电", "其他"] {
        for services in [
            "固定电话,移动电话,宽带业务,租用电路",
            "移动电话,因特网业务",
            "固话、宽带",
            "互联网接入业务",
            "移动",
        ] {
            let call = format!("--carrier {carrier} --province 广西 --period 2021h1 甲.yaml");
            let run = init(&format!("{call} --services {services}")).done();
            let answered = answered(&run.text("甲.yaml"));
            let run = Chengbao::new().file("乙.yaml", &answered).call("init 丙.yaml").run();
            assert_eq!(errors(run, "乙.yaml"), [""; 0], "{carrier} {services}\n{answered}");
        }
    }
    let text = answered(&init("").done().text("填报.yaml"));
    let run = Chengbao::new().file("乙.yaml", &text).call("build 乙.yaml").run();
    assert_eq!(run.done().errors(), []);
}

/// A new file as a filer leaves it: every prompt answered, what is not needed taken out.
fn answered(text: &str) -> String {
    text.lines().filter_map(answer).map(|line| line + "\n").collect()
}

fn answer(line: &str) -> Option<String> {
    if line.trim_start().starts_with('#') || !line.contains('【') {
        return Some(line.to_owned());
    }
    let texts = [
        ("【第一段，如：", "甲公司在省内经营电信业务。"),
        ("……】", "公司认真听取用户的意见，逐项改进服务。"),
        ("【第一段】", "建成5G基站8900余座。"),
        ("【正文】", "投诉处理流程有3处改进。"),
    ];
    let indent = &line[..line.len() - line.trim_start().len()];
    if let Some((_, text)) = texts.iter().find(|(prompt, _)| line.contains(prompt)) {
        let name = line.split("如：").nth(1).and_then(|name| name.split("……").next());
        let text = match name {
            Some(name) => format!("{name}在省内经营电信业务。"),
            None => (*text).to_owned(),
        };
        return Some(format!("{indent}{text}"));
    }
    if line.trim().starts_with("【第二段") {
        return None;
    }
    let figures = [
        ("【0.00】%", "0.02%"),
        ("【00.00】%", "99.10%"),
        ("【0.00】", "0.52"),
        ("【号码】", "96066"),
        ("【第二项举措的标题】", "改进投诉处理"),
    ];
    let line = figures.iter().fold(line.to_owned(), |l, (prompt, value)| l.replace(prompt, value));
    // What is left tells how to answer it.
    let line = ["企业名称，如", "简称，如", "省份，如", "举措标题，如"]
        .iter()
        .fold(line, |line, words| line.replace(words, ""));
    Some(line.replace(['【', '】'], "").replace("某某", "甲乙"))
}

#[test]
fn a_company_given_by_its_whole_name_keeps_it() {
    for (name, group, province, file) in [
        ("中国电信股份有限公司甘肃分公司", "中国电信", "甘肃省", "甘肃电信2021年上半年.yaml"),
        ("中国移动通信集团河北有限公司", "中国移动", "河北省", "河北移动2021年上半年.yaml"),
        ("中国联合网络通信有限公司山西省分公司", "中国联通", "山西省", "山西联通2021年上半年.yaml"),
    ] {
        let run = init(&format!("--carrier {name} --period 2021上")).done();
        let text = run.text(file);
        for line in [format!("名称: {name}"), format!("集团: {group}"), format!("省份: {province}")]
        {
            assert!(text.lines().any(|l| l.trim() == line), "{line}\n{text}");
        }
    }
    let run = init("--carrier 中国电信股份有限公司甘肃分公司 --province 青海");
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("是甘肃省的，省份写的是青海省"), "{}", run.stderr);
}

#[test]
fn parts_that_few_reports_have_stand_only_where_they_are_asked_for() {
    let plain = init("").done().text("填报.yaml");
    let all = "主送,导语、章名，分章,附件,联系人,抄送";
    let run = init(&format!("--with {all}")).done();
    let text = run.text("填报.yaml");
    for key in
        ["主送:", "导语: |", "章名:", "  分章:", "附件:", "  联系人:", "  联系电话:", "抄送:"]
    {
        assert!(text.lines().any(|line| line.starts_with(key)), "{key}\n{text}");
        assert!(!plain.lines().any(|line| line.starts_with(key)), "{key}");
    }
    assert!(!text.contains("【第二段】") && !text.contains("  电信服务质量状况: 【"), "{text}");
    for error in errors(run, "填报.yaml") {
        assert!(error.starts_with("\"Y19\""), "{error}");
    }
    let run = init("--with 导言");
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("没有“导言”这一部分；可以写：主送、导语、章名"), "{}", run.stderr);
    assert!(run.files("").is_empty());
}
