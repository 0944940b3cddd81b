//! The lists of a file: `w:abstractNum` says how a list counts, `w:num` is one that paragraphs name.

use std::collections::BTreeMap;

use crate::word::limits;
use crate::word::styles::Styles;
use crate::word::symbols::Face;
use crate::word::view::choice;
use crate::word::xml::{Node, Space, child, is, is_on, value, word};

/// How many levels a list has.
pub(crate) const LEVELS: usize = 9;
/// How many characters stand in a number's template at most; Word takes 255.
const TEMPLATE: usize = 255;

/// The lists of a file.
#[derive(Debug, Default)]
pub(crate) struct Lists {
    abstracts: BTreeMap<u32, Abstract>,
    numbers: BTreeMap<u32, Named>,
    /// For styles that number: where their paragraphs stand.
    of_styles: BTreeMap<String, Place>,
}

/// Where a paragraph stands among lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    /// Its `w:numId`.
    pub(crate) list: u32,
    /// Its level, from 0.
    pub(crate) level: u8,
}

/// How a list counts.
#[derive(Debug, Default)]
struct Abstract {
    levels: BTreeMap<u8, Level>,
    /// The style that has the levels in its stead (17.9.21).
    style_link: Option<String>,
}

/// A list that paragraphs name.
#[derive(Debug, Default)]
struct Named {
    of: u32,
    starts: BTreeMap<u8, u32>,
    levels: BTreeMap<u8, Level>,
}

/// How a level counts.
#[derive(Debug, Clone, Default)]
pub(crate) struct Level {
    /// What it begins with.
    pub(crate) start: u32,
    /// How the count is written: `chineseCounting`.
    pub(crate) format: String,
    /// What stands around it: `（%1）`.
    pub(crate) template: String,
    /// The level, from 1, up to which each makes this one begin anew; 0 is none (17.9.10).
    pub(crate) restart: Option<u32>,
    /// Whether all counts are written in figures (17.9.4).
    pub(crate) is_legal: bool,
    /// Whether its mark is a picture.
    pub(crate) is_picture: bool,
    /// The face of the number.
    pub(crate) face: Face,
    /// The style that stands at this level (17.9.23).
    style: Option<String>,
}

impl Lists {
    /// Those of a part, `w:numbering`.
    pub(crate) fn read(root: Node<'_>, styles: &Styles) -> Self {
        let mut lists = Self::default();
        for node in root.children() {
            if is(node, Space::Word, "abstractNum") {
                let Some(id) = number(word(node, "abstractNumId")) else { continue };
                lists.abstracts.entry(id).or_insert_with(|| Abstract {
                    levels: levels(node),
                    style_link: value(node, "numStyleLink").map(str::to_owned),
                });
            } else if is(node, Space::Word, "num") {
                let Some(id) = number(word(node, "numId")) else { continue };
                lists.numbers.entry(id).or_insert_with(|| named(node));
            }
        }
        let of_styles = styles.iter().filter_map(|(id, style)| {
            let list = style.paragraph.list?;
            let level = lists.level_of_style(list, id, styles).or(style.paragraph.level);
            Some((id.to_owned(), Place { list, level: level.unwrap_or(0) }))
        });
        lists.of_styles = of_styles.collect();
        lists.follow_style_links(styles);
        lists
    }

    /// Gives lists that have their levels from a style those of the style's list (17.9.21). A style
    /// that leads to another link is followed no further.
    fn follow_style_links(&mut self, styles: &Styles) {
        let links: BTreeMap<u32, u32> = self
            .abstracts
            .iter()
            .filter_map(|(id, of)| {
                let style = styles.get(of.style_link.as_deref()?)?;
                let linked = self.numbers.get(&style.paragraph.list?)?.of;
                let has_levels = self.abstracts.get(&linked)?.style_link.is_none();
                has_levels.then_some((*id, linked))
            })
            .collect();
        for number in self.numbers.values_mut() {
            if let Some(linked) = links.get(&number.of) {
                number.of = *linked;
            }
        }
    }

