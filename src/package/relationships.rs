//! What a part refers to: its relationships (ECMA-376 Part 2), with targets resolved inside
//! the package.

use std::collections::BTreeMap;

use super::fault::Fault;
use super::limits;
use super::parts::Package;
use super::xml::{Space, Xml, attribute, is};

/// The relationships of one part, by their ids.
#[derive(Debug, Default)]
pub(crate) struct Relationships {
    by_id: BTreeMap<String, Relationship>,
}

/// What one relationship says.
#[derive(Debug)]
pub(crate) struct Relationship {
    /// The last segment of its type: `image`, `styles`. Strict and transitional types differ in
    /// what stands before it.
    kind: String,
    /// Where it leads.
    pub(crate) target: Target,
}

/// Where a relationship leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Target {
    /// A part of the package, by its name.
    Part(String),
    /// An address elsewhere.
    Elsewhere(String),
}

impl Relationships {
    /// Those of a part, or of the package itself for an empty name.
    pub(crate) fn of(part: &str, package: &Package<'_>) -> Result<Self, Fault> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let parent = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let rels = format!("{parent}_rels/{name}.rels");
        let Some(bytes) = package.read(&rels, limits::XML_PART)? else {
            return Ok(Self::default());
        };
        let text = Xml::decode(bytes, &rels)?;
        let document = Xml::parse(&text, &rels)?;
        let mut by_id = BTreeMap::new();
        for node in document.root_element().children() {
            if !is(node, Space::Relationships, "Relationship") {
                continue;
            }
            let read = |name| attribute(node, Space::None, name).unwrap_or_default();
            let kind = read("Type").rsplit('/').next().unwrap_or_default().to_owned();
            let target = match read("TargetMode") {
                "External" => {
                    Target::Elsewhere(read("Target").chars().take(limits::ADDRESS).collect())
                }
                _ => Target::Part(resolve(folder, read("Target"))),
            };
            by_id.entry(read("Id").to_owned()).or_insert(Relationship { kind, target });
        }
        Ok(Self { by_id })
    }

    /// Where the relationship of this id leads.
    pub(crate) fn target(&self, id: &str) -> Option<&Target> {
        self.by_id.get(id).map(|relationship| &relationship.target)
    }

    /// The part that a relationship of this id leads to.
    pub(crate) fn part(&self, id: &str) -> Option<&str> {
        match self.target(id)? {
            Target::Part(name) => Some(name),
            Target::Elsewhere(_) => None,
        }
    }

    /// The first part of a kind, in the order of the ids.
    pub(crate) fn part_of_kind(&self, kind: &str) -> Option<&str> {
        self.parts_of_kind(kind).next()
    }

    /// The parts of a kind, each once for each relationship to it, in the order of the ids.
    pub(crate) fn parts_of_kind(&self, kind: &str) -> impl Iterator<Item = &str> {
        let of_kind = self.by_id.values().filter(move |relationship| relationship.kind == kind);
        of_kind.filter_map(|relationship| match &relationship.target {
            Target::Part(name) => Some(name.as_str()),
            Target::Elsewhere(_) => None,
        })
    }
}

/// The name of the part that a target means, seen from a folder (ECMA-376 Part 2). It
/// cannot leave the package: what goes above its root stays at it.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.split(['#', '?']).next().unwrap_or_default().replace('\\', "/");
    let target = decode_percent(&target);
    let base = if target.starts_with('/') { "" } else { folder };
    let mut segments: Vec<&str> = Vec::new();
    for segment in base.split('/').chain(target.split('/')) {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop();
            }
            _ => segments.push(segment),
        }
    }
    segments.join("/")
}

fn decode_percent(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let code = match rest {
            [b'%', high, low, ..] => hexadecimal(*high).zip(hexadecimal(*low)),
            _ => None,
        };
        match code {
            Some((high, low)) => {
                bytes.push(high << 4 | low);
                rest = &rest[3..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

fn hexadecimal(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_stay_inside_the_package() {
        for (target, part) in [
            ("media/image1.png", "word/media/image1.png"),
            ("/word/media/image1.png", "word/media/image1.png"),
            ("./media/image1.png", "word/media/image1.png"),
            ("../customXml/item1.xml", "customXml/item1.xml"),
            ("../../../../etc/passwd", "etc/passwd"),
            ("media\\image1.png", "word/media/image1.png"),
            ("media/%E5%9B%BE%201.png", "word/media/图 1.png"),
            ("media/100%.png", "word/media/100%.png"),
            ("media/a.png#top", "word/media/a.png"),
        ] {
            assert_eq!(resolve("word", target), part, "{target}");
        }
    }
}
