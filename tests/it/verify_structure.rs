//! A PDF whose structure, marked content, links or pictures are not those of its report is named,
//! each changed alone.

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use crate::support::one_change::*;

/// Changes the operators of a page.
fn redrawn(document: &mut Document, number: u32, change: impl FnOnce(&mut Vec<Operation>)) {
    let content = page(document, number).get(b"Contents").unwrap().as_reference().unwrap();
    let stream = document.get_object_mut(content).unwrap().as_stream_mut().unwrap();
    let bytes = stream.decompressed_content().unwrap();
    let mut operations = Content::decode(&bytes).unwrap();
    change(&mut operations.operations);
    stream.dict.remove(b"Filter");
    stream.set_content(operations.encode().unwrap());
}

/// The elements of a type.
fn elements(document: &Document, role: &str) -> Vec<ObjectId> {
    let of_role = |(id, object): (&ObjectId, &Object)| {
        let element = object.as_dict().ok()?;
        let is = element.get(b"S").and_then(Object::as_name).is_ok_and(|s| s == role.as_bytes());
        (is && element.has(b"P")).then_some(*id)
    };
    document.objects.iter().filter_map(of_role).collect()
}

#[test]
fn the_structure_is_the_report_s() {
    let element = |role: &'static str, key: &'static str, value: Object| {
        move |d: &mut Document| {
            let element = elements(d, role)[0];
            dictionary_mut(d, element).set(key, value);
        }
    };
    is_told("（P）", element("P", "S", "H2".into()));
    is_told("（H1）", element("H1", "S", "P".into()));
    is_told("（H1）", element("H1", "Lang", Object::string_literal("en")));
    is_told("（P）", element("P", "T", text("x")));
    is_told("（P）", element("P", "C", "x".into()));
    is_told(
        "（L）",
        element("L", "A", dictionary! { "O" => "List", "ListNumbering" => "Disc" }.into()),
    );
    is_told(
        "（P）",
        element("P", "A", dictionary! { "O" => "Layout", "Placement" => "Block" }.into()),
    );
    is_told("RoleMap", |d| {
        let root = reference(d, &["StructTreeRoot"]);
        dictionary_mut(d, root).set("RoleMap", dictionary! { "P" => "Artifact" });
    });
    // Two paragraphs in each other's place on the way back.
    is_told("ParentTree", |d| {
        let tree = reference(d, &["StructTreeRoot", "ParentTree"]);
        let pairs = d.get_dictionary(tree).unwrap().get(b"Nums").unwrap();
        let first = pairs.as_array().unwrap()[1].as_reference().unwrap();
        let parents = d.get_object_mut(first).unwrap().as_array_mut().unwrap();
        let last = parents.len() - 1;
        parents.swap(0, last);
    });
}

#[test]
fn a_signature_is_told_as_one() {
    let form = |verdict: &'static str| {
        move |d: &mut Document| {
            let document = elements(d, "Document")[0];
            let page = d.get_pages()[&1];
            let field = d.add_object(dictionary! {
                "Type" => "Annot", "Subtype" => "Widget", "FT" => "Sig", "T" => text("x"),
                "Rect" => vec![0.into(), 0.into(), 0.into(), 0.into()],
            });
            page_annotation(d, 1, field);
            let object = dictionary! { "Type" => "OBJR", "Pg" => page, "Obj" => field };
            let form = d.add_object(dictionary! {
                "S" => "Form", "P" => document, "Pg" => page, "Alt" => text(verdict), "K" => object,
            });
            let kids = dictionary_mut(d, document).get_mut(b"K").unwrap().as_array_mut().unwrap();
            kids.push(form.into());
            let root = reference(d, &["StructTreeRoot"]);
            let next = dictionary_mut(d, root).get(b"ParentTreeNextKey").unwrap().as_i64().unwrap();
            let tree = reference(d, &["StructTreeRoot", "ParentTree"]);
            let pairs = dictionary_mut(d, tree).get_mut(b"Nums").unwrap().as_array_mut().unwrap();
            pairs.extend([next.into(), form.into()]);
            dictionary_mut(d, field).set("StructParent", next);
        }
    };
    assert_eq!(said(form("某公司的电子签名")), [""; 0]);
    is_told("（Form）", form("全部指标达标"));
    let field = |key: &'static str, verdict: &'static str| {
        move |d: &mut Document| {
            let field = d.add_object(dictionary! {
                "Type" => "Annot", "Subtype" => "Widget", "FT" => "Sig", "T" => text("x"),
                "Rect" => vec![0.into(), 0.into(), 0.into(), 0.into()], key => text(verdict),
            });
            page_annotation(d, 1, field);
        }
    };
    for key in ["Contents", "TU"] {
        assert_eq!(said(field(key, "某公司的电子签名")), [""; 0]);
        is_told("第1页的签名域说的是别的话", field(key, "全部指标达标"));
    }
}

