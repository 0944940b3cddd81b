//! Names as they are compared: two ways of writing one name are one, and what looks alike is not.

/// What a seal's certificate adds to a name.
const SEALS: [&str; 11] = [
    "电子签章",
    "电子印章",
    "电子公章",
    "合同专用章",
    "业务专用章",
    "报送专用章",
    "专用章",
    "公章",
    "签章",
    "印章",
    "签名",
];
/// What a company's name ends with; the longer before what they end with.
const FORMS: [&str; 4] = ["股份有限公司", "有限责任公司", "有限公司", "公司"];

/// A name in half width and small Latin letters, with single blanks between Latin words only.
/// Characters that are not seen stay: who puts them into a name means to deceive.
pub(super) fn fold(name: &str) -> String {
    let narrow = |sign: char| match sign {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(sign) - 0xFEE0).unwrap_or(sign),
        '\u{3000}' => ' ',
        sign => sign,
    };
    let text: String = name.chars().map(|sign| narrow(sign).to_ascii_lowercase()).collect();
    let mut folded = String::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let is_latin = |sign: Option<char>| sign.is_some_and(|sign| sign.is_ascii_alphanumeric());
        if is_latin(folded.chars().next_back()) && is_latin(word.chars().next()) {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded
}

/// A folded name without what a seal's certificate adds: 公章, 电子签章（1）.
pub(super) fn core(folded: &str) -> &str {
    let numbered = |text: &str| -> Option<usize> {
        let inner = text.strip_suffix(')')?;
        let digits = inner.trim_end_matches(|sign: char| sign.is_ascii_digit());
        digits.strip_suffix('(').map(str::len)
    };
    let plain = numbered(folded).and_then(|end| folded.get(..end)).unwrap_or(folded);
    let bare = SEALS.iter().find_map(|seal| plain.strip_suffix(seal));
    bare.filter(|bare| !bare.is_empty()).unwrap_or(folded)
}

/// Whether two names are one. Where one of them has no form (有限公司), any form of it will do.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (fold(one), fold(other));
    let (one, other) = (core(&one), core(&other));
    let (bare_one, bare_other) = (bare(one), bare(other));
    !one.is_empty()
        && (one == other || (bare_one == bare_other && (is_formless(one) || is_formless(other))))
}

/// A name without its form.
fn bare(name: &str) -> &str {
    let bare = FORMS.iter().find_map(|form| name.strip_suffix(form));
    bare.filter(|bare| bare.chars().count() > 1).unwrap_or(name)
}

/// Whether a name says nothing of the company's form: 某某通信, 某某通信公司.
fn is_formless(name: &str) -> bool {
    !name.ends_with("有限公司") && !name.ends_with("有限责任公司")
}

/// Whether a name can only be a company's, by its form.
pub(super) fn is_company(name: &str) -> bool {
    /// What companies' names end with in English.
    const ENGLISH: [&str; 6] = ["ltd", "limited", "inc", "corp", "corporation", "company"];
    let folded = fold(name);
    let name = core(&folded).trim_end_matches('.');
    let last = name.rsplit(|sign: char| !sign.is_ascii_alphanumeric()).next();
    name.ends_with("公司") || last.is_some_and(|word| ENGLISH.contains(&word))
}
