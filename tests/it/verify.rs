//! `chengbao verify` as a desk uses it: who signed, and whether all is well.

use std::sync::LazyLock;

use chengbao::cms::Identity;
use chengbao::moment::Moment;
use serde_json::{Value, json};

use crate::support::filing::FILING;
use crate::support::signed::{NOW, PDF, SIGNERS, UNICOM, built, key, signed, signer_options};
use crate::support::{Chengbao, Run};

static SIGNED: LazyLock<Vec<u8>> =
    LazyLock::new(|| signed(&PDF, "rsa2048", " --reason 报送 --location 太原"));

/// A folder with a report and certificates to trust.
fn folder(pdf: &[u8]) -> Chengbao {
    Chengbao::new()
        .file("甲.pdf", pdf)
        .file("根.pem", key("ca.pem"))
        .file("别的.pem", key("stranger.pem"))
        .env("SOURCE_DATE_EPOCH", &NOW.to_string())
}

fn verified(pdf: &[u8], options: &str) -> Run {
    folder(pdf).call(&format!("verify 甲.pdf{}{options}", signer_options())).run()
}

/// The verdict as JSON, and its exit code's word for it.
#[track_caller]
fn verdict(pdf: &[u8], options: &str) -> Value {
    let run = verified(pdf, &format!("{options} --format json"));
    let verdict: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!((run.status == 0, run.stderr.as_str()), (verdict["ok"] == true, ""));
    assert!(run.status < 2 && run.stdout.ends_with("}\n"));
    verdict
}

const LATE: &str = "  ！ 迟报：签名的时间（2025年1月12日）比报送期限（2021年1月15日）晚1458天；\
    请看报告或随报的说明里有没有原因\n";
const FILED: &str = "\
报告：中国移动山西公司2020年下半年服务质量状况报告
  全部 1 页的文字与填报文件一致
  数据（filing.json）与填报文件一致
  按填报文件重新生成，整份文件逐项相同
  按2016年的规则，没有未说明的错误
";

#[test]
fn who_signed_is_told_and_whether_he_is_trusted() {
    let run = verified(&SIGNED, " --trust 根.pem").done();
    let [first, certificate, rest @ ..] = &run.stdout.lines().collect::<Vec<_>>()[..] else {
        panic!()
    };
    assert_eq!(*first, "签名1：某某通信有限公司电子签章，某某通信有限公司");
    assert!(
        certificate.starts_with("  证书：由“呈报测试根证书，呈报测试”颁发，编号 ")
            && certificate.ends_with("，RSA 2048，2020年1月1日至2100年1月1日有效"),
        "{certificate}"
    );
    let expected = format!(
        "  时间：2025年1月12日 9:05:00（签名人的电脑说的，没有时间戳证明）\n  \
        信任：证书可信（呈报测试根证书，呈报测试）\n  签名人：证书上的名称相符\n  事由：报送\n  地点：太原\n  \
        完整：签名管到整个文件，没有改动\n{LATE}{FILED}结论：通过"
    );
    assert_eq!(rest.join("\n"), expected);
    assert_eq!(run.stderr, "");
    // Named only, and said so.
    let run = verified(&SIGNED, "").done();
    let named = "  信任：没有核对证书可信不可信；要核对，用 --trust 给出根证书\n";
    assert!(run.stdout.contains(named) && run.stdout.contains("\n结论：没有改动；"));
    let run = verified(&UNICOM, " --trust 根.pem").done();
    assert!(run.stdout.contains("\n  图章：在第"), "{}", run.stdout);
}

