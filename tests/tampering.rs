//! What can be done to a signed report, each named for what it is.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::io::Write;
use std::sync::LazyLock;

use chengbao::cms::Trust;
use chengbao::moment::Moment;
use chengbao::render::Templates;
use chengbao::verify::{Verdict, human, json, verdict};
use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};
use serde_json::Value;
use support::filing::{FILING, with};
use support::signed::{
    NOW, PDF, Update, built, byte_range, fields, key, reference, signed, stream, updated,
};

static SIGNED: LazyLock<Vec<u8>> = LazyLock::new(|| signed(&PDF, "p256", " --seal 章.svg"));

fn judged(pdf: &[u8]) -> Verdict {
    let trust = Trust::from_pem(&key("ca.pem")).unwrap();
    verdict(pdf, Some(&trust), &Templates::default(), Moment(NOW))
}

/// What verify says for programs: the codes of each signature, of the filing and of the file.
struct Said {
    codes: Vec<String>,
    human: String,
    ok: bool,
}

fn said(pdf: &[u8]) -> Said {
    let verdict = judged(pdf);
    let told: Value = serde_json::from_str(&json(&verdict)).unwrap();
    let code = |problem: &Value| problem["code"].as_str().unwrap().to_owned();
    let of = |told: &Value| -> Vec<String> {
        told["problems"].as_array().unwrap().iter().map(code).collect()
    };
    let mut codes: Vec<String> = Vec::new();
    for (n, signature) in told["signatures"].as_array().unwrap().iter().enumerate() {
        codes.extend(of(signature).into_iter().map(|code| format!("{}:{code}", n + 1)));
    }
    codes.extend(of(&told["filing"]).into_iter().map(|code| format!("filing:{code}")));
    codes.extend(of(&told).into_iter().map(|code| format!("file:{code}")));
    codes.dedup();
    let ok = told["ok"].as_bool().unwrap();
    assert_eq!(ok, verdict.is_sound());
    let human = human(&verdict);
    assert!(human.ends_with(if ok { "结论：通过\n" } else { "结论：不通过\n" }), "{human}");
    Said { codes, human, ok }
}

/// Not sound, with exactly these codes, and told in these words.
#[track_caller]
fn assert_named(pdf: &[u8], codes: &[&str], words: &[&str]) {
    let said = said(pdf);
    assert_eq!(said.codes, codes, "{}", said.human);
    assert!(!said.ok, "{}", said.human);
    for word in words {
        assert!(said.human.contains(&format!("  ✗ {word}")), "{word}\n{}", said.human);
    }
}

#[track_caller]
fn assert_good(pdf: &[u8]) -> String {
    let said = said(pdf);
    assert!(said.ok && said.codes.is_empty(), "{}", said.human);
    said.human
}

/// An update of the signed report.
fn attacked(edit: impl FnOnce(&mut Update)) -> Vec<u8> {
    updated(&SIGNED, edit)
}

#[test]
fn what_is_signed_is_good() {
    let said = assert_good(&SIGNED);
    assert!(said.contains("  完整：签名管到整个文件，没有改动\n"), "{said}");
    assert!(said.contains("  信任：证书可信（呈报测试根证书，呈报测试）\n"), "{said}");
}

/// A page's content, unpacked, with other operators.
fn content(update: &Update, page: u32) -> (ObjectId, String) {
    let page = update.before().get_dictionary(update.page(page)).unwrap();
    let id = reference(page, "Contents");
    let stream = update.before().get_object(id).unwrap().as_stream().unwrap();
    (id, String::from_utf8(stream.decompressed_content().unwrap()).unwrap())
}

/// The last text of the first page is gone.
fn lose_a_line(update: &mut Update) {
    let (id, text) = content(update, 1);
    let at = text.rfind("TJ").unwrap();
    let from = text[..at].rfind('\n').unwrap();
    update.set_content(id, format!("{}{}", &text[..from], &text[at + 2..]).as_bytes());
}

