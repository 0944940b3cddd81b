//! A filing out of whatever holds one: its own file, a PDF that was made of it, a Word file that
//! says the same.

use std::collections::BTreeMap;

use super::carried::{ATTACHED_SOURCE, carried_lasts, is_open};
use super::drafts::draft_of;
use super::merging::{Merging, as_shown};
use super::reading::Reading;
use crate::docx;
use crate::draft::Draft;
use crate::filing::Filing;
use crate::finding::Finding;
use crate::import::{self, Options};
use crate::pdf;
use crate::source::is_other_package;
use crate::word::{self, Tracked};

/// A filing's bytes, and what they were taken from.
#[derive(Debug)]
pub(crate) struct Loaded {
    /// The bytes.
    pub(crate) bytes: Vec<u8>,
    /// What held them.
    pub(crate) holder: Holder,
    /// Of a 送审稿 which one it is.
    pub(crate) draft: Option<Draft>,
    /// How many pieces of a Word file found no place.
    pub(crate) left: usize,
    /// The last filings that a report carries, the newest first.
    pub(crate) lasts: Vec<Vec<u8>>,
    /// Pictures that came with a Word file, by the names that the filing has for them.
    pub(crate) pictures: BTreeMap<String, Vec<u8>>,
}

/// What holds a filing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holder {
    /// Its own file.
    File,
    /// A PDF that was made of it.
    Pdf,
    /// A Word file that was made of it.
    Docx,
    /// A Word file, read by its form.
    Word,
}

/// The filing that a file holds. Pictures of a Word file are called by `stem`.
///
/// # Errors
/// Why there is none, in Chinese, without the file's name.
pub(crate) fn load(name: &str, stem: &str, bytes: Vec<u8>) -> Result<Loaded, String> {
    if pdf::is_pdf(&bytes) {
        let draft = draft_of(&bytes);
        let lasts = carried_lasts(|name| pdf::attachment(&bytes, name).ok());
        let bytes = pdf::attachment(&bytes, ATTACHED_SOURCE).map_err(|why| why.to_string())?;
        return Ok(Loaded { draft, lasts, ..Loaded::of(bytes, Holder::Pdf) });
    }
    // What is no Word file is called what it is where it is read.
    if !word::is_word(&bytes) || is_other_package(&bytes) {
        return Ok(Loaded::of(bytes, Holder::File));
    }
    let lasts = carried_lasts(|name| docx::carried(&bytes, name).ok().flatten());
    // A draft stands for what was sent out, whatever somebody wrote into it since; any other Word
    // file of ours for what it shows.
    if let Some(draft) = draft_of(&bytes) {
        let sent = docx::carried(&bytes, ATTACHED_SOURCE).map_err(|why| why.to_string())?;
        if let Some(sent) = sent {
            return Ok(Loaded { draft: Some(draft), lasts, ..Loaded::of(sent, Holder::Docx) });
        }
    }
    if let Some(Merging { bytes, merged, .. }) = as_shown(&bytes, Tracked::Accept)? {
        let left = merged.unmade.len() + merged.conflicts.len();
        return Ok(Loaded { left, lasts, ..Loaded::of(bytes, Holder::Docx) });
    }
    let options = Options { name, stem, tracked: Tracked::Accept };
    let imported = import::import(&bytes, &options)?;
    let loaded = Loaded::of(imported.yaml.into_bytes(), Holder::Word);
    Ok(Loaded { left: imported.left.len(), pictures: imported.pictures, ..loaded })
}

impl Loaded {
    fn of(bytes: Vec<u8>, holder: Holder) -> Self {
        Self { bytes, holder, draft: None, left: 0, lasts: Vec::new(), pictures: BTreeMap::new() }
    }

    /// The errors that keep its filing from being compared with or rolled forward. A Word file
    /// does not say all that a filing has to; what is open stays open.
    pub(crate) fn errors<'r>(&self, reading: &'r Reading) -> Vec<&'r Finding> {
        let is_open = |finding: &Finding| self.holder == Holder::Word && is_open(finding);
        let is_error = |f: &&Finding| f.is_error() && !is_open(f);
        reading.findings.iter().filter(is_error).collect()
    }

    /// What a Word file does not say and no use can do without; `None` where it says all.
    pub(crate) fn unknown(&self, filing: &Filing) -> Option<&'static str> {
        if self.holder != Holder::Word {
            None
        } else if !filing.has_period {
            Some("看不出是哪一期的报告")
        } else if filing.groups.is_empty() {
            Some("里面没有认出指标")
        } else {
            None
        }
    }
}
