//! What the codes of a font stand for: its ToUnicode CMap (ISO 32000-1 9.10.3), read for codes of
//! two bytes.

use std::collections::BTreeMap;

use crate::pdf::read::objects::{Reader, Token, Value};

/// Every code of two bytes may have an entry, and no more.
const MAX_CODES: usize = 65_536;
/// The longest text of one code, in units of UTF-16.
const MAX_UNITS: usize = 32;

/// By code: its text.
pub(super) type Texts = BTreeMap<u16, String>;

/// Reads a CMap; `None` where it is none.
pub(super) fn read(bytes: &[u8]) -> Option<Texts> {
    let mut reader = Reader::new(bytes, 0);
    let (mut texts, mut operands) = (Texts::new(), Vec::new());
    let mut ranged = 0;
    while !reader.ended() {
        match reader.token()? {
            Token::Operand(value) => {
                operands.push(value);
                if operands.len() > MAX_CODES {
                    return None;
                }
            }
            Token::Operator(operator) => {
                match operator {
                    b"endbfchar" => characters(&operands, &mut texts)?,
                    b"endbfrange" => ranges(&operands, &mut ranged, &mut texts)?,
                    _ => {}
                }
                operands.clear();
            }
        }
    }
    Some(texts)
}

fn characters(operands: &[Value], texts: &mut Texts) -> Option<()> {
    for pair in operands.chunks(2) {
        let [code, text] = pair else { return None };
        texts.insert(self::code(code)?, string(&units(text)?)?);
    }
    Some(())
}

fn ranges(operands: &[Value], ranged: &mut usize, texts: &mut Texts) -> Option<()> {
    for range in operands.chunks(3) {
        let [first, last, text] = range else { return None };
        let codes = code(first)?..=code(last)?;
        *ranged += codes.len();
        // Ranges that overlap would make much of little.
        (*ranged <= 2 * MAX_CODES).then_some(())?;
        match text {
            Value::List(each) => {
                for (code, text) in codes.zip(each) {
                    texts.insert(code, string(&units(text)?)?);
                }
            }
            text => {
                let mut units = units(text)?;
                for code in codes {
                    texts.insert(code, string(&units)?);
                    let last = units.last_mut()?;
                    *last = last.wrapping_add(1);
                }
            }
        }
    }
    Some(())
}

fn code(value: &Value) -> Option<u16> {
    match value {
        Value::Text(bytes) => match bytes.as_slice() {
            [high, low] => Some(u16::from_be_bytes([*high, *low])),
            _ => None,
        },
        _ => None,
    }
}

fn units(value: &Value) -> Option<Vec<u16>> {
    let Value::Text(bytes) = value else { return None };
    let pair = |pair: &[u8]| Some(u16::from_be_bytes([*pair.first()?, *pair.get(1)?]));
    (bytes.len() <= 2 * MAX_UNITS).then(|| bytes.chunks(2).map(pair).collect())?
}

fn string(units: &[u16]) -> Option<String> {
    Some(String::from_utf16_lossy(units))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_and_ranges_are_read() {
        let map = b"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n\
            2 beginbfchar\n<0001> <0025>\n<0002> <D842DFB7>\nendbfchar\n\
            2 beginbfrange\n<0003> <0005> <4E00>\n<0006> <0007> [<0041> <00420043>]\nendbfrange";
        let texts = read(map).unwrap();
        let said: Vec<&str> = texts.values().map(String::as_str).collect();
        assert_eq!(said, ["%", "𠮷", "一", "丁", "丂", "A", "BC"]);
    }

    #[test]
    fn what_would_swell_is_refused() {
        assert_eq!(read("<0000> <FFFF> <0041> ".repeat(100).as_bytes()), Some(Texts::new()));
        let many = "<0000> <FFFF> <0041> ".repeat(100) + "endbfrange";
        assert_eq!(read(many.as_bytes()), None);
        assert_eq!(read(b"<0000> endbfchar"), None);
    }
}