#[test]
fn whom_one_trusts_decides() {
    let run = verified(&SIGNED, " --trust 别的.pem");
    assert_eq!(run.status, 1);
    assert!(run.stdout.contains("\n  ✗ 证书不可信："), "{}", run.stdout);
    assert!(run.stdout.ends_with("结论：不通过\n") && run.stdout.contains("完整："));
    for several in [
        " --trust 别的.pem --trust 根.pem",
        " --trust 根.pem --trust 别的.pem",
        " --trust 根.pem --trust 根.pem",
    ] {
        let run = verified(&SIGNED, several).done();
        assert!(run.stdout.contains("  信任：证书可信（呈报测试根证书，呈报测试）\n"));
    }
    // Both in one file, with words between; and with a chain of authorities.
    let both = [key("stranger.pem"), b"# \xE6\xA0\xB9\r\n".to_vec(), key("ca.pem")].concat();
    let chained = signed(&PDF, "chain", "");
    for pdf in [&SIGNED, &chained] {
        let call = folder(pdf)
            .file("两个.pem", &both)
            .call(&format!("verify 甲.pdf --trust 两个.pem{}", signer_options()));
        call.run().done();
    }
    let verdict = verdict(&chained, " --trust 根.pem");
    let path =
        json!(["王五，某某通信有限公司", "呈报测试中级证书，呈报测试", "呈报测试根证书，呈报测试"]);
    assert_eq!(verdict["signatures"][0]["path"], path);
}

#[test]
fn a_list_of_trust_that_is_none_is_told() {
    let none = "这个文件里没有证书；要的是 PEM 或 DER 格式的 CA 证书（.pem、.crt、.cer），\
        请向发证机构索取";
    let damaged = "文件里第 1 张证书读不出来，可能已经损坏；请重新向发证机构索取";
    let begin = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    for (bytes, said) in [
        (b"".to_vec(), none),
        (b"garbage".to_vec(), none),
        (key("p256.p12"), none),
        (key("ca-key.pem"), none),
        (begin.into(), damaged),
    ] {
        let call = folder(&SIGNED).file("坏.pem", bytes);
        let run = call.call("verify 甲.pdf --trust 根.pem --trust 坏.pem").run();
        assert_eq!((run.status, run.stdout.as_str()), (2, ""));
        assert_eq!(run.stderr, format!("错误: 坏.pem：{said}\n"));
    }
    let run = verified(&SIGNED, " --trust 无.pem");
    assert_eq!((run.status, run.stderr.as_str()), (2, "错误: 读不了 无.pem：没有这个文件\n"));
}

#[test]
fn a_verdict_is_for_programs_too() {
    let verdict = verdict(&SIGNED, " --trust 根.pem");
    let signature = &verdict["signatures"][0];
    let certificate = json!({
        "subject": "某某通信有限公司电子签章，某某通信有限公司",
        "issuer": "呈报测试根证书，呈报测试",
        "serial": signature["certificate"]["serial"],
        "key": "RSA 2048",
        "not_before": "2020-01-01T08:00:00+08:00",
        "not_after": "2100-01-01T07:59:59+08:00",
    });
    let expected = json!({
        "ok": true,
        "trusted": true,
        "signer": { "ok": true, "own_word": false, "expected": SIGNERS, "from": "call" },
        "signatures": [{
            "ok": true,
            "field": "Signature1",
            "kind": "signature",
            "certificate": certificate,
            "whose": "expected",
            "time": "2025-01-12T09:05:00+08:00",
            "time_from": "signer",
            "time_proven": false,
            "stamped_by": null,
            "reason": "报送",
            "location": "太原",
            "page": null,
            "covers": SIGNED.len(),
            "trusted": true,
            "path": ["某某通信有限公司电子签章，某某通信有限公司", "呈报测试根证书，呈报测试"],
            "after": [],
            "problems": [],
            "notes": [{ "code": "signed_late", "message": LATE.trim().trim_start_matches("！ ") }],
        }],
        "stripped": 0,
        "filing": {
            "ok": true,
            "title": "中国移动山西公司2020年下半年服务质量状况报告",
            "draft": false,
            "ruleset": 2016,
            "problems": [],
            "caveats": [],
            "later": [],
        },
        "problems": [],
    });
    assert_eq!(verdict, expected);
    let unasked = self::verdict(&SIGNED, "");
    assert_eq!(
        (&unasked["ok"], &unasked["signatures"][0]["trusted"]),
        (&json!(true), &json!(null))
    );
    let untrusted = self::verdict(&SIGNED, " --trust 别的.pem");
    let signature = &untrusted["signatures"][0];
    assert_eq!((&signature["trusted"], &signature["ok"]), (&json!(false), &json!(false)));
    assert_eq!(signature["problems"][0]["code"], "not_trusted");
    assert_eq!(untrusted["filing"]["ok"], true);
}

