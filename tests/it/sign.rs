//! `chengbao sign` as a desk uses it: each key that may sign does, the file that was there stays,
//! and what is signed is as whole as it was.

use std::collections::BTreeSet;

use chengbao::cms::Trust;
use chengbao::moment::Moment;
use chengbao::pdf::sign::SignatureKind;
use chengbao::verify::{human, verdict};
use lopdf::{Document, Object};

use crate::support::at_hand::at_hand;
use crate::support::filing::with;
use crate::support::pdf_tree::{Kid, tree};
use crate::support::signed::{
    ANY_SIGNER, NOW, PDF, SEAL, asking, desk, fields, key, reference, signed,
};
use crate::support::{Chengbao, FILINGS, Run, repository};

#[track_caller]
fn assert_sound(pdf: &[u8], signatures: usize) {
    let trust = Trust::from_pem(&key("ca.pem")).unwrap();
    let verdict = verdict(pdf, &asking(Some(&trust), &ANY_SIGNER), &at_hand());
    assert!(verdict.is_sound(), "{}", human(&verdict));
    assert_eq!(verdict.signatures.unwrap().signatures.len(), signatures);
}

/// What a run said and wrote, and that the file it was given is as it was.
#[track_caller]
fn assert_signed(run: &Run, target: &str, who: &str) -> Vec<u8> {
    assert_eq!(run.status, 0, "{}", run.stderr);
    let time = "2025年1月12日 9:05:00";
    let said = run.stdout.lines().collect::<Vec<_>>();
    let [wrote, signer, at] = said[..] else { panic!("{}", run.stdout) };
    assert_eq!(wrote, format!("已签名 {target}"));
    assert!(signer.starts_with(&format!("  签名人：{who}（证书有效期到")), "{signer}");
    assert!(at.starts_with(&format!("  时间：{time}")), "{at}");
    // The test's company is none of those on the test's certificates.
    let noted = |line: &str| line.starts_with("注意: ");
    assert!(run.stderr.lines().all(noted), "{}", run.stderr);
    let bytes = run.bytes(target);
    assert!(run.bytes("甲.pdf") == *PDF && bytes.starts_with(&PDF));
    bytes
}

#[test]
fn every_key_that_may_sign_does() {
    let company = "某某通信有限公司电子签章";
    for (name, who) in [
        ("rsa2048", company),
        ("rsa2048-legacy", company),
        ("no-mac", company),
        ("rsa4096", "Example Telecom Filing"),
        ("p256", "Zhang San 张三"),
        ("p384", "Li Si 李四"),
        ("chain", "王五"),
    ] {
        let run = desk(&PDF, name).call("sign 甲.pdf --p12 证书.p12").run();
        let bytes = assert_signed(&run, "甲-signed.pdf", who);
        assert_eq!(run.files(""), ["甲-signed.pdf", "甲.pdf", "证书.p12"]);
        assert_sound(&bytes, 1);
        let again = desk(&PDF, name).call("sign 甲.pdf --p12 证书.p12").run();
        assert!(again.bytes("甲-signed.pdf") == bytes, "{name}");
    }
}

#[test]
fn both_filings_are_signed() {
    for stem in FILINGS {
        let source = std::fs::read(repository().join(format!("data/{stem}.yaml"))).unwrap();
        let pdf = crate::support::signed::built(source, "");
        let bytes = signed(&pdf, "p256", " --seal 章.svg");
        assert!(bytes.starts_with(&pdf));
        assert_sound(&bytes, 1);
        assert_sound(&signed(&bytes, "rsa2048", " --again"), 2);
    }
}

