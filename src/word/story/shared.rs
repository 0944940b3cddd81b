//! What all stories of a file have in common: its styles and lists, and the pictures, notes, comments
//! and losses that they add up.

use std::collections::{BTreeMap, BTreeSet};

use crate::package::Package;
use crate::package::{Relationships, Target};
use crate::word::content::{Comment, Loss, LossKind, NoteKind, Shown};
use crate::word::limits::{self, Budget};
use crate::word::numbering::Lists;
use crate::word::refusal::Refusal;
use crate::word::styles::Styles;
use crate::word::view::Tracked;

/// What all stories of a file share.
#[derive(Debug)]
pub(crate) struct Shared<'p> {
    /// The file.
    pub(crate) package: &'p Package<'p>,
    /// Its styles.
    pub(crate) styles: Styles,
    /// Its lists.
    pub(crate) lists: Lists,
    /// What becomes of tracked changes.
    pub(crate) tracked: Tracked,
    /// What may still be given back.
    pub(crate) budget: Budget,
    /// The comments.
    pub(crate) comments: Comments,
    /// The notes that the file has, but for the lines that part them from the text.
    pub(crate) known_notes: BTreeSet<(NoteKind, String)>,
    /// Which notes are referred to, in this order.
    pub(crate) notes: Indexed<(NoteKind, String)>,
    /// The names of the pictures' parts, in the order in which they are first shown.
    pub(crate) pictures: Indexed<String>,
    /// What cannot be given on.
    pub(crate) losses: Vec<Loss>,
    /// Losses whose words stand in a part of their own: index and part.
    pub(crate) described: Vec<(usize, String)>,
    /// Whether the body has changes that Word keeps track of.
    pub(crate) is_tracked: bool,
}

/// Things that are counted when they are first met.
#[derive(Debug)]
pub(crate) struct Indexed<T> {
    indices: BTreeMap<T, usize>,
    /// In this order.
    pub(crate) in_order: Vec<T>,
}

impl<T> Default for Indexed<T> {
    fn default() -> Self {
        Self { indices: BTreeMap::new(), in_order: Vec::new() }
    }
}

impl<T: Ord + Clone> Indexed<T> {
    /// The index of a thing.
    pub(crate) fn index(&mut self, thing: &T) -> usize {
        if let Some(index) = self.indices.get(thing) {
            return *index;
        }
        let index = self.in_order.len();
        self.indices.insert(thing.clone(), index);
        self.in_order.push(thing.clone());
        index
    }
}

/// The comments of a file.
#[derive(Debug, Default)]
pub(crate) struct Comments {
    /// By their ids.
    pub(crate) known: BTreeMap<String, Comment>,
    /// The ids of those that are seen.
    pub(crate) seen: Indexed<String>,
}

impl Comments {
    /// The index of a comment that is in the file.
    pub(crate) fn index(&mut self, id: &str) -> Option<usize> {
        self.known.contains_key(id).then(|| self.seen.index(&id.to_owned()))
    }

    /// Those that were seen, in the order of their indices.
    pub(crate) fn into_seen(mut self) -> Vec<Comment> {
        self.seen.in_order.iter().filter_map(|id| self.known.remove(id)).collect()
    }
}

/// What a reference to a picture comes to.
pub(crate) enum Found {
    /// A picture.
    Picture(Shown),
    /// None.
    Lost(LossKind, String),
}

impl Shared<'_> {
    /// Notes something that cannot be given on.
    pub(crate) fn lose(
        &mut self,
        kind: LossKind,
        paragraph: Option<usize>,
        text: &str,
    ) -> Result<(), Refusal> {
        self.budget.spend(size_of::<Loss>() + text.len())?;
        self.losses.push(Loss { kind, paragraph, text: text.to_owned() });
        Ok(())
    }

    /// The picture that a relationship leads to.
    pub(crate) fn picture(
        &mut self,
        id: &str,
        alternative: &str,
        relationships: &Relationships,
    ) -> Found {
        match relationships.target(id) {
            Some(Target::Part(part)) if self.package.has(part) => Found::Picture(Shown {
                picture: self.pictures.index(part),
                alternative: limits::cut(alternative).to_owned(),
            }),
            Some(Target::Elsewhere(address)) => {
                Found::Lost(LossKind::LinkedPicture, address.clone())
            }
            _ => Found::Lost(LossKind::MissingPicture, limits::cut(alternative).to_owned()),
        }
    }
}
