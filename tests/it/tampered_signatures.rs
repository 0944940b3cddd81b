//! What can be done to a report's signature, each named for what it is.

use std::io::Write;

use chengbao::cms::Trust;
use chengbao::moment::Moment;
use chengbao::verify::{json, verdict};
use cms::cert::CertificateChoices;
use cms::signed_data::{CertificateSet, SignedData, SignerIdentifier, SignerInfo, SignerInfos};
use lopdf::{Document, Object};
use serde_json::Value;

use crate::support::at_hand::at_hand;
use crate::support::filing::with;
use crate::support::signed::{
    ANY_SIGNER, NOW, PDF, asking, built, byte_range, fields, key, reference, signed, updated,
};
use crate::support::verdicts::{SIGNED, assert_good, assert_named, attacked, lose_a_line, said};

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
    let verdict = said(&PDF);
    assert_eq!((verdict.codes, verdict.ok), (vec!["file:unsigned".to_owned()], false));
    assert!(verdict.human.contains("  ✗ 这个 PDF 没有签名：没有签过，或者签名被去掉了"));
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
    let missing =
        "签名对不上文件：签名之后文件被别的软件另存过或改动过，签名作废；请对方重发签好的原件";
    let gapped = "签名对不上文件：签名之后文件被别的软件另存过或改动过（有一段不受签名保护）；请对方重发签好的原件";
    for (numbers, words) in [
        ([0, gap, end + 200, rest - 200], gapped),
        ([0, gap - 200, end, rest], gapped),
        ([0, gap, end + 1, rest - 1], gapped),
        ([0, gap + 1, end - 1, rest + 1], gapped),
        ([0, gap, gap, rest], gapped),
        ([9, gap - 9, end, rest], "签名没有从文件开头管起，开头一段不受保护；请对方重发签好的原件"),
        ([0, end, gap, rest], missing),
        ([0, gap, end, -1], missing),
        ([-9, gap, end, rest], missing),
        ([0, gap, end, rest + 1], missing),
        (
            [0, gap, end, rest - 100],
            "签名没有管到文件的末尾，后面一段不受保护；请对方重发签好的原件",
        ),
    ] {
        assert_named(&ranged(numbers), &["1:not_covered"], &[words]);
    }
    // Numbers that not every reader has.
    for numbers in [[0, gap, end, 9_999_999_999], [0, gap, 9_999_999_999, rest]] {
        assert_named(&ranged(numbers), &["1:not_covered", "file:form_number"], &[missing]);
    }
    // Numbers that no machine has: the file's own places stay readable.
    let (_, place) = byte_range(&SIGNED);
    let mut bytes = SIGNED.clone();
    let huge = format!("0 0 0 {}", "9".repeat(place.len() - 6));
    bytes[place].copy_from_slice(huge.as_bytes());
    let verdict = said(&bytes);
    assert!(!verdict.ok, "{}", verdict.human);
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
    chengbao::pdf::sign::signatures(pdf).unwrap().remove(0).der
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
fn parts(name: &str) -> SignedData {
    use der::{Decode, Encode};
    let bytes = der(&signed(&PDF, name, " --seal 章.svg"));
    let length = chengbao::cms::der_length(&bytes).unwrap();
    let info = cms::content_info::ContentInfo::from_der(&bytes[..length]).unwrap();
    SignedData::from_der(&info.content.to_der().unwrap()).unwrap()
}

