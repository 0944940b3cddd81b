//! What was changed in Word, put into the filing that the Word file was made of.
//!
//! Three sides: the report as it was sent out, as it came back, and as the filing is now. What
//! differs between the first two is done to the third, by edits of the file; what both changed is
//! not guessed.
//!
//! ```text
//! sent out ─▶ units ─┬─ align ─▶ order ─▶ arrange ─▶ write ─▶ edits
//! came back ─────────┤                                ▲
//! now ─────▶ units ──┘            texts ─▶ scalars ───┘
//! ```

mod align;
mod arrange;
mod choice;
mod figures;
mod ground;
mod lines;
mod lists;
mod narratives;
mod order;
mod outcome;
mod outline;
mod passage;
mod possible;
mod print;
mod references;
mod remarks;
mod scalars;
mod tell;
mod texts;
mod unit;
mod values;
mod words;
mod write;
mod writer;

use align::{Class, Found, Known, Rank, align};
use arrange::{Arranged, Material, arrange};
use choice::{Chosen, mark};
use ground::{Ground, Report};
use order::{Entry, Order, Sides, order};
use possible::{gone, possible, writable};
use remarks::Comments;
use tell::Teller;
use texts::TextChanges;
use unit::{Role, Unit, UnitKind};
use write::write;
use writer::Writer;

pub(crate) use choice::{Choice, Refused};
pub(crate) use ground::Side;
pub(crate) use outcome::{Merged, Unmade, What};
pub(crate) use print::{human, json};

use crate::import::{ShownKind, ShownPiece};
use crate::standard::Standard;

/// The most paragraphs of a Word file that are compared.
pub(crate) const MAX_PIECES: usize = 20_000;

/// How a Word file is merged.
#[derive(Debug, Clone, Copy)]
pub(crate) struct How<'h> {
    pub(crate) standard: &'h Standard,
    /// Whether what both sides changed stands in the file as comments.
    pub(crate) keep_conflicts: bool,
    pub(crate) choice: Choice<'h>,
}

/// Puts what was changed in Word into the filing. `base` is what the Word file was made of; where
/// that is not known, the filing itself.
///
/// # Errors
/// The choice is of something else.
pub(crate) fn merge(
    ours: Side<'_>,
    base: Option<Side<'_>>,
    word: &[ShownPiece],
    how: How<'_>,
) -> Result<Merged, Refused> {
    let own = Report::of(ours);
    let base = base.map(Report::of);
    let base_units = base.as_ref().map_or(&own.units, |base| &base.units);
    let (known_base, known_word) = (known(base_units), known_pieces(word));
    let in_word = align(&known_base, &known_word);
    let in_own = match &base {
        Some(_) => align(&known_base, &known(&own.units)),
        None => (0..own.units.len()).map(|at| Some(Found { at, is_moved: false })).collect(),
    };
    let sides =
        Sides { base: base_units, own: &own.units, word, in_word: &in_word, in_own: &in_own };
    let merged = |chosen: &Chosen| {
        let ground = Ground { side: ours, report: &own, sides, standard: how.standard, chosen };
        let plan = plan(&ground);
        let mut merged = written(ground, &plan, how.keep_conflicts);
        mark(&mut merged);
        merged
    };
    let whole = merged(&Chosen::default());
    if how.choice.look.is_some_and(|look| look != whole.look) {
        return Err(Refused::Other);
    }
    if how.choice.is_all() {
        return Ok(whole);
    }
    let chosen = merged(&Chosen::of(how.choice, &whole)?);
    Ok(Merged { whole: Some(whole.edits), ..chosen })
}

fn known(units: &[Unit]) -> Vec<Known<'_>> {
    let class = |kind| match kind {
        UnitKind::Heading => Class::Heading,
        UnitKind::Text | UnitKind::Item => Class::Text,
        UnitKind::Table(_) => Class::Table,
        UnitKind::Picture => Class::Picture,
    };
    let known = |unit: &'_ Unit| {
        let is_numbered = unit.passages.first().is_some_and(|own| own.text.len() > unit.key.len());
        is_numbered && !matches!(unit.kind, UnitKind::Table(_))
    };
    units
        .iter()
        .map(|unit| Known {
            text: &unit.key,
            class: class(unit.kind),
            is_numbered: known(unit),
            rank: rank(unit),
        })
        .collect()
}

