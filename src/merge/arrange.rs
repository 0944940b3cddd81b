//! What the merged order of units makes of the filing: which paragraphs each narrative has, and
//! which initiatives each list.

use super::order::Entry;
use super::outline::{Outline, Slot};
use super::unit::{Role, Unit};
use crate::import::{ShownKind, ShownPiece};

/// The most characters of a title on a line of its own, and of one that its text follows.
const LONGEST_TITLE: usize = 60;
const LONGEST_RUN_IN: usize = 45;

/// What each part of the filing holds.
#[derive(Debug, Default)]
pub(super) struct Arranged {
    pub(super) narratives: Vec<(Slot, Vec<Entry>)>,
    pub(super) lists: Vec<List>,
    pub(super) added: Vec<Added>,
    /// New lines of figures, each with the filing's unit before it.
    pub(super) figures: Vec<(usize, usize)>,
    /// Pieces of the Word file that have no place.
    pub(super) left: Vec<usize>,
}

/// A list of initiatives.
#[derive(Debug)]
pub(super) struct List {
    pub(super) chapter: usize,
    pub(super) within: Option<usize>,
    pub(super) items: Vec<Item>,
}

/// An initiative of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Item {
    /// One of the filing's.
    Own(usize),
    /// One of those that were added.
    Added(usize),
}

/// A new initiative.
#[derive(Debug)]
pub(super) struct Added {
    /// The piece of the Word file that its title stands in.
    pub(super) word: usize,
    pub(super) title: String,
    /// What follows the title in its paragraph.
    pub(super) rest: Option<String>,
    pub(super) body: Vec<Entry>,
}

/// What is to be arranged.
#[derive(Clone, Copy)]
pub(super) struct Material<'m> {
    pub(super) own: &'m [Unit],
    pub(super) word: &'m [ShownPiece],
    pub(super) outline: &'m Outline,
    /// The outline levels that Word has for initiatives on their three levels.
    pub(super) levels: [Option<u8>; 3],
    /// The pieces of the Word file that read as a line of figures.
    pub(super) figures: &'m [usize],
}

/// Arranges the units. `None` where a report of the filing has another order than the form's, so
/// that no paragraph's place is sure.
pub(super) fn arrange(entries: &[Entry], material: Material<'_>) -> Option<Arranged> {
    let natural: Vec<Entry> = (0..material.own.len()).map(Entry::Own).collect();
    let as_it_is = Arranger::new(material).run(&natural);
    let is_at_home = |(slot, entries): &(Slot, Vec<Entry>)| {
        entries.iter().all(|entry| matches!(entry, Entry::Own(n) if material.own[*n].role.narrative() == Some(*slot)))
    };
    if !as_it_is.narratives.iter().all(is_at_home) {
        return None;
    }
    Some(Arranger::new(material).run(entries))
}

/// Where the next paragraph goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Narrative(Slot),
    Added(usize),
    /// Among the figures, behind this unit of the filing.
    Figures(usize),
    Nowhere,
}

struct Arranger<'m> {
    material: Material<'m>,
    place: Place,
    /// The chapter of initiatives that is open, and its initiative of the first level.
    chapter: Option<usize>,
    first: Option<usize>,
    out: Arranged,
}

impl<'m> Arranger<'m> {
    fn new(material: Material<'m>) -> Self {
        let (place, out) = (Place::Nowhere, Arranged::default());
        Self { material, place, chapter: None, first: None, out }
    }

    fn run(mut self, entries: &[Entry]) -> Arranged {
        for (n, entry) in entries.iter().enumerate() {
            match entry {
                Entry::Own(own) => self.own(*own),
                Entry::New(word) => self.added(*word, &entries[n + 1..]),
            }
        }
        self.out
    }

    fn own(&mut self, own: usize) {
        match self.material.own[own].role {
            Role::Head => self.place = Place::Narrative(Slot::Lead),
            Role::Chapter(slot) => {
                self.chapter = match slot {
                    Some(Slot::Overview(chapter)) => Some(chapter),
                    _ => None,
                };
                self.first = None;
                self.place = slot.map_or(Place::Figures(own), Place::Narrative);
            }
            Role::Initiative(initiative) => self.initiative(initiative),
            Role::RunIn(initiative) => {
                self.initiative(initiative);
                self.paragraph(Entry::Own(own));
            }
            Role::Narrative(slot) => {
                if matches!(self.place, Place::Nowhere | Place::Figures(_)) {
                    self.place = Place::Narrative(slot);
                }
                self.paragraph(Entry::Own(own));
            }
            Role::Indicator | Role::Group => self.place = Place::Figures(own),
            Role::Annex(n) => self.place = Place::Narrative(Slot::Annex(n)),
            Role::Other => self.place = Place::Nowhere,
        }
    }

