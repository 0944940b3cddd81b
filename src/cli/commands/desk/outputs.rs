//! What was made of a folder's filings: the files of its output folder and what they are.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::listing::{Signature, ending, files, is_name};
use crate::cli::files::opening;
use crate::docx;
use crate::pdf;
use crate::report::{self, ATTACHED_SOURCE};

/// The folder of drafts, among the outputs: under the names that the report that is filed has too.
pub(super) const DRAFTS: &str = "送审稿";

/// A file of the output folder.
#[derive(Debug, Serialize)]
pub(super) struct MadeView {
    name: String,
    path: String,
    kind: String,
    /// The stem of the filing that it was made of.
    of: Option<String>,
    /// What it is, if it is a report.
    report: Option<MadeReport>,
}

/// What a PDF or Word file is that was made of a filing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(super) struct MadeReport {
    pub(super) draft: bool,
    /// The draft's number, where it has one.
    pub(super) number: Option<u32>,
    pub(super) signed: bool,
    /// Whether it was made of the filing as it is.
    pub(super) current: bool,
}

/// The outputs of a desk.
pub(super) struct Outputs {
    /// Where they are written.
    pub(super) path: PathBuf,
}

impl Outputs {
    /// Of the filings in a folder.
    pub(super) fn beside(folder: &Path) -> Self {
        Self { path: folder.join("output") }
    }

    /// Whether a name is one of an output, or of a draft among them: 送审稿/甲.pdf.
    pub(super) fn is_output(name: &str) -> bool {
        let draft = name.strip_prefix(DRAFTS).and_then(|rest| rest.strip_prefix('/'));
        is_name(draft.unwrap_or(name))
    }

    /// The outputs by their names, drafts as 送审稿/甲.pdf.
    pub(super) fn all(&self) -> BTreeMap<String, Signature> {
        let drafts = files(&self.path.join(DRAFTS)).into_iter();
        let drafts = drafts.map(|(name, about)| (format!("{DRAFTS}/{name}"), about));
        files(&self.path).into_iter().chain(drafts).collect()
    }

    /// Those whose names begin with a filing's stem.
    pub(super) fn of<'a>(all: &'a BTreeMap<String, Signature>, stem: &str) -> Vec<&'a String> {
        all.keys().filter(|name| file_of(name).starts_with(stem)).collect()
    }

    /// The reports among a filing's outputs, by their names. `bytes` are the filing's as it is.
    pub(super) fn reports(
        &self,
        names: &[&String],
        (stem, bytes): (&str, &[u8]),
    ) -> BTreeMap<String, MadeReport> {
        let report = |name: &&String| {
            let signed = name.starts_with(&format!("{stem}-signed"));
            let kind = ending(name);
            let is_pdf = kind == "pdf";
            let is_report = is_pdf && (signed || file_of(name) == format!("{stem}.pdf"));
            if !is_report && file_of(name) != format!("{stem}.docx") {
                return None;
            }
            let file = opening::read(&self.path.join(name), pdf::MAX_BYTES).ok()?;
            let source = match is_pdf {
                true => pdf::attachment(&file, ATTACHED_SOURCE).ok()?,
                false => docx::carried(&file, ATTACHED_SOURCE).ok()??,
            };
            let draft = report::draft_of(&file);
            let made = MadeReport {
                draft: draft.is_some(),
                number: draft.and_then(|draft| draft.number),
                signed,
                current: source == bytes,
            };
            Some(((*name).clone(), made))
        };
        names.iter().filter_map(report).collect()
    }

    /// What the page shows of an output; `reports` are those of all filings, by the filings' stems.
    pub(super) fn view(
        &self,
        name: String,
        reports: &BTreeMap<String, BTreeMap<String, MadeReport>>,
    ) -> MadeView {
        let of = reports.keys().filter(|stem| file_of(&name).starts_with(stem.as_str()));
        let of = of.max_by_key(|stem| stem.len()).cloned();
        let report = of.as_ref().and_then(|of| reports.get(of)?.get(&name)).copied();
        let path = self.path.join(&name).display().to_string();
        MadeView { kind: ending(&name), path, of, report, name }
    }
}

/// The name of an output's file, without the folder of drafts.
fn file_of(name: &str) -> &str {
    Path::new(name).file_name().and_then(|name| name.to_str()).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_an_outputs_or_a_drafts() {
        assert!(Outputs::is_output("甲.pdf") && Outputs::is_output("送审稿/甲.pdf"));
        for name in ["送审稿/", "送审稿", "送审稿/../甲.pdf", "别的/甲.pdf", "送审稿/送审稿/甲.pdf"]
        {
            assert_eq!(Outputs::is_output(name), name == "送审稿", "{name}");
        }
    }
}
