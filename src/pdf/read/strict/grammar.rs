//! Objects as all readers take them alike (ISO 32000-1 7.3): a part of what the standard allows,
//! without what one reader forgives and another takes otherwise.

use std::collections::BTreeMap;

use super::super::objects::{Map, Value};
use super::fault::{FormFaultKind as Kind, Read, fault};

/// How deep lists and dictionaries may be in one another.
const MAX_DEPTH: usize = 50;
/// How many values one object may have.
const MAX_VALUES: usize = 1_000_000;
/// The digits of a whole number; a byte range is written with as many.
const MAX_DIGITS: usize = 10;
/// The digits behind a point.
const MAX_FRACTION: usize = 24;

/// Reads on from a place, strictly.
#[derive(Debug)]
pub(super) struct Grammar<'b> {
    bytes: &'b [u8],
    at: usize,
    values: usize,
    /// What was referred to so far.
    pub(super) references: Vec<u32>,
}

impl<'b> Grammar<'b> {
    pub(super) fn new(bytes: &'b [u8], at: usize) -> Self {
        Self { bytes, at, values: 0, references: Vec::new() }
    }

    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn rest(&self) -> &'b [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    pub(super) fn stop<T>(&self, kind: Kind) -> Read<T> {
        fault(kind, self.at)
    }

    /// Goes past exactly these bytes.
    pub(super) fn expect(&mut self, text: &[u8], otherwise: Kind) -> Read<()> {
        if !self.rest().starts_with(text) {
            return self.stop(otherwise);
        }
        self.at += text.len();
        Ok(())
    }

    /// Goes past these bytes where they are there.
    pub(super) fn passes(&mut self, text: &[u8]) -> bool {
        let there = self.rest().starts_with(text);
        self.at += if there { text.len() } else { 0 };
        there
    }

    /// Goes past so many bytes; whether there were as many.
    pub(super) fn pass(&mut self, count: usize) -> Option<&'b [u8]> {
        let bytes = self.rest().get(..count)?;
        self.at += count;
        Some(bytes)
    }

    /// Goes past blanks and line feeds, the only white space there is.
    pub(super) fn skip(&mut self) -> Read<()> {
        while matches!(self.peek(), Some(b' ' | b'\n')) {
            self.at += 1;
        }
        match self.peek() {
            Some(b'%') => self.stop(Kind::Comment),
            Some(0 | b'\t' | 12 | b'\r') => self.stop(Kind::Space),
            _ => Ok(()),
        }
    }

    /// A whole number of at most so many digits, without a sign or zeros in front.
    pub(super) fn count(&mut self) -> Read<usize> {
        let digits = self.rest().iter().take_while(|byte| byte.is_ascii_digit()).count();
        let word = self.rest().get(..digits).unwrap_or_default();
        let plain = (1..=MAX_DIGITS).contains(&digits) && (digits == 1 || word[0] != b'0');
        let number = std::str::from_utf8(word).ok().and_then(|word| word.parse().ok());
        match number.filter(|_| plain) {
            Some(number) => {
                self.at += digits;
                Ok(number)
            }
            None => self.stop(Kind::Number),
        }
    }

    pub(super) fn value(&mut self) -> Read<Value> {
        self.nested(0)
    }

    fn nested(&mut self, depth: usize) -> Read<Value> {
        self.values += 1;
        if depth > MAX_DEPTH || self.values > MAX_VALUES {
            return self.stop(Kind::Large);
        }
        self.skip()?;
        match self.peek() {
            Some(b'/') => self.name().map(Value::Name),
            Some(b'(') => self.literal().map(Value::Text),
            Some(b'[') => self.list(depth),
            Some(b'<') if self.rest().starts_with(b"<<") => self.map(depth),
            Some(b'<') => self.hexadecimal().map(Value::Text),
            Some(b'-' | b'+' | b'.' | b'0'..=b'9') => self.number(),
            _ => self.word(),
        }
    }

    fn list(&mut self, depth: usize) -> Read<Value> {
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.skip()?;
            if self.passes(b"]") {
                return Ok(Value::List(items));
            }
            items.push(self.nested(depth + 1)?);
        }
    }

    fn map(&mut self, depth: usize) -> Read<Value> {
        self.at += 2;
        let mut entries = BTreeMap::new();
        loop {
            self.skip()?;
            if self.passes(b">>") {
                return Ok(Value::Map(Map::of(entries)));
            }
            let at = self.at;
            let key = self.name()?;
            let value = self.nested(depth + 1)?;
            // A null is to some as if the key were not there (7.3.7).
            if value == Value::Null {
                return fault(Kind::Object, at);
            }
            if entries.insert(key, value).is_some() {
                return fault(Kind::Key, at);
            }
        }
    }

    /// A name: printable ASCII, and all else as `#` with two digits.
    fn name(&mut self) -> Read<Vec<u8>> {
        let start = self.at;
        if !self.passes(b"/") {
            return self.stop(Kind::Object);
        }
        let mut name = Vec::new();
        while let Some(byte) = self.peek().filter(|byte| is_regular(*byte)) {
            self.at += 1;
            if byte != b'#' {
                name.push(byte);
                continue;
            }
            match self.pass(2).and_then(pair) {
                Some(byte) if byte != 0 && !byte.is_ascii_alphanumeric() => name.push(byte),
                _ => return fault(Kind::Name, start),
            }
        }
        if name.is_empty() || !self.ended() {
            return fault(Kind::Name, start);
        }
        Ok(name)
    }

    /// Whether what was read ends here, by white space or by a delimiter.
    fn ended(&self) -> bool {
        self.peek().is_none_or(|byte| is_delimiter(byte) || matches!(byte, b' ' | b'\n'))
    }

    fn literal(&mut self) -> Read<Vec<u8>> {
        let start = self.at;
        self.at += 1;
        let (mut text, mut open) = (Vec::new(), 1_usize);
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'(' => open += 1,
                b')' if open == 1 => return Ok(text),
                b')' => open -= 1,
                // A line's end is read as a line feed, or as it stands.
                b'\r' => break,
                _ => {}
            }
            match byte {
                b'\\' => match self.escaped() {
                    Some(byte) => text.push(byte),
                    None => break,
                },
                byte => text.push(byte),
            }
            if open > MAX_DEPTH {
                break;
            }
        }
        fault(Kind::Text, start)
    }

    /// What a backslash stands for: a known letter, or exactly three digits.
    fn escaped(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(match byte {
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'b' => 8,
            b'f' => 12,
            b'(' | b')' | b'\\' => byte,
            b'0'..=b'3' => {
                let rest = self.pass(2)?;
                let digit = |byte: u8| (b'0'..=b'7').contains(&byte).then(|| byte - b'0');
                // Three of eight, the first less than four, are less than 256.
                (byte - b'0') * 64 + digit(rest[0])? * 8 + digit(rest[1])?
            }
            _ => return None,
        })
    }

    fn hexadecimal(&mut self) -> Read<Vec<u8>> {
        let start = self.at;
        self.at += 1;
        let digits = self.rest().iter().take_while(|byte| byte.is_ascii_hexdigit()).count();
        let bytes = self.pass(digits).unwrap_or_default();
        if !digits.is_multiple_of(2) || !self.passes(b">") {
            return fault(Kind::Text, start);
        }
        Ok(bytes.chunks(2).filter_map(pair).collect())
    }

    /// A number, or a reference: `N 0 R` with a blank between.
    fn number(&mut self) -> Read<Value> {
        let start = self.at;
        let is_part = |byte: &&u8| matches!(**byte, b'-' | b'+' | b'.' | b'0'..=b'9');
        let length = self.rest().iter().take_while(is_part).count();
        let word = self.pass(length).unwrap_or_default();
        if !self.ended() {
            return fault(Kind::Number, start);
        }
        let Some(value) = number(word) else { return fault(Kind::Number, start) };
        match (&value, self.generation()) {
            (_, None) => Ok(value),
            (Value::Integer(number), Some((b"0", length))) if word[0] != b'0' => {
                let Ok(number) = u32::try_from(*number) else {
                    return fault(Kind::Number, start);
                };
                self.at += length;
                self.references.push(number);
                Ok(Value::Reference(number))
            }
            (_, Some((b"0", _))) => fault(Kind::Number, start),
            (_, Some(_)) => fault(Kind::Generation, start),
        }
    }

    /// The generation of a reference whose number was read, and how long it is with the `R`.
    fn generation(&self) -> Option<(&'b [u8], usize)> {
        let rest = self.rest().strip_prefix(b" ")?;
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let (digits, rest) = rest.split_at(digits);
        let rest = rest.strip_prefix(b" R").filter(|_| !digits.is_empty())?;
        let ended = rest.first().is_none_or(|b| is_delimiter(*b) || matches!(b, b' ' | b'\n'));
        ended.then_some((digits, digits.len() + 3))
    }

    fn word(&mut self) -> Read<Value> {
        let start = self.at;
        let length = self.rest().iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let value = match self.pass(length) {
            Some(b"null") => Value::Null,
            Some(b"true") => Value::Truth(true),
            Some(b"false") => Value::Truth(false),
            _ => return fault(Kind::Object, start),
        };
        if self.ended() { Ok(value) } else { fault(Kind::Object, start) }
    }
}

/// A number: `-` or nothing, digits, and with a point digits on both its sides.
fn number(word: &[u8]) -> Option<Value> {
    let text = std::str::from_utf8(word).ok()?;
    let plain = text.strip_prefix('-').unwrap_or(text);
    let are_digits = |part: &str, most: usize| {
        (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    match plain.split_once('.') {
        None if are_digits(plain, MAX_DIGITS) => {
            let number: i64 = text.parse().ok()?;
            i32::try_from(number).ok().map(|_| Value::Integer(number))
        }
        Some((whole, fraction))
            if are_digits(whole, MAX_DIGITS) && are_digits(fraction, MAX_FRACTION) =>
        {
            text.parse().ok().map(Value::Real)
        }
        _ => None,
    }
}

fn pair(digits: &[u8]) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let [high, low] = *digits else { return None };
    // Two digits of sixteen are less than 256.
    Some((digit(high)? * 16 + digit(low)?) as u8)
}

/// What a name is made of.
fn is_regular(byte: u8) -> bool {
    byte.is_ascii_graphic() && !is_delimiter(byte)
}

pub(super) fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

#[cfg(test)]
mod tests;
