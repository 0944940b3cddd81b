//! How large an SVG's parts may be. Parser and converter take time by the square of some of them
//! (the attributes of an element, the letters and pieces of a text, the rules of a style sheet),
//! and memory a thousand times of others (the places of letters); real drawings stay far below.

use usvg::roxmltree::{Document, Node};

use crate::pictures::PictureFault;

/// The most attributes of an element.
const MAX_ATTRIBUTES: usize = 250;
/// The most names of namespaces, and of entities.
const MAX_NAMES: usize = 250;
/// The most letters and pieces of a text.
const MAX_TEXT: usize = 2000;
/// The most pieces of a text.
const MAX_PIECES: usize = 200;
/// The most letters and pieces of all texts.
const MAX_LETTERS: usize = 20_000;
/// The most bytes of an attribute that is no path and no picture.
const MAX_VALUE: usize = 10_000;
/// The most bytes of all attributes that place letters.
const MAX_PLACES: usize = 40_000;
/// The most declarations of a rule, or of an element's `style`.
const MAX_DECLARATIONS: usize = 200;
/// The most selectors and declarations of all style sheets.
const MAX_STYLES: usize = 2500;
/// The most steps in which elements are held against selectors.
const MAX_MATCHES: usize = 10_000_000;

/// Refuses, before it is parsed, markup that the parser would take too long for.
pub(super) fn check_markup(text: &str) -> Result<(), PictureFault> {
    // A quotation begins and ends each attribute; in text it does no harm here.
    let most = text.split('<').map(|tag| tag.bytes().filter(|byte| *byte == b'=').count()).max();
    let names = text.matches("xmlns").count().max(text.matches("<!ENTITY").count());
    let may_be_many = text.len() > MAX_VALUE && most.unwrap_or_default() > MAX_ATTRIBUTES;
    within(names <= MAX_NAMES, || format!("命名空间或实体超过 {MAX_NAMES} 个"))?;
    let few = !may_be_many || attributes(text) <= MAX_ATTRIBUTES;
    within(few, || format!("一个元素的属性超过 {MAX_ATTRIBUTES} 个"))
}

/// The most attributes that an element of a markup has, text and comments passed over.
fn attributes(text: &str) -> usize {
    let mut most = 0;
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let passed = [("!--", "-->"), ("![CDATA[", "]]>")]
            .iter()
            .find_map(|(open, close)| rest.strip_prefix(open).map(|inner| (inner, *close)));
        if let Some((inner, close)) = passed {
            rest = inner.find(close).map_or("", |end| &inner[end..]);
            continue;
        }
        let (mut count, mut quote) = (0, None);
        let end = rest.char_indices().find(|(_, c)| {
            match (quote, *c) {
                (None, '"' | '\'') => {
                    quote = Some(*c);
                    count += 1;
                }
                (Some(open), c) if open == c => quote = None,
                (None, '>') => return true,
                _ => {}
            }
            false
        });
        most = most.max(count);
        rest = end.map_or("", |(at, _)| &rest[at..]);
    }
    most
}

/// Refuses parts that the converter would take too long for; `css` is what style sheets say.
pub(super) fn check(document: &Document<'_>, css: &str) -> Result<(), PictureFault> {
    let elements = document.descendants().filter(Node::is_element);
    let styles = styles(css)?;
    let (mut count, mut classes, mut letters, mut places) = (0_usize, 0_usize, 0_usize, 0_usize);
    for node in elements {
        count += 1;
        for attribute in node.attributes() {
            let (name, length) = (attribute.name(), attribute.value().len());
            let is_long = matches!(name, "d" | "points" | "href");
            within(is_long || length <= MAX_VALUE, || {
                format!("一个属性（{}）超过 {MAX_VALUE} 字节", shortened(name))
            })?;
            match name {
                "style" => declared(attribute.value())?,
                "class" => classes += length,
                "x" | "y" | "dx" | "dy" | "rotate" => places += length.saturating_sub(20),
                _ => {}
            }
        }
        if node.tag_name().name() == "text" {
            letters += text_of(node)?;
        }
    }
    let matches = (count + classes).saturating_mul(styles);
    within(letters <= MAX_LETTERS, || format!("文字超过 {MAX_LETTERS} 个"))?;
    within(places <= MAX_PLACES, || format!("逐字定位的坐标超过 {MAX_PLACES} 字节"))?;
    within(matches <= MAX_MATCHES, || format!("样式有 {styles} 项、元素有 {count} 个，太多"))
}

/// How many letters and pieces a text has.
fn text_of(text: Node<'_, '_>) -> Result<usize, PictureFault> {
    let pieces = text.descendants().skip(1).count();
    let letters: usize =
        text.descendants().filter(Node::is_text).filter_map(|n| n.text()).map(str::len).sum();
    // A letter of ours has three bytes.
    within(pieces <= MAX_PIECES, || format!("一段文字分成 {MAX_PIECES} 片以上"))?;
    within(letters / 3 <= MAX_TEXT, || format!("一段文字超过 {MAX_TEXT} 个字"))?;
    Ok(pieces + letters / 3)
}

/// How many selectors and declarations style sheets have.
fn styles(css: &str) -> Result<usize, PictureFault> {
    let mut all = 0;
    for rule in css.split('}') {
        let (selectors, declarations) = rule.split_once('{').unwrap_or((rule, ""));
        declared(declarations)?;
        // Each part of a selector is one more to be looked at.
        let parts = selectors.matches([',', ' ', '>', '+', '.', '#', '[', ':', '~', '*']).count();
        all += 1 + parts + declarations.matches(':').count();
    }
    within(all <= MAX_STYLES, || format!("样式表的选择器和声明超过 {MAX_STYLES} 项"))?;
    Ok(all)
}

/// Refuses too many declarations of a rule or an element.
fn declared(declarations: &str) -> Result<(), PictureFault> {
    within(declarations.matches(':').count() <= MAX_DECLARATIONS, || {
        format!("一条样式的声明超过 {MAX_DECLARATIONS} 条")
    })
}

/// The beginning of a name that may be of any length.
fn shortened(name: &str) -> String {
    name.chars().take(20).collect()
}

fn within(is_within: bool, excess: impl FnOnce() -> String) -> Result<(), PictureFault> {
    if is_within { Ok(()) } else { Err(over(excess())) }
}

/// The fault of what passes a limit.
pub(super) fn over(excess: String) -> PictureFault {
    PictureFault::SvgTooComplex { excess }
}
