//! A Word file from its main part to its last picture. One part is in memory at a time.

use std::collections::{BTreeMap, BTreeSet};

use super::content::{
    Block, Comment, Content, LossKind, Margin, MarginKind, Note, NoteKind, Picture, PictureKind,
};
use super::kind;
use super::limits::{self, Budget};
use super::numbering::Lists;
use super::refusal::Refusal;
use super::story::{Comments, Indexed, Shared, Story};
use super::styles::Styles;
use super::view::Tracked;
use super::words::{words, words_of_drawing};
use super::xml::{Node, Space, attribute, child, is, name, with_part, word};
use crate::package::{Fault, Package, Relationships, Target, too_big};

/// The parts of headers and footers, in the order in which sections refer to them.
type MarginParts = Indexed<(MarginKind, String)>;

/// Reads what a Word file shows.
pub(crate) fn read(bytes: &[u8], tracked: Tracked) -> Result<Content, Refusal> {
    let package = Package::open(bytes, limits::BOUNDS)?;
    let main = main_part(&package)?;
    let relationships = Relationships::of(&main, &package)?;
    let mut shared = shared(&package, &relationships, tracked)?;
    let (blocks, margins) = body(&main, &relationships, &mut shared)?;
    let margins = read_margins(&margins, &mut shared)?;
    let notes = read_notes(&relationships, &mut shared)?;
    describe_losses(&mut shared)?;
    let pictures = read_pictures(&shared.pictures.in_order, &package)?;
    let Shared { comments, losses, is_tracked, .. } = shared;
    let comments = comments.into_seen();
    Ok(Content { blocks, margins, notes, comments, pictures, losses, is_tracked })
}

/// The name of the part that the document is in.
pub(crate) fn main_part(package: &Package<'_>) -> Result<String, Refusal> {
    const USUAL: &str = "word/document.xml";
    let relationships = Relationships::of("", package)?;
    let named = relationships.part_of_kind("officeDocument").filter(|part| package.has(part));
    // Some writers name it wrongly and always put it there; so does Word.
    named
        .or(package.has(USUAL).then_some(USUAL))
        .map(str::to_owned)
        .ok_or_else(|| refusal_of_zip(package))
}

fn refusal_of_zip(package: &Package<'_>) -> Refusal {
    let mimetype = package.read("mimetype", 1024).ok().flatten();
    kind::refusal_of_zip(|start| package.has_in(start), mimetype.as_deref())
}

/// The tree of the part of a kind that another refers to goes to a function.
fn with_kind<T: Default>(
    package: &Package<'_>,
    relationships: &Relationships,
    kind: &str,
    read: impl FnOnce(Node<'_>) -> T,
) -> Result<T, Refusal> {
    let Some(part) = relationships.part_of_kind(kind) else { return Ok(T::default()) };
    let read = with_part::<_, Refusal>(package, part, |root| Ok(read(root)));
    Ok(read?.unwrap_or_default())
}

/// What the stories share, from the parts beside the main one.
fn shared<'p>(
    package: &'p Package<'p>,
    relationships: &Relationships,
    tracked: Tracked,
) -> Result<Shared<'p>, Refusal> {
    let styles = with_kind(package, relationships, "styles", Styles::read)?;
    let lists = with_kind(package, relationships, "numbering", |root| Lists::read(root, &styles))?;
    let known = with_kind(package, relationships, "comments", |root| comments(root, tracked))?;
    let mut known_notes = BTreeSet::new();
    for kind in [NoteKind::Footnote, NoteKind::Endnote] {
        let of_kind = with_kind(package, relationships, part_kind(kind), |root| -> BTreeSet<_> {
            let ids = notes_of(root, kind).filter_map(|note| word(note, "id"));
            ids.map(|id| (kind, id.to_owned())).collect()
        })?;
        known_notes.extend(of_kind);
    }
    Ok(Shared {
        package,
        styles,
        lists,
        tracked,
        budget: Budget::new(),
        comments: Comments { known, seen: Indexed::default() },
        known_notes,
        notes: Indexed::default(),
        pictures: Indexed::default(),
        losses: Vec::new(),
        described: Vec::new(),
        is_tracked: false,
    })
}

