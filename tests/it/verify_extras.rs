//! What a PDF holds beside the filing is named: what hides, runs, is attached, leads elsewhere,
//! calls the file otherwise, or lies over the text.

use std::sync::LazyLock;

use chengbao::moment::Moment;
use chengbao::pdf::sign::{Signing, prepare};
use chengbao::pictures;
use chengbao::verify::{FilingVerdict, filing};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};

use crate::support::Chengbao;
use crate::support::at_hand::at_hand;
use crate::support::filing::with;

/// A report with a link.
static PDF: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let source = with(&[("建成5G基站8900余座。", "详见[网站](https://a.cn/甲)。")]);
    let run = Chengbao::new().file("甲.yaml", source).call("build 甲.yaml --formats pdf").run();
    run.done().bytes("output/甲.pdf")
});

const SEAL: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='42mm' height='42mm' \
    viewBox='0 0 42 42'><circle cx='21' cy='21' r='20' fill='none' stroke='#d00'/></svg>";

fn verified(pdf: &[u8]) -> FilingVerdict {
    filing(pdf, &at_hand()).unwrap()
}

fn document() -> Document {
    let mut document = Document::load_mem(&PDF).unwrap();
    document.decompress();
    document
}

fn saved(mut document: Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

/// What is reported of the file after it was changed, of its pages' contents nothing.
#[track_caller]
fn said(change: impl FnOnce(&mut Document)) -> Vec<String> {
    let mut document = document();
    change(&mut document);
    let verdict = verified(&saved(document));
    assert!(verdict.extras.is_empty() || !verdict.is_sound());
    verdict.extras.iter().map(ToString::to_string).collect()
}

fn page(document: &Document, page: u32) -> ObjectId {
    document.get_pages()[&page]
}

fn text(text: &str) -> Object {
    let units = text.encode_utf16().flat_map(u16::to_be_bytes);
    Object::String([0xFE, 0xFF].into_iter().chain(units).collect(), StringFormat::Hexadecimal)
}

fn script() -> Dictionary {
    dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("app.alert(1)") }
}

/// The annotations of a page, each to be changed or added to.
fn annotate(document: &mut Document, number: u32, annotation: Dictionary) {
    let annotation = document.add_object(annotation);
    let page = page(document, number);
    let page = document.get_dictionary_mut(page).unwrap();
    let mut all = match page.get(b"Annots") {
        Ok(Object::Array(all)) => all.clone(),
        _ => Vec::new(),
    };
    all.push(annotation.into());
    page.set("Annots", all);
}

fn link(document: &mut Document) -> &mut Dictionary {
    let links = document.objects.values_mut().filter_map(|o| o.as_dict_mut().ok());
    let mut links = links.filter(|d| d.get(b"Subtype").is_ok_and(|s| *s == "Link".into()));
    links.next().unwrap()
}

fn rectangle(corners: [i64; 4]) -> Object {
    corners.map(Object::from).to_vec().into()
}

#[test]
fn nothing_is_said_of_a_file_of_ours() {
    assert!(verified(&PDF).is_sound(), "{}", verified(&PDF));
    assert_eq!(said(|_| ()), [""; 0]);
}

#[test]
fn layers_are_told() {
    let said = said(|document| {
        let layer = document.add_object(dictionary! { "Type" => "OCG", "Name" => text("x") });
        let off = dictionary! { "OFF" => vec![layer.into()] };
        let layers = dictionary! { "OCGs" => vec![layer.into()], "D" => off };
        document.catalog_mut().unwrap().set("OCProperties", layers);
    });
    assert_eq!(said, ["文件里有可以隐藏的图层"]);
}

#[test]
fn what_runs_is_told() {
    const RUNS: &[&str] = &["文件里有打开时自动运行的动作"];
    let launch = || dictionary! { "S" => "Launch", "F" => Object::string_literal("calc.exe") };
    assert_eq!(said(|d| d.catalog_mut().unwrap().set("OpenAction", launch())), RUNS);
    assert_eq!(said(|d| d.catalog_mut().unwrap().set("OpenAction", vec![Object::Null])), RUNS);
    let on_close = || dictionary! { "WC" => script() };
    assert_eq!(said(|d| d.catalog_mut().unwrap().set("AA", on_close())), RUNS);
    let in_names = said(|document| {
        let names = vec![text("x"), script().into()];
        let tree = document.add_object(dictionary! { "Names" => names });
        let names = document.catalog_mut().unwrap().get_mut(b"Names").unwrap();
        names.as_dict_mut().unwrap().set("JavaScript", tree);
    });
    assert_eq!(in_names, RUNS);
    let of_page = said(|document| {
        let page = page(document, 1);
        document.get_dictionary_mut(page).unwrap().set("AA", dictionary! { "O" => script() });
    });
    assert_eq!(of_page, ["文件里有打开时自动运行的动作", "文件里有呈报不会写的内容（AA）"]);
    assert_eq!(
        said(|d| link(d).set("A", launch())),
        ["文件里有打开时自动运行的动作", "文件里有呈报不会写的内容（F）", "第1页有不是网址的链接"]
    );
}