#[test]
fn the_password_is_a_files_first_line() {
    let call = "sign 甲.pdf --p12 证书.p12 --password-file 口令.txt";
    for password in [
        "呈报密码",
        "呈报密码\n",
        "\u{FEFF}呈报密码\r\n",
        "\u{FEFF}呈报密码",
        "呈报密码\r\n这一行不是口令\r\n",
    ] {
        // The file goes before the environment.
        let desk = desk(&PDF, "chinese-password").file("口令.txt", password);
        let run = desk.call(call).run().done();
        assert_signed(&run, "甲-signed.pdf", "某某通信有限公司电子签章");
    }
    let environment = desk(&PDF, "chinese-password").env("CHENGBAO_P12_PASSWORD", "呈报密码");
    environment.call("sign 甲.pdf --p12 证书.p12").run().done();
}

#[test]
fn what_the_signature_says_of_itself_is_what_was_told() {
    let reason = "报送2020年下半年服务质量状况报告（第1次）\\";
    let run = desk(&PDF, "rsa2048").call("sign 甲.pdf --p12 证书.p12 --location 太原 --reason");
    let run = run.arg(reason).call("-o 夹/签.pdf").run().done();
    let bytes = assert_signed(&run, "夹/签.pdf", "某某通信有限公司电子签章");
    let found = chengbao::pdf::sign::signatures(&bytes).unwrap();
    let [signature] = &found[..] else { panic!("{found:?}") };
    assert_eq!(signature.kind, SignatureKind::Detached);
    assert_eq!(signature.reason.as_deref(), Some(reason));
    assert_eq!(signature.location.as_deref(), Some("太原"));
    assert_eq!(signature.name.as_deref(), Some("某某通信有限公司电子签章"));
    assert_eq!((signature.claimed, signature.shown_on), (Some(Moment(NOW)), None));
}

/// Left, bottom, right, top.
fn rectangle(numbers: &[Object]) -> [f32; 4] {
    let numbers: Vec<f32> = numbers.iter().map(|n| n.as_float().unwrap()).collect();
    numbers.try_into().unwrap()
}

/// The place that the report keeps for a seal, and its page.
fn place(document: &Document) -> (lopdf::ObjectId, [f32; 4]) {
    let names = document.catalog().unwrap().get_deref(b"Names", document).unwrap();
    let tree = names.as_dict().unwrap().get_deref(b"Dests", document).unwrap().as_dict().unwrap();
    let names = tree.get(b"Names").unwrap().as_array().unwrap();
    assert_eq!(names[0].as_str().unwrap(), b"seal");
    let place = document.dereference(&names[1]).unwrap().1.as_array().unwrap();
    (place[0].as_reference().unwrap(), rectangle(&place[2..]))
}

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgba);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&[200, 20, 20, 128].repeat((width * height) as usize)).unwrap();
    drop(writer);
    bytes
}

#[test]
fn a_seal_stands_upright_in_the_place_that_is_kept_for_it() {
    for (name, picture, sides) in [
        ("章.svg", SEAL.as_bytes().to_vec(), (1.0, 1.0)),
        ("章.png", png(200, 200), (1.0, 1.0)),
        ("横章.png", png(240, 200), (1.2, 1.0)),
    ] {
        let call = format!("sign 甲.pdf --p12 证书.p12 --seal {name}");
        let run = desk(&PDF, "p256").file(name, picture).call(&call).run();
        let bytes = assert_signed(&run, "甲-signed.pdf", "Zhang San 张三");
        let document = Document::load_mem(&bytes).unwrap();
        let [field] = fields(&document)[..] else { panic!() };
        let widget = document.get_dictionary(field).unwrap();
        let (page, [left, bottom, right, top]) = place(&document);
        assert_eq!(reference(widget, "P"), page);
        let annotations = document.get_dictionary(page).unwrap().get(b"Annots").unwrap();
        assert!(annotations.as_array().unwrap().contains(&Object::Reference(field)));
        let shown = rectangle(widget.get(b"Rect").unwrap().as_array().unwrap());
        assert!(left <= shown[0] && bottom <= shown[1], "{name} {shown:?}");
        assert!(shown[2] <= right && shown[3] <= top, "{name} {shown:?}");
        let middle = |one: f32, other: f32| (one + other) / 2.0;
        let off = [
            middle(shown[0], shown[2]) - middle(left, right),
            middle(shown[1], shown[3]) - middle(bottom, top),
            (shown[2] - shown[0]) / (shown[3] - shown[1]) - sides.0 / sides.1,
        ];
        assert!(off.iter().all(|off| off.abs() < 0.01), "{name} {off:?}");
        // As large as the place lets it be.
        assert!((shown[2] - shown[0] - (right - left)).abs() < 0.01, "{name} {shown:?}");
        let look = widget.get(b"AP").unwrap().as_dict().unwrap();
        let look = document.get_object(reference(look, "N")).unwrap().as_stream().unwrap();
        let bounds = rectangle(look.dict.get(b"BBox").unwrap().as_array().unwrap());
        assert!((bounds[2] - (shown[2] - shown[0])).abs() < 0.01, "{bounds:?}");
        let flags = widget.get(b"F").unwrap().as_i64().unwrap();
        assert_eq!(flags & (4 | 1 | 2 | 32), 4, "printed, not hidden");
        assert_sound(&bytes, 1);
    }
}

