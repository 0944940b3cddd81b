//! What can be done to a signed report, each named for what it is.

use lopdf::{Dictionary, Object, ObjectId, dictionary};

use crate::support::filing::{FILING, with};
use crate::support::signed::{PDF, UNICOM, desk, fields, reference, signed, stream, updated};
use crate::support::verdicts::{
    SIGNED, assert_good, assert_named, attacked, content, lose_a_line, said,
};

#[test]
fn what_is_signed_is_good() {
    let said = assert_good(&SIGNED);
    assert!(said.contains("  完整：签名管到整个文件，没有改动\n"), "{said}");
    assert!(said.contains("  信任：证书可信（呈报测试根证书，呈报测试）\n"), "{said}");
}

#[test]
fn a_page_that_was_changed() {
    let words = "签名之后第1页被改动过";
    // The operators of the page itself: a line of it is gone.
    let gone = attacked(lose_a_line);
    assert_named(&gone, &["1:page_changed", "filing:page_differs"], &[words, "第1页："]);
    // The same operators again: nothing is to be seen, and it was not what was signed.
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
    // The outlines of a face: the text stays, and what is seen is another.
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
    let verdict = said(&face);
    assert!(
        !verdict.ok && verdict.codes.contains(&"1:page_changed".to_owned()),
        "{}",
        verdict.human
    );
    // The map from glyphs to characters.
    let map = attacked(|update| {
        let fonts = update.before().objects.values().filter_map(|object| object.as_dict().ok());
        let mut maps = fonts.filter_map(|about| about.get(b"ToUnicode").ok()?.as_reference().ok());
        let map = maps.next().unwrap();
        update.set_content(map, b"none");
    });
    let verdict = said(&map);
    assert!(
        !verdict.ok && verdict.codes.contains(&"1:page_changed".to_owned()),
        "{}",
        verdict.human
    );
    // The seal: what the signature itself shows.
    let seal = attacked(|update| {
        let field = fields(update.before())[0];
        let look = update.before().get_dictionary(field).unwrap().get(b"AP").unwrap();
        let look = reference(look.as_dict().unwrap(), "N");
        update.set_content(look, b"1 0 0 rg 0 0 100 100 re f");
    });
    let known = ["1:signature_lost", "filing:foreign_content"];
    assert_named(&seal, &known, &["签名 Signature1 后来被改动或去掉了"]);
}

#[test]
fn an_attachment_that_was_exchanged() {
    let words = "签名之后附件（填报文件或数据）被换过或改动过";
    let yaml = attacked(|update| {
        let other = with(&[("99.10%", "99.01%")]);
        update.set_content(update.attachment("filing.yaml"), other.as_bytes());
    });
    let verdict = said(&yaml);
    assert_eq!(verdict.codes[0], "1:attachment_changed", "{}", verdict.human);
    assert!(verdict.codes.contains(&"filing:page_differs".to_owned()), "{}", verdict.human);
    assert!(verdict.codes.contains(&"filing:data_differs".to_owned()), "{}", verdict.human);
    assert!(verdict.human.contains(words));
    // The same bytes again: what was signed is another object.
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
    assert_named(&link, &["1:annotation_added", "filing:foreign_content"], &[words]);
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
        &["1:annotation_added", "1:other_change", "filing:foreign_content"],
        &["签名之后第1页加了批注之类的东西"],
    );
}

#[test]
fn pages_that_were_taken_out_or_put_in_another_order() {
    let words = "签名之后增减过页，或者换过页的次序";
    let pages = |edit: fn(&mut Vec<Object>)| {
        updated(&UNICOM, |update| {
            let root = update.of_catalog("Pages");
            let root = update.dictionary(root);
            let kids = root.get_mut(b"Kids").unwrap().as_array_mut().unwrap();
            edit(kids);
            let count = kids.len() as i64;
            root.set("Count", count);
        })
    };
    let edits: [fn(&mut Vec<Object>); 3] =
        [|kids| drop(kids.pop()), |kids| drop(kids.remove(0)), |kids| kids.swap(1, 2)];
    for edit in edits {
        let verdict = said(&pages(edit));
        assert_eq!(verdict.codes[0], "1:pages_changed", "{}", verdict.human);
        assert!(verdict.human.contains(words), "{}", verdict.human);
    }
    // A page that is there twice is no page of any sound file.
    let twice = said(&pages(|kids| kids.push(kids[0].clone())));
    assert!(!twice.ok && twice.codes.contains(&"file:unreadable".to_owned()), "{}", twice.human);
    // The same pages, all of them turned.
    let turned = updated(&UNICOM, |update| {
        let root = update.of_catalog("Pages");
        update.dictionary(root).set("Rotate", 90);
    });
    let verdict = said(&turned);
    assert_eq!(verdict.codes[0], "1:pages_changed", "{}", verdict.human);
}

