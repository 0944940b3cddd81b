//! The page that this program makes of a report, read back: the elements that `render::html`
//! writes, and no others.

use std::collections::BTreeMap;

use base64::Engine as _;
use roxmltree::{Document, Node};

use crate::document::{Align, Block, Inline, Picture};

/// What the report's element begins with and ends with in our pages.
const BEGIN: &str = "<main class=\"sheet\" id=\"report\">";
const END: &str = "</main>";

/// Elements nested deeper than our pages have them.
const DEEPEST: usize = 40;

/// One of our pages, with the pictures that are in it by the names that its blocks have for them.
pub(super) struct Page {
    pub(super) blocks: Vec<Block>,
    pub(super) pictures: BTreeMap<String, Vec<u8>>,
}

/// Whether bytes are meant as a page.
pub(super) fn is_page(bytes: &[u8]) -> bool {
    let start = bytes.get(..200).unwrap_or(bytes);
    let start =
        String::from_utf8_lossy(start).trim_start_matches('\u{FEFF}').trim_start().to_lowercase();
    start.starts_with("<!doctype html") || start.starts_with("<html")
}

/// Reads one of our pages; `None` of another. Pictures are called by `stem`.
pub(super) fn read(bytes: &[u8], stem: &str) -> Option<Page> {
    let mut blocks = blocks(std::str::from_utf8(bytes).ok()?)?;
    let mut pictures = BTreeMap::new();
    take_pictures(&mut blocks, stem, &mut pictures);
    Some(Page { blocks, pictures })
}

/// Takes the bytes of pictures out of their addresses, and names them.
fn take_pictures(blocks: &mut [Block], stem: &str, pictures: &mut BTreeMap<String, Vec<u8>>) {
    for block in blocks {
        match block {
            Block::Picture(picture) => {
                let found = bytes_of(&picture.file);
                picture.file.clear();
                let Some((ending, bytes)) = found else { continue };
                let name = format!("{stem}-图{}.{ending}", pictures.len() + 1);
                picture.file.clone_from(&name);
                pictures.insert(name, bytes);
            }
            Block::List { items, .. } => {
                items.iter_mut().for_each(|item| take_pictures(item, stem, pictures));
            }
            Block::Quote(inner) => take_pictures(inner, stem, pictures),
            _ => {}
        }
    }
}

/// The bytes in a `data:` address, and how a file with such is called.
fn bytes_of(address: &str) -> Option<(&'static str, Vec<u8>)> {
    let kinds = [("image/png", "png"), ("image/jpeg", "jpg"), ("image/svg+xml", "svg")];
    let (kind, data) = address.strip_prefix("data:")?.split_once(";base64,")?;
    let (_, ending) = kinds.iter().find(|(name, _)| *name == kind)?;
    Some((ending, base64::engine::general_purpose::STANDARD.decode(data).ok()?))
}

/// The blocks of one of our pages. A picture has its address for a file.
fn blocks(page: &str) -> Option<Vec<Block>> {
    let start = page.find(BEGIN)?;
    let inner = &page[start..];
    let body = &inner[..inner.find(END)? + END.len()];
    let xml = closed(body);
    if depth(&xml) > DEEPEST {
        return None;
    }
    let document = Document::parse(&xml).ok()?;
    children(document.root_element())
}

/// How deep elements stand within each other.
fn depth(xml: &str) -> usize {
    let mut depth = 0_usize;
    let mut deepest = 0;
    for tag in xml.split('<').skip(1) {
        if tag.starts_with('/') {
            depth = depth.saturating_sub(1);
        } else if !tag.split('>').next().unwrap_or_default().ends_with('/') {
            depth += 1;
            deepest = deepest.max(depth);
        }
    }
    deepest
}

