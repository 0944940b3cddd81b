//! A report is made again of its data, and the file has to be that: what no eye and no rule would
//! stumble over is reported too.

use std::sync::LazyLock;

use chengbao::pdf::first_difference;
use chengbao::render::Templates;
use chengbao::verify::{AtHand, RebuildVerdict, UnwaivedError, filing};
use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};
use serde_json::Value;

use crate::support::at_hand::at_hand;
use crate::support::filing::{FILING, with};
use crate::support::signed::{PDF, built, desk, stream, updated};
use crate::support::{Chengbao, repository};

fn again(pdf: &[u8]) -> RebuildVerdict {
    filing(pdf, &at_hand()).unwrap().rebuild
}

/// The report with some of its objects exchanged, written by another program.
fn edited(pdf: &[u8], edit: impl FnOnce(&mut Document)) -> Vec<u8> {
    let mut document = Document::load_mem(pdf).unwrap();
    edit(&mut document);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

/// Where it parts from the report is reported, and it is not sound.
#[track_caller]
fn assert_differs(pdf: &[u8], other: &[u8], place: &str) {
    let difference = first_difference(pdf, other).unwrap().expect("they are the same");
    let words = RebuildVerdict::Differs(difference).to_string();
    assert_eq!(words, format!("{place}与按填报文件重新生成的不一样"));
    assert!(!filing(other, &at_hand()).unwrap().is_sound());
}

fn dictionaries(document: &mut Document) -> impl Iterator<Item = &mut Dictionary> {
    document.objects.values_mut().filter_map(|object| match object {
        Object::Stream(stream) => Some(&mut stream.dict),
        other => other.as_dict_mut().ok(),
    })
}

#[test]
fn what_is_packed_or_numbered_otherwise_is_the_same() {
    assert_eq!(again(&PDF), RebuildVerdict::Same { pages: 1 });
    assert_eq!(again(&edited(&PDF, Document::decompress)), RebuildVerdict::Same { pages: 1 });
    assert_eq!(
        again(&edited(&PDF, |document| document.renumber_objects_with(500))),
        RebuildVerdict::Same { pages: 1 }
    );
}

#[test]
fn each_value_is_compared() {
    let widths = edited(&PDF, |document| {
        let font = dictionaries(document).find(|d| d.has(b"DescendantFonts")).unwrap();
        let inner = font.get_mut(b"DescendantFonts").unwrap().as_array_mut().unwrap();
        inner[0].as_dict_mut().unwrap().set("DW", 990);
    });
    assert_differs(&PDF, &widths, "第1页用的字体");
    let tabs = edited(&PDF, |document| {
        let page = dictionaries(document).find(|d| d.has(b"Tabs")).unwrap();
        page.set("Tabs", "R");
    });
    assert_differs(&PDF, &tabs, "第1页的设置");
    let info = edited(&PDF, |document| {
        let info = dictionaries(document).find(|d| d.has(b"Producer")).unwrap();
        info.set("CreationDate", Object::string_literal("D:20200101120000+08'00'"));
    });
    assert_differs(&PDF, &info, "文件的说明（标题、日期等）");
    let heading = edited(&PDF, |document| {
        let role = |d: &&mut Dictionary| d.get(b"S").is_ok_and(|s| *s == "H2".into());
        dictionaries(document).find(role).unwrap().set("S", "P");
    });
    assert_differs(&PDF, &heading, "供读屏软件用的结构");
    let moved = edited(&PDF, |document| {
        let page = document.get_pages()[&1];
        let id = document.get_dictionary(page).unwrap().get(b"Contents").unwrap();
        let id = id.as_reference().unwrap();
        let content = document.get_object_mut(id).unwrap().as_stream_mut().unwrap();
        let text = String::from_utf8(content.decompressed_content().unwrap()).unwrap();
        let near = text.replacen("1 0 0 1 110.956 ", "1 0 0 1 111.056 ", 1);
        assert_ne!(text, near);
        content.dict.remove(b"Filter");
        content.set_content(near.into_bytes());
    });
    assert_differs(&PDF, &moved, "第1页的内容");
}

/// A report with a picture of two dots, and a drawing.
static PICTURED: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let narrative = "见图：\n\n        ![两点](点.png)\n\n        ![图形](形.svg \"图1 图形\")";
    let mut png = Vec::new();
    let mut encoder = png::Encoder::new(&mut png, 2, 1);
    encoder.set_color(png::ColorType::Rgb);
    encoder.write_header().unwrap().write_image_data(&[255, 0, 0, 0, 0, 255]).unwrap();
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='30'>\
        <path d='M0 0h90v30H0z' fill='#080'/></svg>";
    let call = Chengbao::new().file("甲.yaml", with(&[("建成5G基站8900余座。", narrative)]));
    let run =
        call.file("点.png", png).file("形.svg", svg).call("build 甲.yaml --formats pdf").run();
    run.done().bytes("output/甲.pdf")
});

#[test]
fn pictures_are_compared_with_their_files() {
    assert_eq!(again(&PICTURED), RebuildVerdict::Same { pages: 1 });
    let replaced = edited(&PICTURED, |document| {
        let images = document.objects.values_mut().filter_map(|o| o.as_stream_mut().ok());
        let is_image = |dict: &Dictionary| dict.get(b"Width").is_ok_and(|w| *w == Object::from(2));
        let image = images.into_iter().find(|stream| is_image(&stream.dict)).unwrap();
        for key in ["Filter", "DecodeParms"] {
            image.dict.remove(key.as_bytes());
        }
        image.set_content(vec![0, 0, 255, 255, 0, 0]);
    });
    assert_differs(&PICTURED, &replaced, "第1页的图片");
    // The file is carried under a name of ours, with the filing's own name beside it.
    let names = chengbao::pdf::attachments(&PICTURED).unwrap().into_keys().collect::<Vec<_>>();
    assert_eq!(names, ["filing.json", "filing.yaml", "picture-1.svg", "picture-2.png"]);
}