#[test]
fn further_attachments_are_told() {
    fn attach(document: &mut Document, name: &str) -> ObjectId {
        let file = document.add_object(Stream::new(Dictionary::new(), b"MZ".to_vec()));
        document.add_object(dictionary! {
            "Type" => "Filespec", "F" => Object::string_literal("a"), "UF" => text(name),
            "EF" => dictionary! { "F" => file },
        })
    }
    let listed = said(|document| {
        let file = attach(document, "工具.exe");
        let names = document.catalog().unwrap().get(b"Names").unwrap().as_dict().unwrap();
        let tree = names.get(b"EmbeddedFiles").unwrap().as_reference().unwrap();
        let tree = document.get_dictionary_mut(tree).unwrap();
        let names = tree.get_mut(b"Names").unwrap().as_array_mut().unwrap();
        names.extend([text("工具.exe"), file.into()]);
    });
    assert_eq!(listed, ["另有附件“工具.exe”"]);
    // Another filing.yaml where readers look, ours where programs do.
    let exchanged = said(|document| {
        let file = attach(document, "filing.yaml");
        let names = document.catalog().unwrap().get(b"Names").unwrap().as_dict().unwrap();
        let tree = names.get(b"EmbeddedFiles").unwrap().as_reference().unwrap();
        let tree = document.get_dictionary_mut(tree).unwrap();
        let names = tree.get_mut(b"Names").unwrap().as_array_mut().unwrap();
        names[3] = file.into();
    });
    let exchanged_words = "附件“filing.yaml”或“filing.json”不止一份，或者被换过";
    assert!(exchanged.contains(&exchanged_words.to_owned()), "{exchanged:?}");
    let of_page = said(|document| {
        let file = attach(document, "工具.exe");
        let page = page(document, 1);
        document.get_dictionary_mut(page).unwrap().set("AF", vec![file.into()]);
    });
    assert_eq!(of_page, ["另有附件“工具.exe”", "文件里有呈报不会写的内容（AF）"]);
}

#[test]
fn links_elsewhere_are_told() {
    let elsewhere = |address: &'static str| {
        dictionary! { "S" => "URI", "URI" => Object::string_literal(address) }
    };
    let changed = said(|document| link(document).set("A", elsewhere("http://evil.example/")));
    assert_eq!(changed, ["第1页有通向别处的链接 http://evil.example/"]);
    let added = said(|document| {
        let link = dictionary! {
            "Type" => "Annot", "Subtype" => "Link", "Rect" => rectangle([0, 0, 500, 500]),
            "A" => elsewhere("http://evil.example/"),
        };
        annotate(document, 1, link);
    });
    assert_eq!(added, ["第1页有通向别处的链接 http://evil.example/"]);
    assert_eq!(
        said(|document| {
            link(document).remove(b"A");
            link(document).set("Dest", Object::string_literal("seal"));
        }),
        ["文件里有呈报不会写的内容（Dest）", "第1页有不是网址的链接"]
    );
}

fn bookmark(document: &mut Document, at: usize) -> &mut Dictionary {
    let items = document.objects.values_mut().filter_map(|o| o.as_dict_mut().ok());
    let mut items = items.filter(|d| d.has(b"Title") && d.has(b"Dest"));
    items.nth(at).unwrap()
}

#[test]
fn bookmarks_that_are_no_headings_are_told() {
    let other = said(|document| bookmark(document, 1).set("Title", text("一、全部达标")));
    assert_eq!(other, ["书签“一、全部达标”不是报告的标题，或者次序不对"]);
    let without = said(|document| drop(document.catalog_mut().unwrap().remove(b"Outlines")));
    assert!(without.len() == 1 && without[0].starts_with("书签里没有报告的标题“"), "{without:?}");
    let acts = said(|document| bookmark(document, 1).set("A", script()));
    assert_eq!(acts, ["文件里有打开时自动运行的动作", "文件里有呈报不会写的内容（A）"]);
}

fn info(document: &mut Document) -> &mut Dictionary {
    let info = document.trailer.get(b"Info").unwrap().as_reference().unwrap();
    document.get_dictionary_mut(info).unwrap()
}

fn packet(document: &mut Document) -> &mut Stream {
    let packet = document.catalog().unwrap().get(b"Metadata").unwrap().as_reference().unwrap();
    document.get_object_mut(packet).unwrap().as_stream_mut().unwrap()
}

