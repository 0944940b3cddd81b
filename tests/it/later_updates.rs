//! What others add to a signed report, each part of it held to what it may be.

use chengbao::pdf::form;
use lopdf::{Object, dictionary};

use crate::support::signed::{fields, reference, stream, updated};
use crate::support::verdicts::{SIGNED, assert_good, attacked, said};

/// A later signature that shows something, and a field that waits with a picture.
#[test]
fn what_a_later_field_shows() {
    let area: Object = vec![0.into(), 0.into(), 600.into(), 800.into()].into();
    for (signed, shown) in [(true, true), (true, false), (false, true), (false, false)] {
        let bytes = attacked(|update| {
            let look = dictionary! {
                "Type" => "XObject", "Subtype" => "Form", "BBox" => area.clone(),
            };
            let page = update.page(1);
            let mut field = dictionary! {
                "Type" => "Annot", "Subtype" => "Widget", "FT" => "Sig", "F" => 132,
                "T" => Object::string_literal("Later"), "P" => page,
                "Rect" => vec![0.into(), 0.into(), 0.into(), 0.into()],
            };
            if shown {
                let look = update.add(lopdf::Stream::new(look, b"1 g 0 0 600 800 re f".to_vec()));
                field.set("Rect", area.clone());
                field.set("AP", dictionary! { "N" => look });
            }
            if signed {
                let own = update.before().get_dictionary(fields(update.before())[0]).unwrap();
                let value = update.before().get_dictionary(reference(own, "V")).unwrap().clone();
                let value = update.add(value);
                field.set("V", value);
            }
            let field = update.add(field);
            let form = update.of_catalog("AcroForm");
            let form = update.dictionary(form);
            form.get_mut(b"Fields").unwrap().as_array_mut().unwrap().push(field.into());
        });
        assert_eq!(form(&bytes), None);
        let said = said(&bytes);
        assert!(!said.ok, "{}", said.human);
        let picture = said.codes.contains(&"1:picture_added".to_owned());
        assert_eq!(picture, signed && shown, "{}", said.human);
        assert_eq!(said.codes.contains(&"1:other_change".to_owned()), !signed, "{}", said.human);
    }
}

#[test]
fn what_validation_needs_is_der_and_nothing_else() {
    let good = [0x30, 0x02, 0x05, 0x00];
    let store = |content: &[u8], edit: fn(&mut lopdf::Dictionary)| {
        let content = content.to_vec();
        attacked(move |update| {
            let one = update.add(stream(&content));
            let mut store = dictionary! { "Certs" => vec![one.into()] };
            edit(&mut store);
            let store = update.add(store);
            update.catalog().set("DSS", store);
        })
    };
    assert_good(&store(&good, |_| {}));
    for content in [&b"a certificate"[..], &good[..3], b"", &[0x30, 0x02, 0x05, 0x00, 0x00]] {
        let said = said(&store(content, |_| {}));
        assert_eq!(said.codes, ["1:other_change"], "{}", said.human);
    }
    let edits: [fn(&mut lopdf::Dictionary); 4] = [
        |store| store.set("Other", 1),
        |store| store.set("Certs", Object::Array(Vec::new())),
        |store| store.set("VRI", dictionary! { "A" => lopdf::Dictionary::new() }),
        |store| store.set("CRLs", vec![Object::Reference((1, 0))]),
    ];
    for edit in edits {
        let said = said(&store(&good, edit));
        assert!(!said.ok && said.codes.contains(&"1:other_change".to_owned()), "{}", said.human);
    }
}

#[test]
fn what_the_file_says_of_itself_may_not_change_beside_a_store() {
    let both = |old: &str, new: &str| {
        let (old, new) = (old.to_owned(), new.to_owned());
        updated(&SIGNED, move |update| {
            let one = update.add(stream(&[0x30, 0x00]));
            let store = update.add(dictionary! { "Certs" => vec![one.into()] });
            update.catalog().set("DSS", store);
            let metadata = update.of_catalog("Metadata");
            let packet = update.before().get_object(metadata).unwrap().as_stream().unwrap();
            let text = String::from_utf8(packet.content.clone()).unwrap();
            assert!(text.contains(&old));
            update.set_content(metadata, text.replacen(&old, &new, 1).as_bytes());
        })
    };
    let end = "</xmp:ModifyDate>";
    assert_good(&both(end, end));
    assert_good(&both("12:00:00+08:00</xmp:ModifyDate>", "13:00:00+08:00</xmp:ModifyDate>"));
    for (old, new) in [
        ("公司", "集团"),
        ("<pdfaid:part>3", "<pdfaid:part>2"),
        ("x-default", "zh"),
        (end, "</xmp:ModifyDate><xmp:Label>x</xmp:Label>"),
        (end, "</xmp:ModifyDate><!-- x -->"),
        ("<pdf:Producer>", "<pdf:Producer xml:lang=\"zh\">"),
        ("</rdf:RDF>", "<rdf:Description rdf:about=\"x\"/></rdf:RDF>"),
    ] {
        let said = said(&both(old, new));
        assert!(
            !said.ok && said.codes.contains(&"1:about_changed".to_owned()),
            "{new} {:?} {}",
            said.codes,
            said.human
        );
    }
}

/// What pyHanko writes into the catalog when it signs with ECDSA, as ISO 32000 allows in an update:
/// the version, and the extension that the signature needs.
fn extended(update: &mut crate::support::signed::Update, level: i64, version: &str) {
    let extension = |level: i64| {
        dictionary! {
            "Type" => "DeveloperExtensions", "BaseVersion" => "2.0", "ExtensionLevel" => level,
            "URL" => Object::string_literal("https://www.iso.org/standard/45875.html"),
            "ExtensionRevision" => Object::string_literal(":2022"),
        }
    };
    let mut listed: Vec<Object> = match update.catalog().get(b"Extensions") {
        Ok(own) => own.as_dict().unwrap().get(b"ISO_").unwrap().as_array().unwrap().clone(),
        Err(_) => Vec::new(),
    };
    listed.push(extension(level).into());
    let catalog = update.catalog();
    catalog.set("Version", version);
    catalog.set("Extensions", dictionary! { "ISO_" => listed });
    let store = update.add(stream(&[0x30, 0x00]));
    let store = update.add(dictionary! { "Certs" => vec![store.into()] });
    if update.catalog().get(b"DSS").is_err() {
        update.catalog().set("DSS", store);
    }
}

#[test]
fn a_later_signer_s_version_and_extensions_are_in_order() {
    let once = attacked(|update| extended(update, 32002, "2.0"));
    assert_good(&once);
    let other = attacked(|update| extended(update, 32002, "1.4"));
    assert!(!said(&other).ok);
    let foreign = attacked(|update| {
        extended(update, 32002, "2.0");
        update.catalog().set("Extensions", dictionary! { "ISO_" => vec![1.into()] });
    });
    assert!(!said(&foreign).ok);
    // Of those that were there none may go.
    let gone = updated(&once, |update| {
        update.catalog().set("Extensions", dictionary! { "ISO_" => Vec::<Object>::new() });
    });
    assert!(!said(&gone).ok);
}
