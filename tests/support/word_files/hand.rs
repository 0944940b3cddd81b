//! Paragraphs and runs, as a program's habits leave them.

use super::super::signed::Random;

pub(crate) const TITLE_FACE: &str = "方正小标宋简体";
pub(crate) const HEADING_FACE: &str = "黑体";
pub(crate) const INITIATIVE_FACE: &str = "楷体_GB2312";
pub(crate) const TEXT_FACE: &str = "仿宋_GB2312";

pub(crate) const CENTRED: &str = "<w:jc w:val='center'/>";
pub(crate) const RIGHT: &str = "<w:jc w:val='right'/>";
pub(crate) const INDENTED: &str = "<w:ind w:firstLine='640' w:firstLineChars='200'/>";

pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The properties of a run in a face, in half points.
pub(crate) fn face(name: &str, size: usize) -> String {
    format!(
        "<w:rFonts w:ascii='{name}' w:eastAsia='{name}' w:hAnsi='{name}' w:hint='eastAsia'/>\
         <w:sz w:val='{size}'/>"
    )
}

/// The same, bold.
pub(crate) fn bold(name: &str, size: usize) -> String {
    face(name, size).replace("<w:sz", "<w:b/><w:sz")
}

/// A paragraph of properties and what is made of runs.
pub(crate) fn paragraph(properties: &str, content: &str) -> String {
    let properties = match properties {
        "" => String::new(),
        properties => format!("<w:pPr>{properties}</w:pPr>"),
    };
    format!("<w:p>{properties}{content}</w:p>")
}

/// A paragraph in a style.
pub(crate) fn styled(id: &str, content: &str) -> String {
    paragraph(&format!("<w:pStyle w:val='{id}'/>"), content)
}

/// A run of one text, whose ends of line are soft.
pub(crate) fn run(properties: &str, text: &str) -> String {
    run_of("t", properties, text)
}

/// A run whose text stands in an element of a name: `t`, `delText`.
pub(crate) fn run_of(element: &str, properties: &str, text: &str) -> String {
    let properties = match properties {
        "" => String::new(),
        properties => format!("<w:rPr>{properties}</w:rPr>"),
    };
    let line = |line| format!("<w:{element} xml:space='preserve'>{}</w:{element}>", escaped(line));
    let lines: Vec<String> = text.split('\n').map(line).collect();
    format!("<w:r>{properties}{}</w:r>", lines.join("<w:br/>"))
}

/// A field: its code, which nobody reads, and what it shows.
pub(crate) fn field(code: &str, shown: &str) -> String {
    let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>");
    let code = run_of("instrText", "", code);
    [&mark("begin"), &code, &mark("separate"), shown, &mark("end")].concat()
}

/// Who breaks runs where nobody would, the same each time.
pub(crate) struct Hand {
    random: Random,
    bookmarks: usize,
}

impl Hand {
    pub(crate) fn new() -> Self {
        Self { random: Random(0x9E37_79B9), bookmarks: 0 }
    }

    /// A text in many runs, exponents raised, with the marks of a spelling checker and of edits.
    pub(crate) fn runs(&mut self, properties: &str, text: &str) -> String {
        let mut runs = String::new();
        for (text, is_raised) in exponents(text) {
            let raised = "<w:vertAlign w:val='superscript'/>";
            let properties = format!("{properties}{}", if is_raised { raised } else { "" });
            runs += &self.split(&properties, &text);
        }
        runs
    }

    fn split(&mut self, properties: &str, text: &str) -> String {
        let chars: Vec<char> = text.chars().collect();
        let (mut runs, mut at) = (String::new(), 0);
        while at < chars.len() {
            let end = (at + 1 + self.random.below(17)).min(chars.len());
            let part: String = chars[at..end].iter().collect();
            let edit = format!("<w:r w:rsidR='00{:06X}'>", self.random.below(0xFF_FFFF));
            runs += &run(properties, &part).replacen("<w:r>", &edit, 1);
            if self.random.below(4) == 0 {
                runs += "<w:proofErr w:type='gramStart'/><w:proofErr w:type='gramEnd'/>";
            }
            at = end;
        }
        runs
    }

    /// What was made, within a bookmark.
    pub(crate) fn marked(&mut self, content: &str) -> String {
        let id = self.bookmarks;
        self.bookmarks += 1;
        format!(
            "<w:bookmarkStart w:id='{id}' w:name='_Toc{:08}'/>{content}<w:bookmarkEnd \
             w:id='{id}'/>",
            53_110_200 + id
        )
    }
}

/// A text in stretches, each with whether it is an exponent of ten: `10⁻⁶`, `10ˉ6`, `10-4`. A
/// number that ends in 10 (10010-5) has none.
pub(crate) fn exponents(text: &str) -> Vec<(String, bool)> {
    let chars: Vec<char> = text.chars().collect();
    let digit = |at: usize| chars.get(at).copied().filter(|c| is_digit(*c));
    let starts = |at: &usize| {
        let at = *at;
        chars[..at].ends_with(&['1', '0'])
            && (at == 2 || !chars[at - 3].is_ascii_digit())
            && chars.get(at).is_some_and(|c| "-−ˉ⁻".contains(*c))
            && digit(at + 1).is_some()
    };
    let Some(start) = (2..chars.len()).find(starts) else { return vec![(text.to_owned(), false)] };
    let end = (start + 1..chars.len()).find(|at| digit(*at).is_none()).unwrap_or(chars.len());
    let (base, rest) = (chars[..start].iter().collect(), chars[end..].iter().collect::<String>());
    let mut parts = vec![(base, false), (chars[start..end].iter().map(lowered).collect(), true)];
    if !rest.is_empty() {
        parts.extend(exponents(&rest));
    }
    parts
}

const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹";

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || RAISED.contains(c)
}

/// A raised character as one types it.
fn lowered(c: &char) -> char {
    match RAISED.chars().position(|raised| raised == *c) {
        Some(digit) => char::from(b'0' + digit as u8),
        None if *c == '⁻' => '-',
        None => *c,
    }
}