fn repacked(document: &mut Document, change: impl FnOnce(String) -> String) {
    let packet = packet(document);
    let text = String::from_utf8(packet.content.clone()).unwrap();
    let changed = change(text.clone());
    assert_ne!(text, changed);
    packet.set_content(changed.into_bytes());
}

#[test]
fn another_title_or_author_is_told() {
    let title = said(|document| info(document).set("Title", text("某报告")));
    assert_eq!(title, ["文件的标题是“某报告”，不是这份报告的"]);
    let author = said(|document| info(document).set("Author", text("某人")));
    assert_eq!(author, ["文件的作者是“某人”，不是填报的企业"]);
    let words = said(|document| info(document).set("Keywords", text("某词")));
    assert_eq!(words, ["文件里有呈报不会写的内容（Keywords）"]);
    let title = said(|document| {
        repacked(document, |packet| packet.replace("报告</rdf:li>", "汇报</rdf:li>"));
    });
    assert!(title.len() == 1 && title[0].ends_with("汇报”，不是这份报告的"), "{title:?}");
    let twice = said(|document| {
        repacked(document, |packet| {
            packet.replace("<dc:title>", "<x:title>某报告</x:title><dc:title>")
        });
    });
    assert_eq!(twice, ["文件信息里的标题读不出来，或者不止一个"]);
}

#[test]
fn who_signs_may_write_its_name_and_time() {
    let said = said(|document| {
        info(document).set("Producer", Object::string_literal("chengbao 0.1.0; signer 1.0"));
        info(document).set("ModDate", Object::string_literal("D:20261122235628Z"));
        repacked(document, |packet| {
            let packet = packet.replace("<pdf:Producer>", "<pdf:Producer>signer, ");
            let packet = packet.replace("<dc:format>application/pdf</dc:format>", "");
            let namespace = "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"";
            packet.replace("<dc:title>", &format!("<dc:title {namespace}>"))
        });
        let catalog = document.catalog_mut().unwrap();
        catalog.set("Extensions", Dictionary::new());
        catalog.set("DSS", Dictionary::new());
        catalog.set("Perms", Dictionary::new());
    });
    assert_eq!(said, [""; 0]);
}

#[test]
fn words_that_are_only_read_out_are_told() {
    let said = said(|document| {
        let elements = document.objects.values_mut().filter_map(|o| o.as_dict_mut().ok());
        let mut paragraphs = elements.filter(|d| d.get(b"S").is_ok_and(|s| *s == "P".into()));
        paragraphs.next().unwrap().set("ActualText", text("99.99%"));
    });
    assert_eq!(said, ["有只朗读、看不到的文字"]);
}

#[test]
fn fields_to_fill_in_are_told() {
    let said = said(|document| {
        let field = dictionary! { "FT" => "Tx", "T" => text("x") };
        let field = document.add_object(field);
        let form = dictionary! { "Fields" => vec![field.into()], "XFA" => text("x") };
        document.catalog_mut().unwrap().set("AcroForm", form);
    });
    assert_eq!(said, ["文件里有可以填写的表单", "文件里有呈报不会写的内容（XFA）"]);
}

#[test]
fn a_signature_that_leads_somewhere_is_told() {
    let said = said(|document| {
        let field = dictionary! {
            "Type" => "Annot", "Subtype" => "Widget", "FT" => "Sig", "T" => text("x"),
            "Rect" => rectangle([0, 0, 0, 0]),
            "A" => dictionary! { "S" => "URI", "URI" => Object::string_literal("http://a.cn/") },
        };
        annotate(document, 1, field);
    });
    assert_eq!(said, ["文件里有呈报不会写的内容（A）"]);
}

/// A signature's field with a seal.
fn stamped(document: &mut Document, number: u32, corners: [i64; 4]) {
    let content = "q /G gs 9 0 0 9 0 0 cm /P Do Q";
    stamped_with(document, number, corners, dictionary! { "BM" => "Multiply" }, content);
}

/// A signature's field that shows something, with a picture to draw and a way to lay it over.
fn stamped_with(
    document: &mut Document,
    number: u32,
    corners: [i64; 4],
    ink: lopdf::Dictionary,
    content: &str,
) {
    let [left, bottom, right, top] = corners;
    let picture = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => 1, "Height" => 1,
        "ColorSpace" => "DeviceGray", "BitsPerComponent" => 8, "Interpolate" => false,
    };
    let picture = document.add_object(Stream::new(picture, vec![255]));
    let resources = dictionary! {
        "XObject" => dictionary! { "P" => picture }, "ExtGState" => dictionary! { "G" => ink },
    };
    let look = dictionary! {
        "Type" => "XObject", "Subtype" => "Form", "Resources" => resources,
        "BBox" => rectangle([0, 0, (right - left).abs(), (top - bottom).abs()]),
    };
    let look = document.add_object(Stream::new(look, content.as_bytes().to_vec()));
    let field = dictionary! {
        "Type" => "Annot", "Subtype" => "Widget", "FT" => "Sig", "T" => text("x"),
        "Rect" => rectangle(corners), "AP" => dictionary! { "N" => look },
    };
    annotate(document, number, field);
}

