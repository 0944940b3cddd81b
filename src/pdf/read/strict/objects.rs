//! An object where it stands in the file: `N 0 obj`, a value or a stream, `endobj`
//! (ISO 32000-1 7.3.8, 7.3.10).

use std::ops::Range;

use super::super::objects::{Map, Value};
use super::fault::{FormFaultKind as Kind, Read, fault};
use super::grammar::Grammar;

/// The most objects that an archived file may have (ISO 19005-3 6.1.13).
pub(super) const MAX_NUMBER: u32 = 8_388_607;

/// An object of the file's body.
#[derive(Debug)]
pub(super) struct Body {
    pub(super) number: u32,
    pub(super) start: usize,
    /// Behind its `endobj` and a line feed.
    pub(super) end: usize,
    pub(super) value: Value,
    /// Where a stream's bytes stand.
    pub(super) content: Option<Range<usize>>,
    /// What it refers to.
    pub(super) references: Vec<u32>,
    /// Where its words stand that frame it.
    pub(super) marks: Keywords,
}

/// Where the words stand that a reader who searches a file looks for.
#[derive(Debug, Default)]
pub(super) struct Keywords {
    pub(super) begin: usize,
    pub(super) end: usize,
    pub(super) stream_end: Option<usize>,
}

impl Body {
    /// The dictionary of a stream of this type.
    pub(super) fn stream_of_type(&self, name: &str) -> Option<(&Map, Range<usize>)> {
        match (&self.value, &self.content) {
            (Value::Map(about), Some(content)) if about.is_of_type(name) => {
                Some((about, content.clone()))
            }
            _ => None,
        }
    }
}

/// Reads the object at a byte.
pub(super) fn object(bytes: &[u8], start: usize) -> Read<Body> {
    let mut grammar = Grammar::new(bytes, start);
    let number = grammar.count()?;
    grammar.expect(b" ", Kind::Object)?;
    if grammar.count()? != 0 {
        return fault(Kind::Generation, start);
    }
    grammar.expect(b" ", Kind::Object)?;
    let begin = grammar.at();
    grammar.expect(b"obj\n", Kind::Object)?;
    let number = match u32::try_from(number) {
        Ok(number) if (1..=MAX_NUMBER).contains(&number) => number,
        _ => return fault(Kind::Number, start),
    };
    let value = grammar.value()?;
    grammar.skip()?;
    let mut marks = Keywords { begin, ..Keywords::default() };
    let mut content = None;
    if let Value::Map(about) = &value
        && grammar.passes(b"stream")
    {
        content = Some(stream(about, &mut grammar)?);
        grammar.expect(b"\n", Kind::Stream)?;
        marks.stream_end = Some(grammar.at());
        grammar.expect(b"endstream", Kind::Stream)?;
        grammar.skip()?;
    }
    marks.end = grammar.at();
    grammar.expect(b"endobj\n", Kind::Object)?;
    let (end, references) = (grammar.at(), grammar.references);
    Ok(Body { number, start, end, value, content, references, marks })
}

/// The bytes of a stream: as many as it says itself.
fn stream(about: &Map, grammar: &mut Grammar<'_>) -> Read<Range<usize>> {
    grammar.expect(b"\n", Kind::Stream)?;
    let start = grammar.at();
    let elsewhere = ["F", "FFilter", "FDecodeParms"].iter().any(|key| about.get(key).is_some());
    let length = about.integer("Length").and_then(|length| usize::try_from(length).ok());
    match length.filter(|_| !elsewhere).and_then(|length| grammar.pass(length)) {
        Some(content) => Ok(start..start + content.len()),
        None => fault(Kind::Stream, start),
    }
}
