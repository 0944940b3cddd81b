//! The objects of a PDF (ISO 32000-1 7.3).

use std::collections::BTreeMap;

/// A dictionary.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::pdf) struct Map(BTreeMap<Vec<u8>, Value>);

impl Map {
    pub(in crate::pdf) fn of(entries: BTreeMap<Vec<u8>, Value>) -> Self {
        Self(entries)
    }

    pub(in crate::pdf) fn get(&self, key: &str) -> Option<&Value> {
        self.0.get(key.as_bytes())
    }

    pub(in crate::pdf) fn set(&mut self, key: &str, value: Value) {
        self.0.insert(key.as_bytes().to_vec(), value);
    }

    /// Whether it has no other keys than these.
    pub(in crate::pdf) fn has_only(&self, known: &[&str]) -> bool {
        self.0.keys().all(|key| known.iter().any(|known| known.as_bytes() == key))
    }

    pub(in crate::pdf) fn remove(&mut self, key: &[u8]) {
        self.0.remove(key);
    }

    pub(in crate::pdf) fn entries(&self) -> impl Iterator<Item = (&[u8], &Value)> {
        self.0.iter().map(|(key, value)| (key.as_slice(), value))
    }

    /// What stands under a name as bytes, as contents name fonts and pictures.
    pub(in crate::pdf) fn named(&self, key: &[u8]) -> Option<&Value> {
        self.0.get(key)
    }

    pub(in crate::pdf) fn name(&self, key: &str) -> Option<&[u8]> {
        match self.get(key)? {
            Value::Name(name) => Some(name),
            _ => None,
        }
    }

    pub(in crate::pdf) fn integer(&self, key: &str) -> Option<i64> {
        match self.get(key)? {
            Value::Integer(n) => Some(*n),
            _ => None,
        }
    }

    pub(in crate::pdf) fn is_of_type(&self, name: &str) -> bool {
        matches!(self.get("Type"), Some(Value::Name(found)) if found == name.as_bytes())
    }
}

impl<const N: usize> From<[(&str, Value); N]> for Map {
    fn from(entries: [(&str, Value); N]) -> Self {
        Self(entries.into_iter().map(|(key, v)| (key.as_bytes().to_vec(), v)).collect())
    }
}

/// An object.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::pdf) enum Value {
    Null,
    Truth(bool),
    Real(f64),
    Integer(i64),
    Name(Vec<u8>),
    Text(Vec<u8>),
    List(Vec<Value>),
    Map(Map),
    /// Another object, by its number.
    Reference(u32),
}

impl Value {
    /// The number of the object that it refers to.
    pub(in crate::pdf) fn reference(&self) -> Option<u32> {
        match self {
            Self::Reference(number) => Some(*number),
            _ => None,
        }
    }

    /// A name.
    pub(in crate::pdf) fn name(name: &str) -> Self {
        Self::Name(name.as_bytes().to_vec())
    }

    /// A dictionary.
    pub(in crate::pdf) fn map<const N: usize>(entries: [(&str, Self); N]) -> Self {
        Self::Map(entries.into())
    }

    /// A number, whole or not.
    pub(in crate::pdf) fn number(&self) -> Option<f64> {
        match self {
            Self::Integer(n) => Some(*n as f64),
            Self::Real(n) => Some(*n),
            _ => None,
        }
    }
}

/// A text string (ISO 32000-1 7.9.2.2): UTF-16 by its mark, else a byte a character.
pub(in crate::pdf) fn string(value: &Value) -> Option<String> {
    let Value::Text(bytes) = value else { return None };
    let Some(units) = bytes.strip_prefix(&[0xFE, 0xFF]) else {
        return Some(bytes.iter().copied().map(char::from).collect());
    };
    let pair = |pair: &[u8]| match pair {
        [high, low] => u16::from_be_bytes([*high, *low]),
        _ => 0xFFFD,
    };
    Some(String::from_utf16_lossy(&units.chunks(2).map(pair).collect::<Vec<_>>()))
}
