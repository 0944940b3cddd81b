//! `chengbao verify` as a desk uses it: who signed, and whether all is well.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::sync::LazyLock;

use chengbao::cms::Identity;
use chengbao::moment::Moment;
use serde_json::{Value, json};
use support::filing::FILING;
use support::signed::{NOW, PDF, UNICOM, built, key, signed};
use support::{Chengbao, Run};

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
    folder(pdf).call(&format!("verify 甲.pdf{options}")).run()
}

/// The verdict as JSON, and its exit code's word for it.
#[track_caller]
fn told(pdf: &[u8], options: &str) -> Value {
    let run = verified(pdf, &format!("{options} --format json"));
    let told: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!((run.status == 0, run.stderr.as_str()), (told["ok"] == true, ""));
    assert!(run.status < 2 && run.stdout.ends_with("}\n"));
    told
}

const NOTE: &str = "  ！ 报告的落款是“中国移动山西公司”，签名证书上没有这个名称；\
    请核对签名人是不是这家企业\n";
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
        信任：证书可信（呈报测试根证书，呈报测试）\n  事由：报送\n  地点：太原\n  \
        完整：签名管到整个文件，没有改动\n{FILED}{NOTE}结论：通过"
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
        let call = folder(pdf).file("两个.pem", &both).call("verify 甲.pdf --trust 两个.pem");
        call.run().done();
    }
    let told = told(&chained, " --trust 根.pem");
    let path =
        json!(["王五，某某通信有限公司", "呈报测试中级证书，呈报测试", "呈报测试根证书，呈报测试"]);
    assert_eq!(told["signatures"][0]["path"], path);
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
    let told = told(&SIGNED, " --trust 根.pem");
    let signature = &told["signatures"][0];
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
        "signatures": [{
            "ok": true,
            "field": "Signature1",
            "kind": "signature",
            "certificate": certificate,
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
            "notes": [],
        }],
        "stripped": 0,
        "filing": {
            "ok": true,
            "title": "中国移动山西公司2020年下半年服务质量状况报告",
            "draft": false,
            "ruleset": 2016,
            "problems": [],
        },
        "problems": [],
    });
    assert_eq!(told, expected);
    let untold = self::told(&SIGNED, "");
    assert_eq!((&untold["ok"], &untold["signatures"][0]["trusted"]), (&json!(true), &json!(null)));
    let untrusted = self::told(&SIGNED, " --trust 别的.pem");
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
    let unsigned = told(&PDF, "");
    assert_eq!((&unsigned["ok"], &unsigned["signatures"]), (&json!(false), &json!([])));
    assert_eq!(unsigned["problems"][0]["code"], "unsigned");
    let draft = told(&built(FILING, " --draft"), "");
    assert_eq!((&draft["ok"], &draft["filing"]["draft"]), (&json!(false), &json!(true)));
    assert_eq!(draft["filing"]["problems"][0]["code"], "draft");
    let run = verified(&built(FILING, " --draft"), "");
    let said = "  ✗ 这是送审稿，不是正式的报告；去掉 --draft 重新生成\n";
    assert!(run.stdout.contains(said), "{}", run.stdout);
}

#[test]
fn each_of_two_signatures_is_judged() {
    let both = signed(&SIGNED, "p256", " --again");
    let two = told(&both, " --trust 根.pem");
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
        folder.call("verify 甲.pdf --trust 根.pem").run()
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
    let signing = chengbao::pdf::signing::Signing {
        at: Moment::from_rfc3339(at).unwrap(),
        name: "Somebody",
        reason: None,
        location: None,
        seal: None,
        room: 8000,
        again: false,
    };
    let identity = Identity::open(&key(&format!("{name}.p12")), "chengbao").unwrap();
    let prepared = chengbao::pdf::signing::prepare(&PDF, &signing).unwrap();
    let signature = chengbao::cms::sign(&identity, &prepared.digest()).unwrap();
    prepared.complete(&signature.to_der()).unwrap()
}

/// The codes of the first signature's problems and notes.
fn codes(told: &Value) -> (Vec<&str>, Vec<&str>) {
    let of = |key: &str| {
        let listed = told["signatures"][0][key].as_array().unwrap().iter();
        listed.map(|one| one["code"].as_str().unwrap()).collect()
    };
    (of("problems"), of("notes"))
}

#[test]
fn an_expired_certificate_with_its_clock_set_back_does_not_pass() {
    let pdf = signed_elsewhere("expired", "2020-07-10T00:00:00Z");
    for trust in ["", " --trust 根.pem"] {
        let told = told(&pdf, trust);
        let problems = vec!["time_not_proven", "certificate_ended_before_date"];
        assert_eq!((&told["ok"], codes(&told)), (&json!(false), (problems, vec![])), "{told}");
        assert_eq!(told["signatures"][0]["time_proven"], false);
    }
    let run = verified(&pdf, " --trust 根.pem");
    let said = "  ✗ 报告的日期是2021年1月12日，而证书在那之前（2021年1月1日）就已过期，\
        不能用来签这份报告；请对方用有效的证书重签\n";
    assert!(run.status == 1 && run.stdout.contains(said), "{}", run.stdout);
    // Signed at its own time it is as expired.
    let pdf = signed_elsewhere("expired", "2025-01-12T00:00:00Z");
    assert_eq!(codes(&told(&pdf, "")), (vec!["certificate_unfit"], vec![]));
}

#[test]
fn a_signature_before_the_reports_date_is_told() {
    let early = signed_elsewhere("p256", "2021-01-11T23:59:59+08:00");
    let told_early = told(&early, " --trust 根.pem");
    assert_eq!(
        (&told_early["ok"], codes(&told_early)),
        (&json!(true), (vec![], vec!["signed_before_date"]))
    );
    let said = "  ！ 签名的时间（2021年1月11日 23:59:59）早于报告的日期（2021年1月12日）：";
    let run = verified(&early, " --trust 根.pem").done();
    assert!(run.stdout.contains(said) && run.stdout.ends_with("结论：通过\n"), "{}", run.stdout);
    let same_day = signed_elsewhere("p256", "2021-01-12T00:00:00+08:00");
    assert_eq!(codes(&told(&same_day, " --trust 根.pem")), (vec![], vec![]));
}

#[test]
fn an_authority_for_other_names_is_not_trusted_for_these() {
    for (name, trusted) in [("inside", true), ("outside-loosely", false), ("excluded", false)] {
        let told = told(&signed(&PDF, name, ""), " --trust 根.pem");
        assert_eq!((&told["ok"], &told["trusted"]), (&json!(trusted), &json!(trusted)), "{name}");
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
    let told = told(&SIGNED[..SIGNED.len() / 3], "");
    assert_eq!(told["problems"][0]["code"], "unreadable");
}
