//! The formats of the outputs, and the outputs themselves.
//!
//! A new format is a variant with its row in [`Format::about`], and a room that makes it, which
//! `make` calls. All that lists formats (`--formats`, the files that are written, the preview's
//! downloads) goes through [`Format::ALL`].

use std::collections::BTreeMap;

use crate::document::Block;
use crate::typeset::Pages;

/// What is made of a filing, in the order in which files are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// The canonical text, with the annex's charts beside it.
    Markdown,
    /// One HTML file.
    Html,
    /// The report to be filed.
    Pdf,
    /// The same text for Word: to be read and changed by others.
    Docx,
    /// 审阅单: made of the outputs and the findings, and so after the others.
    ReviewSheet,
}

/// What is known of a format.
struct About {
    name: &'static str,
    label: &'static str,
    extension: &'static str,
    media_type: &'static str,
    shows_draft: bool,
}

impl Format {
    /// All, in their order.
    pub const ALL: [Self; 5] =
        [Self::Markdown, Self::Html, Self::Pdf, Self::Docx, Self::ReviewSheet];
    /// Those of the report itself: all but the review sheet.
    pub const REPORT: &[Self] = Self::ALL.split_at(Self::ALL.len() - 1).0;

    /// Those that are made where nothing is said: what is filed and published.
    pub const USUAL: [Self; 3] = [Self::Markdown, Self::Html, Self::Pdf];

    fn about(self) -> About {
        match self {
            Self::Markdown => About {
                name: "md",
                label: "Markdown",
                extension: "md",
                media_type: "text/markdown; charset=utf-8",
                shows_draft: false,
            },
            Self::Html => About {
                name: "html",
                label: "网页",
                extension: "html",
                media_type: "text/html; charset=utf-8",
                shows_draft: true,
            },
            Self::Pdf => About {
                name: "pdf",
                label: "PDF",
                extension: "pdf",
                media_type: "application/pdf",
                shows_draft: true,
            },
            Self::Docx => About {
                name: "docx",
                label: "Word",
                extension: "docx",
                media_type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                shows_draft: true,
            },
            Self::ReviewSheet => About {
                name: "review",
                label: "审阅单",
                extension: "review.html",
                media_type: "text/html; charset=utf-8",
                shows_draft: true,
            },
        }
    }

    /// The name that `--formats` takes.
    #[must_use]
    pub(crate) fn name(self) -> &'static str {
        self.about().name
    }

    /// The name that people read.
    #[must_use]
    pub fn label(self) -> &'static str {
        self.about().label
    }

    /// The extension of its files, without the dot before it.
    #[must_use]
    pub(crate) fn extension(self) -> &'static str {
        self.about().extension
    }

    /// The name of its file beside the others of a filing.
    #[must_use]
    pub(super) fn file_name(self, stem: &str) -> String {
        format!("{stem}.{}", self.extension())
    }

    /// As HTTP names it.
    #[must_use]
    pub(crate) fn media_type(self) -> &'static str {
        self.about().media_type
    }

    /// Whether a draft is marked as one in it.
    #[must_use]
    pub(crate) fn shows_draft(self) -> bool {
        self.about().shows_draft
    }
}

/// What was made in one format.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Output {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many pages it has, where it has pages.
    pub pages: Option<usize>,
    /// Files that it shows and that stand beside it, by name.
    pub companions: BTreeMap<String, Vec<u8>>,
}

impl Output {
    /// A file of its own.
    pub(crate) fn file(bytes: impl Into<Vec<u8>>) -> Self {
        Self { bytes: bytes.into(), ..Self::default() }
    }
}

/// What was made.
#[derive(Debug, Default)]
pub struct Outputs {
    made: BTreeMap<Format, Output>,
    /// The report's pages, where an output has pages.
    pub(crate) printed: Option<Printed>,
}

/// The pages of a report, and what they were set from.
#[derive(Debug)]
pub(crate) struct Printed {
    pub blocks: Vec<Block>,
    pub pages: Pages,
}

/// A file to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OutputFile<'o> {
    /// Its name.
    pub name: String,
    /// What is in it.
    pub bytes: &'o [u8],
    /// How many pages it has, where it has pages.
    pub pages: Option<usize>,
}

impl Outputs {
    /// Adds what was made in a format.
    pub(crate) fn insert(&mut self, format: Format, output: Output) {
        self.made.insert(format, output);
    }

    /// What was made in a format.
    #[must_use]
    pub fn get(&self, format: Format) -> Option<&Output> {
        self.made.get(&format)
    }

    /// The text of an output that is text.
    #[must_use]
    pub fn text(&self, format: Format) -> Option<&str> {
        std::str::from_utf8(&self.get(format)?.bytes).ok()
    }

    /// How many pages the report has, where an output with pages was made.
    #[must_use]
    pub(crate) fn pages(&self) -> Option<usize> {
        self.made.values().find_map(|output| output.pages)
    }

    /// The files, named by the filing: the outputs in their order, then what stands beside them.
    #[must_use]
    pub(crate) fn files(&self, stem: &str) -> Vec<OutputFile<'_>> {
        let outputs = self.made.iter().map(|(format, output)| OutputFile {
            name: format.file_name(stem),
            bytes: &output.bytes,
            pages: output.pages,
        });
        let companions = self.made.values().flat_map(|output| &output.companions);
        let companions =
            companions.map(|(name, bytes)| OutputFile { name: name.clone(), bytes, pages: None });
        outputs.chain(companions).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_has_a_name_and_an_extension_of_its_own() {
        for (n, one) in Format::ALL.iter().enumerate() {
            for other in &Format::ALL[n + 1..] {
                assert!(one < other);
                assert_ne!(one.name(), other.name());
                assert_ne!(one.extension(), other.extension());
            }
        }
        assert!(!Format::REPORT.contains(&Format::ReviewSheet));
    }
}
