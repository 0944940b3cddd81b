//! A report with links, a list, pictures of every kind and a seal, to be changed in one place.

use std::sync::LazyLock;

use chengbao::verify::{FilingVerdict, PagesVerdict, filing};
use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat};

use super::Chengbao;
use super::at_hand::at_hand;
use super::filing::with;

pub(crate) const CHART: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='480' height='220'>\
    <rect width='480' height='220' fill='#fff'/><rect x='60' y='60' width='60' height='120' \
    fill='#1f5fa8' fill-opacity='.5'/><g opacity='.4'><circle cx='200' cy='90' r='50'/>\
    <circle cx='240' cy='90' r='50'/></g><text x='90' y='200'>上期</text></svg>";

/// A picture of pixels, with an alpha or without.
pub(crate) fn pixels(colour: png::ColorType, bytes: usize) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, 40, 30);
    encoder.set_color(colour);
    encoder.set_depth(png::BitDepth::Eight);
    let pixels: Vec<u8> = (0..40 * 30 * bytes).map(|n| (n * n / 7 % 251) as u8).collect();
    encoder.write_header().unwrap().write_image_data(&pixels).unwrap();
    file
}

/// A grey JPEG of 16 by 8 that is seen turned by a quarter.
pub(crate) const TURNED: &[u8] = &[
    255, 216, 255, 224, 0, 16, 74, 70, 73, 70, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0, 255, 225, 0, 34, 69,
    120, 105, 102, 0, 0, 77, 77, 0, 42, 0, 0, 0, 8, 0, 1, 1, 18, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0,
    0, 0, 0, 255, 219, 0, 67, 0, 80, 55, 60, 70, 60, 50, 80, 70, 65, 70, 90, 85, 80, 95, 120, 200,
    130, 120, 110, 110, 120, 245, 175, 185, 145, 200, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 192, 0, 11, 8, 0, 8, 0, 16, 1, 1, 17, 0,
    255, 196, 0, 21, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 5, 255, 196, 0, 20, 16,
    1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 218, 0, 8, 1, 1, 0, 0, 63, 0, 42, 139,
    255, 217,
];

/// A report with links, a list, pictures of every kind and a seal.
pub(crate) static PDF: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let text = "详见[网站](https://a.cn/甲)，\n\n        \
        1. 建成5G基站8900余座。\n        2. 优化<https://b.cn>。\n\n        \
        ![柱状图](图.svg \"图1 投诉\")\n\n        \
        ![照片](照片.png)\n\n        ![灰度](灰.png)\n\n        \
        ![转过](转.jpg)\n\n        \
        ![表](图.svg)";
    let source = with(&[
        ("建成5G基站8900余座。", text),
        ("  日期: 2021年1月12日", "  日期: 2021年1月12日\n  印章: 章.png"),
    ]);
    let run = Chengbao::new()
        .file("甲.yaml", source)
        .file("图.svg", CHART)
        .file("照片.png", pixels(png::ColorType::Rgb, 3))
        .file("灰.png", pixels(png::ColorType::Grayscale, 1))
        .file("转.jpg", TURNED)
        .file("章.png", pixels(png::ColorType::Rgba, 4))
        .call("build 甲.yaml --formats pdf")
        .run();
    run.done().bytes("output/甲.pdf")
});

pub(crate) fn verified(pdf: &[u8]) -> FilingVerdict {
    filing(pdf, &at_hand()).unwrap()
}

pub(crate) fn saved(mut document: Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

/// What is reported of the file after it was changed, page differences too.
#[track_caller]
pub(crate) fn said(change: impl FnOnce(&mut Document)) -> Vec<String> {
    let mut document = Document::load_mem(&PDF).unwrap();
    change(&mut document);
    let verdict = verified(&saved(document));
    let pages = match &verdict.pages {
        PagesVerdict::Same { .. } => None,
        other => Some(other.to_string()),
    };
    pages.into_iter().chain(verdict.extras.iter().map(ToString::to_string)).collect()
}

/// That one thing is reported, and it contains some words.
#[track_caller]
pub(crate) fn is_told(words: &str, change: impl FnOnce(&mut Document)) {
    let said = said(change);
    assert!(said.len() == 1 && said[0].contains(words), "{words}: {said:?}");
}

pub(crate) fn page(document: &mut Document, number: u32) -> &mut Dictionary {
    let page = document.get_pages()[&number];
    document.get_dictionary_mut(page).unwrap()
}

pub(crate) fn reference(document: &Document, keys: &[&str]) -> ObjectId {
    let mut object: &Object = document.trailer.get(b"Root").unwrap();
    for key in keys {
        let (_, at) = document.dereference(object).unwrap();
        object = match at {
            Object::Stream(stream) => stream.dict.get(key.as_bytes()).unwrap(),
            Object::Array(items) => &items[key.parse::<usize>().unwrap()],
            other => other.as_dict().unwrap().get(key.as_bytes()).unwrap(),
        };
    }
    object.as_reference().unwrap()
}

pub(crate) fn dictionary_mut(document: &mut Document, id: ObjectId) -> &mut Dictionary {
    match document.get_object_mut(id).unwrap() {
        Object::Stream(stream) => &mut stream.dict,
        other => other.as_dict_mut().unwrap(),
    }
}

pub(crate) fn catalog(document: &mut Document) -> &mut Dictionary {
    document.catalog_mut().unwrap()
}

pub(crate) fn text(text: &str) -> Object {
    let units = text.encode_utf16().flat_map(u16::to_be_bytes);
    Object::String([0xFE, 0xFF].into_iter().chain(units).collect(), StringFormat::Hexadecimal)
}

pub(crate) fn resources(document: &mut Document) -> &mut Dictionary {
    let pages = document.get_pages();
    let page = document.get_dictionary(pages[&1]).unwrap();
    match page.get(b"Resources").unwrap() {
        Object::Reference(id) => document.get_dictionary_mut(*id).unwrap(),
        _ => {
            let page = document.get_dictionary_mut(pages[&1]).unwrap();
            page.get_mut(b"Resources").unwrap().as_dict_mut().unwrap()
        }
    }
}

/// A resource of a name.
pub(crate) fn resource(document: &mut Document, kind: &str, name: &str) -> ObjectId {
    let of_kind = match resources(document).get(kind.as_bytes()).unwrap().clone() {
        Object::Reference(id) => document.get_dictionary(id).unwrap().clone(),
        other => other.as_dict().unwrap().clone(),
    };
    of_kind.get(name.as_bytes()).unwrap().as_reference().unwrap()
}
