//! What verify says of a signed report, and of what became of it.

use std::sync::LazyLock;

use chengbao::cms::Trust;
use chengbao::verify::{Verdict, human, json, verdict};
use lopdf::ObjectId;
use serde_json::Value;

use super::at_hand::at_hand;
use super::signed::{ANY_SIGNER, PDF, Update, asking, key, reference, signed, updated};

pub(crate) static SIGNED: LazyLock<Vec<u8>> =
    LazyLock::new(|| signed(&PDF, "p256", " --seal 章.svg"));

pub(crate) fn judged(pdf: &[u8]) -> Verdict {
    let trust = Trust::from_pem(&key("ca.pem")).unwrap();
    verdict(pdf, &asking(Some(&trust), &ANY_SIGNER), &at_hand())
}

/// What verify says for programs: the codes of each signature, of the filing and of the file.
pub(crate) struct Said {
    pub(crate) codes: Vec<String>,
    pub(crate) human: String,
    pub(crate) ok: bool,
}

pub(crate) fn said(pdf: &[u8]) -> Said {
    let verdict = judged(pdf);
    let parsed: Value = serde_json::from_str(&json(&verdict)).unwrap();
    let code = |problem: &Value| problem["code"].as_str().unwrap().to_owned();
    let of = |parsed: &Value| -> Vec<String> {
        parsed["problems"].as_array().unwrap().iter().map(code).collect()
    };
    let mut codes: Vec<String> = Vec::new();
    for (n, signature) in parsed["signatures"].as_array().unwrap().iter().enumerate() {
        codes.extend(of(signature).into_iter().map(|code| format!("{}:{code}", n + 1)));
    }
    codes.extend(of(&parsed["filing"]).into_iter().map(|code| format!("filing:{code}")));
    codes.extend(of(&parsed).into_iter().map(|code| format!("file:{code}")));
    codes.dedup();
    let ok = parsed["ok"].as_bool().unwrap();
    assert_eq!(ok, verdict.is_sound());
    let human = human(&verdict);
    assert!(human.ends_with(if ok { "结论：通过\n" } else { "结论：不通过\n" }), "{human}");
    Said { codes, human, ok }
}

/// Not sound, with exactly these codes, and reported in these words.
#[track_caller]
pub(crate) fn assert_named(pdf: &[u8], codes: &[&str], words: &[&str]) {
    let said = said(pdf);
    assert_eq!(said.codes, codes, "{}", said.human);
    assert!(!said.ok, "{}", said.human);
    for word in words {
        assert!(said.human.contains(&format!("  ✗ {word}")), "{word}\n{}", said.human);
    }
}

#[track_caller]
pub(crate) fn assert_good(pdf: &[u8]) -> String {
    let said = said(pdf);
    assert!(said.ok && said.codes.is_empty(), "{}", said.human);
    said.human
}

/// An update of the signed report.
pub(crate) fn attacked(edit: impl FnOnce(&mut Update)) -> Vec<u8> {
    updated(&SIGNED, edit)
}

/// A page's content, unpacked, with other operators.
pub(crate) fn content(update: &Update, page: u32) -> (ObjectId, String) {
    let page = update.before().get_dictionary(update.page(page)).unwrap();
    let id = reference(page, "Contents");
    let stream = update.before().get_object(id).unwrap().as_stream().unwrap();
    (id, String::from_utf8(stream.decompressed_content().unwrap()).unwrap())
}

/// The last text of the first page is gone.
pub(crate) fn lose_a_line(update: &mut Update) {
    let (id, text) = content(update, 1);
    let at = text.rfind("TJ").unwrap();
    let from = text[..at].rfind('\n').unwrap();
    update.set_content(id, format!("{}{}", &text[..from], &text[at + 2..]).as_bytes());
}
