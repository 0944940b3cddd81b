//! What came of a merge, as data: each change of Word in one entry.

use crate::differences::Piece;
use crate::finding::Edit;
use crate::import::Place;

/// What came of it.
#[derive(Debug, Default)]
pub(crate) struct Merged {
    /// In the order of the file.
    pub(crate) edits: Vec<Edit>,
    /// Those of all that could be done, where some of it was left out.
    pub(crate) whole: Option<Vec<Edit>>,
    /// What was put into the file.
    pub(crate) changes: Vec<Change>,
    /// What both sides changed.
    pub(crate) conflicts: Vec<Conflict>,
    /// What Word has and the file could not take.
    pub(crate) unmade: Vec<Unmade>,
    /// What all that could be done comes to, with what is left out.
    pub(crate) look: String,
    /// How many of the paragraphs that were sent out came back, per mille.
    pub(crate) known: usize,
}

/// A change that was made.
#[derive(Debug, Clone)]
pub(crate) struct Change {
    pub(crate) what: What,
    /// The key path.
    pub(crate) key: String,
    /// The line of the file as it was.
    pub(crate) line: usize,
    /// Where it stands in the Word file, where it still does.
    pub(crate) place: Option<Place>,
    pub(crate) pieces: Vec<Piece>,
    /// What it is of, with what goes with it: an initiative's text with its title.
    pub(crate) of: Vec<Subject>,
    /// By which it is left out.
    pub(crate) mark: String,
}

/// What a change or a conflict is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Subject {
    /// A passage of one of the filing's units.
    Passage { own: usize, passage: usize },
    /// One of the filing's units as a whole: it is gone, or stands elsewhere.
    Unit(usize),
    /// A piece that the Word file alone has.
    Piece(usize),
    /// A comment on a piece, by its number there.
    Remark { word: usize, number: usize },
}

/// What kind of change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    Edited,
    Added,
    Removed,
    Moved,
    AddedInitiative,
    RemovedInitiative,
    MovedInitiative,
    AddedIndicator,
    RemovedIndicator,
    Remark,
}

impl What {
    /// As programs read it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Edited => "edited",
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Moved => "moved",
            Self::AddedInitiative => "initiative_added",
            Self::RemovedInitiative => "initiative_removed",
            Self::MovedInitiative => "initiative_moved",
            Self::AddedIndicator => "indicator_added",
            Self::RemovedIndicator => "indicator_removed",
            Self::Remark => "comment",
        }
    }

    /// As people read it.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Edited => "改",
            Self::Added => "加一段",
            Self::Removed => "删一段",
            Self::Moved => "移一段",
            Self::AddedInitiative => "加举措",
            Self::RemovedInitiative => "删举措",
            Self::MovedInitiative => "移举措",
            Self::AddedIndicator => "加指标",
            Self::RemovedIndicator => "删指标",
            Self::Remark => "批注",
        }
    }
}

/// What both sides changed.
#[derive(Debug, Clone)]
pub(crate) struct Conflict {
    pub(crate) key: String,
    pub(crate) line: usize,
    pub(crate) place: Option<Place>,
    /// As the file has it, and as Word has it.
    pub(crate) ours: String,
    pub(crate) theirs: String,
    /// What it is of, where the file could have it as Word has it.
    pub(crate) of: Option<Subject>,
    /// By which that is asked for.
    pub(crate) mark: Option<String>,
}

/// What Word has and the file could not take.
#[derive(Debug, Clone)]
pub(crate) struct Unmade {
    /// Why, in Chinese.
    pub(crate) why: &'static str,
    pub(crate) key: String,
    pub(crate) line: Option<usize>,
    pub(crate) place: Option<Place>,
    pub(crate) text: String,
}

impl Change {
    pub(super) fn of(self, of: Vec<Subject>) -> Self {
        Self { of, ..self }
    }

    pub(super) fn with_new(self, text: String) -> Self {
        Self { pieces: vec![Piece::New(text)], ..self }
    }

    pub(super) fn with_gone(self, text: String) -> Self {
        Self { pieces: vec![Piece::Gone(text)], ..self }
    }

    pub(super) fn with_kept(self, text: String) -> Self {
        Self { pieces: vec![Piece::Kept(text)], ..self }
    }
}