#[test]
fn what_nobody_signed_is_not_well() {
    let run = verified(&PDF, " --trust 根.pem");
    let expected =
        "签名：没有\n  ✗ 这个 PDF 没有签名：没有签过，或者签名被去掉了\n".to_owned() + FILED;
    assert_eq!((run.status, run.stdout), (1, expected + "结论：不通过\n"));
    let unsigned = verdict(&PDF, "");
    assert_eq!((&unsigned["ok"], &unsigned["signatures"]), (&json!(false), &json!([])));
    assert_eq!(unsigned["problems"][0]["code"], "unsigned");
    let draft = verdict(&built(FILING, " --draft"), "");
    assert_eq!((&draft["ok"], &draft["filing"]["draft"]), (&json!(false), &json!(true)));
    assert_eq!(draft["filing"]["problems"][0]["code"], "draft");
    let run = verified(&built(FILING, " --draft"), "");
    let said = "  ✗ 这是送审稿，不是正式的报告；去掉 --draft 重新生成\n";
    assert!(run.stdout.contains(said), "{}", run.stdout);
}

#[test]
fn each_of_two_signatures_is_judged() {
    let both = signed(&SIGNED, "p256", " --again");
    let two = verdict(&both, " --trust 根.pem");
    assert_eq!(two["ok"], true, "{two}");
    let [first, second] = &two["signatures"].as_array().unwrap()[..] else { panic!("{two}") };
    assert_eq!((&first["covers"], &second["covers"]), (&json!(SIGNED.len()), &json!(both.len())));
    assert_eq!((&first["after"], &second["after"]), (&json!(["signature_added"]), &json!([])));
    assert_eq!(second["certificate"]["key"], "P-256");
    let run = verified(&both, " --trust 根.pem").done();
    assert!(run.stdout.contains("签名1：某某通信") && run.stdout.contains("签名2：Zhang San 张三"));
    assert!(run.stdout.contains("  完整：签名之后只又加了签名，内容没有改动\n"));
    assert!(run.stdout.contains("  完整：签名管到整个文件，没有改动\n"));
}

#[test]
fn a_time_that_has_not_come_or_is_over_is_told() {
    let at = |time: i64| {
        let folder = folder(&SIGNED).env("SOURCE_DATE_EPOCH", &time.to_string());
        folder.call(&format!("verify 甲.pdf --trust 根.pem{}", signer_options())).run()
    };
    let early = at(NOW - 3 * 24 * 3600);
    assert_eq!(early.status, 1);
    let said = "  ✗ 签名的时间（2025年1月12日 9:05:00）还没有到\n";
    assert!(early.stdout.contains(said), "{}", early.stdout);
    // A clock may be a little ahead.
    at(NOW - 3600).done();
    // The certificate's last second, and the one after.
    at(4_102_444_799).done();
    for time in [4_102_444_800, 4_300_000_000] {
        let late = at(time);
        let said = "  ✗ 证书已在2100年1月1日过期，签名的时间只是签名人的电脑说的，\
            没有可信的时间戳证明，无法确认签名时证书有效；请对方用有效的证书重签，并加盖时间戳\n";
        assert_eq!(late.status, 1);
        assert!(late.stdout.contains(said), "{}", late.stdout);
        assert!(late.stdout.ends_with("\n结论：不通过\n") && late.stdout.contains("  完整："));
    }
}