fn comments(root: Node<'_>, tracked: Tracked) -> BTreeMap<String, Comment> {
    let comments = root.children().filter(|node| is(*node, Space::Word, "comment"));
    let comments = comments.filter_map(|node| {
        let author = limits::cut(word(node, "author").unwrap_or_default()).to_owned();
        Some((word(node, "id")?.to_owned(), Comment { author, text: words(node, tracked) }))
    });
    comments.collect()
}

/// The body's blocks, and the headers and footers that its sections refer to.
fn body(
    main: &str,
    relationships: &Relationships,
    shared: &mut Shared<'_>,
) -> Result<(Vec<Block>, MarginParts), Refusal> {
    let package = shared.package;
    let body = with_part(package, main, |root| {
        if !is(root, Space::Word, "document") {
            return Err(refusal_of_zip(package));
        }
        let body = child(root, "body").ok_or(Refusal::NoBody)?;
        let margins = margins_of(body, relationships);
        shared.is_tracked = body.descendants().any(is_change);
        for address in links(body, relationships) {
            shared.lose(LossKind::Link, None, address)?;
        }
        let blocks = Story::new(shared, relationships, body, true).read(body)?;
        Ok((blocks, margins))
    });
    body?.ok_or(Refusal::NoBody)
}

/// Whether an element is a change that Word keeps track of: inserted, deleted or moved words, or
/// rows and marks of paragraphs.
fn is_change(node: Node<'_>) -> bool {
    matches!(name(node), (Space::Word, "ins" | "del" | "moveFrom" | "moveTo"))
}

/// The addresses that words are linked to, each once.
fn links<'r>(body: Node<'_>, relationships: &'r Relationships) -> BTreeSet<&'r str> {
    let links = body.descendants().filter(|node| is(*node, Space::Word, "hyperlink"));
    let targets = links.filter_map(|node| {
        match relationships.target(attribute(node, Space::Reference, "id")?)? {
            Target::Elsewhere(address) => Some(address.as_str()),
            Target::Part(_) => None,
        }
    });
    targets.collect()
}

fn margins_of(body: Node<'_>, relationships: &Relationships) -> MarginParts {
    let mut margins = Indexed::default();
    for node in body.descendants() {
        let kind = match name(node) {
            (Space::Word, "headerReference") => MarginKind::Header,
            (Space::Word, "footerReference") => MarginKind::Footer,
            _ => continue,
        };
        let part = attribute(node, Space::Reference, "id").and_then(|id| relationships.part(id));
        if let Some(part) = part {
            margins.index(&(kind, part.to_owned()));
        }
    }
    margins
}

fn read_margins(margins: &MarginParts, shared: &mut Shared<'_>) -> Result<Vec<Margin>, Refusal> {
    let package = shared.package;
    let mut read = Vec::new();
    for (kind, part) in &margins.in_order {
        let relationships = Relationships::of(part, package)?;
        let blocks = with_part(package, part, |root| {
            Story::new(shared, &relationships, root, false).read(root)
        })?;
        read.extend(blocks.map(|blocks| Margin { kind: *kind, blocks }));
    }
    Ok(read)
}

/// The notes that are referred to, in the order of their references.
fn read_notes(main: &Relationships, shared: &mut Shared<'_>) -> Result<Vec<Note>, Refusal> {
    let package = shared.package;
    let mut read: BTreeMap<usize, Note> = BTreeMap::new();
    for kind in [NoteKind::Footnote, NoteKind::Endnote] {
        let Some(part) = main.part_of_kind(part_kind(kind)) else { continue };
        let relationships = Relationships::of(part, package)?;
        let of_kind = shared.notes.in_order.iter().enumerate().filter(|(_, (of, _))| *of == kind);
        let indices: BTreeMap<String, usize> =
            of_kind.map(|(index, (_, id))| (id.clone(), index)).collect();
        with_part::<_, Refusal>(package, part, |root| {
            let mut story = Story::new(shared, &relationships, root, false);
            for node in notes_of(root, kind) {
                let index = word(node, "id").and_then(|id| indices.get(id));
                let Some(index) = index.filter(|index| !read.contains_key(index)) else { continue };
                read.insert(*index, Note { kind, blocks: story.read(node)? });
            }
            Ok(())
        })?;
    }
    Ok(read.into_values().collect())
}