fn packed(data: &SignedData) -> Vec<u8> {
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
    // Another's in its place, and the signer's name still there.
    let other = parts("chain");
    let mut swapped = own.clone();
    swapped.certificates = Some(one_certificate(&other));
    assert_named(&resigned(&packed(&swapped)), &["1:unverifiable"], &[words]);
    // The name exchanged too: by that certificate's key it was not made.
    let mut renamed = swapped;
    renamed.signer_infos = renamed_as(&own, &other);
    assert_named(
        &resigned(&packed(&renamed)),
        &["1:signature_wrong", "1:certificate_not_named", "1:not_trusted"],
        &["签名不是这张证书的私钥签的，或者签名被改动过", "签名没有写明用的是哪张证书"],
    );
    // All of another's signature but for the value: the digest is right, the value is not.
    let mut value = other.clone();
    value.certificates = Some(one_certificate(&other));
    let mut signer = other.signer_infos.0.get(0).unwrap().clone();
    signer.signature = own.signer_infos.0.get(0).unwrap().signature.clone();
    value.signer_infos = one_signer(signer);
    let verdict = said(&resigned(&packed(&value)));
    assert!(verdict.codes.contains(&"1:signature_wrong".to_owned()), "{}", verdict.human);
}

/// The signer's own certificate.
fn one_certificate(data: &SignedData) -> CertificateSet {
    let SignerIdentifier::IssuerAndSerialNumber(name) = &data.signer_infos.0.get(0).unwrap().sid
    else {
        panic!()
    };
    let is_own = |one: &&CertificateChoices| match one {
        CertificateChoices::Certificate(one) => {
            *one.tbs_certificate().serial_number() == name.serial_number
        }
        CertificateChoices::Other(_) => false,
    };
    let own = data.certificates.as_ref().unwrap().0.iter().find(is_own).unwrap();
    CertificateSet(der::asn1::SetOfVec::try_from(vec![own.clone()]).unwrap())
}

fn one_signer(signer: SignerInfo) -> SignerInfos {
    SignerInfos(der::asn1::SetOfVec::try_from(vec![signer]).unwrap())
}

/// One's signer with another's name.
fn renamed_as(one: &SignedData, other: &SignedData) -> SignerInfos {
    let mut signer = one.signer_infos.0.get(0).unwrap().clone();
    signer.sid = other.signer_infos.0.get(0).unwrap().sid.clone();
    one_signer(signer)
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
    // Nor is such a field what anyone adds who signs.
    assert_named(
        &bytes,
        &["1:other_change", "2:not_covered"],
        &["签名之后表单被改动过", "两个签名栏用的是同一个签名"],
    );
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
    // Nor is such a field what anyone adds who signs.
    assert_named(
        &bytes,
        &["1:other_change", "2:not_covered"],
        &["签名之后表单被改动过", "两个签名栏用的是同一个签名"],
    );
    let said = attacked(|update| {
        let field = fields(update.before())[0];
        let value = reference(update.before().get_dictionary(field).unwrap(), "V");
        update.dictionary(value).set("Reason", Object::string_literal("Another"));
    });
    let lost = "签名 Signature1 后来被改动或去掉了";
    assert_named(&said, &["1:signature_lost", "file:signature_lost"], &[lost]);
}

#[test]
fn a_stranger_who_signs_what_he_changed() {
    // The page is changed, and then another signs it all: valid by itself, and no help.
    let gone = attacked(lose_a_line);
    let signing = chengbao::pdf::sign::Signing {
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
        let prepared = chengbao::pdf::sign::prepare(pdf, &signing).unwrap();
        let signature = chengbao::cms::sign(&identity, &prepared.content()).unwrap();
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
    let verdict = verdict(&bytes, &asking(Some(&stranger), &ANY_SIGNER), &at_hand());
    let verdict: Value = serde_json::from_str(&json(&verdict)).unwrap();
    assert_eq!(verdict["signatures"][0]["problems"][0]["code"], "not_trusted");
    assert_eq!(verdict["filing"]["problems"][0]["code"], "page_differs");
    assert_named(&bytes, &["filing:page_differs"], &["第1页："]);
}

/// A document whose bytes were rewritten by another program.
#[test]
fn a_file_that_was_saved_anew() {
    let mut document = Document::load_mem(&SIGNED).unwrap();
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    let verdict = said(&bytes);
    assert!(!verdict.ok && verdict.codes[0] == "1:not_covered", "{}", verdict.human);
}
