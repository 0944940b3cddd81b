//! What PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1) ask of every PDF, drafts too: each
//! rule that can be stated, over filings with everything a filing can hold.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

use crate::support::filing::with;
use crate::support::pdf_tree::{Element, Kid, tree};
use crate::support::{Chengbao, FILINGS, pdf_text, repository};

/// A PDF that was built.
struct Built {
    name: String,
    bytes: Vec<u8>,
    document: Document,
    tree: Element,
}

impl Built {
    fn sequences(&self) -> Vec<BTreeMap<i64, String>> {
        pdf_text::sequences(&self.document)
    }

    fn pages(&self) -> Vec<(ObjectId, &Dictionary)> {
        let pages = self.document.get_pages().into_values();
        pages.map(|id| (id, self.document.get_dictionary(id).unwrap())).collect()
    }

    fn follow<'d>(&'d self, from: &'d Dictionary, key: &str) -> &'d Object {
        let found = from.get_deref(key.as_bytes(), &self.document);
        found.unwrap_or_else(|e| panic!("{} {key}: {e}", self.name))
    }

    fn catalog(&self) -> &Dictionary {
        self.document.catalog().unwrap()
    }

    /// The parent tree: by its keys a page's list or an annotation's element.
    fn parents(&self) -> BTreeMap<i64, &Object> {
        let root = self.follow(self.catalog(), "StructTreeRoot").as_dict().unwrap();
        let numbers = self.follow(root, "ParentTree").as_dict().unwrap();
        let numbers = self.follow(numbers, "Nums").as_array().unwrap();
        let next = root.get(b"ParentTreeNextKey").unwrap().as_i64().unwrap();
        assert_eq!(next as usize, numbers.len() / 2);
        numbers.chunks(2).map(|pair| (pair[0].as_i64().unwrap(), &pair[1])).collect()
    }
}

static BUILT: LazyLock<Vec<Built>> = LazyLock::new(|| {
    let read = |path: &str| std::fs::read(repository().join(path)).unwrap();
    let tests = ["tables", "torture"].map(|stem| {
        let chart = "图/障碍修复.svg";
        let call = Chengbao::new().file(chart, read(&format!("tests/filings/{chart}")));
        built(stem, call.file("甲.yaml", read(&format!("tests/filings/{stem}.yaml"))), "")
    });
    let filing = |stem| read(&format!("data/{stem}.yaml"));
    let filings =
        FILINGS.map(|stem| built(stem, Chengbao::new().file("甲.yaml", filing(stem)), ""));
    let draft = Chengbao::new().file("甲.yaml", filing(FILINGS[0]));
    let around = built("around", crate::around::full(), "");
    let others = [built("draft", draft, " --draft"), around, built("rich", rich(), "")];
    filings.into_iter().chain(tests).chain(others).collect()
});

fn built(name: &str, call: Chengbao, options: &str) -> Built {
    let run = call.call(&format!("build 甲.yaml --formats pdf{options}")).run().done();
    let bytes = run.bytes("output/甲.pdf");
    let document = Document::load_mem(&bytes).unwrap();
    let tree = tree(&document);
    Built { name: name.to_owned(), bytes, document, tree }
}

fn rich_built() -> &'static Built {
    BUILT.last().unwrap()
}