#[test]
fn a_page_that_was_changed() {
    let words = "签名之后第1页被改动过";
    // The operators of the page itself: a line of it is gone.
    let gone = attacked(lose_a_line);
    assert_named(&gone, &["1:page_changed", "filing:page_differs"], &[words, "第1页："]);
    // The same operators anew: nothing is to be seen, and it was not what was signed.
    let same = attacked(|update| {
        let (id, text) = content(update, 1);
        update.set_content(id, text.as_bytes());
    });
    assert_named(&same, &["1:page_changed"], &[words]);
    // Another content in the page's place.
    let other = attacked(|update| {
        let content = update.add(stream(b""));
        let page = update.page(1);
        update.dictionary(page).set("Contents", content);
    });
    assert_named(&other, &["1:page_changed", "filing:page_differs"], &[words, "第1页："]);
    let turned = attacked(|update| {
        let page = update.page(1);
        update.dictionary(page).set("Rotate", 180);
    });
    assert_named(&turned, &["1:page_changed", "filing:page_differs"], &[words, "第1页："]);
}

#[test]
fn what_a_page_is_drawn_with_was_changed() {
    // The outlines of a face: what is said stays, and what is seen is another.
    let face = attacked(|update| {
        let document = update.before();
        let fonts: Vec<ObjectId> = document
            .objects
            .values()
            .filter_map(|object| object.as_dict().ok())
            .filter_map(|about| {
                ["FontFile2", "FontFile3"].iter().find_map(|k| about.get(k.as_bytes()).ok())
            })
            .filter_map(|file| file.as_reference().ok())
            .collect();
        let font = fonts[0];
        update.set_content(font, b"none");
    });
    let said = said(&face);
    assert!(!said.ok && said.codes.contains(&"1:page_changed".to_owned()), "{}", said.human);
    // The map from glyphs to characters.
    let map = attacked(|update| {
        let fonts = update.before().objects.values().filter_map(|object| object.as_dict().ok());
        let mut maps = fonts.filter_map(|about| about.get(b"ToUnicode").ok()?.as_reference().ok());
        let map = maps.next().unwrap();
        update.set_content(map, b"none");
    });
    let said = self::said(&map);
    assert!(!said.ok && said.codes.contains(&"1:page_changed".to_owned()), "{}", said.human);
    // The seal: what the signature itself shows.
    let seal = attacked(|update| {
        let field = fields(update.before())[0];
        let look = update.before().get_dictionary(field).unwrap().get(b"AP").unwrap();
        let look = reference(look.as_dict().unwrap(), "N");
        update.set_content(look, b"1 0 0 rg 0 0 100 100 re f");
    });
    assert_named(&seal, &["1:signature_lost"], &["签名 Signature1 后来被改动或去掉了"]);
}

#[test]
fn an_attachment_that_was_exchanged() {
    let words = "签名之后附件（填报文件或数据）被换过或改动过";
    let yaml = attacked(|update| {
        let other = with(&[("99.10%", "99.01%")]);
        update.set_content(update.attachment("filing.yaml"), other.as_bytes());
    });
    let told = said(&yaml);
    assert_eq!(told.codes[0], "1:attachment_changed", "{}", told.human);
    assert!(told.codes.contains(&"filing:page_differs".to_owned()), "{}", told.human);
    assert!(told.codes.contains(&"filing:data_differs".to_owned()), "{}", told.human);
    assert!(told.human.contains(words));
    // The same bytes anew: what was signed is another object.
    let same = attacked(|update| {
        update.set_content(update.attachment("filing.yaml"), FILING.as_bytes());
    });
    assert_named(&same, &["1:attachment_changed"], &[words]);
    let json = attacked(|update| update.set_content(update.attachment("filing.json"), b"{}"));
    assert_named(&json, &["1:attachment_changed", "filing:data_differs"], &[words]);
    let gone = attacked(|update| {
        let catalog = update.catalog();
        catalog.remove(b"AF");
        catalog.remove(b"Names");
    });
    assert_named(&gone, &["1:attachment_changed", "filing:no_filing"], &[words]);
}

/// An annotation in a page's list.
fn annotated(about: Dictionary) -> Vec<u8> {
    attacked(|update| {
        let note = update.add(about);
        let page = update.page(1);
        let page = update.dictionary(page);
        let mut list = page.get(b"Annots").and_then(Object::as_array).cloned().unwrap_or_default();
        list.push(note.into());
        page.set("Annots", list);
    })
}

fn whole_page() -> Object {
    vec![0.into(), 0.into(), 600.into(), 800.into()].into()
}