/// Where the report keeps a place for a seal.
fn seal(document: &Document) -> (u32, Vec<Object>) {
    let names = document.catalog().unwrap().get(b"Names").unwrap().as_dict().unwrap();
    let tree = names.get(b"Dests").unwrap().as_reference().unwrap();
    let names = document.get_dictionary(tree).unwrap().get(b"Names").unwrap();
    let place = names.as_array().unwrap()[1].as_array().unwrap().clone();
    let pages = document.get_pages();
    let page = pages.iter().find(|(_, id)| Object::Reference(**id) == place[0]).unwrap();
    (*page.0, place)
}

#[test]
fn a_signature_is_seen_over_the_sign_off_or_not_at_all() {
    let sealed = said(|document| {
        let (page, place) = seal(document);
        let corners: Vec<i64> =
            place[2..].iter().map(|n| n.as_float().unwrap().round() as i64).collect();
        stamped(document, page, corners.try_into().unwrap());
    });
    assert_eq!(sealed, [""; 0]);
    let elsewhere = said(|document| stamped(document, 1, [0, 0, 60, 60]));
    assert_eq!(elsewhere, ["第1页有不在落款上的图章，里面写什么都不是报告的"]);
    let unseen = said(|document| stamped(document, 1, [0, 0, 0, 0]));
    assert_eq!(unseen, ["第1页签名的图样不是呈报盖的印章，可能盖住或改变看到的内容"]);

    let picture = pictures::decode(SEAL.as_bytes(), &[]).unwrap();
    let signing = Signing {
        at: Moment(1_610_413_500),
        name: "某公司",
        reason: None,
        location: None,
        seal: Some(&picture),
        room: 100,
        again: false,
    };
    let signed = prepare(&PDF, &signing).unwrap().complete(&[0x30]).unwrap();
    assert!(verified(&signed).is_sound(), "{}", verified(&signed));
}

/// What covers 落款, or says something of its own beside the text, is no seal.
#[test]
fn what_a_signature_shows_that_is_no_seal_is_told() {
    let seal = "q /G gs 9 0 0 9 0 0 cm /P Do Q";
    let opaque = || dictionary! { "BM" => "Normal" };
    let ink = || dictionary! { "BM" => "Multiply" };
    let known = "第1页签名的图样不是呈报盖的印章，可能盖住或改变看到的内容";
    let place = [0, 0, 60, 60];
    let elsewhere = "第1页有不在落款上的图章，里面写什么都不是报告的";
    assert_eq!(said(|d| stamped_with(d, 1, place, ink(), seal)), [elsewhere]);
    assert_eq!(said(|d| stamped_with(d, 1, place, opaque(), seal)), [known, elsewhere]);
    for content in ["q /G gs 9 0 0 9 0 0 cm /P Do Q 1 g 0 0 60 60 re f", "1 g 0 0 60 60 re f", ""] {
        let said = said(|d| stamped_with(d, 1, place, ink(), content));
        assert_eq!(said, [known, elsewhere], "{content}");
    }
    let coloured = said(|document| {
        let field = dictionary! {
            "Type" => "Annot", "Subtype" => "Widget", "FT" => "Sig", "T" => text("x"),
            "Rect" => rectangle(place), "MK" => dictionary! { "BG" => vec![Object::Integer(1)] },
        };
        annotate(document, 1, field);
    });
    assert_eq!(coloured, [known, "文件里有呈报不会写的内容（MK）", elsewhere]);
}

#[test]
fn a_signature_s_picture_over_the_text_is_told() {
    assert_eq!(said(|d| stamped(d, 1, [60, 300, 540, 760])), ["第1页的图章盖住了正文"]);
    // Corners the other way round, and a place for a seal that stands elsewhere.
    assert_eq!(said(|d| stamped(d, 1, [540, 760, 60, 300])), ["第1页的图章盖住了正文"]);
    let moved = said(|document| {
        let names = document.catalog().unwrap().get(b"Names").unwrap().as_dict().unwrap();
        let tree = names.get(b"Dests").unwrap().as_reference().unwrap();
        let (_, mut place) = seal(document);
        for (n, edge) in [(2, 100), (3, 600), (4, 219), (5, 719)] {
            place[n] = edge.into();
        }
        place[0] = page(document, 1).into();
        let tree = document.get_dictionary_mut(tree).unwrap();
        tree.set("Names", vec![Object::string_literal("seal"), place.into()]);
        stamped(document, 1, [100, 600, 219, 719]);
    });
    assert_eq!(moved, ["第1页的图章盖住了正文"]);
}
