//! What the page asks to have done.

use serde::{Deserialize, Deserializer};

/// Work on the folder.
#[derive(Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase", deny_unknown_fields)]
pub(in super::super) enum FolderOrder {
    /// A filing to fill in.
    New(New),
    /// The last filing rolled forward.
    Roll {
        /// The last filing, of this folder.
        from: String,
        /// How the new one is called; by its half-year where nothing is said.
        #[serde(default, deserialize_with = "said")]
        file: Option<String>,
        /// The half-year; the next one where nothing is said.
        #[serde(default, deserialize_with = "said")]
        period: Option<String>,
    },
    /// A report that was written elsewhere, as a filing.
    Import {
        /// The report, of this folder.
        from: String,
        #[serde(default, deserialize_with = "said")]
        file: Option<String>,
        #[serde(default)]
        tracked: Tracked,
    },
}

/// A text that may be left out, or left empty.
fn said<'d, D: Deserializer<'d>>(given: D) -> Result<Option<String>, D::Error> {
    let text: Option<String> = Option::deserialize(given)?;
    Ok(text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()))
}

/// What a new filing begins with; what is not said stays to be filled in.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in super::super) struct New {
    /// 集团.
    pub(in super::super) carrier: Option<String>,
    /// 企业.名称.
    pub(in super::super) company: Option<String>,
    /// 简称.
    pub(in super::super) short: Option<String>,
    pub(in super::super) province: Option<String>,
    pub(in super::super) period: Option<String>,
    pub(in super::super) services: Vec<String>,
    pub(in super::super) file: Option<String>,
}

/// What becomes of changes that Word keeps track of.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(in super::super) enum Tracked {
    #[default]
    Accept,
    Reject,
}

/// Work on a filing.
#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase", deny_unknown_fields)]
pub(in super::super) enum FilingOrder {
    /// A numbered draft as PDF and Word file.
    Draft,
    /// The review sheet, with the report or, where it has errors, with a draft.
    Review {
        #[serde(default)]
        draft: bool,
        /// An earlier draft that it is held against.
        #[serde(default)]
        against: Option<String>,
    },
    /// The Word file that goes to the boss and the lawyer.
    Word {
        #[serde(default)]
        draft: bool,
    },
    /// The report that is filed.
    Build,
    /// The forms that go round to the departments.
    Sheets {
        #[serde(default)]
        by: Option<By>,
    },
    /// Figures out of spreadsheets.
    Fill {
        sheets: Vec<String>,
        #[serde(default)]
        dry: bool,
        /// What the look came to that the page showed.
        #[serde(default)]
        look: Option<String>,
        /// The key paths of figures that are left as they are.
        #[serde(default)]
        except: Vec<String>,
    },
    /// What was changed in a Word file.
    Merge {
        from: String,
        #[serde(default)]
        dry: bool,
        /// What the look came to that the page showed.
        #[serde(default)]
        look: Option<String>,
        /// The marks of changes that are left out.
        #[serde(default)]
        except: Vec<String>,
        /// The marks of what both sides changed and is to be as Word has it.
        #[serde(default)]
        words: Vec<String>,
        #[serde(default)]
        tracked: Tracked,
    },
    /// Whether a PDF is what it says it is.
    Verify {
        pdf: String,
        /// Who should have signed; the company that files where nothing is said.
        #[serde(default, deserialize_with = "said")]
        signer: Option<String>,
        /// Root certificates of the folder.
        #[serde(default)]
        trust: Vec<String>,
    },
    /// A signature on the report.
    Sign(Sign),
}

/// How forms are parted.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(in super::super) enum By {
    #[serde(rename = "组")]
    Group,
    #[serde(rename = "部门")]
    Department,
}

/// A signature. Its key and password are never kept.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct Sign {
    /// The report, of the output folder.
    pub(in super::super) pdf: String,
    /// The key's file, in base64.
    pub(in super::super) key: Secret,
    pub(in super::super) password: Secret,
    /// The seal's picture, in base64.
    #[serde(default)]
    pub(in super::super) seal: Option<String>,
    #[serde(default)]
    pub(in super::super) reason: Option<String>,
    #[serde(default)]
    pub(in super::super) location: Option<String>,
    #[serde(default)]
    pub(in super::super) tsa: Option<String>,
    /// Whether a signature is added to those that are there.
    #[serde(default)]
    pub(in super::super) again: bool,
    /// Whether a certificate of another name than the report's is taken.
    #[serde(default)]
    pub(in super::super) other: bool,
}

/// A text that is wiped from memory after use.
#[derive(Deserialize)]
#[serde(transparent)]
pub(in super::super) struct Secret(String);

impl Secret {
    pub(in super::super) fn text(&self) -> &str {
        &self.0
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        zeroize::Zeroize::zeroize(&mut self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<FilingOrder, serde_json::Error> {
        serde_json::from_str(json)
    }

    #[test]
    fn an_order_is_read_whole_or_not_at_all() {
        assert!(matches!(read(r#"{"kind":"draft"}"#), Ok(FilingOrder::Draft)));
        let fill = read(r#"{"kind":"fill","sheets":["甲.xlsx"],"dry":true}"#);
        assert!(matches!(fill, Ok(FilingOrder::Fill { dry: true, .. })));
        for wrong in [
            r#"{}"#,
            r#"{"kind":"shell"}"#,
            r#"{"kind":"fill"}"#,
            r#"{"kind":"verify","pdf":"a","option":"-x"}"#,
            r#"{"kind":"sheets","by":"人"}"#,
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
