//! A PDF that is built otherwise than ours is named: its tree of pages, what its pages draw with,
//! what it declares, its attachments and bookmarks, each changed alone.

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use crate::support::one_change::*;
use crate::support::{Chengbao, repository};

#[test]
fn nothing_is_said_of_files_of_ours() {
    assert!(verified(&PDF).is_sound(), "{}", verified(&PDF));
    assert_eq!(said(|_| ()), [""; 0]);
    // Packing is the writer's own.
    let unpacked = |document: &mut Document| {
        let streams = document.objects.values_mut().filter_map(|o| o.as_stream_mut().ok());
        for stream in streams.filter(|stream| !stream.dict.has(b"DecodeParms")) {
            stream.decompress().unwrap_or_default();
        }
    };
    assert_eq!(said(unpacked), [""; 0]);
    for file in ["tests/filings/tables.yaml", "data/shanxi-unicom-2020h1.yaml"] {
        let source = std::fs::read(repository().join(file)).unwrap();
        let chart = std::fs::read(repository().join("tests/filings/图/障碍修复.svg")).unwrap();
        let run = Chengbao::new()
            .file("甲.yaml", source)
            .file("图/障碍修复.svg", chart)
            .call("build 甲.yaml --formats pdf")
            .run();
        let verdict = verified(&run.bytes("output/甲.pdf"));
        assert!(verdict.is_sound(), "{file}: {verdict}");
    }
}

#[test]
fn the_tree_of_pages_is_one_that_all_see_alike() {
    let root = |document: &Document| reference(document, &["Pages"]);
    for count in [0, 1, -1, 99] {
        is_told("页面的目录", |d| {
            let root = root(d);
            dictionary_mut(d, root).set("Count", count);
        });
    }
    is_told("页面的目录", |d| {
        let root = root(d);
        dictionary_mut(d, root).set("Type", "Page");
    });
    is_told("页面的目录", |d| {
        let root = root(d);
        let content = page(d, 1).get(b"Contents").unwrap().clone();
        dictionary_mut(d, root).set("Contents", content);
    });
    for kind in ["Pages", "Template", "Catalog"] {
        is_told("页面的目录", |d| page(d, 1).set("Type", kind));
    }
    is_told("页面的目录", |d| {
        let first = d.get_pages()[&1];
        page(d, 2).set("Parent", first);
    });
    is_told("页面的目录", |d| {
        let root = root(d);
        dictionary_mut(d, root).set("Parent", root);
    });
}

#[test]
fn a_page_has_our_paper_and_one_content() {
    let paper = |x: f32| {
        let corners = [Object::Real(x), 0.into(), Object::Real(595.276), Object::Real(841.89)];
        Object::Array(corners.into())
    };
    for key in ["MediaBox", "CropBox", "TrimBox"] {
        is_told(&format!("第1页的设置不是呈报写的（{key}）"), |d| {
            page(d, 1).set(key, paper(0.5))
        });
        assert_eq!(said(|d| page(d, 1).set(key, paper(0.001))), [""; 0]);
    }
    is_told("BleedBox", |d| page(d, 2).set("BleedBox", paper(0.0)));
    is_told("Rotate", |d| page(d, 2).set("Rotate", 0));
    is_told("Contents", |d| {
        let content = page(d, 1).get(b"Contents").unwrap().clone();
        page(d, 1).set("Contents", vec![content]);
    });
    is_told("Contents", |d| {
        let content = page(d, 1).get(b"Contents").unwrap().as_reference().unwrap();
        dictionary_mut(d, content).set("F", Object::string_literal("x"));
    });
    is_told("Contents", |d| {
        let content = page(d, 1).get(b"Contents").unwrap().as_reference().unwrap();
        dictionary_mut(d, content).set("DP", dictionary! { "Predictor" => 12 });
    });
    is_told("Tabs", |d| page(d, 1).set("Tabs", "R"));
    is_told("ParentTree", |d| {
        let second = page(d, 2).get(b"StructParents").unwrap().clone();
        page(d, 1).set("StructParents", second);
    });
}

