//! Which states of texts somebody has looked over, wherever in the file they stand.

use super::request::EditRequest;
use crate::desk::form::{hash, text_of};
use crate::desk::ops::Op;
use crate::desk::path::node_at;
use crate::report::Reading;
use crate::source::Value;

/// How many are known; beyond them the oldest is forgotten, and is to be looked over again.
const MOST: usize = 1_000;

/// Hashes of texts, so that a state that undo brings back is known again, and one that only passed
/// by is not. A text that is moved keeps its own.
#[derive(Debug, Default)]
pub(super) struct Looked {
    /// The newest last.
    states: Vec<String>,
    /// What the last edit made, and its step of undo: as the step goes on nothing leads back there.
    passing: Option<(String, String)>,
}

impl Looked {
    pub(super) fn of(states: Vec<String>) -> Self {
        Self { states, passing: None }
    }

    pub(super) fn states(&self) -> &[String] {
        &self.states
    }

    /// Somebody says whether a state is looked over.
    pub(super) fn say(&mut self, state: String, is_looked: bool) {
        self.passing = None;
        self.states.retain(|one| *one != state);
        if is_looked {
            self.add(state);
        }
    }

    /// Takes what somebody typed into a text that was looked over for looked over. Where others
    /// changed it as well, it is not what was typed, and nobody has seen it.
    pub(super) fn typed(&mut self, request: &EditRequest, reading: &Reading) {
        let Some(tree) = reading.tree().filter(|_| request.looked) else { return };
        for op in &request.ops {
            let Op::Set { path, value: Some(typed) } = op else { continue };
            let Some(node) = node_at(tree, path) else { continue };
            let text = text_of(&reading.source, node);
            if without_blanks(&text) == without_blanks(typed) {
                self.pass(hash(&text), &request.group);
            }
        }
    }

    /// Takes texts that were looked over for looked over with the fixes in them that somebody has
    /// seen and asked for.
    pub(super) fn mended(&mut self, before: &Reading, after: &Reading) {
        let mut open: Vec<_> = before.tree().zip(after.tree()).into_iter().collect();
        while let Some((old, new)) = open.pop() {
            match (&old.value, &new.value) {
                (Value::Map(olds), Value::Map(news)) => {
                    let pairs = olds.iter().zip(news).filter(|(old, new)| old.key == new.key);
                    open.extend(pairs.map(|(old, new)| (&old.value, &new.value)));
                }
                // In a list that got longer or shorter it is not sure which item is which.
                (Value::List(olds), Value::List(news)) if olds.len() == news.len() => {
                    open.extend(olds.iter().zip(news));
                }
                (Value::Text(_), Value::Text(_)) => {
                    let was = hash(&text_of(&before.source, old));
                    let is = hash(&text_of(&after.source, new));
                    if was != is && self.states.contains(&was) {
                        self.say(is, true);
                    }
                }
                _ => {}
            }
        }
    }

    fn pass(&mut self, state: String, group: &str) {
        if self.states.contains(&state) {
            return;
        }
        if let Some((_, before)) = self.passing.take().filter(|(of, _)| of == group) {
            self.states.retain(|one| *one != before);
        }
        self.passing = Some((group.to_owned(), state.clone()));
        self.add(state);
    }

    fn add(&mut self, state: String) {
        self.states.push(state);
        let beyond = self.states.len().saturating_sub(MOST);
        self.states.drain(..beyond);
    }
}

fn without_blanks(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_leaves_one_state_and_the_oldest_are_forgotten() {
        let mut looked = Looked::default();
        looked.say("甲".to_owned(), true);
        for state in ["乙", "丙", "丁"] {
            looked.pass(state.to_owned(), "一");
        }
        assert_eq!(looked.states(), ["甲", "丁"]);
        looked.pass("戊".to_owned(), "二");
        assert_eq!(looked.states(), ["甲", "丁", "戊"]);
        // What was said to be looked over stays, whatever is typed on.
        looked.say("戊".to_owned(), true);
        looked.pass("己".to_owned(), "二");
        assert_eq!(looked.states(), ["甲", "丁", "戊", "己"]);
        looked.say("丁".to_owned(), false);
        assert_eq!(looked.states(), ["甲", "戊", "己"]);
        for n in 0..MOST {
            looked.say(n.to_string(), true);
        }
        assert_eq!((looked.states().len(), looked.states()[0].as_str()), (MOST, "0"));
    }
}
