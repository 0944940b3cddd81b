//! How a PDF writes its objects (ISO 32000-1 7.3), read on from any place.

use std::collections::BTreeMap;

use super::value::{Map, Value};

/// How deep lists and maps may be in one another.
const MAX_DEPTH: usize = 50;
/// How many values one object may have; what leads to an attachment has a handful.
const MAX_VALUES: usize = 20_000;

/// What a content stream is made of (ISO 32000-1 7.8.2).
#[derive(Debug, Clone, PartialEq)]
pub(in crate::pdf) enum Token<'b> {
    Operand(Value),
    Operator(&'b [u8]),
}

/// Reads on from a place in a file. Each step is `None` where the bytes are not so.
#[derive(Debug, Clone)]
pub(in crate::pdf) struct Reader<'b> {
    bytes: &'b [u8],
    at: usize,
    values: usize,
}

impl<'b> Reader<'b> {
    pub(in crate::pdf) fn new(bytes: &'b [u8], at: usize) -> Self {
        Self { bytes, at, values: 0 }
    }

    /// How far it has come.
    pub(in crate::pdf) fn at(&self) -> usize {
        self.at
    }

    fn rest(&self) -> &'b [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    fn skip(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                let line = self.rest().iter().position(|b| matches!(b, b'\n' | b'\r'));
                self.at += line.unwrap_or(self.rest().len());
            } else if is_space(byte) {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    /// A run of characters that are neither space nor delimiter.
    fn word(&mut self) -> &'b [u8] {
        let rest = self.rest();
        let end = rest.iter().position(|b| is_space(*b) || is_delimiter(*b)).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    /// Goes past a keyword.
    pub(in crate::pdf) fn keyword(&mut self, keyword: &str) -> Option<()> {
        let mut ahead = self.clone();
        ahead.skip();
        (ahead.word() == keyword.as_bytes()).then(|| *self = ahead)
    }

    /// A whole number that stands by itself.
    pub(in crate::pdf) fn integer(&mut self) -> Option<i64> {
        self.skip();
        let word = self.word();
        let plain = word.strip_prefix(b"+").unwrap_or(word);
        std::str::from_utf8(plain).ok()?.parse().ok()
    }

    /// The first byte of what `stream` begins.
    pub(in crate::pdf) fn stream(&mut self) -> Option<usize> {
        self.keyword("stream")?;
        let rest = self.rest();
        let line_end = if rest.starts_with(b"\r\n") { 2 } else { 1 };
        matches!(rest.first()?, b'\r' | b'\n').then_some(self.at + line_end)
    }

    pub(in crate::pdf) fn value(&mut self) -> Option<Value> {
        self.nested(0)
    }

    /// Whether nothing follows.
    pub(in crate::pdf) fn ended(&mut self) -> bool {
        self.skip();
        self.peek().is_none()
    }

    /// The next operand or operator of a content stream. The count of values begins again for each.
    pub(in crate::pdf) fn token(&mut self) -> Option<Token<'b>> {
        self.skip();
        self.values = 0;
        if matches!(self.peek()?, b'/' | b'(' | b'[' | b'<' | b'0'..=b'9' | b'+' | b'-' | b'.') {
            return self.value().map(Token::Operand);
        }
        match self.word() {
            b"" => None,
            b"null" => Some(Token::Operand(Value::Null)),
            b"true" => Some(Token::Operand(Value::Truth(true))),
            b"false" => Some(Token::Operand(Value::Truth(false))),
            word => Some(Token::Operator(word)),
        }
    }

    fn nested(&mut self, depth: usize) -> Option<Value> {
        self.values += 1;
        if depth > MAX_DEPTH || self.values > MAX_VALUES {
            return None;
        }
        self.skip();
        match self.peek()? {
            b'/' => self.name().map(Value::Name),
            b'(' => self.literal().map(Value::Text),
            b'[' => self.list(depth),
            b'<' if self.rest().starts_with(b"<<") => self.map(depth),
            b'<' => self.hexadecimal().map(Value::Text),
            _ => self.number_or_word(),
        }
    }

    fn list(&mut self, depth: usize) -> Option<Value> {
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.skip();
            if self.peek()? == b']' {
                self.at += 1;
                return Some(Value::List(items));
            }
            items.push(self.nested(depth + 1)?);
        }
    }

    fn map(&mut self, depth: usize) -> Option<Value> {
        self.at += 2;
        let mut entries = BTreeMap::new();
        loop {
            self.skip();
            if self.rest().starts_with(b">>") {
                self.at += 2;
                return Some(Value::Map(Map::of(entries)));
            }
            let key = self.name()?;
            let value = self.nested(depth + 1)?;
            entries.insert(key, value);
        }
    }

    fn name(&mut self) -> Option<Vec<u8>> {
        (self.next()? == b'/').then_some(())?;
        let word = self.word();
        let mut name = Vec::with_capacity(word.len());
        let mut at = 0;
        while at < word.len() {
            let escape = (word[at] == b'#').then(|| word.get(at + 1..at + 3)).flatten();
            match escape.and_then(|pair| Some(digit(pair[0])? * 16 + digit(pair[1])?)) {
                Some(byte) => {
                    name.push(byte);
                    at += 3;
                }
                None => {
                    name.push(word[at]);
                    at += 1;
                }
            }
        }
        Some(name)
    }

    fn literal(&mut self) -> Option<Vec<u8>> {
        self.at += 1;
        let (mut text, mut open) = (Vec::new(), 1_usize);
        loop {
            match self.next()? {
                b'(' => {
                    open += 1;
                    text.push(b'(');
                }
                b')' => {
                    open -= 1;
                    if open == 0 {
                        return Some(text);
                    }
                    text.push(b')');
                }
                b'\\' => text.extend(self.escaped()?),
                byte => text.push(byte),
            }
        }
    }

    /// What a backslash in a literal stands for; nothing at the end of a line.
    fn escaped(&mut self) -> Option<Option<u8>> {
        Some(Some(match self.next()? {
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'b' => 8,
            b'f' => 12,
            b'\n' => return Some(None),
            b'\r' => {
                self.at += usize::from(self.peek() == Some(b'\n'));
                return Some(None);
            }
            first @ b'0'..=b'7' => {
                let mut code = u32::from(first - b'0');
                for _ in 0..2 {
                    let Some(next @ b'0'..=b'7') = self.peek() else { break };
                    code = code * 8 + u32::from(next - b'0');
                    self.at += 1;
                }
                // A high bit too many is dropped (7.3.4.2).
                (code & 0xFF) as u8
            }
            byte => byte,
        }))
    }

    fn hexadecimal(&mut self) -> Option<Vec<u8>> {
        self.at += 1;
        let mut digits = Vec::new();
        loop {
            match self.next()? {
                b'>' => break,
                byte if is_space(byte) => {}
                byte => digits.push(digit(byte)?),
            }
        }
        Some(digits.chunks(2).map(|pair| pair[0] * 16 + pair.get(1).unwrap_or(&0)).collect())
    }

    fn number_or_word(&mut self) -> Option<Value> {
        let mut ahead = self.clone();
        if let Some(number) = ahead.integer() {
            *self = ahead.clone();
            let reference = ahead.integer().and_then(|_| ahead.keyword("R"));
            if let (Some(()), Ok(number)) = (reference, u32::try_from(number)) {
                *self = ahead;
                return Some(Value::Reference(number));
            }
            return Some(Value::Integer(number));
        }
        match self.word() {
            b"null" => Some(Value::Null),
            b"true" => Some(Value::Truth(true)),
            b"false" => Some(Value::Truth(false)),
            word => real(word).map(Value::Real),
        }
    }
}