    fn initiative(&mut self, initiative: usize) {
        let place = &self.material.outline.initiatives[initiative];
        if place.within.is_none() {
            self.first = Some(initiative);
        }
        let chapter = self.chapter.filter(|_| place.within.is_none()).unwrap_or(place.chapter);
        self.list(chapter, place.within).push(Item::Own(initiative));
        self.place = Place::Narrative(Slot::Body(initiative));
    }

    fn list(&mut self, chapter: usize, within: Option<usize>) -> &mut Vec<Item> {
        let lists = &mut self.out.lists;
        let at = lists.iter().position(|list| (list.chapter, list.within) == (chapter, within));
        let at = at.unwrap_or_else(|| {
            lists.push(List { chapter, within, items: Vec::new() });
            lists.len() - 1
        });
        &mut lists[at].items
    }

    fn paragraph(&mut self, entry: Entry) {
        match self.place {
            Place::Narrative(slot) => {
                let narratives = &mut self.out.narratives;
                match narratives.iter_mut().find(|(own, _)| *own == slot) {
                    Some((_, entries)) => entries.push(entry),
                    None => narratives.push((slot, vec![entry])),
                }
            }
            Place::Added(n) => self.out.added[n].body.push(entry),
            Place::Figures(_) | Place::Nowhere => {}
        }
    }

    fn added(&mut self, word: usize, behind: &[Entry]) {
        let piece = &self.material.word[word];
        if piece.kind == ShownKind::Picture {
            return self.out.left.push(word);
        }
        if let (Some(chapter), Some((level, title, rest))) = (self.chapter, self.heading(piece)) {
            let within = self.first.filter(|_| level > 0);
            self.out.added.push(Added { word, title, rest, body: Vec::new() });
            let added = self.out.added.len() - 1;
            self.list(chapter, within).push(Item::Added(added));
            if level == 0 {
                self.first = None;
            }
            self.place = Place::Added(added);
            return;
        }
        match self.place {
            Place::Narrative(_) | Place::Added(_) => self.paragraph(Entry::New(word)),
            Place::Figures(_)
                if self.is_behind_figures(behind) && !self.material.figures.contains(&word) =>
            {
                self.place = Place::Narrative(Slot::Closing);
                self.paragraph(Entry::New(word));
            }
            Place::Figures(own) => self.out.figures.push((own, word)),
            Place::Nowhere => self.out.left.push(word),
        }
    }

    /// Whether no more figures follow.
    fn is_behind_figures(&self, behind: &[Entry]) -> bool {
        let own = behind.iter().find_map(|entry| match entry {
            Entry::Own(own) => Some(self.material.own[*own].role),
            Entry::New(_) => None,
        });
        !matches!(own, Some(Role::Indicator | Role::Group))
    }

    /// The level from 0, the title and the rest of a paragraph that begins an initiative.
    fn heading(&self, piece: &ShownPiece) -> Option<(usize, String, Option<String>)> {
        if piece.kind != ShownKind::Text {
            return None;
        }
        let styled = piece.outline.and_then(|outline| {
            self.material.levels.iter().position(|level| *level == Some(outline))
        });
        let numbered = piece.level.filter(|level| *level == 0 && takes(piece));
        let level = styled.or(numbered)?;
        // One within another needs the other in the file.
        if level > 0 && (self.first.is_none() || level > 1) {
            return None;
        }
        let text = piece.unnumbered().trim();
        let (title, rest) = split(text);
        Some((level, title.to_owned(), rest.map(str::to_owned)))
    }
}

/// Whether a numbered paragraph looks like an initiative's title.
fn takes(piece: &ShownPiece) -> bool {
    let (title, rest) = split(piece.unnumbered().trim());
    rest.is_some() || title.chars().count() <= LONGEST_TITLE && !title.contains('。')
}

/// A title, and what follows it in its paragraph.
fn split(text: &str) -> (&str, Option<&str>) {
    if let Some((title, rest)) = text.split_once('。')
        && title.chars().count() <= LONGEST_RUN_IN
    {
        let rest = rest.trim();
        return (title, Some(rest).filter(|rest| !rest.is_empty()));
    }
    (text, None)
}