#[test]
fn the_structure_stays_whole() {
    for (options, described) in
        [("", "Zhang San 张三的电子签名"), (" --seal 章.svg", "Zhang San 张三的印章和电子签名")]
    {
        let bytes = signed(&PDF, "p256", options);
        let document = Document::load_mem(&bytes).unwrap();
        let was = tree(&Document::load_mem(&PDF).unwrap());
        let tree = tree(&document);
        // As it was, and the signature behind it.
        assert_eq!(tree.shape(), format!("{} Form", was.shape()));
        let form = tree.elements().last().unwrap();
        let alternative = lopdf::decode_text_string(form.dictionary.get(b"Alt").unwrap());
        assert_eq!(alternative.unwrap(), described);
        let [Kid::Annotation(widget)] = form.kids[..] else { panic!() };
        assert_eq!(fields(&document), [widget]);
        let widget = document.get_dictionary(widget).unwrap();
        let key = widget.get(b"StructParent").unwrap().as_i64().unwrap();
        let root = reference(document.catalog().unwrap(), "StructTreeRoot");
        let root = document.get_dictionary(root).unwrap();
        let parents = root.get_deref(b"ParentTree", &document).unwrap().as_dict().unwrap();
        let pairs = parents.get_deref(b"Nums", &document).unwrap().as_array().unwrap();
        let numbers: Vec<i64> = pairs.chunks(2).map(|pair| pair[0].as_i64().unwrap()).collect();
        assert!(numbers.is_sorted() && numbers.len() == BTreeSet::from_iter(&numbers).len());
        let of_widget = pairs.chunks(2).find(|pair| pair[0].as_i64().unwrap() == key).unwrap();
        assert_eq!(of_widget[1].as_reference().unwrap(), form.id);
        assert!(root.get(b"ParentTreeNextKey").unwrap().as_i64().unwrap() > key);
        for page in document.get_pages().into_values() {
            let page = document.get_dictionary(page).unwrap();
            if page.has(b"Annots") {
                assert_eq!(page.get(b"Tabs").unwrap().as_name().unwrap(), b"S");
            }
        }
        let info = reference(&document.trailer, "Info");
        assert_eq!(info, reference(&Document::load_mem(&PDF).unwrap().trailer, "Info"));
    }
}