/// Signed by another program than ours, which signs whatever the clock says.
fn signed_elsewhere(name: &str, at: &str) -> Vec<u8> {
    let signing = chengbao::pdf::sign::Signing {
        at: Moment::from_rfc3339(at).unwrap(),
        name: "Somebody",
        reason: None,
        location: None,
        seal: None,
        room: 8000,
        again: false,
    };
    let identity = Identity::open(&key(&format!("{name}.p12")), "chengbao").unwrap();
    let prepared = chengbao::pdf::sign::prepare(&PDF, &signing).unwrap();
    let signature = chengbao::cms::sign(&identity, &prepared.content()).unwrap();
    prepared.complete(&signature.to_der()).unwrap()
}

/// The codes of the first signature's problems and notes.
fn codes(verdict: &Value) -> (Vec<&str>, Vec<&str>) {
    let of = |key: &str| {
        let listed = verdict["signatures"][0][key].as_array().unwrap().iter();
        listed.map(|one| one["code"].as_str().unwrap()).collect()
    };
    (of("problems"), of("notes"))
}

#[test]
fn an_expired_certificate_with_its_clock_set_back_does_not_pass() {
    let pdf = signed_elsewhere("expired", "2020-07-10T00:00:00Z");
    for trust in ["", " --trust 根.pem"] {
        let verdict = verdict(&pdf, trust);
        let problems = vec!["time_not_proven", "certificate_ended_before_date"];
        assert_eq!(
            (&verdict["ok"], codes(&verdict)),
            (&json!(false), (problems, vec![])),
            "{verdict}"
        );
        assert_eq!(verdict["signatures"][0]["time_proven"], false);
    }
    let run = verified(&pdf, " --trust 根.pem");
    let said = "  ✗ 报告的日期是2021年1月12日，而证书在那之前（2021年1月1日）就已过期，\
        不能用来签这份报告；请对方用有效的证书重签\n";
    assert!(run.status == 1 && run.stdout.contains(said), "{}", run.stdout);
    // Signed at its own time it is as expired.
    let pdf = signed_elsewhere("expired", "2025-01-12T00:00:00Z");
    assert_eq!(codes(&verdict(&pdf, "")), (vec!["certificate_unfit"], vec!["signed_late"]));
}

#[test]
fn a_signature_before_the_reports_date_is_told() {
    let early = signed_elsewhere("p256", "2021-01-11T23:59:59+08:00");
    let verdict_early = verdict(&early, " --trust 根.pem");
    assert_eq!(
        (&verdict_early["ok"], codes(&verdict_early)),
        (&json!(true), (vec![], vec!["signed_before_date"]))
    );
    let said = "  ！ 签名的时间（2021年1月11日 23:59:59）早于报告的日期（2021年1月12日）：";
    let run = verified(&early, " --trust 根.pem").done();
    assert!(run.stdout.contains(said) && run.stdout.ends_with("结论：通过\n"), "{}", run.stdout);
    let same_day = signed_elsewhere("p256", "2021-01-12T00:00:00+08:00");
    assert_eq!(codes(&verdict(&same_day, " --trust 根.pem")), (vec![], vec![]));
}

#[test]
fn an_authority_for_other_names_is_not_trusted_for_these() {
    for (name, trusted) in [("inside", true), ("outside-loosely", false), ("excluded", false)] {
        let verdict = verdict(&signed(&PDF, name, ""), " --trust 根.pem");
        assert_eq!(
            (&verdict["ok"], &verdict["trusted"]),
            (&json!(trusted), &json!(trusted)),
            "{name}"
        );
    }
    let run = verified(&signed(&PDF, "outside", ""), " --trust 根.pem");
    let said = "  ✗ 证书不可信：“Outside，Another Telecom”的证书上的主体名称不在上级获准签发的范围内\
        （上级“permitting，呈报测试”的证书里的名称限制）\n";
    assert!(run.status == 1 && run.stdout.contains(said), "{}", run.stdout);
}

