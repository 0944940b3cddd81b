//! A file's values without their places: what an op is to make of them, and what was read back.

use super::super::path::{Path, Step};
use crate::source::{Node, Value};

/// A value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Plain {
    Empty,
    Refused,
    /// Without the line ends at its end, which are a matter of how a block is written.
    Text(String),
    List(Vec<Plain>),
    Map(Vec<(String, Plain)>),
    /// What is on its way to another place.
    Taken,
}

impl Plain {
    pub(super) fn text(text: &str) -> Self {
        Self::Text(text.trim_end_matches('\n').to_owned())
    }

    pub(super) fn of(node: &Node) -> Self {
        match &node.value {
            Value::Empty => Self::Empty,
            Value::Refused => Self::Refused,
            Value::Text(text) => Self::text(text),
            Value::List(items) => Self::List(items.iter().map(Self::of).collect()),
            Value::Map(entries) => {
                let entry = |e: &crate::source::Entry| (e.key.clone(), Self::of(&e.value));
                Self::Map(entries.iter().map(entry).collect())
            }
        }
    }

    pub(super) fn at(&self, path: &[Step]) -> Option<&Self> {
        path.iter().try_fold(self, |plain, step| match (plain, step) {
            (Self::Map(entries), Step::Key(key)) => {
                entries.iter().find(|(own, _)| own == key).map(|(_, value)| value)
            }
            (Self::List(items), Step::Item(n)) => items.get(*n),
            _ => None,
        })
    }

    pub(super) fn at_mut(&mut self, path: &[Step]) -> Option<&mut Self> {
        path.iter().try_fold(self, |plain, step| match (plain, step) {
            (Self::Map(entries), Step::Key(key)) => {
                entries.iter_mut().find(|(own, _)| own == key).map(|(_, value)| value)
            }
            (Self::List(items), Step::Item(n)) => items.get_mut(*n),
            _ => None,
        })
    }

    /// Takes what a path leads to out of what holds it, with its key.
    pub(super) fn take(&mut self, path: &[Step]) -> Option<(String, Self)> {
        let (last, above) = path.split_last()?;
        match (self.at_mut(above)?, last) {
            (Self::Map(entries), Step::Key(key)) => {
                let n = entries.iter().position(|(own, _)| own == key)?;
                Some(entries.remove(n))
            }
            (Self::List(items), Step::Item(n)) if *n < items.len() => {
                Some((String::new(), items.remove(*n)))
            }
            _ => None,
        }
    }

    /// Takes a value up, and marks where it stood: its key may be given again meanwhile.
    pub(super) fn lift(&mut self, path: &[Step]) -> Option<Self> {
        let (last, above) = path.split_last()?;
        let place = match (self.at_mut(above)?, last) {
            (Self::Map(entries), Step::Key(key)) => {
                let (own, value) = entries.iter_mut().find(|(own, _)| own == key)?;
                own.clear();
                value
            }
            (Self::List(items), Step::Item(n)) => items.get_mut(*n)?,
            _ => return None,
        };
        Some(std::mem::replace(place, Self::Taken))
    }

    /// Puts an item or an entry into what a path leads to; an empty place becomes what is wanted.
    pub(super) fn put(
        &mut self,
        path: &[Step],
        at: usize,
        key: Option<&str>,
        value: Self,
    ) -> Option<()> {
        let holder = self.at_mut(path)?;
        match (&mut *holder, key) {
            (Self::List(items), None) if at <= items.len() => items.insert(at, value),
            (Self::Map(entries), Some(key)) if at <= entries.len() => {
                entries.insert(at, (key.to_owned(), value));
            }
            (Self::Empty, None) => *holder = Self::List(vec![value]),
            (Self::Empty, Some(key)) => *holder = Self::Map(vec![(key.to_owned(), value)]),
            (Self::List(items), Some(key)) if items.is_empty() => {
                *holder = Self::Map(vec![(key.to_owned(), value)]);
            }
            _ => return None,
        }
        Some(())
    }

    /// Where what is on its way stood.
    pub(super) fn taken(&self) -> Option<Path> {
        match self {
            Self::Taken => Some(Path::new()),
            Self::List(items) => items.iter().enumerate().find_map(|(n, item)| {
                item.taken().map(|below| std::iter::once(Step::Item(n)).chain(below).collect())
            }),
            Self::Map(entries) => entries.iter().find_map(|(key, value)| {
                let step = || Step::Key(key.clone());
                value.taken().map(|below| std::iter::once(step()).chain(below).collect())
            }),
            _ => None,
        }
    }
}

impl Plain {
    /// Where a list or a map stands that has nothing left, and has the key that a path ends with.
    pub(super) fn find_empty(&self, empty: &Self, path: &[Step]) -> Option<Path> {
        let last = path.last()?;
        let below = |step: Step, value: &Self| {
            if value == empty && step == *last {
                return Some(vec![step]);
            }
            let rest = value.find_empty(empty, path)?;
            Some(std::iter::once(step).chain(rest).collect())
        };
        match self {
            Self::List(items) => {
                items.iter().enumerate().find_map(|(n, item)| below(Step::Item(n), item))
            }
            Self::Map(entries) => {
                entries.iter().find_map(|(key, value)| below(Step::Key(key.clone()), value))
            }
            _ => None,
        }
    }
}