#[test]
fn something_was_put_on_a_page() {
    let words = "签名之后第1页加了批注之类的东西";
    let note = annotated(dictionary! {
        "Type" => "Annot", "Subtype" => "FreeText", "Rect" => whole_page(),
    });
    assert_named(&note, &["1:annotation_added", "filing:page_differs"], &[words]);
    let link = annotated(dictionary! {
        "Type" => "Annot", "Subtype" => "Link", "Rect" => whole_page(),
        "A" => dictionary! { "S" => "URI", "URI" => Object::string_literal("https://evil.cn/") },
    });
    assert_named(&link, &["1:annotation_added"], &[words]);
}

/// A field that looks like a signature's, is signed by nobody, and covers the page.
#[test]
fn a_field_without_a_signature_was_put_over_a_page() {
    let bytes = attacked(|update| {
        let look = dictionary! { "Type" => "XObject", "Subtype" => "Form", "BBox" => whole_page() };
        let look = update.add(lopdf::Stream::new(look, b"1 g 0 0 600 800 re f".to_vec()));
        let page = update.page(1);
        let field = update.add(dictionary! {
            "Type" => "Annot", "Subtype" => "Widget", "FT" => "Sig", "F" => 4,
            "T" => Object::string_literal("甲"), "Rect" => whole_page(), "P" => page,
            "AP" => dictionary! { "N" => look },
        });
        let form = update.of_catalog("AcroForm");
        let form = update.dictionary(form);
        let list = form.get_mut(b"Fields").unwrap().as_array_mut().unwrap();
        list.push(field.into());
        let page = update.dictionary(page);
        let mut list = page.get(b"Annots").and_then(Object::as_array).cloned().unwrap_or_default();
        list.push(field.into());
        page.set("Annots", list);
    });
    assert_named(
        &bytes,
        &["1:annotation_added", "1:other_change"],
        &["签名之后第1页加了批注之类的东西"],
    );
}

#[test]
fn pages_that_were_taken_out_or_put_in_another_order() {
    let words = "签名之后增减过页，或者换过页的次序";
    let pages = |edit: fn(&mut Vec<Object>)| {
        attacked(|update| {
            let root = update.of_catalog("Pages");
            let root = update.dictionary(root);
            let kids = root.get_mut(b"Kids").unwrap().as_array_mut().unwrap();
            edit(kids);
            let count = kids.len() as i64;
            root.set("Count", count);
        })
    };
    let edits: [fn(&mut Vec<Object>); 3] =
        [|kids| drop(kids.pop()), |kids| kids.reverse(), |kids| drop(kids.remove(0))];
    for edit in edits {
        let told = said(&pages(edit));
        assert_eq!(told.codes[0], "1:pages_changed", "{}", told.human);
        assert!(told.human.contains(words), "{}", told.human);
    }
    // The same pages, all of them turned.
    let turned = attacked(|update| {
        let root = update.of_catalog("Pages");
        update.dictionary(root).set("Rotate", 90);
    });
    let told = said(&turned);
    assert_eq!(told.codes[0], "1:pages_changed", "{}", told.human);
}

#[test]
fn bytes_behind_the_end() {
    let words = "文件末尾多出了不属于文件的内容";
    for tail in [&b"x"[..], b"\n\n\n\n", b"%%EOF\n", b"%%EOF", &[b' '; 1000], b"\0"] {
        let bytes = [&SIGNED[..], tail].concat();
        assert_named(&bytes, &["1:bytes_appended"], &[words]);
    }
    // The file's own end once more.
    let at = SIGNED.windows(9).rposition(|window| window == b"startxref").unwrap();
    let bytes = [&SIGNED[..], &SIGNED[at..]].concat();
    assert_named(&bytes, &["1:bytes_appended"], &[words]);
    // An update with nothing that the file uses.
    let idle = attacked(|update| _ = update.add(stream(b"anything")));
    assert_named(&idle, &["1:bytes_appended"], &[words]);
    let far = [&SIGNED[..], &[b' '; 5000][..]].concat();
    let told = said(&far);
    assert!(!told.ok && told.codes.contains(&"file:unreadable".to_owned()), "{}", told.human);
}

