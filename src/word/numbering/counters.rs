//! How far each list has counted.

use std::collections::{BTreeMap, BTreeSet};

use super::definitions::{LEVELS, Level, Lists, Place};
use super::written::written;
use crate::word::content::Number;

/// How far the lists have counted in one story: the body, the text boxes, the notes.
#[derive(Debug, Default)]
pub(crate) struct Counters {
    /// By the list that counts: lists that share one count on together.
    counts: BTreeMap<u32, Count>,
    /// Lists that have begun a level anew, which each does once (17.9.26).
    begun: BTreeSet<(u32, u8)>,
}

#[derive(Debug, Default)]
struct Count {
    levels: [LevelCount; LEVELS],
}

#[derive(Debug, Default, Clone, Copy)]
struct LevelCount {
    value: Option<u32>,
    /// The highest level, from 0, that has counted since this one did.
    interrupted_by: Option<u8>,
}

impl Counters {
    /// The number of the next paragraph that stands at a place. None where it shows nothing; it
    /// counts all the same.
    pub(crate) fn next(&mut self, place: Place, lists: &Lists) -> Option<Number> {
        let level = lists.level(place.list, place.level)?;
        let count = self.counts.entry(lists.counting(place.list)?).or_default();
        let own = lists.start_override(place);
        let begins = own.filter(|_| self.begun.insert((place.list, place.level)));
        count.step(place, begins, own.unwrap_or(level.start), lists);
        number(place, level, count, lists)
    }
}

impl Count {
    /// Counts a paragraph. Levels above that have not counted do so now, as Word has it: a list that
    /// begins with its second level shows 1.1, and its first level goes on with 2.
    fn step(&mut self, place: Place, begins: Option<u32>, start: u32, lists: &Lists) {
        let own = usize::from(place.level);
        for (index, count) in (0..).zip(&mut self.levels).take(own) {
            let level = lists.level(place.list, index);
            if count.restarts(index, level) {
                let value = Some(level.map_or(1, |level| level.start));
                *count = LevelCount { value, interrupted_by: None };
            }
        }
        let level = lists.level(place.list, place.level);
        if let Some(count) = self.levels.get_mut(own) {
            let goes_on = count.value.filter(|_| !count.restarts(place.level, level));
            let value = begins.or(goes_on.map(|value| value.saturating_add(1))).unwrap_or(start);
            *count = LevelCount { value: Some(value), interrupted_by: None };
        }
        for count in self.levels.iter_mut().skip(own + 1) {
            let highest = count.interrupted_by.map_or(place.level, |level| level.min(place.level));
            count.interrupted_by = Some(highest);
        }
    }
}

impl LevelCount {
    /// Whether the level begins anew: after any above it, or after those that it names (17.9.10).
    fn restarts(&self, index: u8, level: Option<&Level>) -> bool {
        let bound = level.and_then(|level| level.restart).unwrap_or(u32::from(index));
        self.value.is_none() || self.interrupted_by.is_some_and(|by| u32::from(by) < bound)
    }
}

/// The number as it is shown (17.9.11).
fn number(place: Place, level: &Level, count: &Count, lists: &Lists) -> Option<Number> {
    let is_bullet = level.format == "bullet" || level.is_picture;
    let text = if level.is_picture { "•".to_owned() } else { filled(place, level, count, lists) };
    let is_private = |c: &char| ('\u{E000}'..='\u{F8FF}').contains(c);
    let shown = |c| match level.face.shown(c) {
        Some(c) if !(is_bullet && is_private(&c)) => c,
        // A sign that we don't know is a mark all the same.
        _ => '•',
    };
    let text: String = text.chars().map(shown).collect();
    let text = text.trim().to_owned();
    (!text.is_empty()).then_some(Number { text, level: place.level, is_bullet })
}

/// A level's template with counts in their places.
fn filled(place: Place, level: &Level, count: &Count, lists: &Lists) -> String {
    let mut text = String::new();
    let mut rest = level.template.as_str();
    while let Some((before, after)) = rest.split_once('%') {
        text.push_str(before);
        let index = after.chars().next().and_then(|c| c.to_digit(10)).filter(|digit| *digit > 0);
        let Some(index) = index.and_then(|digit| u8::try_from(digit - 1).ok()) else {
            text.push('%');
            rest = after;
            continue;
        };
        rest = &after[1..];
        if index > place.level {
            continue;
        }
        let Some(named) = lists.level(place.list, index) else { continue };
        let value = count.levels.get(usize::from(index)).and_then(|level| level.value);
        let format = match named.format.as_str() {
            format @ ("none" | "bullet" | "decimalZero") => format,
            _ if level.is_legal => "decimal",
            format => format,
        };
        text.push_str(&written(value.unwrap_or(named.start), format));
    }
    text + rest
}
