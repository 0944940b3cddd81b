//! A text's records and their values.

use crate::sheet::limits::{self, too_many};
use crate::sheet::refusal::Refusal;

/// The records of a text in their order.
pub(super) struct Records<'t> {
    rest: &'t str,
    separator: char,
    line: usize,
}

impl<'t> Records<'t> {
    /// Those of a text whose values are parted by a sign.
    pub(super) fn new(text: &'t str, separator: char) -> Self {
        Self { rest: text, separator, line: 1 }
    }

    fn record(&mut self) -> Result<Vec<String>, Refusal> {
        let mut values = Vec::new();
        loop {
            if values.len() >= limits::COLUMNS as usize {
                return Err(too_many("一张表的列数", limits::COLUMNS as usize));
            }
            values.push(self.value()?);
            if let Some(rest) = self.rest.strip_prefix(self.separator) {
                self.rest = rest;
                continue;
            }
            self.end_line();
            return Ok(values);
        }
    }

    /// A value, up to the sign or the end of the line behind it. A quotation mark within one that
    /// did not begin with it is a character like any other, as in Excel.
    fn value(&mut self) -> Result<String, Refusal> {
        let Some(quoted) = self.rest.strip_prefix('"') else {
            let separator = self.separator;
            let end = self.rest.find([separator, '\r', '\n']);
            let (value, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
            self.rest = rest;
            return Ok(value.to_owned());
        };
        let (line, mut value) = (self.line, String::new());
        self.rest = quoted;
        loop {
            let end = self.rest.find('"').ok_or(Refusal::Quote { line })?;
            let (part, rest) = (&self.rest[..end], &self.rest[end + 1..]);
            self.line += part.matches('\n').count();
            value.push_str(part);
            self.rest = rest;
            match rest.chars().next() {
                Some('"') => {
                    value.push('"');
                    self.rest = &rest[1..];
                }
                None | Some('\r' | '\n') => return Ok(value),
                Some(c) if c == self.separator => return Ok(value),
                Some(_) => return Err(Refusal::Quote { line }),
            }
        }
    }

    fn end_line(&mut self) {
        self.rest = self.rest.strip_prefix('\r').unwrap_or(self.rest);
        self.rest = self.rest.strip_prefix('\n').unwrap_or(self.rest);
        self.line += 1;
    }
}

impl Iterator for Records<'_> {
    type Item = Result<Vec<String>, Refusal>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let record = self.record();
        if record.is_err() {
            self.rest = "";
        }
        Some(record)
    }
}