/// A filing with pictures, links, lists in lists, a quotation, a table, a seal, and headings that
/// skip levels.
fn rich() -> Chengbao {
    let text = "  详见[公司网站](https://www.10086.cn/sx/)。\n\n  ##### 深一级的标题\n\n  \
        正文[**很长很长很长很长很长很长很长很长的**一个跨行链接文字](https://a.cn/路径?a=b&c)，完。\n\n  又一段。\n\n  \
        ![投诉量柱状图](图.svg \"图1 投诉量\")\n\n  ![红章](章.png)\n\n  \
        1. 第一项\n     - 甲\n     - 乙[链](mailto:a@b.cn)\n  2. 第二项\n\n  \
        > 引文一段。\n\n  | 项 | 值 |\n  | --- | --- |\n  | 甲[链](tel:10086) | 1.5 |\n  |  | 2 |\n";
    let filing = with(&[
        ("  中国移动山西公司经营移动电话业务。\n", text),
        ("  日期: 2021年1月12日", "  日期: 2021年1月12日\n  印章: 章.png"),
    ]);
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"300\" height=\"150\">\
        <rect x=\"60\" y=\"60\" width=\"60\" height=\"80\" fill=\"#1f5fa8\" opacity=\"0.5\"/></svg>";
    let mut png = Vec::new();
    let mut encoder = png::Encoder::new(&mut png, 1, 1);
    encoder.set_color(png::ColorType::Rgba);
    encoder.write_header().unwrap().write_image_data(&[200, 20, 20, 128]).unwrap();
    Chengbao::new().file("甲.yaml", filing).file("图.svg", svg).file("章.png", png)
}

#[test]
fn each_sequence_is_in_one_element_and_the_parent_tree_leads_back() {
    for built in BUILT.iter() {
        let mut holders: BTreeMap<(usize, i64), ObjectId> = BTreeMap::new();
        for element in built.tree.all() {
            for kid in &element.kids {
                if let Kid::Content(page, mcid) = kid {
                    assert!(holders.insert((*page, *mcid), element.id).is_none(), "{}", built.name);
                }
            }
        }
        let parents = built.parents();
        for (n, (page, sequences)) in built.pages().iter().zip(built.sequences()).enumerate() {
            let key = page.1.get(b"StructParents").unwrap().as_i64().unwrap();
            let parents = built.document.dereference(parents[&key]).unwrap().1.as_array().unwrap();
            let numbers: Vec<i64> = sequences.into_keys().collect();
            assert_eq!(numbers, (0..parents.len() as i64).collect::<Vec<_>>());
            for (mcid, parent) in parents.iter().enumerate() {
                let parent = parent.as_reference().unwrap();
                assert_eq!(holders.remove(&(n, mcid as i64)), Some(parent), "{}", built.name);
            }
        }
        assert!(holders.is_empty(), "{} {holders:?}", built.name);
    }
}

#[test]
fn whatever_paints_is_tagged_or_an_artifact() {
    for built in BUILT.iter() {
        for (page, _) in built.pages() {
            let content = Content::decode(&built.document.get_page_content(page)).unwrap();
            // For each open sequence whether it is an artifact, has a number, began within text.
            let mut open: Vec<(bool, bool, bool)> = Vec::new();
            let mut in_text = false;
            for operation in content.operations {
                match operation.operator.as_str() {
                    "BT" => in_text = true,
                    "ET" => {
                        assert!(open.iter().all(|(.., in_text)| !in_text), "one over another");
                        in_text = false;
                    }
                    "BMC" | "BDC" => {
                        let artifact = operation.operands[0].as_name().unwrap() == b"Artifact";
                        let properties = operation.operands.get(1).map(|p| p.as_dict().unwrap());
                        let number = properties.is_some_and(|p| p.has(b"MCID"));
                        // What a reader goes by is never in something else; only in an artifact
                        // may something stand, an ActualText without a number.
                        assert!(open.iter().all(|(_, number, _)| !number), "one inside another");
                        assert!(!(artifact || number) || open.is_empty(), "one inside another");
                        open.push((artifact, number, in_text));
                    }
                    "EMC" => assert_eq!(open.pop().unwrap().2, in_text),
                    "Tj" | "TJ" | "'" | "\"" | "f" | "F" | "f*" | "B" | "B*" | "b" | "b*" | "S"
                    | "s" | "sh" | "Do" | "BI" => {
                        let held = open.iter().any(|(artifact, number, _)| *artifact || *number);
                        assert!(held, "{}: {}", built.name, operation.operator);
                    }
                    _ => {}
                }
            }
            assert!(open.is_empty());
        }
    }
}