fn page_annotation(document: &mut Document, number: u32, annotation: ObjectId) {
    let page = page(document, number);
    let mut all = match page.get(b"Annots") {
        Ok(Object::Array(all)) => all.clone(),
        _ => Vec::new(),
    };
    all.push(annotation.into());
    page.set("Annots", all);
}

#[test]
fn content_is_marked_as_its_elements_are() {
    fn marks(operations: &mut [Operation]) -> impl Iterator<Item = &mut Operation> {
        operations.iter_mut().filter(|operation| operation.operator == "BDC")
    }
    let tagged = |from: &'static str, to: &'static str| {
        move |d: &mut Document| {
            redrawn(d, 1, |operations| {
                let mut marks = marks(operations);
                let mark = marks.find(|mark| mark.operands[0] == from.into()).unwrap();
                mark.operands[0] = to.into();
            });
        }
    };
    assert_eq!(said(|d| redrawn(d, 1, |_| ())), [""; 0]);
    is_told("第1页的内容在结构里标得不对", tagged("P", "H2"));
    is_told("第1页的内容在结构里标得不对", tagged("H1", "P"));
    for key in ["Lang", "Alt", "E"] {
        is_told("第1页的内容在结构里标得不对", |d| {
            redrawn(d, 1, |operations| {
                let mark = marks(operations).next().unwrap();
                mark.operands[1].as_dict_mut().unwrap().set(key, text("99.99%"));
            });
        });
    }
}

fn link(document: &mut Document) -> &mut Dictionary {
    let links = document.objects.values_mut().filter_map(|o| o.as_dict_mut().ok());
    let mut links = links.filter(|d| d.get(b"Subtype").is_ok_and(|s| *s == "Link".into()));
    links.next().unwrap()
}

#[test]
fn links_say_what_they_are() {
    is_told("第1页的链接", |d| link(d).set("Contents", text("全部达标")));
    is_told("第1页的链接", |d| link(d).set("F", 2));
    is_told("第1页的链接", |d| drop(link(d).remove(b"QuadPoints")));
    is_told("第1页的链接", |d| {
        let corners = link(d).get_mut(b"Rect").unwrap().as_array_mut().unwrap();
        corners[0] = 0.into();
    });
    // Over other text than its own, and over the whole page.
    for corners in [[300, 300, 400, 316], [0, 0, 595, 842]] {
        is_told("第1页的链接", |d| {
            let [left, bottom, right, top] = corners.map(Object::from);
            let quad = [&left, &top, &right, &top, &left, &bottom, &right, &bottom];
            let quad: Vec<Object> = quad.into_iter().cloned().collect();
            link(d).set("QuadPoints", quad);
            link(d).set("Rect", vec![left, bottom, right, top]);
        });
    }
    let other = Object::string_literal("https://b.cn");
    is_told("第1页的链接", |d| {
        link(d).set("A", dictionary! { "S" => "URI", "URI" => other });
    });
}