/// A page's HTML with the elements closed that HTML leaves open.
fn closed(html: &str) -> String {
    let mut out = String::with_capacity(html.len() + 64);
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        out.push_str(before);
        let end = tag.find('>').map_or(tag.len(), |end| end + 1);
        let (tag, behind) = tag.split_at(end);
        let is_open = ["<br>", "<hr>", "<img "].iter().any(|name| tag.starts_with(name));
        match tag.strip_suffix('>').filter(|tag| is_open && !tag.ends_with('/')) {
            Some(tag) => out.push_str(&format!("{tag}/>")),
            None => out.push_str(tag),
        }
        rest = behind;
    }
    out.push_str(rest);
    out
}

fn children(node: Node<'_, '_>) -> Option<Vec<Block>> {
    let mut blocks = Vec::new();
    for child in node.children().filter(Node::is_element) {
        blocks.extend(block(child)?);
    }
    Some(blocks)
}

fn block(node: Node<'_, '_>) -> Option<Vec<Block>> {
    let class = node.attribute("class").unwrap_or_default();
    let name = node.tag_name().name();
    let one = match (name, class) {
        // What stands around the report's text within it: the contents, and what holds the rest.
        ("nav", _) => return Some(Vec::new()),
        ("div", "text") => return children(node),
        ("h1", _) => Block::Heading { level: 1, text: vec![Inline::Text(all_text(node))] },
        ("h2", "annex") => return Some(vec![Block::Paragraph(inlines(node))]),
        ("h3", "annex-title") => return Some(vec![Block::Paragraph(inlines(node))]),
        ("h2" | "h3" | "h4" | "h5" | "h6", _) => {
            Block::Heading { level: name[1..].parse().ok()?, text: inlines(node) }
        }
        ("p", "addressees") => Block::Addressees(inlines(node)),
        ("p", "annex-note") => Block::AnnexNote(inlines(node)),
        ("p", _) => Block::Paragraph(inlines(node)),
        ("div", "run-in-block") => run_in(node)?,
        ("div", "sign-off" | "sign-off unsealed") => sign_off(node)?,
        ("footer", _) => Block::CopiedTo(inlines(element(node, "p")?)),
        ("ul", _) => Block::List { start: None, items: items(node)? },
        ("ol", _) => {
            let start = node.attribute("start").map_or(Some(1), |start| start.parse().ok())?;
            Block::List { start: Some(start), items: items(node)? }
        }
        ("blockquote", _) => Block::Quote(children(node)?),
        ("pre", _) => Block::Code(all_text(node)),
        ("hr", _) => Block::Rule,
        ("figure", _) => figure(node),
        ("section", _) => table(element(node, "table")?)?,
        _ => return None,
    };
    Some(vec![one])
}

fn element<'a, 'd>(node: Node<'a, 'd>, name: &str) -> Option<Node<'a, 'd>> {
    node.descendants().find(|child| child.has_tag_name(name))
}

fn all_text(node: Node<'_, '_>) -> String {
    node.descendants().filter(Node::is_text).filter_map(|text| text.text()).collect()
}

fn run_in(node: Node<'_, '_>) -> Option<Block> {
    let mut title = inlines(element(node, "h3")?);
    let mut text = inlines(element(node, "p")?);
    // The mark between them stands with the heading; in earlier pages, with the text.
    let is_with_text = matches!(text.first(), Some(Inline::Text(text)) if text.starts_with('。'));
    if let Some(Inline::Text(end)) = title.last_mut().filter(|_| !is_with_text)
        && end.ends_with('。')
    {
        end.pop();
        text.insert(0, Inline::Text("。".to_owned()));
    }
    title.retain(|inline| !matches!(inline, Inline::Text(text) if text.is_empty()));
    Some(Block::RunIn { title, text })
}

/// 落款: its lines, the last of which is the day.
fn sign_off(node: Node<'_, '_>) -> Option<Block> {
    let lines = node.children().filter(Node::is_element).map(all_text);
    let mut units: Vec<String> = lines.collect();
    let date = units.pop()?;
    Some(Block::SignOff { units, date, note: String::new() })
}

