//! What a PDF carries, and `chengbao extract` as a desk uses it: byte for byte, from any PDF of
//! ours, and never a crash, whatever the file is.

use std::io::Write;
use std::sync::LazyLock;

use chengbao::pdf::{MAX_BYTES, ReadFault, attachment, is_pdf};
use encoding_rs::GB18030;
use lopdf::{Dictionary, Document, IncrementalDocument, Object, Stream, dictionary};
use serde_json::Value;

use crate::support::filing::{FILING, with};
use crate::support::{Chengbao, FILINGS, Run, repository};

const YAML: &str = "filing.yaml";

fn built(source: impl AsRef<[u8]>) -> Run {
    Chengbao::new().file("甲.yaml", source).call("build 甲.yaml").run().done()
}

static PDF: LazyLock<Vec<u8>> = LazyLock::new(|| built(FILING).bytes("output/甲.pdf"));

#[test]
fn the_source_comes_back_byte_for_byte() {
    let (gb18030, _, _) = GB18030.encode(FILING);
    let crlf = FILING.replace('\n', "\r\n");
    let odd = format!("{FILING}# 末尾没有换行");
    for source in [
        FILING.as_bytes().to_vec(),
        format!("\u{FEFF}{crlf}").into_bytes(),
        gb18030.into_owned(),
        odd.into_bytes(),
    ] {
        let run = built(&source).then().call("extract output/甲.pdf -o 回/乙.yaml").run().done();
        assert_eq!(run.bytes("回/乙.yaml"), source);
        assert_eq!(run.stdout, "已取出 回/乙.yaml\n");
    }
    for stem in FILINGS {
        let source = std::fs::read_to_string(repository().join(format!("data/{stem}.yaml")));
        let source = source.unwrap();
        let run = built(&source).then().call("extract output/甲.pdf").run().done();
        assert!(run.stdout == source, "{stem}");
    }
}