fn rank(unit: &Unit) -> Rank {
    match unit.role {
        Role::Narrative(_) => Rank::Other,
        Role::Initiative(_) | Role::RunIn(_) => Rank::Heading,
        _ => Rank::Fixed,
    }
}

fn known_pieces(pieces: &[ShownPiece]) -> Vec<Known<'_>> {
    let class = |piece: &ShownPiece| match piece.kind {
        ShownKind::Text if piece.outline.is_some() => Class::Heading,
        ShownKind::Text => Class::Text,
        ShownKind::Table(_) => Class::Table,
        ShownKind::Picture => Class::Picture,
    };
    pieces
        .iter()
        .map(|piece| Known {
            text: piece.unnumbered(),
            class: class(piece),
            is_numbered: piece.number > 0,
            rank: Rank::Other,
        })
        .collect()
}

/// What was changed, as far as it is known before anything is written.
struct Plan {
    order: Order,
    /// The initiatives whose titles are gone.
    gone: Vec<usize>,
    /// `None` where no paragraph's place is sure.
    arranged: Option<Arranged>,
    texts: TextChanges,
}

fn plan(ground: &Ground<'_>) -> Plan {
    let mut order = possible(order(ground.sides, ground.chosen), ground);
    let figures = figures::lines(ground, &order);
    let mut arranged = arrange(&order.entries, material(ground, &figures));
    if let Some(first) = &arranged {
        order = possible(writable(order, first, ground), ground);
        arranged = arrange(&order.entries, material(ground, &figures));
    }
    let gone = gone(&order, ground);
    Plan { order, gone, arranged, texts: values::texts(ground) }
}

fn written(ground: Ground<'_>, plan: &Plan, keep_conflicts: bool) -> Merged {
    let Plan { order, gone, arranged, texts } = plan;
    let (mut edits, unfit) = values::edits(&ground, &texts.changes);
    let mut teller =
        Teller { ground, keep_conflicts, merged: Merged::default(), comments: Comments::default() };
    teller.merged.known = known_share(ground.sides);
    teller.remarks(order);
    teller.conflicts(texts, order);
    let left = arranged.iter().flat_map(|arranged| arranged.left.iter().map(|w| Entry::New(*w)));
    let left: Vec<Entry> = left.chain(order.left.iter().copied()).collect();
    teller.keep_left(order, &left);
    edits.extend(std::mem::take(&mut teller.comments).edits(ground.file()));
    let mut writer = Writer::new(&ground, edits);
    let mut failed = Vec::new();
    match arranged {
        Some(arranged) => {
            write(&mut writer, arranged, gone);
            let figures = figures::written(&ground, arranged, order);
            writer.lines.extend(figures.edits);
            teller.merged.changes.extend(figures.changes);
            failed.extend(figures.failed);
            failed.extend(left);
        }
        None => failed.extend(order.whole()),
    }
    let (edits, unwritten) = writer.finish();
    failed.extend(unwritten);
    teller.merged.edits = edits;
    teller.tell_texts(&texts.changes, &unfit);
    if let Some(arranged) = arranged {
        teller.tell_order(order, arranged, gone, &failed);
    }
    teller.tell_failed(&failed);
    let mut merged = teller.merged;
    // What is told of one line keeps its order.
    merged.changes.sort_by_key(|change| change.line);
    merged
}

/// How many of the paragraphs that were sent out came back as they were or nearly so, per mille.
fn known_share(sides: Sides<'_>) -> usize {
    let found = sides.in_word.iter().filter(|found| found.is_some()).count();
    found * 1000 / sides.base.len().max(1)
}

fn material<'g>(ground: &Ground<'g>, figures: &'g [usize]) -> Material<'g> {
    let Sides { base, own, word, in_word, in_own } = ground.sides;
    let outline = &ground.report.outline;
    let mut levels = [None; 3];
    for (b, found) in in_word.iter().enumerate() {
        let unit = in_own[b].map(|found| &own[found.at]).unwrap_or(&base[b]);
        if let (Role::Initiative(n), Some(found)) = (unit.role, found)
            && let Some(place) = outline.initiatives.get(n)
        {
            let level = &mut levels[place.level];
            *level = level.or(word[found.at].outline);
        }
    }
    Material { own, word, outline, levels, figures }
}