#[test]
fn what_is_no_pdf_is_told() {
    for bytes in [&b""[..], b"%PD", FILING.as_bytes()] {
        let run = verified(bytes, "");
        let said = "错误: 甲.pdf 不是 PDF 文件\n";
        assert_eq!((run.status, run.stdout.as_str(), run.stderr.as_str()), (2, "", said));
    }
    let run = Chengbao::new().call("verify 无.pdf").run();
    assert_eq!((run.status, run.stderr.as_str()), (2, "错误: 读不了 无.pdf：没有这个文件\n"));
    let run = verified(&SIGNED[..SIGNED.len() / 3], "");
    assert_eq!(run.status, 1);
    assert!(run.stdout.contains("  ✗ 这个 PDF 不完整或已损坏，读不了里面的数据\n"));
    let verdict = verdict(&SIGNED[..SIGNED.len() / 3], "");
    assert_eq!(verdict["problems"][0]["code"], "unreadable");
}

/// What verify says where nobody is named who may have signed.
fn unnamed(pdf: &[u8], options: &str) -> (Run, Value) {
    let run = folder(pdf).call(&format!("verify 甲.pdf --trust 根.pem{options}")).run();
    let call = format!("verify 甲.pdf --trust 根.pem{options} --format json");
    let verdict = serde_json::from_str(&folder(pdf).call(&call).run().stdout).unwrap();
    (run, verdict)
}

#[test]
fn who_is_not_the_company_does_not_pass() {
    for name in ["rsa2048", "p256", "chain", "pretender"] {
        let (run, verdict) = unnamed(&signed(&PDF, name, ""), "");
        assert_eq!(run.status, 1, "{name} {}", run.stdout);
        assert_eq!((&verdict["ok"], &verdict["trusted"]), (&json!(false), &json!(true)), "{name}");
        let signer = json!({ "ok": false, "own_word": false, "expected": ["中国移动山西公司"], "from": "filing" });
        assert_eq!(
            (&verdict["signer"], &verdict["signatures"][0]["whose"]),
            (&signer, &json!("other"))
        );
        assert_eq!(verdict["problems"][0]["code"], "other_signer");
        let last = "\n结论：不通过：签名的不是报告的企业“中国移动山西公司”\n";
        assert!(run.stdout.ends_with(last), "{}", run.stdout);
    }
    let (run, _) = unnamed(&SIGNED, "");
    let said = "\n  ✗ 签名的是“某某通信有限公司电子签章，某某通信有限公司”，不是报告的企业“中国移动山西公司”；\
        请向企业核实是谁签的，确是它认可的签名人，用 --signer 写明他的名称再核验\n";
    assert!(run.stdout.contains(said), "{}", run.stdout);
}

#[test]
fn the_company_s_own_names_pass() {
    for name in ["company", "english"] {
        let (run, verdict) = unnamed(&signed(&PDF, name, ""), "");
        assert!(run.status == 0 && run.stdout.ends_with("\n结论：通过\n"), "{}", run.stdout);
        assert_eq!((&verdict["signer"]["ok"], &verdict["ok"]), (&json!(true), &json!(true)));
    }
    // Another's signature beside it is listed, in whichever order.
    for (first, second) in [("company", "p256"), ("p256", "company")] {
        let both = signed(&signed(&PDF, first, ""), second, " --again");
        let (run, verdict) = unnamed(&both, "");
        assert!(run.status == 0 && run.stdout.ends_with("\n结论：通过\n"), "{}", run.stdout);
        assert!(
            run.stdout.contains("\n  签名人：证书上的名称不是应当签名的一方\n"),
            "{}",
            run.stdout
        );
        let of = |n: usize| verdict["signatures"][n]["whose"].as_str().unwrap();
        assert_eq!([of(0), of(1)].iter().filter(|whose| **whose == "other").count(), 1);
    }
}

