//! The data that a PDF carries, and what it says of its making.

use std::borrow::Cow;

use serde_json::Value;

use super::data::{self, DataVerdict};
use crate::draft::Draft;
use crate::filing::Filing;
use crate::render::Templates;
use crate::report::{self, Provenance, Reading};
use crate::standard::Standard;

/// How long the data may be; a filing's figures are a hundredth of it.
const MAX_DATA: usize = 4 * 1024 * 1024;

/// The data that a PDF carries, or why there is none.
pub(super) struct CarriedData(Result<Value, DataVerdict>);

impl CarriedData {
    pub(super) fn none(why: DataVerdict) -> Self {
        Self(Err(why))
    }

    pub(super) fn read(bytes: &[u8]) -> Self {
        let short = Some(bytes).filter(|bytes| bytes.len() <= MAX_DATA);
        let value: Option<Value> = short.and_then(|bytes| serde_json::from_slice(bytes).ok());
        let value = value.filter(|value| value.is_object() && is_spelt(value, bytes));
        Self(value.ok_or(DataVerdict::Unreadable))
    }

    fn said(&self, key: &str) -> &Value {
        self.0.as_ref().map_or(&Value::Null, |data| &data[key])
    }

    pub(super) fn is_draft(&self) -> bool {
        *self.said("draft") == Value::Bool(true)
    }

    /// Of a 送审稿 which one it is, by its number in the data and the file that it was made from.
    pub(super) fn draft(&self, reading: &Reading) -> Option<Draft> {
        let number = self.said("draft_number").as_u64();
        let number = number.and_then(|number| u32::try_from(number).ok());
        self.is_draft().then(|| Draft::new(number, &reading.sha256()))
    }

    /// Whether pages say which draft they are: those of earlier versions did not.
    pub(super) fn has_fingerprint(&self) -> bool {
        self.said("draft_fingerprint").is_string()
    }

    /// The hash of a template that is not the program's.
    fn template(&self) -> Option<&str> {
        self.said("template").as_str()
    }

    /// The templates that the report was made by; `None` where they are a user's and not given.
    pub(super) fn templates<'t>(&self, given: &'t Templates) -> Option<Cow<'t, Templates>> {
        match self.template() {
            None => Some(Cow::Owned(Templates::default())),
            Some(hash) if given.hash().as_deref() == Some(hash) => Some(Cow::Borrowed(given)),
            Some(_) => None,
        }
    }

    /// The version that made the data.
    pub(super) fn version(&self) -> Option<&str> {
        self.said("generator").get("version")?.as_str()
    }

    /// The standard that the data names; the newest where it names none that there is.
    pub(super) fn standard(&self) -> Standard {
        let year = self.said("ruleset").as_u64().and_then(|year| u16::try_from(year).ok());
        year.and_then(Standard::of).unwrap_or_else(Standard::newest)
    }

    /// Compares the data with what a filing gives; `lasts` are the files that the report shows
    /// figures of, the newest first.
    pub(super) fn compare(
        &self,
        reading: &Reading,
        filing: &Filing,
        standard: &Standard,
        lasts: &[&[u8]],
    ) -> DataVerdict {
        let carried = match &self.0 {
            Ok(carried) => carried,
            Err(why) => return why.clone(),
        };
        let lasts = reading.shown_lasts(lasts);
        let draft = self.draft(reading);
        let (draft, template) = (draft.as_ref(), self.template());
        let again = Provenance { standard, draft, template, lasts };
        match report::data_again(reading, again) {
            Some(data) => data::compare(carried, &data, &filing.waivers),
            None => DataVerdict::Unreadable,
        }
    }
}

/// Whether a value is spelt as we spell it: of a key that stands twice, one reader takes the first
/// value and another the last.
fn is_spelt(value: &Value, bytes: &[u8]) -> bool {
    serde_json::to_string_pretty(value).is_ok_and(|text| (text + "\n").as_bytes() == bytes)
}