#[test]
fn further_signatures_leave_those_before() {
    let call = "sign 甲.pdf --p12 证书.p12 --seal 章.svg";
    let run = desk(&PDF, "rsa2048").file("章.svg", SEAL).call(call).run().done();
    let first = run.bytes("甲-signed.pdf");
    let again = |run: Run, file: &str, name: &str| {
        let desk = run.then().file("证书.p12", key(&format!("{name}.p12")));
        let desk = desk.env("CHENGBAO_P12_PASSWORD", "chengbao");
        let desk = desk.env("SOURCE_DATE_EPOCH", &NOW.to_string());
        desk.call(&format!("sign --again {file} --p12 证书.p12")).run().done()
    };
    let run = again(run, "甲-signed.pdf", "p384");
    let second = run.bytes("甲-signed-2.pdf");
    let run = again(run, "甲-signed-2.pdf", "chain");
    let third = run.bytes("甲-signed-3.pdf");
    assert!(second.starts_with(&first) && third.starts_with(&second));
    assert!(run.bytes("甲-signed.pdf") == first && run.bytes("甲-signed-2.pdf") == second);
    for (bytes, count) in [(&first, 1), (&second, 2), (&third, 3)] {
        assert_sound(bytes, count);
    }
    let document = Document::load_mem(&third).unwrap();
    let names = fields(&document).into_iter().map(|id| {
        let name = document.get_dictionary(id).unwrap().get(b"T").unwrap();
        lopdf::decode_text_string(name).unwrap()
    });
    assert_eq!(names.collect::<Vec<_>>(), ["Signature1", "Signature2", "Signature3"]);
}

#[test]
fn what_the_receiver_may_stumble_over_is_noted() {
    let judged = |bytes: &[u8]| human(&verdict(bytes, &asking(None, &[]), &at_hand()));
    for name in ["company", "english"] {
        let run = desk(&PDF, name).call("sign 甲.pdf --p12 证书.p12").run().done();
        assert_eq!(run.stderr, "");
        let said = judged(&run.bytes("甲-signed.pdf"));
        assert!(said.contains("\n  签名人：证书上的名称相符\n"), "{said}");
        assert!(said.ends_with("用 --trust 给出根证书）\n"), "{said}");
    }
    // A name that the filing gives itself.
    let own = with(&[("  日期: 2021年1月12日", "  单位: 某某通信有限公司\n  日期: 2021年1月12日")]);
    let run = Chengbao::new().file("甲.yaml", own).call("build 甲.yaml -o .").run().done();
    let pdf = run.bytes("甲.pdf");
    let run = desk(&pdf, "rsa2048").call("sign 甲.pdf --p12 证书.p12").run().done();
    let warning = "注意: 证书上是“某某通信有限公司电子签章，某某通信有限公司”，与落款或简称相符，";
    assert!(run.stderr.starts_with(warning), "{}", run.stderr);
    let said = judged(&run.bytes("甲-signed.pdf"));
    assert!(said.contains("\n  ！ 签名人的名称只与报告自己写的落款或简称相符"), "{said}");
    let last = "用 --trust 给出根证书）；签名人只与报告自己写的落款或简称相符，请核对\n";
    assert!(said.ends_with(last), "{said}");
    // Somebody else's.
    let run = desk(&pdf, "p256").call("sign 甲.pdf --p12 证书.p12").run().done();
    let warning = "注意: 报告的企业是“中国移动山西公司”，落款是“某某通信有限公司”，\
        证书上是“Zhang San 张三，Example Telecom”；看看是不是拿错了证书，";
    assert!(run.stderr.starts_with(warning), "{}", run.stderr);
    let said = judged(&run.bytes("甲-signed.pdf"));
    assert!(said.ends_with("结论：不通过：签名的不是报告的企业“中国移动山西公司”\n"), "{said}");
}

#[test]
fn signing_before_the_reports_date_is_noted() {
    let at = |time: &str| {
        let at = Moment::from_rfc3339(time).unwrap().0.to_string();
        desk(&PDF, "p256").env("SOURCE_DATE_EPOCH", &at).call("sign 甲.pdf --p12 证书.p12").run()
    };
    let warning = "注意: 报告的日期是2021年1月12日，今天才2021年1月11日，签名早于报告的日期";
    let run = at("2021-01-11T23:59:59+08:00").done();
    assert!(run.stderr.starts_with(warning), "{}", run.stderr);
    let run = at("2021-01-12T00:00:00+08:00").done();
    assert!(!run.stderr.contains("报告的日期"), "{}", run.stderr);
}