#[test]
fn pages_draw_with_nothing_but_ours() {
    is_told("ColorSpace", |d| {
        let spaces = dictionary! { "DefaultRGB" => "DeviceGray" };
        resources(d).set("ColorSpace", spaces);
    });
    is_told("ExtGState", |d| {
        let state = dictionary! { "G" => dictionary! { "Type" => "ExtGState", "ca" => 0 } };
        resources(d).set("ExtGState", state);
    });
    let font = |d: &mut Document| resource(d, "Font", "F0");
    let glyphs = |d: &mut Document| {
        let font = font(d);
        match d.get_dictionary(font).unwrap().get(b"DescendantFonts").unwrap().clone() {
            Object::Reference(fonts) => d.get_object(fonts).unwrap().as_array().unwrap().clone(),
            fonts => fonts.as_array().unwrap().clone(),
        }
    };
    fn changed(
        d: &mut Document,
        font: ObjectId,
        mut glyphs: Vec<Object>,
        change: impl FnOnce(&mut Dictionary),
    ) {
        match &mut glyphs[0] {
            Object::Reference(glyphs) => change(d.get_dictionary_mut(*glyphs).unwrap()),
            glyphs => change(glyphs.as_dict_mut().unwrap()),
        }
        d.get_dictionary_mut(font).unwrap().set("DescendantFonts", glyphs);
    }
    let of_glyphs = |words: &str, change: fn(&mut Dictionary)| {
        is_told(words, |d| {
            let (font, glyphs) = (font(d), glyphs(d));
            changed(d, font, glyphs, change);
        });
    };
    of_glyphs("字体的设置不是呈报写的（CIDToGIDMap）", |d| {
        d.set("CIDToGIDMap", "Identity")
    });
    of_glyphs("字体的设置不是呈报写的（DW）", |d| d.set("DW", 500));
    let of_descriptor = |words: &str, change: fn(&mut Dictionary)| {
        is_told(words, |d| {
            let (font, glyphs) = (font(d), glyphs(d));
            let mut descriptor = None;
            changed(d, font, glyphs.clone(), |of| {
                descriptor = Some(of.get(b"FontDescriptor").unwrap().clone());
            });
            match descriptor.unwrap() {
                Object::Reference(id) => change(d.get_dictionary_mut(id).unwrap()),
                descriptor => {
                    let mut descriptor = descriptor.as_dict().unwrap().clone();
                    change(&mut descriptor);
                    changed(d, font, glyphs, |of| of.set("FontDescriptor", descriptor));
                }
            }
        });
    };
    // Another face beside its own is reported by what is drawn.
    of_descriptor("字体的设置不是呈报写的（Flags）", |d| drop(d.remove(b"Flags")));
    of_descriptor("字体的设置不是呈报写的（FontName）", |d| {
        d.set("FontName", "A+Arial")
    });
    is_told("图片的设置不是呈报写的（Decode）", |d| {
        let image = resource(d, "XObject", "P1");
        dictionary_mut(d, image).set("Decode", vec![1.into(), 0.into()]);
    });
    is_told("图片的设置不是呈报写的（Mask）", |d| {
        let image = resource(d, "XObject", "P1");
        dictionary_mut(d, image).set("Mask", vec![0.into(), 255.into()]);
    });
    is_told("图片的设置不是呈报写的（OPI）", |d| {
        let form = resource(d, "XObject", "P0");
        dictionary_mut(d, form).set("OPI", Dictionary::new());
    });
}

#[test]
fn the_file_declares_what_ours_do() {
    let set = |key: &'static str, value: Object| {
        is_told(&format!("文件的设置不是呈报写的（{key}）"), |d| {
            catalog(d).set(key, value)
        });
    };
    set("Lang", Object::string_literal("en"));
    set("ViewerPreferences", dictionary! { "DisplayDocTitle" => false }.into());
    let range = vec![0.into(), 0.into()];
    set(
        "ViewerPreferences",
        dictionary! { "DisplayDocTitle" => true, "PrintPageRange" => range }.into(),
    );
    let labels = |style: &str, first: i64| {
        let label = dictionary! { "S" => style, "St" => first };
        Object::from(dictionary! { "Nums" => vec![0.into(), label.into()] })
    };
    set("PageLabels", labels("D", 8));
    set("PageLayout", "TwoPageLeft".into());
    set("PageMode", "FullScreen".into());
    set("MarkInfo", dictionary! { "Marked" => true, "Suspects" => true }.into());
    is_told("OutputIntents", |d| {
        let profile = reference(d, &["OutputIntents", "0", "DestOutputProfile"]);
        let profile = d.get_object_mut(profile).unwrap().as_stream_mut().unwrap();
        let mut bytes = profile.decompressed_content().unwrap();
        bytes[200] ^= 1;
        profile.dict.remove(b"Filter");
        profile.set_content(bytes);
    });
}

