//! `chengbao compare` as a desk uses it: carriers in one period, one carrier over periods, files
//! and filed PDFs, and figures that cannot be compared.

use lopdf::Document;
use serde_json::Value;

use crate::support::filing::{FILING, with};
use crate::support::{Chengbao, FILINGS, Run, repository};

/// One carrier's four half-years; made up.
const HALVES: [&str; 4] = ["2022h1", "2022h2", "2023h1", "2023h2"];

fn halves() -> Chengbao {
    let read = |stem: &str| {
        std::fs::read(repository().join(format!("tests/compare/{stem}.yaml"))).unwrap()
    };
    HALVES.iter().fold(Chengbao::new(), |c, stem| c.file(&format!("{stem}.yaml"), read(stem)))
}

/// Two files of ours compared.
fn compared(one: &str, other: &str, options: &str) -> Run {
    let call = format!("compare 甲.yaml 乙.yaml{options}");
    Chengbao::new().file("甲.yaml", one).file("乙.yaml", other).call(&call).run()
}

fn data(run: &Run) -> Value {
    serde_json::from_str(&run.stdout).unwrap()
}

/// A row of the JSON by its name.
#[track_caller]
fn row(data: &Value, name: &str) -> Value {
    let groups = data["groups"].as_array().unwrap().iter();
    let mut rows = groups.flat_map(|group| group["indicators"].as_array().unwrap());
    rows.find(|row| row["name"] == name).unwrap_or_else(|| panic!("{name}: {data:#}")).clone()
}

/// The filing's period a half-year before.
fn earlier() -> [(&'static str, &'static str); 2] {
    [("2020年下半年", "2020年上半年"), ("2021年1月12日", "2020年7月10日")]
}

/// The small filing of another carrier.
fn other(replacements: &[(&str, &str)]) -> String {
    let mut all = vec![("中国移动山西公司", "中国联通山西省分公司"), ("中国移动", "中国联通")];
    all.extend(replacements);
    all.push(("10086", "10010"));
    with(&all)
}

