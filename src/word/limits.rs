//! What reading a file may cost at most. A report has some hundred kilobytes of XML and a few
//! pictures; the limits are far above that and keep every file below 256 MB of memory.

use super::refusal::Refusal;

/// Bytes of a file.
pub(crate) const FILE: usize = 64 << 20;
/// Parts of a file.
pub(crate) const PARTS: u64 = 4096;
/// Bytes of one part that is XML.
pub(crate) const XML_PART: usize = 32 << 20;
/// Bytes of all parts that are unpacked.
pub(crate) const UNPACKED: usize = 128 << 20;
/// Bytes of all pictures.
pub(crate) const PICTURES: usize = 64 << 20;
/// Elements within each other: a table in a table takes five.
pub(crate) const DEPTH: usize = 200;
/// Nodes of one part.
pub(crate) const NODES: u32 = 500_000;
/// Signs `<` and `=` of one part: the parser takes memory by them before it looks closer.
pub(crate) const SIGNS: usize = 1_200_000;
/// Attributes of one part.
pub(crate) const ATTRIBUTES: usize = 600_000;
/// Attributes of one element: the parser compares each with each.
pub(crate) const ATTRIBUTES_OF_ELEMENT: usize = 256;
/// Namespaces in force at one element: the parser looks through them for each name.
pub(crate) const NAMESPACES: usize = 128;
/// Namespaces that the parser notes in one part, each time anew where an element declares one.
pub(crate) const NAMESPACE_NOTES: usize = 4_000_000;
/// Bytes of what is given back, but for pictures: three times what a filing may hold.
const OUTPUT: usize = 12 << 20;
/// Characters of a name, an alternative text or the words of a loss.
pub(crate) const WORDS: usize = 2000;
/// Columns of a table; Word has 63.
pub(crate) const COLUMNS: usize = 1024;

/// What may still be given back: little XML can mean much, when each paragraph repeats the long
/// name of its style or number.
#[derive(Debug)]
pub(crate) struct Budget {
    left: usize,
}

impl Budget {
    /// The whole.
    pub(crate) fn new() -> Self {
        Self { left: OUTPUT }
    }

    /// Takes bytes off.
    pub(crate) fn spend(&mut self, bytes: usize) -> Result<(), Refusal> {
        let left = self.left.checked_sub(bytes);
        self.left = left.ok_or_else(|| too_big("正文", OUTPUT))?;
        Ok(())
    }
}

/// The refusal of something that has more bytes than we read.
pub(crate) fn too_big(what: &str, most: usize) -> Refusal {
    Refusal::TooBig { what: what.to_owned(), most: format!("{} MB", most >> 20) }
}

/// The refusal of something that there is too much of.
pub(crate) fn too_many(what: String, most: usize) -> Refusal {
    Refusal::TooBig { what, most: format!("{most} 个") }
}

/// The first [`WORDS`] characters of a text.
pub(crate) fn cut(text: &str) -> &str {
    text.char_indices().nth(WORDS).map_or(text, |(end, _)| &text[..end])
}
