//! The texts of a filing beside those of the last one: which are the same, and what changed in
//! each.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::passages::{Passage, Passages};
use super::sentences::{changed, changes};
use super::{Change, Fate, Section};
use crate::differences::Budget;
use crate::differences::Shape;

/// From this likeness on (per mille) an initiative of another title is the same one.
const SAME: u32 = 300;

/// Every text of both filings: the new one's in its order, what is gone at its place at the end
/// of its part.
pub(super) fn sections(last: &Passages, now: &Passages) -> Vec<Section> {
    let mut budget = Budget::default();
    let mut sections = Vec::new();
    named(&last.first, &now.first, &mut budget, &mut sections);
    initiatives(&last.initiatives, &now.initiatives, &mut budget, &mut sections);
    named(&last.then, &now.then, &mut budget, &mut sections);
    sections
}

/// Texts that are the same by their keys.
fn named(last: &[Passage], now: &[Passage], budget: &mut Budget, sections: &mut Vec<Section>) {
    let mut old: BTreeMap<&str, &Passage> = BTreeMap::new();
    for passage in last {
        old.entry(&passage.key).or_insert(passage);
    }
    let mut gone = old.clone();
    for passage in now {
        gone.remove(passage.key.as_str());
        sections.push(section(old.get(passage.key.as_str()).copied(), Some(passage), budget));
    }
    let gone = last.iter().filter(|passage| gone.remove(passage.key.as_str()).is_some());
    sections.extend(gone.map(|passage| section(Some(passage), None, budget)));
}

fn initiatives(last: &[Passage], now: &[Passage], budget: &mut Budget, out: &mut Vec<Section>) {
    let mut gone = vec![true; last.len()];
    for (passage, old) in now.iter().zip(paired(last, now, budget)) {
        old.iter().for_each(|m| gone[*m] = false);
        let mut section = section(old.and_then(|m| last.get(m)), Some(passage), budget);
        let was = old.and_then(|m| last.get(m)).and_then(|passage| passage.number);
        section.was = was.filter(|was| Some(*was) != passage.number);
        out.push(section);
    }
    let gone = last.iter().zip(gone).filter(|(_, gone)| *gone);
    out.extend(gone.map(|(passage, _)| section(Some(passage), None, budget)));
}

/// For each initiative that of the last filing which it goes on from.
pub(super) fn paired(last: &[Passage], now: &[Passage], budget: &mut Budget) -> Vec<Option<usize>> {
    let titled = |passages: &[Passage]| -> Vec<Titled> { passages.iter().map(titled).collect() };
    paired_by_title(&titled(last), &titled(now), budget)
}

fn titled(passage: &Passage) -> Titled {
    let title = passage.title.as_ref().map(|title| title.text.clone());
    let texts = passage.title.iter().chain(&passage.sentences);
    Titled { title, text: texts.map(|sentence| sentence.text.as_str()).collect() }
}

/// A text that goes by a title.
#[derive(Debug)]
pub(crate) struct Titled {
    pub title: Option<String>,
    /// The title with what stands below it.
    pub text: String,
}

/// For each text that of the last filing which it goes on from: of the same title, else of those
/// that are left the most alike.
pub(crate) fn paired_by_title(
    last: &[Titled],
    now: &[Titled],
    budget: &mut Budget,
) -> Vec<Option<usize>> {
    let mut titles: BTreeMap<&Option<String>, VecDeque<usize>> = BTreeMap::new();
    for (m, text) in last.iter().enumerate() {
        titles.entry(&text.title).or_default().push_back(m);
    }
    let of_title = |text: &Titled| titles.get_mut(&text.title)?.pop_front();
    let mut pairs: Vec<Option<usize>> = now.iter().map(of_title).collect();
    let mut free: BTreeSet<usize> = titles.into_values().flatten().collect();
    let shape = |text: &Titled| Shape::of(&text.text);
    let old: Vec<(usize, Shape)> = free.iter().map(|m| (*m, shape(&last[*m]))).collect();
    let new = now.iter().enumerate().filter(|(n, _)| pairs[*n].is_none());
    let new: Vec<(usize, Shape)> = new.map(|(n, text)| (n, shape(text))).collect();
    for (_, n, m) in alike(&old, &new, budget) {
        if pairs[n].is_none() && free.remove(&m) {
            pairs[n] = Some(m);
        }
    }
    pairs
}

/// Which new ones are like which old ones, the most alike first. Where there are too many to
/// compare all pairs, the pairs that are left over count as not alike.
fn alike(
    old: &[(usize, Shape)],
    new: &[(usize, Shape)],
    budget: &mut Budget,
) -> Vec<(Reverse<u32>, usize, usize)> {
    let each = new.iter().flat_map(|new| old.iter().map(move |old| (new, old)));
    let affordable =
        each.take_while(|((_, new), (_, old))| budget.spend(new.steps() + old.steps()));
    let likeness = |((n, new), (m, old)): (&(usize, Shape), &(usize, Shape))| {
        (Reverse(new.likeness(old)), *n, *m)
    };
    let mut alike: Vec<_> = affordable.map(likeness).collect();
    alike.retain(|(Reverse(likeness), ..)| *likeness >= SAME);
    alike.sort_unstable();
    alike
}

/// A text beside itself in the last filing, either of which may not be there.
pub(super) fn section(
    last: Option<&Passage>,
    now: Option<&Passage>,
    budget: &mut Budget,
) -> Section {
    let sentences = |passage: Option<&Passage>| {
        passage.map(|passage| passage.sentences.clone()).unwrap_or_default()
    };
    let mut all = Vec::new();
    let titles = (last.and_then(|p| p.title.as_ref()), now.and_then(|p| p.title.as_ref()));
    let title = match titles {
        (Some(before), Some(title)) if before.text != title.text => {
            Some(changed(before, title, budget))
        }
        _ => None,
    };
    all.extend(changes(&sentences(last), &sentences(now), budget));
    let same = title.is_none() && all.iter().all(|change| matches!(change, Change::Kept(_)));
    let fate = match (last, now) {
        (None, _) => Fate::New,
        (_, None) => Fate::Gone,
        _ if same => Fate::Same,
        _ => Fate::Changed,
    };
    let name = now.or(last).map(|passage| passage.name.clone()).unwrap_or_default();
    Section { name, fate, was: None, title, changes: all }
}