#[test]
fn a_name_that_only_the_filing_gives_is_told_in_the_last_line() {
    let unit = "  单位: 某某通信有限公司\n  日期: 2021年1月12日";
    let own = built(crate::support::filing::with(&[("  日期: 2021年1月12日", unit)]), "");
    let last = "\n结论：通过；签名人只与报告自己写的落款或简称相符，请核对\n";
    let (run, verdict) = unnamed(&signed(&own, "rsa2048", ""), "");
    assert!(run.status == 0 && run.stdout.ends_with(last), "{}", run.stdout);
    let signer = |own_word: bool| {
        json!({
            "ok": true,
            "own_word": own_word,
            "expected": ["中国移动山西公司"],
            "from": "filing",
        })
    };
    assert_eq!(verdict["signer"], signer(true));
    // A stranger's beside it changes nothing, the company's own does, and so does the call.
    let both = |name: &str| signed(&signed(&own, "rsa2048", ""), name, " --again");
    let (run, verdict) = unnamed(&both("p256"), "");
    assert!(run.stdout.ends_with(last) && verdict["signer"] == signer(true), "{}", run.stdout);
    let (run, verdict) = unnamed(&both("company"), "");
    assert!(run.stdout.ends_with("\n结论：通过\n"), "{}", run.stdout);
    assert_eq!(verdict["signer"], signer(false));
    let (run, verdict) = unnamed(&signed(&own, "rsa2048", ""), " --signer 某某通信有限公司");
    assert!(run.stdout.ends_with("\n结论：通过\n"), "{}", run.stdout);
    assert_eq!(verdict["signer"]["own_word"], json!(false));
}

#[test]
fn whom_the_call_names_may_sign_and_nobody_else() {
    for (options, passes) in [
        (" --signer 某某通信有限公司", true),
        (" --signer 某某通信有限公司电子签章", true),
        (" --signer 某某通信", true),
        (" --signer 别的公司 --signer 某某通信有限公司", true),
        (" --signer 某某", false),
        (" --signer 通信有限公司", false),
        (" --signer 某某通信股份有限公司", false),
        (" --signer 中国移动山西公司", false),
        // The authority's name is nobody's who signs.
        (" --signer 呈报测试根证书", false),
        (" --signer 呈报测试", false),
    ] {
        let (run, verdict) = unnamed(&SIGNED, options);
        assert_eq!((run.status == 0, &verdict["ok"]), (passes, &json!(passes)), "{options}");
        let last = if passes {
            "结论：通过\n"
        } else {
            "结论：不通过：签名的不是 --signer 写的"
        };
        assert!(run.stdout.lines().last().unwrap().starts_with(last.trim()), "{}", run.stdout);
    }
    // A company is its organisation, whatever its common name says.
    let pretended = signed(&PDF, "pretender", "");
    assert_eq!(unnamed(&pretended, " --signer 中国移动山西公司").0.status, 1);
    assert_eq!(unnamed(&pretended, " --signer 某某公司（非中国移动山西公司）").0.status, 0);
    // The company itself is nobody, where another is expected; its variants are one name.
    let own = signed(&PDF, "company", "");
    assert_eq!(unnamed(&own, " --signer 某某通信有限公司").0.status, 1);
    assert_eq!(unnamed(&own, " --signer 山西移动").0.status, 0);
    assert_eq!(unnamed(&own, " --signer 河北移动").0.status, 1);
    let run = folder(&own).call("verify 甲.pdf --signer  ").run();
    assert_eq!(run.status, 2, "{}", run.stderr);
    // A time stamp is nobody's signature, and what is not signed is reported as that.
    let (run, verdict) = unnamed(&PDF, " --signer 某某通信有限公司");
    assert_eq!((run.status, &verdict["signer"]["ok"]), (1, &json!(false)));
    assert!(run.stdout.ends_with("\n结论：不通过\n"), "{}", run.stdout);
}