fn items(node: Node<'_, '_>) -> Option<Vec<Vec<Block>>> {
    node.children().filter(Node::is_element).map(children).collect()
}

/// A picture with its address.
fn figure(node: Node<'_, '_>) -> Block {
    let caption = element(node, "figcaption").map(all_text).unwrap_or_default();
    let of = |name| element(node, "img").and_then(|img| img.attribute(name)).unwrap_or_default();
    Block::Picture(Picture { file: of("src").to_owned(), alt: of("alt").to_owned(), caption })
}

fn table(node: Node<'_, '_>) -> Option<Block> {
    let head = element(node, "thead")?;
    let cells = |row: Node<'_, '_>| -> Vec<Vec<Inline>> {
        row.children().filter(Node::is_element).map(inlines).collect()
    };
    let align = |cell: Node<'_, '_>| match cell.attribute("class") {
        Some("left") => Align::Left,
        Some("centre") => Align::Centre,
        Some("right") => Align::Right,
        _ => Align::Auto,
    };
    let head = element(head, "tr")?;
    let rows = element(node, "tbody")?.children().filter(Node::is_element).map(cells);
    Some(Block::Table {
        columns: head.children().filter(Node::is_element).map(align).collect(),
        head: cells(head),
        rows: rows.collect(),
    })
}

fn inlines(node: Node<'_, '_>) -> Vec<Inline> {
    let inline = |child: Node<'_, '_>| {
        if child.is_text() {
            return child.text().map(|text| Inline::Text(text.to_owned()));
        }
        Some(match child.tag_name().name() {
            "strong" => Inline::Strong(inlines(child)),
            "em" => Inline::Emphasis(inlines(child)),
            "code" => Inline::Code(all_text(child)),
            "br" => Inline::Break,
            "a" => {
                let url = child.attribute("href").unwrap_or_default().to_owned();
                Inline::Link { url, text: inlines(child) }
            }
            _ => Inline::Text(all_text(child)),
        })
    };
    node.children().filter_map(inline).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_between_a_heading_and_its_text_is_the_texts() {
        let text = |text: &str| vec![Inline::Text(text.to_owned())];
        for (heading, behind) in [("（一）甲。", "乙。"), ("（一）甲", "。乙。")] {
            let page = format!(
                "{BEGIN}<div class=\"run-in-block\"><h3 class=\"run-in\">{heading}</h3>\
                 <p>{behind}</p></div></main>"
            );
            let blocks = blocks(&page).unwrap();
            let [Block::RunIn { title, text: rest }] = blocks.as_slice() else { panic!() };
            assert_eq!(
                (title, crate::document::plain_text(rest).as_str()),
                (&text("（一）甲"), "。乙。")
            );
        }
    }

    #[test]
    fn our_own_elements_are_read_and_no_others() {
        let page = |body: &str| format!("<html><body>{BEGIN}\n{body}\n</main></body></html>");
        let blocks =
            blocks(&page("<h2 id=\"s1\">一、甲</h2>\n<p>乙<br>丙<strong>丁</strong>&amp;</p>"))
                .unwrap();
        assert_eq!(blocks.len(), 2);
        let inside = "<h1>甲</h1>\n<nav><ol><li><a href=\"#s1\">一、乙</a></li></ol></nav>\n\
            <div class=\"text\" id=\"text\">\n<h2 id=\"s1\">一、乙</h2>\n</div>";
        assert_eq!(super::blocks(&page(inside)).unwrap().len(), 2);
        assert!(super::blocks(&page("<video></video>")).is_none());
        assert!(super::blocks("<html><main>别的</main></html>").is_none());
        let deep = format!("{}{}", "<blockquote>".repeat(50), "</blockquote>".repeat(50));
        assert!(super::blocks(&page(&deep)).is_none());
    }
}