#[test]
fn what_is_told_by_other_characters_has_a_number_of_its_own() {
    let mut found = 0;
    for built in BUILT.iter() {
        for (page, _) in built.pages() {
            let content = Content::decode(&built.document.get_page_content(page)).unwrap();
            for operation in content.operations.iter().filter(|o| o.operator == "BDC") {
                let properties = operation.operands[1].as_dict().unwrap();
                if properties.has(b"ActualText") && properties.has(b"MCID") {
                    assert_eq!(operation.operands[0].as_name().unwrap(), b"Span");
                    found += 1;
                }
            }
        }
    }
    assert!(found > 100, "{found}");
}

#[test]
fn the_structure_reads_as_the_page_does() {
    for built in BUILT.iter().filter(|built| built.name != "tables") {
        let text = built.tree.text(&built.sequences());
        let text: String = text.split_whitespace().collect();
        assert_eq!(text, pdf_text::text(&built.bytes), "{}", built.name);
        assert!(!text.contains('\u{FFFD}'), "{}", built.name);
    }
}

#[test]
fn headings_are_in_order() {
    for built in BUILT.iter() {
        let levels: Vec<usize> = built.tree.all().iter().filter_map(|e| e.level()).collect();
        assert_eq!((levels[0], levels.iter().filter(|level| **level == 1).count()), (1, 1));
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
        let titles: Vec<&Element> = built.tree.of_role("H1");
        let said = titles[0].text(&built.sequences());
        assert!(said.ends_with("服务质量状况报告"), "{said}");
    }
}

#[test]
fn a_figure_says_what_it_shows_and_where() {
    for built in BUILT.iter() {
        for figure in built.tree.of_role("Figure") {
            let alt = figure.dictionary.get(b"Alt").unwrap();
            assert!(!lopdf::decode_text_string(alt).unwrap().trim().is_empty());
            let bounds = figure.attribute("BBox").unwrap().as_array().unwrap();
            let bounds: Vec<f32> = bounds.iter().map(|n| n.as_float().unwrap()).collect();
            assert!(bounds[0] > 0.0 && bounds[0] < bounds[2] && bounds[2] < 595.3, "{bounds:?}");
            assert!(bounds[1] > 0.0 && bounds[1] < bounds[3] && bounds[3] < 841.9, "{bounds:?}");
        }
        // A page with pictures says how what shows through them is blended.
        for (_, page) in built.pages() {
            let group = page.get(b"Group").and_then(Object::as_dict);
            assert!(group.is_err() || group.unwrap().get(b"CS").is_ok());
        }
    }
    let figures = rich_built().tree.of_role("Figure");
    let alt = |figure: &&Element| {
        lopdf::decode_text_string(figure.dictionary.get(b"Alt").unwrap()).unwrap()
    };
    assert_eq!(figures.iter().map(alt).collect::<Vec<_>>(), ["投诉量柱状图", "红章", "印章"]);
    assert!(rich_built().pages().iter().any(|(_, page)| page.has(b"Group")));
}

#[test]
fn tables_are_regular_and_one_over_all_their_pages() {
    for built in BUILT.iter() {
        for table in built.tree.of_role("Table") {
            let rows: Vec<&Element> = table.elements().collect();
            assert!(rows.iter().all(|row| row.role == "TR"));
            assert!(rows.iter().all(|row| row.kids.len() == rows[0].kids.len()), "{}", built.name);
            assert!(rows[0].roles().iter().all(|role| *role == "TH"));
            assert!(rows[1..].iter().all(|row| row.roles().iter().all(|role| *role == "TD")));
            for head in rows[0].elements() {
                assert_eq!(head.attribute("Scope").unwrap().as_name().unwrap(), b"Column");
            }
        }
    }
    let tables = BUILT.iter().find(|built| built.name == "tables").unwrap();
    let [table] = tables.tree.of_role("Table")[..] else { panic!("not one table") };
    let content = table.all().into_iter().flat_map(|element| &element.kids);
    let last = content.filter_map(|kid| match kid {
        Kid::Content(page, _) => Some(*page),
        _ => None,
    });
    assert!(last.max().unwrap() > 2);
}

