//! Where pages end, and in which of its ways each paragraph is set, chosen over the whole report:
//! full pages, no words torn between two, and no last page with a few lines
//! (GB/T 9704-2012 7.3.5.4: first the lines are adjusted).

use std::collections::BTreeMap;

use super::units::{Part, Way};
use super::{Geometry, Length};

/// How a part stands: in which of its ways, and with which of its units pages begin.
#[derive(Debug, Clone, Default)]
pub(super) struct Arranged {
    pub way: usize,
    pub begins: Vec<usize>,
}

/// What a page costs that ends so many lines early, and every further line.
const SHORT: [i64; 4] = [0, 400_000, 1_200_000, 2_400_000];
const SHORTER: i64 = 1_000_000;
/// The same of the last page but one, for each line up to so many, and every further: what it
/// lacks is seen to stand above 落款.
const SHORT_BEFORE_LAST: (i64, i64) = (130_000, 300_000);
/// A page that could be filled is never left with more free lines.
const MOST_FREE: usize = 4;
/// A word torn between pages.
const TORN: i64 = 350_000;
/// A last page needs so many lines, besides those of 落款; each that is missing costs, squared.
const LEAST_LINES: usize = 2;
const MISSING: i64 = 350_000;
/// What may not be parted is, since no page has room for it.
const FORCED: i64 = 1_000_000_000_000;
/// How many beginnings are followed at once, and when the best of them is taken.
const MOST_STATES: usize = 48;
const MOST_STEPS: usize = 200_000;

/// Arranges parts on pages, of the first of which so much is used.
pub(super) fn arrange(parts: &[Part<'_>], used: Length, geometry: &Geometry) -> Vec<Arranged> {
    let mut arranger = Arranger { geometry, steps: Vec::new(), done: Vec::new() };
    let mut states =
        vec![State { used, tops: true, first: true, cost: 0, is_last: false, last: None }];
    for (n, part) in parts.iter().enumerate() {
        let next = arranger.part(part, &states, false);
        states = if next.is_empty() { arranger.part(part, &states, true) } else { next };
        if let Some(below) = parts.get(n + 1) {
            arranger.between(part, below, &mut states);
        }
        if arranger.steps.len() > MOST_STEPS {
            arranger.settle(&mut states);
        }
    }
    if let Some(last) = parts.last() {
        for state in &mut states {
            state.cost = arranger.ended(last, state);
        }
    }
    arranger.settle(&mut states);
    arranger.done
}

/// A page that is filled so far.
#[derive(Debug, Clone, Copy)]
struct State {
    used: Length,
    /// Whether nothing of the text stands on it.
    tops: bool,
    /// Whether it is the first.
    first: bool,
    cost: i64,
    /// Whether it has to be the last: then the page before costs what the last but one does.
    is_last: bool,
    /// The step that led here.
    last: Option<usize>,
}

/// What tells pages apart on the way: what is used, whether it is the first, whether the last.
type Key = (Length, bool, bool);

/// What was chosen, after what.
#[derive(Debug, Clone, Copy)]
enum Step {
    /// A page begins with a unit of the part.
    Begins(usize),
    /// The part is done, in one of its ways.
    Done(usize),
    /// A page begins with the next part.
    Turns,
}

struct Arranger<'g> {
    geometry: &'g Geometry,
    steps: Vec<(Option<usize>, Step)>,
    done: Vec<Arranged>,
}