#[test]
fn pictures_are_those_of_their_files() {
    let changed = |name: &'static str, change: fn(Vec<u8>) -> Vec<u8>| {
        move |d: &mut Document| {
            let id = resource(d, "XObject", name);
            let stream = d.get_object_mut(id).unwrap().as_stream_mut().unwrap();
            let bytes = change(stream.decompressed_content().unwrap());
            stream.dict.remove(b"Filter");
            stream.dict.remove(b"DecodeParms");
            stream.set_content(bytes);
        }
    };
    let same: fn(Vec<u8>) -> Vec<u8> = |bytes| bytes;
    let flipped: fn(Vec<u8>) -> Vec<u8> = |mut bytes| {
        let last = bytes.len() - 2;
        bytes[last] = if bytes[last] == b'Q' { b'q' } else { bytes[last] ^ 1 };
        bytes
    };
    for (name, number) in [("P1", 2), ("P2", 3)] {
        assert_eq!(said(changed(name, same)), [""; 0], "{name}");
        is_told(&format!("第{number}幅图片与附在报告里的图片文件"), changed(name, flipped));
    }
    let grey = said_of(|d| {
        let jpeg = resource(d, "XObject", "P3");
        let stream = d.get_object_mut(jpeg).unwrap().as_stream_mut().unwrap();
        let last = stream.content.len() - 3;
        stream.content[last] ^= 1;
    });
    assert!(grey.len() == 1 && grey[0].contains("第4幅图片与附在"), "{grey:?}");
    // The seal's mask.
    let said = said(|d| {
        let seal = resource(d, "XObject", "P4");
        let mask = dictionary_mut(d, seal).get(b"SMask").unwrap().as_reference().unwrap();
        let mask = d.get_object_mut(mask).unwrap().as_stream_mut().unwrap();
        let count = mask.decompressed_content().unwrap().len();
        mask.dict.remove(b"Filter");
        mask.dict.remove(b"DecodeParms");
        mask.set_content(vec![0; count]);
    });
    assert!(said.len() == 1 && said[0].contains("第6幅图片"), "{said:?}");
    let other = |bytes: Vec<u8>| {
        let text = String::from_utf8(bytes).unwrap();
        text.replacen(" l\n", " m\n", 1).into_bytes()
    };
    let form = said_of(changed("P0", other));
    assert!(form.iter().any(|said| said.contains("第1幅图片与附在")), "{form:?}");
    // Another picture of the same file's kind in its place.
    let exchanged = said_of(|d| {
        let (one, other) = (resource(d, "XObject", "P1"), resource(d, "XObject", "P2"));
        let (a, b) = (d.objects[&one].clone(), d.objects[&other].clone());
        d.objects.insert(one, b);
        d.objects.insert(other, a);
    });
    assert_eq!(exchanged.len(), 2, "{exchanged:?}");
    let larger = said_of(|d| {
        let form = resource(d, "XObject", "P0");
        let stream = Stream::clone(d.get_object(form).unwrap().as_stream().unwrap());
        let mut stream = stream;
        stream.dict.set("BBox", vec![0.into(), 0.into(), 9000.into(), Object::Real(4583.33)]);
        d.objects.insert(form, stream.into());
    });
    assert!(larger.iter().any(|said| said.contains("第1幅图片")), "{larger:?}");
}

fn said_of(change: impl FnOnce(&mut Document)) -> Vec<String> {
    said(change)
}

#[test]
fn pictures_stand_upright_in_their_proportions() {
    /// Changes the matrix of a picture on whichever page it is.
    fn placed(name: &'static str, change: fn(&mut [f32; 6])) -> impl FnOnce(&mut Document) {
        move |document| {
            let count = document.get_pages().len() as u32;
            for number in 1..=count {
                redrawn(document, number, |operations| {
                    let named = |o: &Operation| o.operator == "Do" && o.operands[0] == name.into();
                    let Some(at) = operations.iter().position(named) else { return };
                    let matrix = operations[..at].iter().rposition(|o| o.operator == "cm").unwrap();
                    let operands = &mut operations[matrix].operands;
                    let numbers: Vec<f32> =
                        operands.iter().map(|n| n.as_float().unwrap()).collect();
                    let mut numbers: [f32; 6] = numbers.try_into().unwrap();
                    change(&mut numbers);
                    *operands = numbers.map(Object::Real).to_vec();
                });
            }
        }
    }
    assert_eq!(said(placed("P1", |_| ())), [""; 0]);
    let mirrored = said(placed("P1", |m| {
        m[4] += m[0];
        m[0] = -m[0];
    }));
    assert!(mirrored.len() == 1 && mirrored[0].contains("第2幅图片转了向"), "{mirrored:?}");
    for change in [
        (|m: &mut [f32; 6]| m[0] /= 2.0) as fn(&mut [f32; 6]),
        |m| m[5] -= 3.0,
        |m| {
            m[0] /= 100.0;
            m[3] /= 100.0;
        },
    ] {
        let said = said(placed("P0", change));
        assert!(said.iter().any(|said| said.contains("第1幅图片转了向")), "{said:?}");
    }
}