#[test]
fn lists_and_quotations_hold_what_is_theirs() {
    for built in BUILT.iter() {
        for list in built.tree.of_role("L") {
            assert!(list.attribute("ListNumbering").is_some());
            for item in list.elements() {
                assert_eq!((item.role.as_str(), item.roles()), ("LI", vec!["Lbl", "LBody"]));
            }
        }
    }
    let shape = rich_built().tree.shape();
    let expected = "H1 H2 P(Link) H3 P(Link) P Div(Figure Caption) Figure \
        L(LI(Lbl LBody(P L(LI(Lbl LBody(P)) LI(Lbl LBody(P(Link)))))) LI(Lbl LBody(P))) \
        BlockQuote(P) Table(TR(TH TH) TR(TD(Link) TD) TR(TD TD)) H2 H3 P";
    assert!(shape.starts_with(expected), "{shape}");
    assert!(shape.ends_with("P P P Figure"), "{shape}");
}

#[test]
fn a_link_leads_from_each_of_its_lines_and_says_where() {
    let mut targets = Vec::new();
    for built in BUILT.iter() {
        let (parents, links) = (built.parents(), built.tree.of_role("Link"));
        for (_, page) in built.pages() {
            assert_eq!(page.get(b"Tabs").unwrap().as_name().unwrap(), b"S");
            let annotations = page.get(b"Annots").map_or(&[][..], |a| a.as_array().unwrap());
            for annotation in annotations {
                let id = annotation.as_reference().unwrap();
                let annotation = built.document.get_dictionary(id).unwrap();
                assert_eq!(annotation.get(b"Subtype").unwrap().as_name().unwrap(), b"Link");
                assert_eq!(annotation.get(b"F").unwrap().as_i64().unwrap(), 4);
                let said = lopdf::decode_text_string(annotation.get(b"Contents").unwrap()).unwrap();
                let action = annotation.get(b"A").unwrap().as_dict().unwrap();
                let target = action.get(b"URI").unwrap().as_str().unwrap();
                assert!(target.is_ascii() && !said.is_empty());
                assert_eq!(annotation.get(b"QuadPoints").unwrap().as_array().unwrap().len(), 8);
                let key = annotation.get(b"StructParent").unwrap().as_i64().unwrap();
                let parent = parents[&key].as_reference().unwrap();
                let link = links.iter().find(|link| link.id == parent).unwrap();
                assert!(link.kids.iter().any(|k| matches!(k, Kid::Annotation(a) if *a == id)));
                targets.push(String::from_utf8(target.to_vec()).unwrap());
            }
        }
    }
    // The long one goes on in a second line.
    let long = "https://a.cn/%E8%B7%AF%E5%BE%84?a=b&c";
    let expected = ["https://www.10086.cn/sx/", long, long, "mailto:a@b.cn", "tel:10086"];
    assert_eq!(targets[targets.len() - 5..], expected);
}

#[test]
fn the_outline_leads_to_every_heading() {
    for built in BUILT.iter() {
        let pages: Vec<ObjectId> = built.pages().into_iter().map(|(id, _)| id).collect();
        let outlines = built.follow(built.catalog(), "Outlines").as_dict().unwrap();
        let mut found = Vec::new();
        walk_outline(built, outlines, 2, &pages, &mut found);
        let sequences = built.sequences();
        let headings = built.tree.all().into_iter().filter(|e| e.level().is_some_and(|l| l > 1));
        let expected: Vec<(usize, String)> =
            headings.map(|h| (h.level().unwrap(), h.text(&sequences))).collect();
        assert_eq!(found, expected, "{}", built.name);
        assert_eq!(outlines.get(b"Count").unwrap().as_i64().unwrap(), found.len() as i64);
        assert_eq!(built.follow(built.catalog(), "PageMode").as_name().unwrap(), b"UseOutlines");
    }
}