#[test]
fn a_signature_that_was_taken_out() {
    let words = "文件里留有 1 个签名的痕迹，签名被去掉了";
    let form = attacked(|update| drop(update.catalog().remove(b"AcroForm")));
    assert_named(&form, &["file:signature_lost"], &[words]);
    let empty = attacked(|update| {
        let form = update.of_catalog("AcroForm");
        update.dictionary(form).set("Fields", Vec::<Object>::new());
    });
    assert_named(&empty, &["file:signature_lost"], &[words]);
    let value = attacked(|update| {
        let field = fields(update.before())[0];
        update.dictionary(field).remove(b"V");
    });
    assert_named(&value, &["file:signature_lost"], &[words]);
    // Of two, the first: the second tells.
    let both = signed(&SIGNED, "p384", " --again");
    let first = updated(&both, |update| {
        let form = update.of_catalog("AcroForm");
        let fields = update.dictionary(form).get_mut(b"Fields").unwrap().as_array_mut().unwrap();
        fields.remove(0);
    });
    assert_named(
        &first,
        &["1:signature_lost", "file:signature_lost"],
        &["签名 Signature1 后来被改动或去掉了", words],
    );
    // Cut back to before it.
    let told = said(&PDF);
    assert_eq!((told.codes, told.ok), (vec!["file:unsigned".to_owned()], false));
    assert!(told.human.contains("  ✗ 这个 PDF 没有签名：没有签过，或者签名被去掉了"));
}

/// The byte range in place with other numbers.
fn ranged(numbers: [i64; 4]) -> Vec<u8> {
    let (_, place) = byte_range(&SIGNED);
    let text = numbers.map(|n| n.to_string()).join(" ");
    let text = format!("{text:<width$}", width = place.len());
    assert_eq!(text.len(), place.len());
    let mut bytes = SIGNED.clone();
    bytes[place].copy_from_slice(text.as_bytes());
    bytes
}

#[test]
fn a_range_that_is_not_all_but_the_signature() {
    let (numbers, _) = byte_range(&SIGNED);
    let [start, gap, end, rest] = numbers.map(|n| n as i64);
    assert_eq!((start, end + rest), (0, SIGNED.len() as i64));
    assert_good(&SIGNED);
    let missing = "签名没有写明它管文件的哪些部分，或者写得不对";
    let gapped = "签名管的范围里另有一段不受保护";
    for (numbers, words) in [
        ([0, gap, end + 200, rest - 200], gapped),
        ([0, gap - 200, end, rest], gapped),
        ([0, gap, end + 1, rest - 1], gapped),
        ([0, gap + 1, end - 1, rest + 1], gapped),
        ([0, gap, gap, rest], gapped),
        ([9, gap - 9, end, rest], "签名不是从文件开头管起"),
        ([0, end, gap, rest], missing),
        ([0, gap, end, -1], missing),
        ([-9, gap, end, rest], missing),
        ([0, gap, end, rest + 1], missing),
        ([0, gap, end, 9_999_999_999], missing),
        ([0, gap, 9_999_999_999, rest], missing),
        ([0, gap, end, rest - 100], "签名管的范围没有到文件的末尾，也不是到某一次保存的末尾"),
    ] {
        assert_named(&ranged(numbers), &["1:not_covered"], &[words]);
    }
    // Numbers that no machine has: the file's own places stay readable.
    let (_, place) = byte_range(&SIGNED);
    let mut bytes = SIGNED.clone();
    let huge = format!("0 0 0 {}", "9".repeat(place.len() - 6));
    bytes[place].copy_from_slice(huge.as_bytes());
    let told = said(&bytes);
    assert!(!told.ok, "{}", told.human);
}

/// The signature's digits replaced.
fn resigned(der: &[u8]) -> Vec<u8> {
    let ([_, gap, end, _], _) = byte_range(&SIGNED);
    let mut bytes = SIGNED.clone();
    let digits: String = der.iter().map(|byte| format!("{byte:02X}")).collect();
    let room = end - gap - 2;
    assert!(digits.len() <= room, "{} {room}", digits.len());
    write!(&mut bytes[gap + 1..end - 1], "{digits:0<room$}").unwrap();
    bytes
}

fn der(pdf: &[u8]) -> Vec<u8> {
    chengbao::pdf::signed::signatures(pdf).unwrap().remove(0).der
}

#[test]
fn a_signature_of_another_document() {
    let other = built(with(&[("99.10%", "99.20%")]), "");
    let other = signed(&other, "p256", " --seal 章.svg");
    assert_good(&other);
    let words = "签名之后内容被改动过";
    assert_named(&resigned(&der(&other)), &["1:content_changed"], &[words]);
    assert_named(&resigned(b""), &["1:unverifiable"], &["签名验不了：签名数据读不出来"]);
    assert_named(&resigned(&[0x30; 300]), &["1:unverifiable"], &["签名验不了："]);
    // A signature inside, with bytes behind it that are no padding.
    let mut tail = der(&SIGNED);
    *tail.last_mut().unwrap() = 1;
    assert_named(&resigned(&tail), &["1:unverifiable"], &["签名验不了："]);
}