#[test]
fn the_data_comes_back_and_is_that_of_the_page() {
    let waived = "\n豁免:\n  - { 规则: F08, 位置: 计费差错率, 理由: 原文如此 }\n";
    let source = with(&[("≤4×10⁻⁶", "4*10ˉ6")]) + waived;
    let run = built(&source).then().call("extract --format json output/甲.pdf").run().done();
    let data: Value = serde_json::from_str(&run.stdout).unwrap();
    assert!(run.text("output/甲.html").contains(run.stdout.trim_end()));
    assert_eq!(data["generator"]["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!((&data["ruleset"], &data["draft"]), (&2016.into(), &false.into()));
    assert_eq!(data["source"]["size"], source.len());
    let [waiver] = &data["waivers"].as_array().unwrap()[..] else { panic!("{data}") };
    assert_eq!((&waiver["rule"], &waiver["reason"]), (&"F08".into(), &"原文如此".into()));
    assert_eq!(waiver["place"], "主要服务指标完成情况.移动电话.计费差错率");
    assert!(waiver["message"].as_str().unwrap().contains("4*10ˉ6"));
    let figure = &data["indicators"][0];
    assert_eq!((&figure["measure"], &figure["area"]), (&"average".into(), &Value::Null));
    assert!(figure["id"].as_str().unwrap().starts_with("mobile."), "{figure}");
}

#[test]
fn a_draft_carries_its_data_too() {
    let source = with(&[("99.10%", "199.10%")]);
    let call = Chengbao::new().file("甲.yaml", &source).call("build 甲.yaml --draft");
    let run = call.run().then().call("extract output/甲.pdf").run().done();
    assert_eq!(run.stdout, source);
    let run = run.then().call("extract output/甲.pdf --format json").run().done();
    assert_eq!(serde_json::from_str::<Value>(&run.stdout).unwrap()["draft"], true);
}

#[test]
fn the_files_are_associated_and_listed_as_the_standard_asks() {
    let document = Document::load_mem(&PDF).unwrap();
    let follow = |from: &Dictionary, key: &str| -> Object {
        from.get_deref(key.as_bytes(), &document).unwrap().clone()
    };
    let catalog = document.catalog().unwrap();
    let associated = follow(catalog, "AF").as_array().unwrap().clone();
    let names = follow(catalog, "Names").as_dict().unwrap().clone();
    let listed = follow(&names, "EmbeddedFiles").as_dict().unwrap().clone();
    let listed = follow(&listed, "Names").as_array().unwrap().clone();
    let called: Vec<&[u8]> = listed.iter().step_by(2).map(|name| name.as_str().unwrap()).collect();
    assert_eq!(called, [&b"filing.json"[..], b"filing.yaml"]);
    let mut files: Vec<Object> = listed.iter().skip(1).step_by(2).cloned().collect();
    files.reverse();
    assert_eq!(files, associated);
    let expected = [
        ("filing.yaml", "Source", "application/yaml"),
        ("filing.json", "Data", "application/json"),
    ];
    for (file, (name, relationship, media_type)) in associated.iter().zip(expected) {
        let file = document.dereference(file).unwrap().1.as_dict().unwrap();
        assert_eq!(follow(file, "Type").as_name().unwrap(), b"Filespec");
        assert_eq!(follow(file, "F").as_str().unwrap(), name.as_bytes());
        let text = |key| lopdf::decode_text_string(&follow(file, key)).unwrap();
        assert_eq!(text("UF"), name);
        assert!(!text("Desc").is_empty());
        assert_eq!(follow(file, "AFRelationship").as_name().unwrap(), relationship.as_bytes());
        let embedded = follow(file, "EF").as_dict().unwrap().clone();
        assert_eq!(embedded.get(b"F").unwrap(), embedded.get(b"UF").unwrap());
        let stream = follow(&embedded, "F").as_stream().unwrap().clone();
        assert_eq!(stream.dict.get(b"Type").unwrap().as_name().unwrap(), b"EmbeddedFile");
        assert_eq!(stream.dict.get(b"Subtype").unwrap().as_name().unwrap(), media_type.as_bytes());
        let params = follow(&stream.dict, "Params").as_dict().unwrap().clone();
        let size = stream.get_plain_content().unwrap().len() as i64;
        assert_eq!(params.get(b"Size").unwrap().as_i64().unwrap(), size);
        assert_eq!(params.get(b"ModDate").unwrap().as_str().unwrap(), b"D:20210112120000+08'00'");
    }
    let raw = |needle: &[u8]| PDF.windows(needle.len()).any(|window| window == needle);
    assert!(raw(b"/application#2Fyaml") && raw(b"/application#2Fjson"));
}

#[test]
fn a_file_that_is_there_already_stays() {
    let run = built(FILING).then().file("乙.yaml", "改过").call("extract output/甲.pdf -o 乙.yaml");
    let run = run.run();
    assert_eq!((run.status, run.text("乙.yaml")), (2, "改过".to_owned()));
    assert_eq!(run.stderr, "错误: 写不了 乙.yaml：已有同名的文件\n");
}

/// The PDF with an update behind it, as a signature makes one.
fn updated(pdf: &[u8]) -> Vec<u8> {
    let mut document =
        IncrementalDocument::create_from(pdf.to_vec(), Document::load_mem(pdf).unwrap());
    let root = document.get_prev_documents().trailer.get(b"Root").unwrap().as_reference().unwrap();
    document.opt_clone_object_to_new_document(root).unwrap();
    let catalog = document.new_document.get_object_mut(root).unwrap().as_dict_mut().unwrap();
    catalog.set("AcroForm", dictionary! { "SigFlags" => 3, "Fields" => Vec::<Object>::new() });
    let mut out = Vec::new();
    document.save_to(&mut out).unwrap();
    assert!(out.starts_with(pdf) && out.len() > pdf.len());
    out
}

/// The PDF with an update whose places are in a table, and whose catalog is another's.
fn updated_by_table(pdf: &[u8]) -> Vec<u8> {
    let document = Document::load_mem(pdf).unwrap();
    let root = document.trailer.get(b"Root").unwrap().as_reference().unwrap();
    let catalog = document.get_dictionary(root).unwrap();
    let reference = |key: &[u8]| catalog.get(key).unwrap().as_reference().unwrap().0;
    let file = catalog.get(b"AF").unwrap().as_array().unwrap()[0].as_reference().unwrap().0;
    let mut out = [pdf, b"\n"].concat();
    let at = out.len();
    let pages = reference(b"Pages");
    write!(out, "{} 0 obj\n<</Type/Catalog/Pages {pages} 0 R/AF[{file} 0 R]>>\nendobj\n", root.0)
        .unwrap();
    let table = out.len();
    write!(
        out,
        "xref\n{} 1\n{at:010} 00000 n \ntrailer\n<</Size 9/Root {} 0 R/Prev {}>>\nstartxref\n{table}\n%%EOF\n",
        root.0, root.0, document.xref_start
    )
    .unwrap();
    out
}

#[test]
fn a_signed_or_rewritten_file_gives_its_data_too() {
    let mut document = Document::load_mem(&PDF).unwrap();
    let mut plain = Vec::new();
    document.save_to(&mut plain).unwrap();
    let signed = updated(&PDF);
    let twice = updated(&signed);
    let behind = [b"From: a@b.cn\r\n\r\n", &PDF[..]].concat();
    for pdf in [&plain, &signed, &twice, &updated_by_table(&PDF), &updated(&plain), &behind] {
        assert_eq!(attachment(pdf, YAML).unwrap(), FILING.as_bytes());
    }
    assert!(is_pdf(&plain) && !is_pdf(FILING.as_bytes()));
}

#[test]
fn what_cannot_be_read_is_said() {
    let mut bare = Document::load_mem(&PDF).unwrap();
    for key in [&b"AF"[..], b"Names"] {
        bare.catalog_mut().unwrap().remove(key);
    }
    let mut without = Vec::new();
    bare.save_to(&mut without).unwrap();
    bare.trailer.set("Encrypt", dictionary! { "Filter" => "Standard" });
    let mut encrypted = Vec::new();
    bare.save_to(&mut encrypted).unwrap();
    let cases: [(&[u8], &str); 6] = [
        (FILING.as_bytes(), "这不是 PDF 文件"),
        (b"", "这不是 PDF 文件"),
        (&PDF[..PDF.len() / 2], "这个 PDF 不完整或已损坏，读不了里面的数据"),
        (&without, "这个 PDF 里没有填报数据：不是呈报生成的，或者经别的软件另存时丢掉了"),
        (&encrypted, "这个 PDF 加了密，读不了里面的数据"),
        (&vec![b' '; MAX_BYTES + 1], "这个 PDF 超过 64 MiB，一份报告不会这么大"),
    ];
    for (bytes, said) in cases {
        let run = Chengbao::new().file("甲.pdf", bytes).call("extract 甲.pdf -o 乙.yaml").run();
        assert_eq!((run.status, run.stdout.as_str()), (2, ""));
        assert_eq!(run.stderr, format!("错误: 读不了 甲.pdf：{said}\n"));
        assert_eq!(run.files(""), ["甲.pdf"]);
    }
    let run = Chengbao::new().folder("夹").call("extract 夹").run();
    assert_eq!(run.stderr, "错误: 读不了 夹：这是文件夹，要写 PDF 或 Word 文件的名字\n");
    let run = Chengbao::new().call("extract 无.pdf").run();
    assert_eq!((run.status, run.stderr.as_str()), (2, "错误: 读不了 无.pdf：没有这个文件\n"));
}

#[test]
fn a_filed_pdf_is_compared_as_its_source_is() {
    let last = with(&[("2020年下半年", "2020年上半年"), ("4.01小时", "40.1小时")]);
    let built = Chengbao::new().file("上期.yaml", &last).file("甲.yaml", FILING);
    let run = built.call("build 上期.yaml --formats pdf --draft").run();
    let said = |run: Run, other: &str| {
        let run = run.then().call(&format!("check 甲.yaml --against {other}")).run();
        (run.stdout.replace(other, "〇"), run)
    };
    let (by_yaml, run) = said(run, "上期.yaml");
    let (by_pdf, run) = said(run, "output/上期.pdf");
    assert!(by_yaml.contains("C02") && by_yaml.contains("40.1小时"), "{by_yaml}");
    assert_eq!(by_pdf, by_yaml);

    let named = format!("上期: output/上期.pdf\n{FILING}");
    let run = run.then().file("乙.yaml", named).call("check 乙.yaml").run();
    assert!(run.stdout.contains("40.1小时") && !run.stdout.contains("Y20"), "{}", run.stdout);

    let run = run.then().file("坏.pdf", &PDF[..5000]).call("check 甲.yaml --against 坏.pdf").run();
    let said = "错误: 读不了 坏.pdf：这个 PDF 不完整或已损坏，读不了里面的数据\n";
    assert_eq!((run.status, run.stderr.as_str()), (2, said));
}

#[test]
fn a_pdf_in_the_place_of_a_filing_is_told_from_one() {
    let run = Chengbao::new().file("甲.pdf", &*PDF).call("check 甲.pdf").run();
    assert_eq!(run.status, 1);
    assert!(run.stdout.contains("这是 PDF，不是填报文件"), "{}", run.stdout);
    assert!(run.stdout.contains("chengbao extract"), "{}", run.stdout);
}

#[test]
fn no_damage_is_a_crash() {
    let whole = attachment(&PDF, YAML).unwrap();
    // A cut anywhere is seen, but for the very last bytes.
    let cuts = (0..PDF.len() - 8).step_by(997).chain(PDF.len() - 400..PDF.len() - 8);
    for cut in cuts {
        if let Ok(found) = attachment(&PDF[..cut], YAML) {
            assert!(found == whole && cut > PDF.len() - 12, "cut at {cut}");
        }
    }
    // Bytes changed here and there: what comes back, if anything, is what was put in.
    let mut random = 1_u64;
    let mut next = || {
        random =
            random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) as usize
    };
    let signed = updated_by_table(&PDF);
    for _ in 0..2000 {
        let mut bytes = signed.clone();
        for _ in 0..1 + next() % 20 {
            // Half of it in the last part, where the places are.
            let from = if next() % 2 == 0 { 0 } else { bytes.len() - 1500 };
            let at = from + next() % (bytes.len() - from);
            bytes[at] = next() as u8;
        }
        if let Ok(found) = attachment(&bytes, YAML) {
            assert_eq!(found, whole);
        }
    }
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A PDF whose only attachment is this.
fn carrying(content: Vec<u8>, filter: &str) -> Vec<u8> {
    let mut document = Document::with_version("1.7");
    let about = dictionary! { "Type" => "EmbeddedFile", "Filter" => filter };
    let file = document.add_object(Stream::new(about, content));
    let specification = dictionary! {
        "Type" => "Filespec",
        "UF" => Object::string_literal(YAML),
        "EF" => dictionary! { "F" => file },
    };
    let catalog = dictionary! { "Type" => "Catalog", "AF" => vec![specification.into()] };
    let catalog = document.add_object(catalog);
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

#[test]
fn a_bomb_is_not_unpacked() {
    assert_eq!(attachment(&carrying(packed(b"a: 1"), "FlateDecode"), YAML).unwrap(), b"a: 1");
    let bomb = packed(&vec![0; 40 << 20]);
    let swollen = Err(ReadFault::Swollen.into());
    assert_eq!(attachment(&carrying(bomb, "FlateDecode"), YAML), swollen);
    assert_eq!(
        attachment(&carrying(vec![0; 17 << 20], "FlateDecode"), YAML),
        Err(ReadFault::Damaged.into())
    );
}

#[test]
fn places_that_lead_nowhere_or_round_are_seen() {
    let endless = |about: &str| {
        let mut pdf = b"%PDF-1.7\n".to_vec();
        let at = pdf.len();
        write!(
            pdf,
            "1 0 obj\n<</Type/XRef/Size 9/Root 1 0 R {about}/Length 0>>stream\n\nendstream"
        )
        .unwrap();
        write!(pdf, "\nendobj\nstartxref\n{at}\n%%EOF\n").unwrap();
        pdf
    };
    for about in [
        "/W[0 0 0]/Index[0 9223372036854775807]",
        "/W[9223372036854775807 9223372036854775807 9223372036854775807]",
        "/W[1 2 1]/Index[0 9223372036854775807]",
        "/W[1 2 1]/Index[9223372036854775807 2]",
        "/W[1 2 1]/Index[0 0]/Prev 9",
        "/W[1 2 1]/Index[0 0]/Prev 99999999999999999999",
        "/W[1 2 1]/Index[0 0]/Prev -1",
        "/W[1 2 1]/Index[0 0]",
        "/W[1 2 1]/Size -1",
    ] {
        assert_eq!(attachment(&endless(about), YAML), Err(ReadFault::Damaged.into()), "{about}");
    }
    let nested = format!("%PDF-1.7\n1 0 obj {}\nstartxref\n9\n%%EOF", "[".repeat(1 << 20));
    assert_eq!(attachment(nested.as_bytes(), YAML), Err(ReadFault::Damaged.into()));
    // An object stream in itself, and a name tree that is its own branch.
    let round = "%PDF-1.7\n1 0 obj <</Names <</EmbeddedFiles 2 0 R>>>> endobj\n\
        2 0 obj <</Kids [2 0 R 2 0 R]>> endobj\nxref\n1 2\n0000000009 00000 n \n0000000060 00000 n \n\
        trailer <</Root 1 0 R>>\nstartxref\n99\n%%EOF";
    assert_eq!(&round[60..67], "2 0 obj");
    assert_eq!(&round[99..103], "xref");
    assert_eq!(attachment(round.as_bytes(), YAML), Err(ReadFault::Damaged.into()));
}