#[test]
fn a_page_that_was_put_in() {
    let bytes = attacked(|update| {
        let mut page = update.before().get_dictionary(update.page(1)).unwrap().clone();
        page.remove(b"Annots");
        let page = update.add(page);
        let root = update.of_catalog("Pages");
        let root = update.dictionary(root);
        root.get_mut(b"Kids").unwrap().as_array_mut().unwrap().push(page.into());
        root.set("Count", 2);
    });
    let verdict = said(&bytes);
    assert_eq!(verdict.codes, ["1:pages_changed", "filing:page_differs"], "{}", verdict.human);
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
    let verdict = said(&far);
    assert!(
        !verdict.ok && verdict.codes.contains(&"file:unreadable".to_owned()),
        "{}",
        verdict.human
    );
}

#[test]
fn what_the_catalog_leads_to_was_changed() {
    let action = || {
        let script = Object::string_literal("app.alert(1)");
        dictionary! { "S" => "JavaScript", "JS" => script }
    };
    let open = attacked(|update| update.catalog().set("OpenAction", action()));
    let words = "签名之后打开文件时自动运行的动作被改动过";
    assert_named(&open, &["1:other_change", "filing:foreign_content"], &[words]);
    // The same by another catalog, of which the signed file knew nothing.
    let elsewhere = attacked(|update| {
        let mut catalog = update.before().catalog().unwrap().clone();
        catalog.set("OpenAction", action());
        let catalog = update.add(catalog);
        update.trailer().set("Root", catalog);
    });
    assert_named(&elsewhere, &["1:other_change", "filing:foreign_content"], &[words]);
    // A form of its own, with pages of another kind.
    let form = attacked(|update| {
        let form = update.before().get_dictionary(update.of_catalog("AcroForm")).unwrap();
        let mut form = form.clone();
        form.set("XFA", Object::string_literal("<xdp/>"));
        let form = update.add(form);
        update.catalog().set("AcroForm", form);
    });
    assert_named(&form, &["1:other_change", "filing:foreign_content"], &["签名之后表单被改动过"]);
    let own = attacked(|update| {
        let form = update.of_catalog("AcroForm");
        update.dictionary(form).set("NeedAppearances", true);
    });
    assert_named(&own, &["1:other_change"], &["签名之后表单被改动过"]);
    let title = attacked(|update| {
        let info = reference(&update.before().trailer, "Info");
        update.dictionary(info).set("Title", Object::string_literal("Another"));
    });
    assert_named(
        &title,
        &["1:about_changed", "filing:foreign_content"],
        &["签名之后文件的说明（标题、日期等）被改动过"],
    );
    let elsewhere = attacked(|update| {
        let info = update.add(dictionary! { "Title" => Object::string_literal("Another") });
        update.trailer().set("Info", info);
    });
    assert_named(
        &elsewhere,
        &["1:about_changed", "filing:foreign_content"],
        &["签名之后文件的说明（标题、日期等）被改动过"],
    );
    let metadata = attacked(|update| update.set_content(update.of_catalog("Metadata"), b"<x/>"));
    assert_named(
        &metadata,
        &["1:about_changed", "filing:foreign_content"],
        &["签名之后文件的说明（标题、日期等）被改动过"],
    );
}

/// A key that leads nowhere yet: an update could let it lead to a script, so it is not signed.
#[test]
fn what_is_prepared_for_later_is_not_signed() {
    for of_page in [true, false] {
        let prepared = updated(&PDF, |update| {
            let holder = if of_page { update.page(1) } else { update.root() };
            update.dictionary(holder).set("AA", Object::Reference((5000, 0)));
        });
        let run = desk(&prepared, "p256").call("sign 甲.pdf --p12 证书.p12").run();
        assert_eq!((run.status, run.files("").len()), (1, 2), "{}", run.stderr);
        assert!(run.stderr.contains("\n  文件里有"), "{}", run.stderr);
    }
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
    let verdict = said(&bytes);
    assert_eq!(verdict.codes[0], "1:structure_changed", "{}", verdict.human);
    assert!(verdict.human.contains(words), "{}", verdict.human);
}

#[test]
fn what_may_come_after_a_signature() {
    let again = signed(&SIGNED, "p384", " --again");
    let said = assert_good(&again);
    assert!(said.contains("  完整：签名之后只又加了签名，内容没有改动\n"), "{said}");
    // What validation needs (ETSI EN 319 142-1 5.4.2).
    let store = |pdf: &[u8]| {
        updated(pdf, |update| {
            let certificate = update.add(stream(&[0x30, 0x02, 0x05, 0x00]));
            let store = update.add(dictionary! { "Certs" => vec![certificate.into()] });
            update.catalog().set("DSS", store);
        })
    };
    let said = assert_good(&store(&SIGNED));
    assert!(said.contains("  完整：签名之后只加了核验用的资料，内容没有改动\n"), "{said}");
    assert_good(&store(&again));
    assert_good(&signed(&store(&SIGNED), "chain", " --again"));
}