#[test]
fn what_misses_the_standard_or_was_waived_is_told() {
    let waived = |value: &str, waivers: &str| {
        let source = crate::support::filing::with(&[("4.01小时", value)]);
        signed(&built(source + "\n豁免:\n" + waivers, ""), "company", "")
    };
    let reason = "  - { 规则: F02, 位置: 移动电话.障碍修复, 理由: 暴雨断缆，恢复用了两天 }\n";
    let (run, verdict) = unnamed(&waived("48.50小时", reason), "");
    let said = "\n  ！ 达不到标准[F02] 主要服务指标完成情况.移动电话.障碍修复.平均：\
        “障碍修复的平均”是 48.50小时，达不到标准：平均不超过24小时；已豁免，理由：暴雨断缆，恢复用了两天\n";
    assert!(run.stdout.contains(said), "{}", run.stdout);
    let last = "\n结论：通过；有 1 项指标达不到标准，已豁免，理由见上\n";
    assert!(run.status == 0 && run.stdout.ends_with(last), "{}", run.stdout);
    let caveat = &verdict["filing"]["caveats"][0];
    assert_eq!(caveat["kind"], "below_standard");
    assert_eq!(
        (&caveat["value"], &caveat["limit"]),
        (&json!("48.50小时"), &json!("平均不超过24小时"))
    );
    assert_eq!(caveat["reason"], "暴雨断缆，恢复用了两天");
    // What only another filing shows cannot be found again, and is reported by its waiver.
    let source =
        FILING.to_owned() + "\n豁免:\n  - { 规则: C02, 位置: 客户投诉, 理由: 口径有调整 }\n";
    let (run, verdict) = unnamed(&signed(&built(source, ""), "company", ""), "");
    assert!(run.stdout.contains("  ！ 豁免[C02] 客户投诉："), "{}", run.stdout);
    assert!(run.stdout.ends_with("\n结论：通过\n"), "{}", run.stdout);
    assert_eq!(verdict["filing"]["caveats"][0]["reason"], "口径有调整");
    // Nothing is reported of a filing that keeps to all.
    let (run, verdict) = unnamed(&signed(&PDF, "company", ""), "");
    assert!(!run.stdout.contains("达不到标准") && verdict["filing"]["caveats"] == json!([]));
}

#[test]
fn what_is_late_is_told() {
    let of_day = |date: &str| {
        let source = crate::support::filing::with(&[("2021年1月12日", date)]);
        built(source, "")
    };
    let late = signed(&of_day("2021年2月20日"), "company", "");
    let (run, verdict) = unnamed(&late, "");
    let said = "\n  ！ 迟报[P03] 签署.日期：签署日期 2021年2月20日 晚于报送期限 1月15日\n";
    assert!(run.status == 0 && run.stdout.contains(said), "{}", run.stdout);
    assert_eq!(verdict["filing"]["caveats"][0]["kind"], "late");
    assert_eq!(verdict["signatures"][0]["notes"][0]["code"], "signed_late");
    // On the last day it is in time.
    let at = |time: &str| {
        let seconds = Moment::from_rfc3339(time).unwrap().0.to_string();
        let call = crate::support::signed::desk(&PDF, "company").env("SOURCE_DATE_EPOCH", &seconds);
        let pdf = call.call("sign 甲.pdf --p12 证书.p12 -o 签.pdf").run().done().bytes("签.pdf");
        unnamed(&pdf, "").1["signatures"][0]["notes"].as_array().unwrap().len()
    };
    assert_eq!(at("2021-01-15T23:59:59+08:00"), 0);
    assert_eq!(at("2021-01-16T00:00:00+08:00"), 1);
}