/// The kind of the relationship to the part that notes stand in.
fn part_kind(kind: NoteKind) -> &'static str {
    match kind {
        NoteKind::Footnote => "footnotes",
        NoteKind::Endnote => "endnotes",
    }
}

/// The notes of a part, but for the lines that part them from the text (17.11).
fn notes_of<'a>(root: Node<'a>, kind: NoteKind) -> impl Iterator<Item = Node<'a>> {
    let local = match kind {
        NoteKind::Footnote => "footnote",
        NoteKind::Endnote => "endnote",
    };
    let notes = root.children().filter(move |node| is(*node, Space::Word, local));
    notes.filter(|node| matches!(word(*node, "type"), None | Some("normal")))
}

/// Gives losses the words that their parts have: a chart's title and values, a diagram's texts.
fn describe_losses(shared: &mut Shared<'_>) -> Result<(), Refusal> {
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    for (index, part) in std::mem::take(&mut shared.described) {
        if !known.contains_key(&part) {
            let words =
                with_part::<_, Refusal>(shared.package, &part, |root| Ok(words_of_drawing(root)))?;
            known.insert(part.clone(), words.unwrap_or_default());
        }
        let words = known.get(&part).map(String::as_str).unwrap_or_default();
        shared.budget.spend(words.len())?;
        if let Some(loss) = shared.losses.get_mut(index).filter(|_| !words.is_empty()) {
            loss.text = words.to_owned();
        }
    }
    Ok(())
}

fn read_pictures(parts: &[String], package: &Package<'_>) -> Result<Vec<Picture>, Refusal> {
    let mut left = limits::PICTURES;
    let mut pictures = Vec::with_capacity(parts.len());
    for part in parts {
        let bytes = package.read(part, left).map_err(|fault| match fault {
            Fault::TooBig { .. } => too_big("全部图片", limits::PICTURES),
            fault => fault,
        })?;
        let bytes = bytes.unwrap_or_default();
        left -= bytes.len();
        let name = part.rsplit('/').next().unwrap_or_default().to_owned();
        pictures.push(Picture { kind: picture_kind(&bytes, &name), name, bytes });
    }
    Ok(pictures)
}

/// What a picture is by its first bytes; where they say nothing, by its name.
fn picture_kind(bytes: &[u8], name: &str) -> PictureKind {
    let other = |ending: &str| PictureKind::Other(ending.to_owned());
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => PictureKind::Png,
        [0xFF, 0xD8, 0xFF, ..] => PictureKind::Jpeg,
        [b'G', b'I', b'F', b'8', ..] => other("gif"),
        [b'B', b'M', ..] => other("bmp"),
        [b'I', b'I', 42, 0, ..] | [b'M', b'M', 0, 42, ..] => other("tiff"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => other("webp"),
        // A metafile: its header's record type is 1, its signature 40 bytes on ([MS-EMF] 2.3.4.2).
        [1, 0, 0, 0, ..] if bytes.get(40..44) == Some(b" EMF") => other("emf"),
        [0xD7, 0xCD, 0xC6, 0x9A, ..] => other("wmf"),
        _ if is_svg(bytes) => PictureKind::Svg,
        _ => PictureKind::Other(
            name.rsplit_once('.')
                .map(|(_, ending)| ending.to_ascii_lowercase())
                .unwrap_or_default(),
        ),
    }
}

/// Whether a text's first element is `svg`, looked for at its beginning alone.
fn is_svg(bytes: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]);
    start.trim_start_matches('\u{FEFF}').trim_start().starts_with('<') && start.contains("<svg")
}