/// The parts of a signature: what is before the certificates, those, and what is behind.
fn parts(name: &str) -> cms::signed_data::SignedData {
    use der::{Decode, Encode};
    let bytes = der(&signed(&PDF, name, " --seal 章.svg"));
    let length = chengbao::cms::der_length(&bytes).unwrap();
    let info = cms::content_info::ContentInfo::from_der(&bytes[..length]).unwrap();
    cms::signed_data::SignedData::from_der(&info.content.to_der().unwrap()).unwrap()
}

fn packed(data: &cms::signed_data::SignedData) -> Vec<u8> {
    use der::Encode;
    let content = der::Any::encode_from(data).unwrap();
    let content_type = der::asn1::ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");
    cms::content_info::ContentInfo { content_type, content }.to_der().unwrap()
}

#[test]
fn a_certificate_that_was_exchanged() {
    let own = parts("p256");
    assert_good(&resigned(&packed(&own)));
    let mut none = own.clone();
    none.certificates = None;
    let words = "签名验不了：签名里没有签名人的证书，无法验证";
    assert_named(&resigned(&packed(&none)), &["1:unverifiable"], &[words]);
}

#[test]
fn a_second_field_with_the_same_signature() {
    let bytes = attacked(|update| {
        let field = fields(update.before())[0];
        let mut copy = update.before().get_dictionary(field).unwrap().clone();
        copy.set("T", Object::string_literal("Signature2"));
        let copy = update.add(copy);
        let form = update.of_catalog("AcroForm");
        let form = update.dictionary(form);
        form.get_mut(b"Fields").unwrap().as_array_mut().unwrap().push(copy.into());
    });
    assert_named(&bytes, &["2:not_covered"], &["两个签名栏用的是同一个签名"]);
    // The same digits and range under another name and time.
    let bytes = attacked(|update| {
        let field = fields(update.before())[0];
        let field = update.before().get_dictionary(field).unwrap().clone();
        let value = update.before().get_dictionary(reference(&field, "V")).unwrap().clone();
        let mut value = value;
        value.set("Reason", Object::string_literal("Another"));
        let value = update.add(value);
        let mut copy = field;
        copy.set("T", Object::string_literal("Signature2"));
        copy.set("V", value);
        let copy = update.add(copy);
        let form = update.of_catalog("AcroForm");
        let form = update.dictionary(form);
        form.get_mut(b"Fields").unwrap().as_array_mut().unwrap().push(copy.into());
    });
    assert_named(&bytes, &["2:not_covered"], &["两个签名栏用的是同一个签名"]);
    let said = attacked(|update| {
        let field = fields(update.before())[0];
        let value = reference(update.before().get_dictionary(field).unwrap(), "V");
        update.dictionary(value).set("Reason", Object::string_literal("Another"));
    });
    assert_named(&said, &["1:signature_lost"], &["签名 Signature1 后来被改动或去掉了"]);
}

#[test]
fn what_the_catalog_leads_to_was_changed() {
    let action = || {
        let script = Object::string_literal("app.alert(1)");
        dictionary! { "S" => "JavaScript", "JS" => script }
    };
    let open = attacked(|update| update.catalog().set("OpenAction", action()));
    let words = "签名之后目录里的 OpenAction被改动过";
    assert_named(&open, &["1:other_change"], &[words]);
    // The same by another catalog, of which the signed file knew nothing.
    let elsewhere = attacked(|update| {
        let mut catalog = update.before().catalog().unwrap().clone();
        catalog.set("OpenAction", action());
        let catalog = update.add(catalog);
        update.trailer().set("Root", catalog);
    });
    assert_named(&elsewhere, &["1:other_change"], &[words]);
    // A form of its own, with pages of another kind.
    let form = attacked(|update| {
        let form = update.before().get_dictionary(update.of_catalog("AcroForm")).unwrap();
        let mut form = form.clone();
        form.set("XFA", Object::string_literal("<xdp/>"));
        let form = update.add(form);
        update.catalog().set("AcroForm", form);
    });
    assert_named(&form, &["1:other_change"], &["签名之后表单被改动过"]);
    let own = attacked(|update| {
        let form = update.of_catalog("AcroForm");
        update.dictionary(form).set("NeedAppearances", true);
    });
    assert_named(&own, &["1:other_change"], &["签名之后表单被改动过"]);
    let title = attacked(|update| {
        let info = reference(&update.before().trailer, "Info");
        update.dictionary(info).set("Title", Object::string_literal("Another"));
    });
    assert_named(&title, &["1:other_change"], &["签名之后文件信息被改动过"]);
    let elsewhere = attacked(|update| {
        let info = update.add(dictionary! { "Title" => Object::string_literal("Another") });
        update.trailer().set("Info", info);
    });
    assert_named(&elsewhere, &["1:other_change"], &["签名之后文件信息被改动过"]);
    let metadata = attacked(|update| update.set_content(update.of_catalog("Metadata"), b"<x/>"));
    assert_named(&metadata, &["1:other_change"], &["签名之后元数据被改动过"]);
}