impl Arranger<'_> {
    fn step(&mut self, state: State, step: Step) -> Option<usize> {
        self.steps.push((state.last, step));
        Some(self.steps.len() - 1)
    }

    /// Every way to go on with a part. Where there is none, parting what may not be is forced.
    fn part(&mut self, part: &Part<'_>, states: &[State], forced: bool) -> Vec<State> {
        let mut ends: BTreeMap<Key, State> = BTreeMap::new();
        for (n, way) in part.ways.iter().enumerate() {
            let mut begins: BTreeMap<(usize, bool), State> = BTreeMap::new();
            for state in states {
                self.fill((part, way), (*state, 0), forced, &mut begins)
                    .into_iter()
                    .for_each(|end| self.finish(n, way, end, &mut ends));
            }
            while let Some(((from, _), state)) = begins.pop_first() {
                let last = self.step(state, Step::Begins(from));
                self.fill((part, way), (State { last, ..state }, from), forced, &mut begins)
                    .into_iter()
                    .for_each(|end| self.finish(n, way, end, &mut ends));
            }
        }
        let mut states: Vec<State> = ends.into_values().collect();
        if states.len() > MOST_STATES {
            states.sort_by_key(|state| (state.cost, state.used));
            states.truncate(MOST_STATES);
        }
        states
    }

    /// A part that is done in a way.
    fn finish(&mut self, n: usize, way: &Way<'_>, state: State, ends: &mut BTreeMap<Key, State>) {
        let cost = state.cost + way.cost;
        let key = (state.used, state.first, state.is_last);
        if ends.get(&key).is_none_or(|known| cost < known.cost) {
            let last = self.step(state, Step::Done(n));
            ends.insert(key, State { cost, last, ..state });
        }
    }

    /// Fills a page from a unit on: what it is at the way's end, where that is reached; and where
    /// the page may end before, the state of the next one.
    fn fill(
        &self,
        (part, way): (&Part<'_>, &Way<'_>),
        (state, from): (State, usize),
        forced: bool,
        begins: &mut BTreeMap<(usize, bool), State>,
    ) -> Option<State> {
        let mut used = state.used;
        let mut ends: Vec<(usize, Length)> = Vec::new();
        let mut at = from;
        while let Some(unit) = way.units.get(at) {
            let tops = state.tops && at == from;
            let start = unit.start(tops, used, self.geometry);
            // What fits no page is put on one alone.
            if !tops && !unit.fits(start, self.geometry) {
                break;
            }
            used = start + unit.height;
            at += 1;
            if unit.may_end && at < way.units.len() {
                ends.push((at, used));
            }
        }
        let is_full = at < way.units.len();
        let near = ends.iter().filter(|(_, used)| self.free(*used) <= MOST_FREE).count();
        let count = if is_full { near.max(1) } else { near };
        if state.is_last && is_full && !forced {
            return None;
        }
        let mut turn = |end: usize, used: Length, more: i64| {
            for next in self.turned(state, used, more) {
                let key = (end, next.is_last);
                if begins.get(&key).is_none_or(|known| next.cost < known.cost) {
                    begins.insert(key, next);
                }
            }
        };
        let count = if state.is_last { 0 } else { count };
        for (end, used) in ends.iter().rev().take(count) {
            let torn = way.units[end - 1].torn && !part.may_keep_words;
            let torn = if torn { TORN } else { 0 };
            turn(*end, *used, torn);
        }
        if forced && is_full && (ends.is_empty() || state.is_last) && at > 0 {
            turn(at, used, FORCED);
        }
        (!is_full).then_some(State { used, tops: false, ..state })
    }

    /// Pages that begin with the part below.
    fn between(&mut self, above: &Part<'_>, below: &Part<'_>, states: &mut Vec<State>) {
        let begins = |part: &Part<'_>| {
            part.ways.iter().flat_map(|way| way.units.first()).any(|unit| unit.on_new_page)
        };
        let may_end = above.ways.iter().flat_map(|way| way.units.last()).all(|unit| unit.may_end);
        let on_new_page = begins(below);
        if !may_end && !on_new_page {
            return;
        }
        let mut next: [Option<State>; 2] = [None, None];
        let mut keep = |state: State| {
            let slot = &mut next[usize::from(state.is_last)];
            if slot.is_none_or(|known| state.cost < known.cost) {
                *slot = Some(state);
            }
        };
        for state in states.iter() {
            if on_new_page {
                let cost = self.ended(above, state);
                let page = State {
                    used: Length::ZERO,
                    tops: true,
                    first: false,
                    is_last: false,
                    ..*state
                };
                keep(State { cost, ..page });
            } else if !state.is_last {
                self.turned(*state, state.used, 0).into_iter().for_each(&mut keep);
            }
        }
        if on_new_page {
            states.clear();
        }
        for state in next.into_iter().flatten() {
            let last = self.step(state, Step::Turns);
            states.push(State { last, ..state });
        }
    }

    /// How many lines are free below.
    fn free(&self, used: Length) -> usize {
        let Geometry { height, pitch, em, .. } = *self.geometry;
        let free = (height - used + pitch - em).or_zero();
        usize::try_from(free.0 / pitch.0).unwrap_or(0)
    }

    /// The page behind one of which so much is used: any, and one that has to be the last.
    fn turned(&self, state: State, used: Length, more: i64) -> [State; 2] {
        let free = self.free(used);
        let most = SHORT.len() - 1;
        let short = SHORT[free.min(most)] + SHORTER * free.saturating_sub(most) as i64;
        let (few, many) = (free.min(MOST_FREE), free.saturating_sub(MOST_FREE));
        let (each, further) = SHORT_BEFORE_LAST;
        let before_last = each * few as i64 + further * many as i64;
        let page = |short: i64, is_last: bool| {
            let cost = state.cost + short + more;
            State { used: Length::ZERO, tops: true, first: false, cost, is_last, ..state }
        };
        [page(short, false), page(before_last, true)]
    }

    /// What all costs where a page is the last: dear where it holds a few lines only.
    fn ended(&self, last: &Part<'_>, state: &State) -> i64 {
        let cost = state.cost;
        if state.first {
            return cost;
        }
        let Geometry { pitch, em, .. } = *self.geometry;
        let lines = (state.used.0 + pitch.0 - em.0) / pitch.0;
        let units = last.ways.iter().take(1).flat_map(|way| &way.units);
        let own = units.map(|unit| unit.height.0 / pitch.0 + unit.before as i64).sum::<i64>();
        let wanted = LEAST_LINES as i64 + if last.signs { own } else { 0 };
        cost + MISSING * (wanted - lines).max(0).pow(2)
    }

    /// Takes the best of the ways so far.
    fn settle(&mut self, states: &mut Vec<State>) {
        let Some(best) = states.iter().min_by_key(|state| state.cost).copied() else { return };
        let mut steps = Vec::new();
        let mut at = best.last;
        while let Some((before, step)) = at.and_then(|at| self.steps.get(at).copied()) {
            steps.push(step);
            at = before;
        }
        let mut begins = Vec::new();
        for step in steps.into_iter().rev() {
            match step {
                Step::Begins(unit) => begins.push(unit),
                Step::Turns => begins.push(0),
                Step::Done(way) => {
                    self.done.push(Arranged { way, begins: std::mem::take(&mut begins) });
                }
            }
        }
        self.steps.clear();
        *states = vec![State { last: None, ..best }];
        // A page that was turned to is the next part's.
        for unit in begins {
            states[0].last =
                self.step(states[0], if unit == 0 { Step::Turns } else { Step::Begins(unit) });
        }
    }
}
