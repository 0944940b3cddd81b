//! What a package may cost at most, whichever room reads it: a report has some hundred kilobytes of
//! XML, and a tree of a part within these limits stays far below 256 MB of memory.

/// Parts of a file.
pub(crate) const PARTS: u64 = 4096;
/// Bytes of one part that is XML.
pub(crate) const XML_PART: usize = 32 << 20;
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
/// Characters of an address that leads out of a package; more are cut.
pub(crate) const ADDRESS: usize = 2000;
