//! What updates do to a file, by what it is to the reader.

/// What was changed after a signature.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// A further signature: nothing is wrong with that.
    Signature(String),
    /// What validation needs was added (ETSI EN 319 142-1 5.4.2): nothing is wrong with that.
    Validation,
    /// A page, from 1, was changed.
    Page(usize),
    /// Pages were added, taken out or put in another order.
    Pages,
    /// Something was put on a page, from 1, beside a signature.
    Annotation(usize),
    /// An attachment was changed or exchanged.
    Attachments,
    /// A signature was changed or taken out.
    SignatureLost(String),
    /// The structure that screen readers use was changed.
    Structure,
    /// A picture, from a later signature, was put on a page, from 1.
    Picture(usize),
    /// Bytes follow the file's end.
    Trailing,
    /// What the file says of itself was changed: its title, its dates.
    About,
    /// Anything else, by what the file calls it.
    Other(String),
}

impl Change {
    /// Whether the signed filing is what it was all the same.
    #[must_use]
    pub fn is_harmless(&self) -> bool {
        matches!(self, Self::Signature(_) | Self::Validation)
    }
}

/// What a key of the catalog is to the reader.
pub(super) fn of_catalog(key: &str) -> Change {
    Change::Other(match key {
        "Metadata" => return Change::About,
        "OpenAction" | "AA" => "打开文件时自动运行的动作".to_owned(),
        "Outlines" => "书签".to_owned(),
        "OutputIntents" => "色彩说明".to_owned(),
        "OCProperties" => "可以藏起来的图层".to_owned(),
        "Lang" => "语言说明".to_owned(),
        "ViewerPreferences" | "PageMode" | "PageLayout" | "PageLabels" => "显示方式".to_owned(),
        other => format!("文件的设置（{other}）"),
    })
}
