//! The PDF: its faces, its pages, what it says of itself.

use lopdf::{Dictionary, Document, Object};

use crate::support::filing::{FILING, with};
use crate::support::{Chengbao, FILINGS, pdf_text};

fn built(name: &str, text: Option<&str>) -> Vec<u8> {
    let file = format!("{name}.yaml");
    let call = match text {
        Some(text) => Chengbao::new().file(&file, text),
        None => Chengbao::new().data(&file),
    };
    let run = call.call(&format!("build {file} --formats pdf")).run().done();
    run.bytes(&format!("output/{name}.pdf"))
}

fn dictionaries<'d>(document: &'d Document, kind: &str) -> Vec<&'d Dictionary> {
    let all = document.objects.values().filter_map(|object| match object {
        Object::Stream(stream) => Some(&stream.dict),
        other => other.as_dict().ok(),
    });
    all.filter(|d| d.get_type().is_ok_and(|t| t == kind.as_bytes())).collect()
}

fn follow<'d>(document: &'d Document, from: &'d Dictionary, key: &str) -> &'d Object {
    from.get_deref(key.as_bytes(), document).unwrap_or_else(|e| panic!("{key}: {e}"))
}

#[test]
fn every_font_is_embedded_cut_and_has_its_unicode() {
    for stem in FILINGS {
        let document = Document::load_mem(&built(stem, None)).unwrap();
        let fonts = dictionaries(&document, "Font");
        let composite: Vec<&&Dictionary> = fonts
            .iter()
            .filter(|font| font.get(b"Subtype").unwrap().as_name().unwrap() == b"Type0")
            .collect();
        assert!(composite.len() >= 4, "{}", composite.len());
        for font in &composite {
            assert!(follow(&document, font, "ToUnicode").as_stream().is_ok());
            let below = follow(&document, font, "DescendantFonts").as_array().unwrap();
            let below = document.dereference(&below[0]).unwrap().1.as_dict().unwrap();
            let described = follow(&document, below, "FontDescriptor").as_dict().unwrap();
            let file = ["FontFile2", "FontFile3"]
                .into_iter()
                .find_map(|key| described.get_deref(key.as_bytes(), &document).ok());
            let bytes = file.unwrap().as_stream().unwrap().get_plain_content().unwrap();
            // A whole face has 2.8 MB and more.
            assert!((100..1_000_000).contains(&bytes.len()), "{}", bytes.len());
        }
        // Nothing else, such as a face that a viewer would have to bring.
        let subtype = |font: &Dictionary| font.get(b"Subtype").unwrap().as_name().unwrap().to_vec();
        let known = ["Type0", "CIDFontType0", "CIDFontType2"].map(|t| t.as_bytes().to_vec());
        assert!(fonts.iter().all(|font| known.contains(&subtype(font))));
    }
}

#[test]
fn a_page_is_a4_and_has_its_number() {
    for stem in FILINGS {
        let bytes = built(stem, None);
        let document = Document::load_mem(&bytes).unwrap();
        for page in document.get_pages().into_values() {
            let page = document.get_dictionary(page).unwrap();
            let media = follow(&document, page, "MediaBox").as_array().unwrap();
            let sides: Vec<f32> = media.iter().map(|n| n.as_float().unwrap()).collect();
            let near = |a: f32, b: f32| (a - b).abs() < 0.1;
            assert!(near(sides[2] - sides[0], 595.28) && near(sides[3] - sides[1], 841.89));
        }
        for (n, page) in pdf_text::pages(&bytes).iter().enumerate() {
            let number = format!("—{}—", n + 1);
            assert!(page.contains(&number), "{number} {page:?}");
        }
    }
}

#[test]
fn no_line_begins_or_ends_with_a_forbidden_mark() {
    for stem in FILINGS {
        for line in pdf_text::pages(&built(stem, None)).concat() {
            let (first, last) = (line.chars().next().unwrap(), line.chars().next_back().unwrap());
            assert!(!"，。、；：？！”’）》〉】％%℃·".contains(first), "{line}");
            assert!(!"“‘（《〈【".contains(last), "{line}");
        }
    }
}

