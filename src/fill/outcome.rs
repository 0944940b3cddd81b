//! What came of filling in, as data.

use crate::finding::Edit;

/// What came of it.
#[derive(Debug, Default)]
pub(crate) struct Filled {
    /// In the order of the file.
    pub(crate) edits: Vec<Edit>,
    /// Figures that were put into the file, in its order.
    pub(crate) taken: Vec<Taken>,
    /// Figures that a spreadsheet has as the file has them.
    pub(crate) same: usize,
    pub(crate) refused: Vec<Refused>,
    pub(crate) doubled: Vec<Doubled>,
    pub(crate) unmatched: Vec<Unmatched>,
    pub(crate) missing: Vec<Missing>,
    /// What all that could be filled in comes to, with what is left out: another look at other
    /// spreadsheets, or another file, has another.
    pub(crate) look: String,
    /// Key paths that were to be left out and that no spreadsheet would have changed.
    pub(crate) unknown: Vec<String>,
    /// Sheets that were not looked at, and columns.
    pub(crate) notes: Vec<Note>,
}

impl Filled {
    /// Whether all that the spreadsheets have was taken, and the file misses nothing.
    pub(crate) fn is_all(&self) -> bool {
        self.refused.is_empty()
            && self.doubled.is_empty()
            && self.unmatched.is_empty()
            && self.missing.is_empty()
            && !self.notes.iter().any(|note| note.is_refusal)
    }
}

/// A figure that was put into the file.
#[derive(Debug, Clone)]
pub(crate) struct Taken {
    /// The key path: 移动电话.障碍修复.平均.
    pub(crate) key: String,
    /// The line of the file as it was.
    pub(crate) line: usize,
    /// As the file had it; empty where it had nothing.
    pub(crate) before: String,
    pub(crate) after: String,
    /// The counts that were put beside it.
    pub(crate) counts: Option<(String, String)>,
    /// Whether it was computed of the counts.
    pub(crate) is_computed: bool,
    /// Where it came from: file, sheet and cell.
    pub(crate) places: Vec<String>,
}

/// A cell that was not taken.
#[derive(Debug, Clone)]
pub(crate) struct Refused {
    pub(crate) key: String,
    pub(crate) place: String,
    /// What it shows.
    pub(crate) shown: String,
    /// Why, in Chinese.
    pub(crate) why: String,
}

/// A figure that is there several times, and not the same.
#[derive(Debug, Clone)]
pub(crate) struct Doubled {
    pub(crate) key: String,
    /// Each place with what it has.
    pub(crate) values: Vec<(String, String)>,
}

/// A cell whose name means no figure of the file.
#[derive(Debug, Clone)]
pub(crate) struct Unmatched {
    pub(crate) place: String,
    pub(crate) name: String,
    pub(crate) shown: String,
    pub(crate) why: String,
}

/// A figure that the file wants and no spreadsheet has.
#[derive(Debug, Clone)]
pub(crate) struct Missing {
    pub(crate) key: String,
    pub(crate) line: usize,
    pub(crate) department: Option<String>,
}

/// What was seen of a sheet as a whole.
#[derive(Debug, Clone)]
pub(crate) struct Note {
    /// The file, or the sheet of it.
    pub(crate) place: String,
    pub(crate) text: String,
    /// Whether figures were left for it.
    pub(crate) is_refusal: bool,
}
