use lopdf::{Dictionary, Document, Object, Stream};
use printpdf::{Mm, PdfPage, PdfSaveOptions};

use super::*;
use crate::pictures::decode;

/// One page with a picture on it, through both libraries and back.
fn drawn(picture: &Picture) -> Document {
    let mut document = PdfDocument::new("");
    register(&mut document, "P0", picture).unwrap();
    let mut ops = Vec::new();
    place("P0", picture, Placement { x: 72.0, y: 72.0, width: 144.0, height: 72.0 }, &mut ops);
    let page = PdfPage::new(Mm(210.0), Mm(297.0), ops);
    let options = PdfSaveOptions { optimize: false, ..PdfSaveOptions::default() };
    let mut warnings = Vec::new();
    let mut document = document.with_pages(vec![page]).to_lopdf_document(&options, &mut warnings);
    assert!(warnings.is_empty(), "{warnings:?}");
    document.prune_objects();
    document.compress();
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    Document::load_mem(&bytes).unwrap()
}

fn object<'a>(document: &'a Document, dict: &'a Dictionary, key: &[u8]) -> &'a Object {
    document.dereference(dict.get(key).unwrap()).unwrap().1
}

/// The object that the page names P0.
fn named(document: &Document) -> &Stream {
    let page = *document.get_pages().values().next().unwrap();
    let page = document.get_dictionary(page).unwrap();
    let resources = object(document, page, b"Resources").as_dict().unwrap();
    let objects = object(document, resources, b"XObject").as_dict().unwrap();
    assert_eq!(objects.len(), 1);
    object(document, objects, b"P0").as_stream().unwrap()
}

fn check_image(image: &Stream, width: i64, height: i64, space: &[u8], filter: &[u8]) {
    let dict = &image.dict;
    assert_eq!(dict.get(b"Subtype").unwrap().as_name().unwrap(), b"Image");
    assert_eq!(dict.get(b"Width").unwrap().as_i64().unwrap(), width);
    assert_eq!(dict.get(b"Height").unwrap().as_i64().unwrap(), height);
    assert_eq!(dict.get(b"BitsPerComponent").unwrap().as_i64().unwrap(), 8);
    assert_eq!(dict.get(b"ColorSpace").unwrap().as_name().unwrap(), space);
    assert_eq!(dict.get(b"Filter").unwrap().as_name().unwrap(), filter);
    assert_eq!(dict.get(b"Interpolate").unwrap(), &Object::Boolean(false));
}

fn png(colour: png::ColorType, data: &[u8]) -> Picture {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 3, 2);
    encoder.set_color(colour);
    encoder.write_header().unwrap().write_image_data(data).unwrap();
    decode(&bytes, &[]).unwrap()
}

#[test]
fn pixels_come_back_as_they_were_and_alpha_as_a_soft_mask() {
    let data: Vec<u8> = (0..24).map(|n| n * 10).collect();
    let document = drawn(&png(png::ColorType::Rgba, &data));
    let image = named(&document);
    check_image(image, 3, 2, b"DeviceRGB", b"FlateDecode");
    let plane: Vec<u8> = data.chunks(4).flat_map(|p| p[..3].to_vec()).collect();
    assert_eq!(image.decompressed_content().unwrap(), plane);

    assert!(matches!(image.dict.get(b"SMask"), Ok(Object::Reference(_))));
    let mask = object(&document, &image.dict, b"SMask").as_stream().unwrap();
    check_image(mask, 3, 2, b"DeviceGray", b"FlateDecode");
    let alpha: Vec<u8> = data.chunks(4).map(|p| p[3]).collect();
    assert_eq!(mask.decompressed_content().unwrap(), alpha);
}

#[test]
fn grey_without_alpha_has_no_mask() {
    let document = drawn(&png(png::ColorType::Grayscale, &[1, 2, 3, 4, 5, 6]));
    let image = named(&document);
    check_image(image, 3, 2, b"DeviceGray", b"FlateDecode");
    assert!(!image.dict.has(b"SMask"));
    assert_eq!(image.decompressed_content().unwrap(), [1, 2, 3, 4, 5, 6]);
}

#[test]
fn a_jpeg_goes_in_as_it_is() {
    let bytes = crate::pictures::TEST_JPEG;
    let document = drawn(&decode(bytes, &[]).unwrap());
    let image = named(&document);
    check_image(image, 16, 8, b"DeviceRGB", b"DCTDecode");
    assert_eq!(image.content, bytes);
    assert!(!image.dict.has(b"DecodeParms"));
}

#[test]
fn shapes_become_a_form_with_its_own_resources() {
    let svg = br##"<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100">
        <rect width="20" height="10" fill="#ff8000" fill-opacity=".5"/>
        <g opacity=".4"><circle cx="50" cy="50" r="20"/><circle cx="60" cy="50" r="20"/></g>
    </svg>"##;
    let document = drawn(&decode(svg, &[]).unwrap());
    let form = named(&document);
    assert_eq!(form.dict.get(b"Subtype").unwrap().as_name().unwrap(), b"Form");
    let content = String::from_utf8(form.decompressed_content().unwrap()).unwrap();
    let rect = "q\n/S500-1000 gs\n1 0.502 0 rg\n0 0 m\n1000 0 l\n1000 500 l\n0 500 l\nh\nf\nQ\n";
    assert!(content.starts_with(rect), "{content}");
    assert!(content.ends_with("q\n/S400-400 gs\n/G0 Do\nQ\n"), "{content}");
    let resources = form.dict.get(b"Resources").unwrap().as_dict().unwrap();
    let states = resources.get(b"ExtGState").unwrap().as_dict().unwrap();
    let state = states.get(b"S500-1000").unwrap().as_dict().unwrap();
    assert_eq!(state.get(b"ca").unwrap().as_float().unwrap(), 0.5);
    let objects = resources.get(b"XObject").unwrap().as_dict().unwrap();
    let group = object(&document, objects, b"G0").as_stream().unwrap();
    let kind = group.dict.get(b"Group").unwrap().as_dict().unwrap();
    assert_eq!(kind.get(b"S").unwrap().as_name().unwrap(), b"Transparency");
}

#[test]
fn every_orientation_fills_its_place() {
    let place = Placement { x: 10.0, y: 20.0, width: 30.0, height: 40.0 };
    // Where the first stored pixel and the last of the first row are seen.
    let corner =
        |m: [f32; 6], u: f32, v: f32| (m[0] * u + m[2] * v + m[4], m[1] * u + m[3] * v + m[5]);
    let [left, right, bottom, top] = [10.0, 40.0, 20.0, 60.0];
    let seen = [
        (1, (left, top), (right, top)),
        (2, (right, top), (left, top)),
        (3, (right, bottom), (left, bottom)),
        (4, (left, bottom), (right, bottom)),
        (5, (left, top), (left, bottom)),
        (6, (right, top), (right, bottom)),
        (7, (right, bottom), (right, top)),
        (8, (left, bottom), (left, top)),
    ];
    for (number, first, last) in seen {
        let matrix = unit_square(Orientation::from_exif(number), place);
        assert_eq!((corner(matrix, 0.0, 1.0), corner(matrix, 1.0, 1.0)), (first, last), "{number}");
    }
}

#[test]
fn the_same_picture_is_the_same_object() {
    let data: Vec<u8> = (0..24).collect();
    let picture = png(png::ColorType::Rgba, &data);
    assert_eq!(named(&drawn(&picture)).content, named(&drawn(&picture)).content);
}
