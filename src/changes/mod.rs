//! What changed between two filings: sentence by sentence, figure by figure. Of a filing and an
//! earlier draft of it every change by itself, so that whoever asked for twelve can count them.
//!
//! [`sections`] goes through the texts of two periods, [`changes`] through all of two drafts; the
//! other files print what that finds.

mod beside;
mod comments;
mod csv;
mod drafts;
mod entries;
mod figures;
mod html;
mod human;
mod json;
mod moves;
mod order;
mod passages;
mod sections;
mod sentences;
mod settings;
mod texts;
mod words;

pub(crate) use csv::csv;
pub(crate) use drafts::{DraftComparison, DraftFile};
pub(crate) use html::{html, html_part};
pub(crate) use human::{human, markdown};
pub(crate) use json::json;
pub(crate) use passages::sentences_in;
pub(crate) use sections::{Titled, paired_by_title};

use entries::Changes;

use passages::{Numbers, passages};

use crate::differences::Piece;
use crate::filing::{Filing, InitiativeNumber};
use crate::source::Source;
use crate::standard::Standard;

/// A filing with the text that it was read from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FilingText<'v> {
    /// The filing.
    pub filing: &'v Filing,
    /// Its file.
    pub source: &'v Source,
}

/// A text of a filing beside itself in another one: the last period's, or an earlier draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Section {
    pub name: String,
    pub fate: Fate,
    /// An initiative's number in the other filing, where it is another now.
    pub was: Option<InitiativeNumber>,
    /// How an initiative's title changed.
    pub title: Option<Change>,
    /// How its sentences changed.
    pub changes: Vec<Change>,
}

/// What became of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    Same,
    Changed,
    New,
    /// Only the other filing has it.
    Gone,
}

/// What became of sentences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Change {
    /// So many stay.
    Kept(usize),
    New(Run),
    Gone(Run),
    /// A sentence was edited.
    Changed {
        pieces: Vec<Piece>,
        /// Its line in the file.
        line: Option<usize>,
        /// Its line in the other one.
        before: Option<usize>,
    },
}

/// Consecutive sentences of one paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    pub text: String,
    /// How many they are.
    pub sentences: usize,
    /// The line where they begin.
    pub line: Option<usize>,
}

/// The texts of a filing beside those of the last period's.
#[must_use]
pub(crate) fn sections(
    last: FilingText<'_>,
    now: FilingText<'_>,
    standard: &Standard,
) -> Vec<Section> {
    let of = |text| passages(text, standard, &Numbers::default());
    sections::sections(&of(last), &of(now))
}

/// What changed from an earlier draft of a filing to it, in the order of print.
#[must_use]
pub(crate) fn changes(draft: FilingText<'_>, now: FilingText<'_>, standard: &Standard) -> Changes {
    let mut entries = texts::texts(draft, now, standard);
    entries.extend(figures::figures(draft, now, standard));
    entries.extend(settings::settings(draft, now));
    entries.extend(comments::comments(draft.source, now.source));
    Changes { entries, same_file: draft.source.text() == now.source.text() }
}