fn info(document: &mut Document) -> &mut Dictionary {
    let info = document.trailer.get(b"Info").unwrap().as_reference().unwrap();
    document.get_dictionary_mut(info).unwrap()
}

fn repacked(document: &mut Document, change: impl FnOnce(String) -> String) {
    let packet = reference(document, &["Metadata"]);
    let packet = document.get_object_mut(packet).unwrap().as_stream_mut().unwrap();
    let text = String::from_utf8(packet.content.clone()).unwrap();
    let changed = change(text.clone());
    assert_ne!(text, changed);
    packet.set_content(changed.into_bytes());
}

#[test]
fn the_file_says_of_itself_what_the_report_does() {
    let date = "D:20220112120000+08'00'";
    is_told("（CreationDate）", |d| info(d).set("CreationDate", Object::string_literal(date)));
    assert!(said(|d| info(d).set("ModDate", Object::string_literal(date))).is_empty());
    is_told("（ModDate）", |d| info(d).set("ModDate", text("全部达标")));
    is_told("（Creator）", |d| info(d).set("Creator", text("工信部")));
    is_told("（Producer）", |d| info(d).set("Producer", text("工信部")));
    let replaced = |old: &'static str, new: &'static str| {
        move |d: &mut Document| repacked(d, |packet| packet.replace(old, new))
    };
    is_told("（CreateDate）", replaced("CreateDate>2021", "CreateDate>2020"));
    assert!(said(replaced("ModifyDate>2021", "ModifyDate>2022")).is_empty());
    is_told("（language）", replaced("zh-CN", "en"));
    is_told("（part）", replaced("<pdfaid:part>3", "<pdfaid:part>2"));
    let rights = "<dc:rights>已审核</dc:rights><dc:creator>";
    is_told("（rights）", replaced("<dc:creator>", rights));
}

#[test]
fn attachments_are_described_as_ours_are() {
    let file = |d: &Document| reference(d, &["AF", "1"]);
    is_told("附件“filing.json”", |d| {
        let file = file(d);
        dictionary_mut(d, file).set("Desc", text("已核验"));
    });
    is_told("附件“filing.json”", |d| {
        let file = file(d);
        dictionary_mut(d, file).set("AFRelationship", "Source");
    });
    is_told("附件“filing.json”", |d| {
        let embedded = reference(d, &["AF", "1", "EF", "F"]);
        dictionary_mut(d, embedded).set("Subtype", "text/html");
    });
    is_told("附件“filing.json”", |d| {
        let embedded = reference(d, &["AF", "1", "EF", "F"]);
        let about = dictionary! { "ModDate" => Object::string_literal("D:2021") };
        dictionary_mut(d, embedded).set("Params", about);
    });
    let said = said(|d| {
        let files = catalog(d).get_mut(b"AF").unwrap().as_array_mut().unwrap();
        files.swap(0, 1);
    });
    assert_eq!(said.len(), 2, "{said:?}");
}

#[test]
fn bookmarks_lead_to_their_headings() {
    let last = |d: &Document| {
        let is =
            |object: &Object| object.as_dict().is_ok_and(|o| o.has(b"Title") && o.has(b"Dest"));
        *d.objects.iter().rfind(|(_, object)| is(object)).unwrap().0
    };
    is_told("书签通向别处", |d| {
        let first = d.get_pages()[&1];
        let last = last(d);
        let place = dictionary_mut(d, last).get_mut(b"Dest").unwrap().as_array_mut().unwrap();
        place[0] = first.into();
        place[3] = 841.into();
    });
    is_told("书签通向别处", |d| {
        let last = last(d);
        let place = dictionary_mut(d, last).get_mut(b"Dest").unwrap().as_array_mut().unwrap();
        place[1] = "FitR".into();
    });
}
