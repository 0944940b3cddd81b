//! What a reference prints, by what it asks for.

use std::collections::BTreeMap;

use super::Last;
use super::change::{Movement, movement};
use super::fault::Fault;
use super::names::{Asked, Names, asked};
use crate::filing::{Figure, Filing};
use crate::standard::{BETTER, Direction, FigureKey, LEVEL, PlacedFigure, Standard, WORSE};

/// The figures of a filing and of the last one.
pub(super) struct Values<'v> {
    names: Names<'v>,
    last: Last<'v>,
    /// The last filing's figures; those that it has twice are `None`.
    before: BTreeMap<FigureKey, Option<&'v Figure>>,
}

impl<'v> Values<'v> {
    pub(super) fn new(filing: &'v Filing, standard: &'v Standard, last: Last<'v>) -> Self {
        let mut before = BTreeMap::new();
        if let Last::Known(Some(last)) = last {
            for figure in standard.figures(last) {
                let same = before.entry(figure.key());
                same.and_modify(|one| *one = None).or_insert(Some(&figure.part.figure.value));
            }
        }
        Self { names: Names::new(standard.figures(filing), standard), last, before }
    }

    /// What a reference of a name prints.
    pub(super) fn value(&mut self, name: &str) -> Result<String, Fault> {
        let (asked, name) = asked(name);
        let figure = self.names.figure(&name)?;
        let now = &figure.part.figure.value;
        if asked == Asked::Figure {
            return Ok(now.as_written.clone());
        }
        let then = self.last(&figure)?;
        if asked == Asked::Last {
            return Ok(then.as_written.clone());
        }
        // What is not filled in has its own finding.
        if now.amount.is_none() && now.fault.is_some() {
            return Err(Fault::Open);
        }
        let is_score = figure.known.is_some_and(|known| known.entry.is_score());
        let movement = movement(now, then, is_score).map_err(|why| Fault::NoChange { why })?;
        if asked == Asked::Change {
            return Ok(movement.said());
        }
        let direction = figure.known.map(|known| known.entry.direction);
        let is_better = match (movement, direction) {
            (Movement::Level, _) => return Ok(LEVEL.to_owned()),
            (Movement::Up(_), Some(Direction::Higher)) => true,
            (Movement::Down(_), Some(Direction::Lower)) => true,
            (Movement::Up(_), Some(Direction::Lower)) => false,
            (Movement::Down(_), Some(Direction::Higher)) => false,
            _ => {
                return Err(Fault::NoChange {
                    why: "这项指标没有规定越高越好还是越低越好"
                });
            }
        };
        Ok(if is_better { BETTER } else { WORSE }.to_owned())
    }

    /// The last filing's figure; where it has none, what the filer wrote beside this one.
    fn last(&self, figure: &PlacedFigure<'v>) -> Result<&'v Figure, Fault> {
        if let Some(Some(found)) = self.before.get(&figure.key()) {
            return Ok(found);
        }
        let beside = figure.part.beside.last.as_ref().map(|last| &last.value);
        beside.ok_or(match self.last {
            Last::Open => Fault::Open,
            Last::Known(None) => Fault::NoLast,
            Last::Known(Some(_)) => Fault::NotInLast,
        })
    }
}