fn walk_outline(
    built: &Built,
    parent: &Dictionary,
    level: usize,
    pages: &[ObjectId],
    found: &mut Vec<(usize, String)>,
) {
    let mut next = parent.get(b"First").and_then(Object::as_reference).ok();
    while let Some(id) = next {
        let item = built.document.get_dictionary(id).unwrap();
        found.push((level, lopdf::decode_text_string(item.get(b"Title").unwrap()).unwrap()));
        let place = item.get(b"Dest").unwrap().as_array().unwrap();
        assert!(pages.contains(&place[0].as_reference().unwrap()));
        let top = place[3].as_float().unwrap();
        assert!((100.0..=742.0).contains(&top), "{top}");
        walk_outline(built, item, level + 1, pages, found);
        next = item.get(b"Next").and_then(Object::as_reference).ok();
        if next.is_none() {
            assert_eq!(parent.get(b"Last").unwrap().as_reference().unwrap(), id);
        }
    }
}

#[test]
fn the_file_says_the_same_of_itself_everywhere() {
    for built in BUILT.iter() {
        let catalog = built.catalog();
        let info = built.follow(&built.document.trailer, "Info").as_dict().unwrap();
        let said = |key| lopdf::decode_text_string(built.follow(info, key)).unwrap();
        let packet = built.follow(catalog, "Metadata").as_stream().unwrap();
        assert!(packet.dict.get(b"Filter").is_err());
        let packet = String::from_utf8(packet.content.clone()).unwrap();
        let date = said("CreationDate");
        let date = format!("{}-{}-{}T12:00:00+08:00", &date[2..6], &date[6..8], &date[8..10]);
        for wanted in [
            format!("<rdf:li xml:lang=\"x-default\">{}</rdf:li>", said("Title")),
            format!("<dc:creator><rdf:Seq><rdf:li>{}</rdf:li>", said("Author")),
            format!("<pdf:Producer>{}</pdf:Producer>", said("Producer")),
            format!("<xmp:CreateDate>{date}</xmp:CreateDate>"),
            format!("<xmp:ModifyDate>{date}</xmp:ModifyDate>"),
            "<pdfaid:part>3</pdfaid:part>".to_owned(),
            "<pdfaid:conformance>A</pdfaid:conformance>".to_owned(),
            "<pdfuaid:part>1</pdfuaid:part>".to_owned(),
            "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>".to_owned(),
        ] {
            assert!(packet.contains(&wanted), "{wanted}\n{packet}");
        }
        assert_eq!(info.len(), 5);
        let flag = |key, inner| built.follow(catalog, key).as_dict().unwrap().get(inner).unwrap();
        assert!(flag("MarkInfo", b"Marked").as_bool().unwrap());
        assert!(flag("ViewerPreferences", b"DisplayDocTitle").as_bool().unwrap());
        assert!(flag("PageLabels", b"Nums").as_array().is_ok());
        assert_eq!(built.follow(catalog, "Lang").as_str().unwrap(), b"zh-CN");
        let intents = built.follow(catalog, "OutputIntents").as_array().unwrap();
        let profile = built.follow(intents[0].as_dict().unwrap(), "DestOutputProfile");
        let profile = profile.as_stream().unwrap().get_plain_content().unwrap();
        assert_eq!((&profile[12..20], &profile[36..40]), (&b"mntrRGB "[..], &b"acsp"[..]));
        for key in ["OpenAction", "AA", "AcroForm", "OCProperties"] {
            assert!(catalog.get(key.as_bytes()).is_err(), "{key}");
        }
        assert!(built.bytes.starts_with(b"%PDF-1.7\n%"));
        assert!(built.bytes[10..14].iter().all(|byte| *byte > 127));
    }
}

#[test]
fn tags_pictures_and_links_are_the_same_bytes_each_time() {
    assert!(built("again", rich(), "").bytes == rich_built().bytes);
}