    /// The level of a list that a style, or the next that it is based on, is bound to (17.9.23).
    fn level_of_style(&self, list: u32, style: &str, styles: &Styles) -> Option<u8> {
        let bound = |style: &str| {
            (0..LEVELS as u8).find(|level| {
                self.level(list, *level).is_some_and(|it| it.style.as_deref() == Some(style))
            })
        };
        styles.chain(style).find_map(bound)
    }

    /// Where a paragraph stands that has this list and level itself and this style.
    pub(crate) fn place(
        &self,
        list: Option<u32>,
        level: Option<u8>,
        style: Option<&str>,
    ) -> Option<Place> {
        let of_style = style.and_then(|style| self.of_styles.get(style));
        // 0 takes a paragraph out of its style's list (17.9.18).
        let list = list.or(of_style.map(|place| place.list)).filter(|list| *list != 0)?;
        let level = level.or(of_style.map(|place| place.level)).unwrap_or(0);
        let place = Place { list, level: level.min(LEVELS as u8 - 1) };
        self.numbers.contains_key(&list).then_some(place)
    }

    /// The list that counts for a named one.
    pub(crate) fn counting(&self, list: u32) -> Option<u32> {
        self.numbers.get(&list).map(|number| number.of)
    }

    /// How a level counts.
    pub(crate) fn level(&self, list: u32, level: u8) -> Option<&Level> {
        let number = self.numbers.get(&list)?;
        number.levels.get(&level).or_else(|| self.abstracts.get(&number.of)?.levels.get(&level))
    }

    /// What a named list makes a level begin with, other than its counting list (17.9.26).
    pub(crate) fn start_override(&self, place: Place) -> Option<u32> {
        self.numbers.get(&place.list)?.starts.get(&place.level).copied()
    }
}

fn named(node: Node<'_>) -> Named {
    let mut named =
        Named { of: number(value(node, "abstractNumId")).unwrap_or(0), ..Named::default() };
    for node in node.children().filter(|node| is(*node, Space::Word, "lvlOverride")) {
        let Some(index) = level_index(node) else { continue };
        if let Some(start) = number(value(node, "startOverride")) {
            named.starts.insert(index, start);
        }
        if let Some(node) = child(node, "lvl") {
            named.levels.insert(index, level(node));
        }
    }
    named
}

fn levels(node: Node<'_>) -> BTreeMap<u8, Level> {
    let levels = node.children().filter(|node| is(*node, Space::Word, "lvl"));
    levels.filter_map(|node| Some((level_index(node)?, level(node)))).collect()
}

fn level_index(node: Node<'_>) -> Option<u8> {
    let index: u8 = word(node, "ilvl")?.parse().ok()?;
    (usize::from(index) < LEVELS).then_some(index)
}

fn level(node: Node<'_>) -> Level {
    let template = value(node, "lvlText").unwrap_or_default();
    Level {
        start: number(value(node, "start")).unwrap_or(0),
        format: format(node),
        template: template.chars().take(TEMPLATE).collect(),
        restart: number(value(node, "lvlRestart")),
        is_legal: child(node, "isLgl").is_some_and(is_on),
        is_picture: child(node, "lvlPicBulletId").is_some(),
        face: child(node, "rPr")
            .and_then(|properties| child(properties, "rFonts"))
            .and_then(|fonts| word(fonts, "ascii").or_else(|| word(fonts, "hAnsi")))
            .map(Face::named)
            .unwrap_or_default(),
        style: value(node, "pStyle").map(str::to_owned),
    }
}

/// How a level's count is written. A custom one says so by an example: `001, 002, 003, ...`. Word
/// offers it as a choice whose fallback is a common format (17.9.17).
fn format(node: Node<'_>) -> String {
    let of = |node| child(node, "numFmt");
    let chosen = offered(node);
    let Some(format) = of(node).or_else(|| chosen.and_then(of)) else {
        return "decimal".to_owned();
    };
    let name = match word(format, "val").unwrap_or("decimal") {
        "custom" => word(format, "format").unwrap_or("decimal"),
        name => name,
    };
    limits::cut(name).to_owned()
}

fn offered(node: Node<'_>) -> Option<Node<'_>> {
    node.children()
        .find(|node| is(*node, Space::Compatibility, "AlternateContent"))
        .and_then(choice)
}

fn number(text: Option<&str>) -> Option<u32> {
    text?.trim().parse().ok()
}