fn with_version(pdf: &[u8], version: &str) -> Vec<u8> {
    let data = chengbao::pdf::attachment(pdf, "filing.json").unwrap();
    let mut data: Value = serde_json::from_slice(&data).unwrap();
    data["generator"]["version"] = version.into();
    updated(pdf, |update| {
        let data = serde_json::to_string_pretty(&data).unwrap() + "\n";
        update.set_content(update.attachment("filing.json"), data.as_bytes());
    })
}

/// Who claims another version gets no easier judge.
#[test]
fn a_version_that_is_not_known_is_told() {
    let other = with_version(&PDF, "9.9.9");
    assert_eq!(again(&other), RebuildVerdict::UnknownVersion("9.9.9".to_owned()));
    let run = desk(&other, "p256").call("sign 甲.pdf --p12 证书.p12").run();
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("呈报 9.9.9 生成的") && run.stderr.contains("请用新版的呈报核验"));
}

/// Only what an earlier version did not know is a note on a report that says it made it.
#[test]
fn an_earlier_version_is_no_excuse_for_what_it_knew() {
    let of = |old: &str, new: &str| {
        let draft = built(with(&[(old, new)]), " --draft");
        let judged = |pdf: &[u8]| {
            let verdict = filing(pdf, &at_hand()).unwrap();
            let codes =
                |list: &[UnwaivedError]| list.iter().map(|one| one.code).collect::<Vec<_>>();
            (codes(&verdict.errors), codes(&verdict.later))
        };
        (judged(&draft), judged(&with_version(&draft, "0.1.0")))
    };
    for (old, new, code) in [
        ("客观、真实、准确", "客观、真实", "S04"),
        ("8900余座", "8900余座，见错误！未找到引用源", "S05"),
        ("99.10%", "199.10%", "F01"),
    ] {
        let expected = (vec![code], vec![]);
        assert_eq!(of(old, new), (expected.clone(), expected), "{new}");
    }
    for (old, new, code) in
        [("8900余座", "8900余座，{{数量}}", "S05"), ("建成5G", "2020年9月31日建成5G", "P02")]
    {
        let (today, earlier) = of(old, new);
        assert_eq!((today, earlier), ((vec![code], vec![]), (vec![], vec![code])), "{new}");
    }
}

#[test]
fn faces_that_are_not_at_hand_are_asked_for() {
    let at_hand = AtHand { templates: &Templates::default(), faces: None };
    let verdict = filing(&PDF, &at_hand).unwrap();
    let RebuildVerdict::NoFaces(names) = &verdict.rebuild else { panic!("{:?}", verdict.rebuild) };
    assert!(names.contains(&"FandolFang-Regular".to_owned()), "{names:?}");
    assert!(!verdict.is_sound());
    assert!(verdict.rebuild.to_string().contains("--font-dir"));
}

/// What was appended before the report was signed is reported, whoever signs: in the words of what it
/// did, or as an update.
#[test]
fn an_update_before_the_signature_is_told() {
    let updates: [(&[u8], &str); 3] = [
        (
            &updated(&PDF, |update| {
                update.catalog().set("Lang", Object::string_literal("en"));
            }),
            "Lang",
        ),
        (
            &updated(&PDF, |update| {
                let id: ObjectId = update.of_catalog("Metadata");
                let mut packet = stream(b"<x/>");
                packet.dict.set("Type", "Metadata");
                packet.dict.set("Subtype", "XML");
                update.put(id, packet);
            }),
            "Metadata",
        ),
        (
            &updated(&PDF, |update| {
                let note = update.add(dictionary! { "Note" => Object::string_literal("x") });
                update.catalog().set("Note", note);
            }),
            "Note",
        ),
    ];
    for (pdf, what) in updates {
        assert!(!filing(pdf, &at_hand()).unwrap().is_sound(), "{what}");
        let run = desk(pdf, "p256").call("sign 甲.pdf --p12 证书.p12").run();
        assert_eq!(run.status, 1, "{what}: {}", run.stderr);
    }
    // Nothing leads to it, and nobody signed it in.
    let unled = updated(&PDF, |update| {
        update.add(dictionary! { "Note" => Object::string_literal("x") });
    });
    assert!(matches!(again(&unled), RebuildVerdict::Updated(_)), "{:?}", again(&unled));
}

/// A report of each version that was ever filed, signed, is verified by each later one.
#[test]
fn reports_of_every_version_are_verified() {
    let folder = repository().join("tests/versions");
    let mut names: Vec<_> = folder
        .read_dir()
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "pdf"))
        .collect();
    names.sort();
    let version = env!("CARGO_PKG_VERSION");
    let is_current = |path: &std::path::PathBuf| {
        path.file_name().unwrap().to_str().unwrap().starts_with(&format!("{version}-"))
    };
    assert!(names.iter().any(is_current), "no sample of {version}: see tests/versions/README.md");
    for path in names {
        let run = Chengbao::new()
            .file("甲.pdf", std::fs::read(&path).unwrap())
            .file("根.pem", crate::support::signed::key("ca.pem"))
            .call(&format!(
                "verify 甲.pdf --trust 根.pem{}",
                crate::support::signed::signer_options()
            ))
            .run();
        assert_eq!(run.status, 0, "{}: see README.md beside it\n{}", path.display(), run.stdout);
    }
}

/// The small filing is the same report on any day.
#[test]
fn the_same_filing_is_made_again_to_the_byte() {
    assert_eq!(built(FILING, ""), *PDF);
}
