//! Links as annotations (ISO 32000-1 12.5.6.5), one on each line that a link takes.

use std::collections::BTreeMap;

use lopdf::{Document, Object, ObjectId, dictionary};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::{PdfFault, values};
use crate::fonts::Subsets;
use crate::typeset::{A4, Geometry, Length, Page, Pages, TextRun};

/// An annotation; its number among all is its place in the parent tree behind the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::pdf) struct Annotation {
    /// The link.
    pub link: usize,
    /// The page, from 0.
    pub page: usize,
    /// The object.
    pub id: ObjectId,
}

/// The link can be printed, and nothing hides it.
pub(in crate::pdf) const PRINT: i64 = 4;

/// Puts the links' annotations on their pages.
///
/// # Errors
/// The document is not as it was drawn.
pub(super) fn annotate(
    document: &mut Document,
    pages: &Pages,
    subsets: &Subsets,
) -> Result<Vec<Annotation>, PdfFault> {
    let texts = texts(pages);
    let ids: Vec<ObjectId> = document.get_pages().into_values().collect();
    let mut annotations = Vec::new();
    for (number, (page, id)) in pages.pages.iter().zip(ids).enumerate() {
        let mut of_page = Vec::new();
        for line in lines(page, subsets) {
            let Some(url) = pages.links.get(line.link) else { continue };
            let text = texts.get(&line.link).map_or("", String::as_str);
            let key = pages.pages.len() + annotations.len();
            let target = values::fitting(uri(url).into_bytes())?;
            let annotation = document.add_object(dictionary! {
                "Type" => "Annot",
                "Subtype" => "Link",
                "Rect" => line.rectangle(A4.height()),
                "QuadPoints" => line.corners(A4.height()),
                "Border" => vec![0.into(), 0.into(), 0.into()],
                "F" => PRINT,
                "Contents" => values::text(&description(text, url))?,
                "StructParent" => key as i64,
                "A" => dictionary! { "S" => "URI", "URI" => Object::string_literal(target) },
            });
            of_page.push(Object::Reference(annotation));
            annotations.push(Annotation { link: line.link, page: number, id: annotation });
        }
        let page = document.get_dictionary_mut(id).map_err(super::fault)?;
        // The drawing library leaves an empty list on every page.
        if of_page.is_empty() {
            page.remove(b"Annots");
        } else {
            page.set("Annots", of_page);
        }
    }
    Ok(annotations)
}

/// What a screen reader says of a link (ISO 14289-1 7.18.5): its text, and where it leads.
pub(in crate::pdf) fn description(text: &str, url: &str) -> String {
    match text.trim() {
        "" => url.to_owned(),
        text if text == url => url.to_owned(),
        text => format!("{text}（{url}）"),
    }
}

/// The text of each link.
fn texts(pages: &Pages) -> BTreeMap<usize, String> {
    let mut texts: BTreeMap<usize, String> = BTreeMap::new();
    for run in pages.runs() {
        if let Some(link) = run.link {
            let text = texts.entry(link).or_default();
            run.glyphs.iter().for_each(|glyph| text.push_str(&glyph.text));
        }
    }
    texts
}

/// What a URI has no place for, beside all that is not ASCII.
const NOT_IN_URI: &AsciiSet = &CONTROLS.add(b' ');

/// An address as a link has it: a URI is written in ASCII (ISO 32000-1 12.6.4.7).
#[must_use]
pub fn uri(url: &str) -> String {
    utf8_percent_encode(url, NOT_IN_URI).to_string()
}

/// The part of a link that stands on one line.
struct Line {
    link: usize,
    baseline: Length,
    size: Length,
    left: Length,
    right: Length,
    top: Length,
    bottom: Length,
}

impl Line {
    fn of(link: usize, run: &TextRun, subsets: &Subsets) -> Option<Self> {
        let (first, last) = (run.glyphs.first()?, run.glyphs.last()?);
        let subset = subsets.get(&run.face)?;
        let (id, _) = subset.glyph(last.id)?;
        let top = run.baseline - Geometry::above_baseline(run.size);
        Some(Self {
            link,
            baseline: run.baseline,
            size: run.size,
            left: first.x,
            right: last.x + run.size * i64::from(subset.width(id)) / 1000,
            top,
            bottom: top + run.size,
        })
    }

    /// Takes in a further run of the same line; a superscript is no line of its own.
    fn joined(&mut self, other: &Self) -> bool {
        let apart = (other.baseline - self.baseline).0.abs();
        let same = self.link == other.link && apart < self.size.max(other.size).0 * 3 / 4;
        if same {
            self.left = self.left.min(other.left);
            self.right = self.right.max(other.right);
            self.top = self.top.min(other.top);
            self.bottom = self.bottom.max(other.bottom);
        }
        same
    }

    fn rectangle(&self, height: Length) -> Vec<Object> {
        reals([self.left, height - self.bottom, self.right, height - self.top])
    }

    /// In the order that viewers take them: the upper corners, then the lower.
    fn corners(&self, height: Length) -> Vec<Object> {
        let (top, bottom) = (height - self.top, height - self.bottom);
        reals([self.left, top, self.right, top, self.left, bottom, self.right, bottom])
    }
}

fn reals<const N: usize>(lengths: [Length; N]) -> Vec<Object> {
    lengths.map(values::real).into()
}

/// The lines of a page's links. A repeated table head is an artifact and leads nowhere.
fn lines(page: &Page, subsets: &Subsets) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for run in page.runs.iter().filter(|run| run.element.is_some()) {
        let Some(line) = run.link.and_then(|link| Line::of(link, run, subsets)) else { continue };
        if !lines.last_mut().is_some_and(|last| last.joined(&line)) {
            lines.push(line);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uri_is_ascii() {
        assert_eq!(uri("https://甲.cn/a b?c=%20"), "https://%E7%94%B2.cn/a%20b?c=%20");
    }

    #[test]
    fn a_link_says_its_text_and_where_it_leads() {
        assert_eq!(description("网站", "https://a.cn"), "网站（https://a.cn）");
        assert_eq!(description("https://a.cn", "https://a.cn"), "https://a.cn");
    }
}