/// Holds what was said to a file. With `CHENGBAO_BLESS=1` the file is rewritten; read it
/// before it is taken.
#[track_caller]
fn expect(said: &str, file: &str) {
    let path = repository().join("tests/compare/expected").join(file);
    if std::env::var_os("CHENGBAO_BLESS").is_some() {
        std::fs::write(&path, said).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(said == expected, "CHENGBAO_BLESS=1 cargo test --test it compare::\n{said}");
}

#[test]
fn the_two_real_filings_stand_side_by_side() {
    let files = FILINGS.map(|stem| format!("{stem}.yaml"));
    let call = |format: &str| {
        let mut call = Chengbao::new();
        for file in &files {
            call = call.data(file);
        }
        call.call(&format!("compare {} --format {format}", files.join(" "))).run().done()
    };
    expect(&call("human").stdout, "carriers.txt");
    let data = data(&call("json"));
    assert_eq!(
        (&data["schema"], &data["arrangement"]),
        (&"chengbao-comparison/1".into(), &"mixed".into())
    );
    let install = row(&data, "装移机平均时限");
    assert_eq!((&install["id"], &install["unit"]), (&"bb.install.avg".into(), &"天".into()));
    let [mobile, unicom] = &install["figures"].as_array().unwrap()[..] else { panic!() };
    assert_eq!((&mobile["as_written"], &mobile["value"]), (&"9.66小时".into(), &"0.4025".into()));
    assert_eq!((&unicom["as_written"], &unicom["value"]), (&"0.85天".into(), &"0.85".into()));
    // Periods differ, so nobody is called the better.
    assert_eq!((&mobile["place"], &mobile["change"]), (&Value::Null, &Value::Null));
    let missing = data["missing"].as_array().unwrap();
    assert_eq!(missing[0]["groups"], serde_json::json!(["固定电话", "租用电路"]));
    assert_eq!(missing[1]["indicators"][0], serde_json::json!(["移动电话", "计费差错率"]));
}

#[test]
fn one_carrier_over_four_half_years_is_told_by_period() {
    let formats =
        [("human", "txt"), ("md", "md"), ("csv", "csv"), ("json", "json"), ("html", "html")];
    for (format, ending) in formats {
        // In whatever order they are given.
        let call =
            format!("compare 2023h1.yaml 2022h1.yaml 2023h2.yaml 2022h2.yaml --format {format}");
        let said = halves().call(&call).run().done().stdout;
        let sorted = format!("compare {}.yaml --format {format}", HALVES.join(".yaml "));
        assert!(said == halves().call(&sorted).run().done().stdout, "{format}");
        if format != "html" {
            expect(&said, &format!("periods.{ending}"));
        }
    }
}

#[test]
fn changes_are_exact_and_judged_by_the_direction() {
    let now = with(&[("4.01小时", "3.50小时"), ("99.10%", "98.05%")]);
    let data = data(&compared(&now, &with(&earlier()), " --format json").done());
    assert_eq!(data["arrangement"], "periods");
    assert_eq!(data["filings"][0]["period"], "2020年上半年");
    let change = |name: &str| row(&data, name)["figures"][1]["change"].clone();
    let time = change("障碍修复平均时限");
    assert_eq!((&time["difference"], &time["percent"]), (&"-0.51".into(), &"-12.72".into()));
    assert_eq!((&time["verdict"], &time["from"]), (&"better".into(), &0.into()));
    let rate = change("障碍修复及时率");
    assert_eq!((&rate["difference"], &rate["percent"]), (&"-1.05".into(), &Value::Null));
    assert_eq!(rate["verdict"], "worse");
    // A bound is no value.
    let billing = row(&data, "计费差错率");
    assert_eq!(billing["figures"][1]["not_comparable"], "qualifier");
    assert_eq!(billing["figures"][1]["as_written"], "≤4×10⁻⁶");
    assert_eq!(billing["figures"][1]["meets_standard"], true);
}

#[test]
fn carriers_of_one_period_have_a_best_and_a_worst() {
    let unicom = other(&[("4.01小时", "0.2天"), ("≤4×10⁻⁶", "0.0001%")]);
    let mobile = with(&[("≤4×10⁻⁶", "4×10⁻⁶")]);
    let run = compared(&unicom, &mobile, " --format json").done();
    let data = data(&run);
    assert_eq!(data["arrangement"], "carriers");
    let places = |name: &str| {
        let row = row(&data, name);
        [0, 1].map(|n| row["figures"][n]["place"].as_str().unwrap_or("-").to_owned())
    };
    // As given, not sorted.
    assert_eq!(data["filings"][0]["company"], "中国联通山西省分公司");
    assert_eq!(places("障碍修复平均时限"), ["worst", "best"]);
    assert_eq!(places("障碍修复及时率"), ["-", "-"]);
    assert_eq!(places("计费差错率"), ["best", "worst"]);
    assert_eq!(row(&data, "障碍修复平均时限")["figures"][0]["value"], "4.8");
    let text = compared(&unicom, &mobile, "").done().stdout;
    assert!(text.contains("0.2天 =4.8小时 最差"), "{text}");
}

#[test]
fn what_cannot_be_compared_is_shown_and_said() {
    let waived = "\n豁免:\n  - { 规则: F08, 位置: 计费差错率, 理由: 原文如此 }\n";
    let now =
        with(&[("≤4×10⁻⁶", "4*10ˉ6"), ("4.01小时", "约4.01小时"), ("99.10%", "不适用")]) + waived;
    let then = with(&earlier()).replace("≤4×10⁻⁶", "4×10⁻⁶");
    let text = compared(&then, &now, "").done().stdout;
    for said in [
        "填的 4*10ˉ6 丢了指数的写法，不比较",
        "填的 约4.01小时 是约数，不比较",
        "填的 不适用 不是数，不比较",
    ] {
        assert!(text.contains(said), "{said}\n{text}");
    }
}

#[test]
fn names_of_one_thing_are_one_row_and_a_guess_is_none() {
    let groups =
        "  移动电话:\n    障碍修复: { 平均: 4.01小时, 及时率: 99.10% }\n    计费差错率: ≤4×10⁻⁶\n";
    let named = "  移动业务:\n    故障修复平均时长: 240分钟\n    障碍修复及时率: 99.20%\n    净推荐值: 30\n";
    let then = with(&earlier()).replace("计费差错率: ≤4×10⁻⁶", "净推荐值: 28");
    let data = data(&compared(&with(&[(groups, named)]), &then, " --format json").done());
    let repair = row(&data, "障碍修复平均时限");
    assert_eq!((&repair["unit"], &repair["figures"][1]["value"]), (&"小时".into(), &"4".into()));
    assert_eq!(repair["figures"][1]["called"], "故障修复平均时长");
    // Unknown to the catalogue, matched by its name under either name of its group.
    let unknown = row(&data, "净推荐值");
    assert_eq!(
        (&unknown["id"], &unknown["figures"][1]["change"]["verdict"]),
        (&Value::Null, &"moved".into())
    );

    // Two that the catalogue calls one are not paired with another's one.
    let broad = |figures: &str| {
        with(&[("  客户投诉", &format!("  宽带业务: {{ {figures} }}\n  客户投诉"))])
    };
    let (two, one) = (broad("装机平均时限: 2天, 移机平均时限: 3天"), broad("装移机平均时限: 1天"));
    let one = one.replace("2020年下半年", "2020年上半年").replace("2021年1月12日", "2020年7月10日");
    let data = data_of(&compared(&one, &two, " --format json"));
    for name in ["装机平均时限", "移机平均时限"] {
        assert_eq!(row(&data, name)["figures"][0], Value::Null, "{name}");
    }
}

fn data_of(run: &Run) -> Value {
    serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{}", run.stderr))
}

#[test]
fn the_standard_is_that_of_the_ruleset() {
    let call = |options: &str| {
        let call = format!("compare 2022h1.yaml 2022h2.yaml --format json {options}");
        data(&halves().call(call.trim()).run().done())
    };
    let thresholds = |data: &Value| row(data, "投诉处理平均时限")["thresholds"].clone();
    assert_eq!(thresholds(&call(""))[0]["text"], "最长不超过360小时");
    assert_eq!(thresholds(&call("--ruleset 2005")), serde_json::json!([]));
    let run = halves().call("compare 2022h1.yaml 2022h2.yaml --ruleset 2006").run();
    assert!(run.status == 2 && run.stderr.contains("没有 2006 年的规范"), "{}", run.stderr);
}

#[test]
fn a_filed_pdf_is_compared_with_a_file() {
    let built = Chengbao::new().file("上期.yaml", with(&earlier())).file("本期.yaml", FILING);
    let run = built.call("build 上期.yaml --formats pdf").run().done();
    let run = run.then().call("compare output/上期.pdf 本期.yaml").run().done();
    assert!(
        run.stdout.contains("文件 output/上期.pdf，页面与所附数据一致，没有签名"),
        "{}",
        run.stdout
    );
    assert!(run.stdout.contains("持平"), "{}", run.stdout);

    let key = std::fs::read(repository().join("tests/keys/p256.p12")).unwrap();
    let sign = run.then().file("公司.p12", key).env("CHENGBAO_P12_PASSWORD", "chengbao");
    let run = sign.call("sign --p12 公司.p12 output/上期.pdf").run().done();
    let call = "compare --format json output/上期-signed.pdf 本期.yaml";
    let run = run.then().call(call).run().done();
    let pdf = &data(&run)["filings"][0]["pdf"];
    assert_eq!((&pdf["pages_are_data"], &pdf["signed"]), (&true.into(), &true.into()), "{pdf}");
    // Nobody is named here who may sign, and the test's key is not the company's.
    assert!(pdf["notes"].to_string().contains("签名的不是报告的企业“中国移动山西公司”"), "{pdf}");
}

#[test]
fn a_pdf_whose_pages_say_otherwise_is_a_warning_and_no_success() {
    let built = Chengbao::new().file("上期.yaml", with(&earlier())).file("本期.yaml", FILING);
    let run = built.call("build 上期.yaml --formats pdf").run().done();
    let mut document = Document::load_mem(&run.bytes("output/上期.pdf")).unwrap();
    document.decompress();
    let page = *document.get_pages().values().next().unwrap();
    let contents = document.get_dictionary(page).unwrap().get(b"Contents").unwrap();
    let contents = contents.as_reference().unwrap();
    let stream = document.get_object_mut(contents).unwrap().as_stream_mut().unwrap();
    let line = "\n/Artifact <</Type /Layout>> BDC\n0 0 0 rg\n70 500 300 200 re\nf\nEMC\n";
    let mut content = stream.content.clone();
    content.extend_from_slice(line.as_bytes());
    stream.set_content(content);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    for format in ["human", "md", "html", "json"] {
        let call = format!("compare 改过.pdf 本期.yaml --format {format}");
        let both = Chengbao::new().file("改过.pdf", &bytes).file("本期.yaml", FILING);
        let run = both.call(&call).run();
        let warning = "第1页：多了图形";
        assert_eq!(run.status, 1, "{}", run.stdout);
        assert!(run.stderr.contains(&format!("警告: 改过.pdf：{warning}")), "{}", run.stderr);
        assert!(run.stdout.contains(warning), "{format}\n{}", run.stdout);
    }
}

#[test]
fn the_page_has_a_chart_for_each_indicator_with_values() {
    let call = format!("compare {}.yaml --format html", HALVES.join(".yaml "));
    let html = halves().call(&call).run().done().stdout;
    // All but the hotline.
    let rows = html.matches("<th scope=\"row\">").count();
    assert_eq!(html.matches("<svg ").count(), rows - 1);
    assert_eq!(html.matches("<title id=").count(), rows - 1);
    let (_, chart) = html.split_once("<svg ").unwrap();
    let (chart, _) = chart.split_once("</svg>").unwrap();
    assert!(chart.contains(">业务变更平均时限（小时）</title>"), "{chart}");
    let expected = "2022年上半年 0.42小时；2022年下半年 0.40小时；2023年上半年 0.45小时；2023年下半年 0.38小时。标准：平均不超过1小时。";
    assert!(chart.contains(expected), "{chart}");
    assert_eq!(chart.matches("<circle").count(), 4);
    assert_eq!(chart.matches("class=\"join\"").count(), 3);
    assert_eq!(chart.matches("class=\"limit\"").count(), 1);
    // A threshold far off does not flatten the values; a missing period breaks the line.
    assert!(html.contains("标准：最长不超过72小时（图外）"));
    let (_, connected) = html.split_once(">网络接通率（%）</title>").unwrap();
    let (connected, _) = connected.split_once("</svg>").unwrap();
    assert!(connected.contains("2022年下半年 没有；"), "{connected}");
    assert_eq!(connected.matches("class=\"join\"").count(), 1);
    assert!(!html.contains("http://") && !html.contains("https://"));
}

#[test]
fn names_that_mean_harm_are_text_in_every_format() {
    let hostile = "\"=cmd|' /C calc'!A0 </script><b>x</b> | \\\"*a*\\\" [x](javascript:1)\"";
    let twice = |figure: &str| {
        let line = format!("计费差错率: ≤4×10⁻⁶\n    {hostile}: {figure}");
        with(&[
            ("计费差错率: ≤4×10⁻⁶", &line),
            ("声明:", "豁免: [{ 规则: S05, 位置: 主要服务指标完成情况, 理由: 试排 }, { 规则: S05, 位置: 企业, 理由: 试排 }]\n声明:"),
        ])
        .replace("中国移动山西公司\n  集团", "中国移动山西公司\n  简称: \"<i>|=1\"\n  集团")
    };
    let then = twice("5个")
        .replace("2020年下半年", "2020年上半年")
        .replace("2021年1月12日", "2020年7月10日");
    let run =
        |format: &str| compared(&then, &twice("3个"), &format!(" --format {format}")).done().stdout;
    let html = run("html");
    assert!(!html.contains("<b>x") && !html.contains("<i>"), "{html}");
    assert!(
        html.contains("=cmd|&#39; /C calc&#39;!A0 &lt;/script&gt;&lt;b&gt;x&lt;/b&gt;"),
        "{html}"
    );
    assert_eq!(html.matches("</script>").count(), 1);
    let csv = run("csv");
    assert!(
        csv.starts_with('\u{FEFF}') && csv.contains("\"'=cmd|' /C calc'!A0 </script>"),
        "{csv}"
    );
    // What fell by two fell by a number.
    assert!(csv.contains("\"3个\",\"3\",\"-2\",\"-40\""), "{csv}");
    assert!(csv.lines().all(|line| !line.contains(",\"=") && !line.contains(",=")), "{csv}");
    let markdown = run("md");
    assert!(markdown.contains(r"=cmd\|"), "{markdown}");
    assert!(markdown.contains(r"\<b>x") && markdown.contains(r"\*a\*"), "{markdown}");
    assert!(data_of(&compared(&then, &twice("5个"), " --format json")).is_object());
    // A line feed in a name does not begin a line.
    let broken = with(&[("计费差错率: ≤4×10⁻⁶", "\"第一行\\n=1+1\": 5天")]);
    let csv = compared(&with(&earlier()), &broken, " --format csv");
    assert!(csv.status != 0 || csv.stdout.contains("\"第一行 =1+1\""), "{}", csv.stdout);
}

#[test]
fn faults_of_the_call_and_of_the_files_are_told() {
    let one = Chengbao::new().file("甲.yaml", FILING).call("compare 甲.yaml").run();
    assert_eq!((one.status, one.stderr.contains("至少要两份")), (2, true), "{}", one.stderr);
    let twice = Chengbao::new().file("甲.yaml", FILING).call("compare 甲.yaml 甲.yaml").run();
    assert_eq!((twice.status, twice.stderr.contains("写了两次")), (2, true), "{}", twice.stderr);
    let none = Chengbao::new().file("甲.yaml", FILING).call("compare 甲.yaml 无.yaml").run();
    assert_eq!((none.status, none.stderr.contains("没有这个文件")), (2, true), "{}", none.stderr);
    let mut wrong = earlier().to_vec();
    wrong.push(("99.10%", "199.10%"));
    let bad = compared(FILING, &with(&wrong), " -o 对比.html");
    assert_eq!((bad.status, bad.errors().len()), (1, 1), "{}", bad.stderr);
    assert!(bad.stdout.is_empty() && bad.files("").iter().all(|f| f != "对比.html"));
    let junk = Chengbao::new().file("甲.yaml", FILING).file("乙.pdf", "%PDF-1.7\n垃圾");
    let junk = junk.call("compare 甲.yaml 乙.pdf").run();
    assert_eq!(junk.status, 2, "{}", junk.stderr);
}

#[test]
fn a_file_is_written_by_its_name_and_never_over_another() {
    let run = halves().call("compare 2022h1.yaml 2022h2.yaml -o 出/对比.csv").run().done();
    assert_eq!(run.stdout, "已写出 出/对比.csv\n");
    let csv = run.bytes("出/对比.csv");
    assert!(csv.starts_with(b"\xEF\xBB\xBF\"") && csv.ends_with(b"\"\r\n"));
    let again = run.then().call("compare 2022h1.yaml 2022h2.yaml -o 出/对比.csv").run();
    assert_eq!(again.status, 2);
    assert!(again.stderr.contains("已有同名的文件") && again.bytes("出/对比.csv") == csv);
}

#[test]
fn the_terminal_has_colours_only_where_they_are_wanted() {
    let run = halves().call("compare 2022h1.yaml 2022h2.yaml").run().done();
    assert!(!run.stdout.contains('\u{1b}') && run.stdout.contains("变好"), "{}", run.stdout);
}

/// What was waived, what is late, and what misses the standard by a threshold that is sure.
#[test]
fn what_a_filing_asks_to_be_excused_is_told_before_its_figures() {
    let waiver = "\n豁免:\n  - { 规则: F02, 位置: 移动电话.障碍修复, 理由: 暴雨断缆 }\n";
    let below = with(&[("4.01小时", "48.50小时"), ("2021年1月12日", "2021年1月20日")]) + waiver;
    let before = with(&earlier());
    let said =
        |format: &str| compared(&below, &before, &format!(" --format {format}")).done().stdout;
    let miss = "达不到标准[F02] 主要服务指标完成情况.移动电话.障碍修复.平均：\
        “障碍修复的平均”是 48.50小时，达不到标准：平均不超过24小时；已豁免，理由：暴雨断缆";
    let late = "迟报[P03] 签署.日期：签署日期 2021年1月20日 晚于报送期限 1月15日";
    for format in ["human", "html"] {
        let said = said(format);
        for line in [miss, late] {
            assert!(said.contains(&format!("2020年下半年：{line}")), "{format} {said}");
        }
        assert!(said.contains("未达标（已豁免）"), "{format} {said}");
    }
    assert!(said("md").contains("未达标（已豁免）") && said("md").contains("暴雨断缆"));
    assert!(said("csv").contains("\"未达标（已豁免）：暴雨断缆\""), "{}", said("csv"));
    let run = compared(&below, &before, " --format json").done();
    let data = data(&run);
    assert_eq!(data["filings"][0]["caveats"], serde_json::json!([]));
    let caveats = &data["filings"][1]["caveats"];
    assert_eq!(
        (&caveats[0]["kind"], &caveats[0]["reason"]),
        (&"below_standard".into(), &"暴雨断缆".into())
    );
    assert_eq!(
        (&caveats[0]["value"], &caveats[0]["source"].is_string()),
        (&"48.50小时".into(), &true)
    );
    assert_eq!(caveats[1]["kind"], "late");
    let figure = row(&data, "障碍修复平均时限")["figures"][1].clone();
    assert_eq!((&figure["meets_standard"], &figure["waived"]), (&false.into(), &"暴雨断缆".into()));
    // Of what keeps to all nothing is reported.
    let plain = compared(&with(&[]), &before, "").done().stdout;
    assert!(!plain.contains("豁免") && !plain.contains("达不到"), "{plain}");
    // What another rule says is listed with its reason and marks no figure.
    let other = "\n豁免:\n  - { 规则: F08, 位置: 计费差错率, 理由: 原文如此 }\n";
    let run = compared(&(with(&[("≤4×10⁻⁶", "4*10ˉ6")]) + other), &before, "").done();
    assert!(run.stdout.contains("豁免[F08]") && run.stdout.contains("已豁免，理由：原文如此"));
    assert!(!run.stdout.contains("未达标"), "{}", run.stdout);
}
