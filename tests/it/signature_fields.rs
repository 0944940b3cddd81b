//! A signature's place in the file, before anything is signed: what was there stays to the byte,
//! the structure goes on, and what came after a signature is named.

use std::sync::LazyLock;

use chengbao::moment::Moment;
use chengbao::pdf::sign::{Change, SignatureKind, SignedFile, signatures, stripped};
use chengbao::pdf::sign::{Signing, SigningFault, prepare};
use chengbao::pictures;
use lopdf::Document;

use crate::support::Chengbao;
use crate::support::filing::FILING;
use crate::support::pdf_tree::tree;

const SEAL: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='42mm' height='42mm' \
    viewBox='0 0 42 42'><circle cx='21' cy='21' r='20' fill='none' stroke='#d00' \
    stroke-width='1.2'/><path d='M21 11l3 7h7l-6 4 3 8-7-5-7 5 3-8-6-4h7z' fill='#d00'/></svg>";

static PDF: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let run = Chengbao::new().file("甲.yaml", FILING).call("build 甲.yaml").run().done();
    run.bytes("output/甲.pdf")
});

fn signing<'s>() -> Signing<'s> {
    Signing {
        at: Moment(1_610_413_500),
        name: "某公司",
        reason: Some("报送"),
        location: None,
        seal: None,
        room: 100,
        again: false,
    }
}

/// Signed with bytes that are no signature: enough for where it stands.
fn signed(pdf: &[u8], signing: &Signing<'_>) -> Vec<u8> {
    prepare(pdf, signing).unwrap().complete(&[0x30, 0x01, 0xAB]).unwrap()
}

#[test]
fn what_was_there_stays_and_all_is_covered() {
    let bytes = signed(&PDF, &signing());
    assert!(bytes.starts_with(&PDF));
    let found = signatures(&bytes).unwrap();
    let [signature] = &found[..] else { panic!("{found:?}") };
    assert_eq!((&*signature.field, &signature.kind), ("Signature1", &SignatureKind::Detached));
    assert_eq!(signature.name.as_deref(), Some("某公司"));
    assert_eq!(signature.reason.as_deref(), Some("报送"));
    assert_eq!(signature.claimed, Some(Moment(1_610_413_500)));
    assert_eq!(signature.der[..3], [0x30, 0x01, 0xAB]);
    let cover = signature.cover.unwrap();
    assert_eq!(cover.end, bytes.len());
    assert_eq!(cover.gap_end - cover.gap_start, 202);
    assert_eq!(bytes[cover.gap_start], b'<');
    assert!(SignedFile::read(&bytes).unwrap().after(cover.end).unwrap().is_empty());
    assert_eq!(stripped(&bytes, &found), 0);
    assert_eq!(stripped(&bytes, &[]), 1);
}

#[test]
fn the_structure_goes_on() {
    let seal = pictures::decode(SEAL.as_bytes(), &[]).unwrap();
    let bytes = signed(&PDF, &Signing { seal: Some(&seal), ..signing() });
    let document = Document::load_mem(&bytes).unwrap();
    let tree = tree(&document);
    let [form] = &tree.of_role("Form")[..] else { panic!() };
    assert!(form.dictionary.has(b"Alt"));
    assert_eq!(signatures(&bytes).unwrap()[0].shown_on, Some(document.get_pages().len()));
}

#[test]
fn a_second_signature_leaves_the_first() {
    let first = signed(&PDF, &signing());
    assert_eq!(prepare(&first, &signing()).unwrap_err(), SigningFault::Signed);
    let both = signed(&first, &Signing { again: true, name: "某局", ..signing() });
    let found = signatures(&both).unwrap();
    let [one, other] = &found[..] else { panic!("{found:?}") };
    assert_eq!(one.cover.unwrap().end, first.len());
    assert_eq!(other.field, "Signature2");
    let after = SignedFile::read(&both).unwrap().after(first.len()).unwrap();
    assert_eq!(after.into_iter().collect::<Vec<_>>(), [Change::Signature("Signature2".into())]);

    let seal = pictures::decode(SEAL.as_bytes(), &[]).unwrap();
    let sealing = Signing { again: true, seal: Some(&seal), ..signing() };
    assert_eq!(prepare(&both, &sealing).unwrap_err(), SigningFault::LateSeal);
    let sealed = signed(&PDF, &Signing { again: false, ..sealing });
    let both = signed(&sealed, &Signing { again: true, ..signing() });
    let after = SignedFile::read(&both).unwrap().after(sealed.len()).unwrap();
    assert_eq!(after.into_iter().collect::<Vec<_>>(), [Change::Signature("Signature2".into())]);
}

#[test]
fn a_signature_longer_than_its_room_is_refused() {
    let prepared = prepare(&PDF, &signing()).unwrap();
    let fault = prepared.complete(&[0; 101]).unwrap_err();
    assert_eq!(fault, SigningFault::Long { has: 101, room: 100 });
}