#[test]
fn no_figure_is_parted_from_its_unit_or_cut_in_two() {
    for stem in FILINGS {
        let lines = pdf_text::pages(&built(stem, None)).concat();
        for pair in lines.windows(2) {
            let last = pair[0].chars().next_back().unwrap();
            let first = pair[1].chars().next().unwrap();
            let digit = |c: char| c.is_ascii_digit();
            let cut = (digit(last) || last == '.') && (digit(first) || first == '.');
            assert!(!(cut || digit(last) && first == '%'), "{pair:?}");
        }
    }
}

#[test]
fn a_character_that_the_body_face_lacks_is_drawn_by_another_and_it_is_said() {
    let text = with(&[("经营移动", "由李喆、王堃经营移动")]);
    let run = Chengbao::new().file("甲.yaml", text).call("build 甲.yaml").run().done();
    let text = pdf_text::text(&run.bytes("output/甲.pdf"));
    assert!(text.contains("李喆、王堃"), "{text}");
    let said = run.findings();
    assert!(said.iter().all(|f| (f.code.as_str(), f.severity.as_str()) == ("G02", "提示")));
    let message: String = said.iter().map(|f| f.message.as_str()).collect();
    assert!(message.contains('喆') && message.contains('堃'), "{}", run.stderr);
}

/// Poppler begins another word, and often another line, where a glyph's box lies over the one
/// before it by more than a tenth of the size: at each squeezed mark. Told as one piece with its
/// neighbour, none does.
#[test]
fn a_squeezed_mark_is_told_with_its_neighbour() {
    const SEEN: f32 = 100.0;
    for stem in FILINGS {
        let document = Document::load_mem(&built(stem, None)).unwrap();
        let mut squeezed = 0;
        for page in document.get_pages().into_values() {
            let content = document.get_and_decode_page_content(page).unwrap();
            let mut message = Vec::new();
            for operation in content.operations {
                match operation.operator.as_str() {
                    "BDC" | "BMC" => {
                        message.push(operation.operands.get(1).is_some_and(|operand| {
                            operand.as_dict().is_ok_and(|dict| dict.has(b"ActualText"))
                        }))
                    }
                    "EMC" => drop(message.pop()),
                    "TJ" => {
                        let parts = operation.operands[0].as_array().unwrap();
                        let backs = parts.iter().filter_map(|part| part.as_float().ok());
                        let over = backs.filter(|back| *back > SEEN).count();
                        assert!(over == 0 || message.contains(&true), "{stem}: {parts:?}");
                        squeezed += over;
                    }
                    _ => {}
                }
            }
        }
        assert!(squeezed > 3, "{squeezed}");
    }
}

#[test]
fn the_file_says_what_it_is() {
    let document = Document::load_mem(&built("甲", Some(FILING))).unwrap();
    let catalog = document.catalog().unwrap();
    assert_eq!(follow(&document, catalog, "Lang").as_str().unwrap(), b"zh-CN");
    let info = follow(&document, &document.trailer, "Info").as_dict().unwrap();
    let said = |key| lopdf::decode_text_string(follow(&document, info, key)).unwrap();
    assert_eq!(said("Title"), "中国移动山西公司2020年下半年服务质量状况报告");
    assert_eq!(said("Author"), "中国移动山西公司");
    // The day of signature, not the clock's.
    assert_eq!(said("CreationDate"), "D:20210112120000+08'00'");
    assert_eq!(said("ModDate"), said("CreationDate"));
}

#[test]
fn other_filings_have_other_identifiers() {
    let identifier = |bytes: &[u8]| {
        let document = Document::load_mem(bytes).unwrap();
        let id = document.trailer.get(b"ID").unwrap().as_array().unwrap().clone();
        id[0].as_str().unwrap().to_vec()
    };
    let one = identifier(&built("甲", Some(FILING)));
    let other = identifier(&built("甲", Some(&with(&[("99.10%", "99.20%")]))));
    assert_eq!(one.len(), 16);
    assert!(one != other);
}