/// A real number (7.3.3): digits with one point, no exponent.
fn real(word: &[u8]) -> Option<f64> {
    let known = |b: &u8| matches!(b, b'0'..=b'9' | b'.' | b'-' | b'+');
    let word = word.iter().all(known).then_some(word)?;
    std::str::from_utf8(word).ok()?.parse().ok()
}

fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 12 | b'\r' | b' ')
}

fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

fn digit(byte: u8) -> Option<u8> {
    // A digit of sixteen is less than 256.
    char::from(byte).to_digit(16).map(|n| n as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        format!("{:?}", Reader::new(text.as_bytes(), 0).value())
    }

    #[test]
    fn objects_are_read_as_they_are_written() {
        let text =
            "<< /A#20B [1 -2 3 0 R 4.5 true] % note\n /C (a\\(\\)\\101(b)\\\n) /D <4 1 42 5>>>";
        let Some(Value::Map(map)) = Reader::new(text.as_bytes(), 0).value() else { panic!() };
        let said = |key| format!("{:?}", map.get(key).unwrap());
        assert_eq!(
            said("A B"),
            "List([Integer(1), Integer(-2), Reference(3), Real(4.5), Truth(true)])"
        );
        assert_eq!(said("C"), format!("{:?}", Value::Text(b"a()A(b)".to_vec())));
        assert_eq!(said("D"), format!("{:?}", Value::Text(b"ABP".to_vec())));
    }

    #[test]
    fn what_is_none_is_none() {
        for text in ["", "<<", "[1 ", "(a", "<4", "<< /A >>", "<< 1 2 >>", "endobj", ")", "/A#"] {
            let none = text != "/A#";
            assert_eq!(read(text) == "None", none, "{text}");
        }
        assert_eq!(read(&"[".repeat(100_000)), "None");
        assert_eq!(read(&format!("[{}]", "1 ".repeat(MAX_VALUES))), "None");
    }
}
