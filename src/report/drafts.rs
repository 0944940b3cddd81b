//! What an output of ours says of the draft that it is.

use serde::Deserialize;

use super::carried::ATTACHED_DATA;
use crate::docx;
use crate::draft::Draft;
use crate::pdf;
use crate::word;

/// How long the data may be; a filing's figures are a hundredth of it.
const MAX_DATA: usize = 4 * 1024 * 1024;

/// What the data in a page of ours begins with and ends with.
const BEGIN: &str = "<script type=\"application/json\" id=\"filing\">";
const END: &str = "</script>";

/// As much of an output's data as tells drafts apart.
#[derive(Deserialize)]
struct Data {
    draft: bool,
    /// Earlier versions' drafts had none.
    #[serde(default)]
    draft_number: Option<u32>,
    source: Source,
}

#[derive(Deserialize)]
struct Source {
    sha256: String,
}

/// Which draft a PDF, a Word file or a page of ours is; `None` of what is no draft, or not ours.
#[must_use]
pub(crate) fn draft_of(bytes: &[u8]) -> Option<Draft> {
    let data = if pdf::is_pdf(bytes) {
        pdf::attachment(bytes, ATTACHED_DATA).ok()?
    } else if word::is_word(bytes) {
        docx::carried(bytes, ATTACHED_DATA).ok()??
    } else {
        in_page(std::str::from_utf8(bytes).ok()?)?.as_bytes().to_vec()
    };
    if data.len() > MAX_DATA {
        return None;
    }
    let data: Data = serde_json::from_slice(&data).ok()?;
    data.draft.then(|| Draft::new(data.draft_number, &data.source.sha256))
}

/// The data in a page of ours: in the page's own words there is no `<`.
fn in_page(page: &str) -> Option<&str> {
    let (_, behind) = page.split_once(BEGIN)?;
    Some(behind.split_once(END)?.0)
}