#[test]
fn what_is_read_aloud_was_changed() {
    let bytes = attacked(|update| {
        let is_element = |about: &Dictionary| about.has(b"S") && about.has(b"P") && about.has(b"K");
        let elements = update.before().objects.iter();
        let mut elements = elements
            .filter(|(_, object)| object.as_dict().is_ok_and(is_element))
            .map(|(id, _)| *id);
        let element = elements.next().unwrap();
        update.dictionary(element).set("Alt", Object::string_literal("Another"));
    });
    let words = "签名之后供读屏软件用的结构被改动过";
    let told = said(&bytes);
    assert_eq!(told.codes[0], "1:structure_changed", "{}", told.human);
    assert!(told.human.contains(words), "{}", told.human);
}

#[test]
fn a_stranger_who_signs_what_he_changed() {
    // The page is changed, and then another signs it all: valid by itself, and no help.
    let gone = attacked(lose_a_line);
    let signing = chengbao::pdf::signing::Signing {
        at: Moment(NOW),
        name: "Stranger",
        reason: None,
        location: None,
        seal: None,
        room: 8000,
        again: true,
    };
    let identity = chengbao::cms::Identity::open(&key("p384.p12"), "chengbao").unwrap();
    let sign = |pdf: &[u8]| {
        let prepared = chengbao::pdf::signing::prepare(pdf, &signing).unwrap();
        let signature = chengbao::cms::sign(&identity, &prepared.digest()).unwrap();
        prepared.complete(&signature.to_der()).unwrap()
    };
    let bytes = sign(&gone);
    assert_named(
        &bytes,
        &["1:page_changed", "filing:page_differs"],
        &["签名之后第1页被改动过", "第1页："],
    );
    // Without the first signature at all, and by somebody whom nobody trusts.
    let changed = updated(&PDF, lose_a_line);
    let bytes = sign(&changed);
    let stranger = Trust::from_pem(&key("stranger.pem")).unwrap();
    let verdict = verdict(&bytes, Some(&stranger), &Templates::default(), Moment(NOW));
    let told: Value = serde_json::from_str(&json(&verdict)).unwrap();
    assert_eq!(told["signatures"][0]["problems"][0]["code"], "not_trusted");
    assert_eq!(told["filing"]["problems"][0]["code"], "page_differs");
    assert_named(&bytes, &["filing:page_differs"], &["第1页："]);
}

#[test]
fn what_may_come_after_a_signature() {
    let again = signed(&SIGNED, "p384", " --again");
    let said = assert_good(&again);
    assert!(said.contains("  完整：签名之后只又加了签名，内容没有改动\n"), "{said}");
    // What validation needs (ETSI EN 319 142-1 5.4.2).
    let store = |pdf: &[u8]| {
        updated(pdf, |update| {
            let certificate = update.add(stream(b"a certificate"));
            let store = update.add(dictionary! { "Certs" => vec![certificate.into()] });
            update.catalog().set("DSS", store);
        })
    };
    let said = assert_good(&store(&SIGNED));
    assert!(said.contains("  完整：签名之后只加了核验用的资料，内容没有改动\n"), "{said}");
    assert_good(&store(&again));
    assert_good(&signed(&store(&SIGNED), "chain", " --again"));
}

/// A document whose bytes were written anew by another program.
#[test]
fn a_file_that_was_saved_anew() {
    let mut document = Document::load_mem(&SIGNED).unwrap();
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    let told = said(&bytes);
    assert!(!told.ok && told.codes[0] == "1:not_covered", "{}", told.human);
}
