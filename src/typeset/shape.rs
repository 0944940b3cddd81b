//! Styled text to clusters: glyphs with their widths and what they are to a line.

use std::collections::{BTreeMap, BTreeSet};

use super::characters::{Class, class, lowered, raised};
use super::elements::StyledText;
use super::{Length, StandIn};
use crate::fonts::{FaceId, FaceSet, Role, drawn_in};

/// Characters that are drawn as one, with their glyphs.
#[derive(Debug, Clone)]
pub(super) struct Cluster {
    /// The element it belongs to.
    pub element: usize,
    /// The link that it is part of.
    pub link: Option<usize>,
    pub text: String,
    pub class: Class,
    pub face: FaceId,
    pub size: Length,
    pub glyphs: Vec<ClusterGlyph>,
    /// What the cluster takes of the line before anything is squeezed or stretched.
    pub advance: Length,
    /// How far above the baseline it is drawn.
    pub raise: Length,
    /// Whether the glyphs are other characters', drawn in their place.
    pub substitute: bool,
}

/// A glyph of a cluster, from the cluster's left edge.
#[derive(Debug, Clone, Copy)]
pub(super) struct ClusterGlyph {
    pub id: u16,
    pub x: Length,
}

/// Superscripts are drawn at 68 % of the size, 33 % of it above the baseline: smaller ones are
/// paler than the figures beside them.
const SCRIPT_SIZE: (i64, i64) = (68, 100);
const SUPERSCRIPT_RAISE: (i64, i64) = (33, 100);
const SUBSCRIPT_RAISE: (i64, i64) = (-12, 100);

/// Shapes text, and remembers which characters other faces drew or none has.
pub(super) struct Shaper<'f> {
    faces: &'f FaceSet,
    stand_ins: BTreeMap<FaceId, BTreeSet<char>>,
    missing: BTreeSet<char>,
    /// Which face draws a character in a role, as far as it was asked for.
    picked: BTreeMap<(Role, char), Option<FaceId>>,
}

/// Characters that are drawn alike: in one face, raised or not.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Manner {
    face: FaceId,
    script: Script,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    Normal,
    Super,
    Sub,
    /// No face has it: 〓 in its place.
    Missing,
}

/// 〓, the compositors' mark for a type that is not in the case. Only drafts show it.
const MISSING: char = '〓';

/// How a character is drawn: at which height, and as which character.
pub(super) fn drawn(c: char) -> (Script, char) {
    match (raised(c), lowered(c)) {
        (Some(drawn), _) => (Script::Super, drawn),
        (_, Some(drawn)) => (Script::Sub, drawn),
        _ => (Script::Normal, c),
    }
}

impl<'f> Shaper<'f> {
    pub(super) fn new(faces: &'f FaceSet) -> Self {
        Self {
            faces,
            stand_ins: BTreeMap::new(),
            missing: BTreeSet::new(),
            picked: BTreeMap::new(),
        }
    }

    /// What stood in, and what no face has.
    pub(super) fn finish(self) -> (Vec<StandIn>, BTreeSet<char>) {
        let name = |id: FaceId| self.faces.face(id).name().to_owned();
        let stand_ins = self
            .stand_ins
            .iter()
            .map(|(id, chars)| StandIn { characters: chars.iter().collect(), face: name(*id) })
            .collect();
        (stand_ins, self.missing)
    }

    /// The ink of a glyph at a size: bottom and top from the baseline.
    pub(super) fn ink_height(
        &self,
        face: FaceId,
        glyph: u16,
        size: Length,
    ) -> Option<(Length, Length)> {
        let face = self.faces.face(face);
        let per_em = face.metrics().units_per_em;
        let ink = face.ink(glyph)?;
        Some((size.scaled(ink.bottom, per_em), size.scaled(ink.top, per_em)))
    }

    /// Shapes runs at a size.
    pub(super) fn shape(&mut self, runs: &[StyledText], size: Length) -> Vec<Cluster> {
        let mut clusters = Vec::new();
        for run in runs {
            for (manner, text) in self.by_manner(run) {
                self.shape_run(run, manner, &text, size, &mut clusters);
            }
        }
        clusters
    }

    /// A run's text in stretches of one face and height.
    fn by_manner(&mut self, run: &StyledText) -> Vec<(Manner, String)> {
        let mut stretches: Vec<(Manner, String)> = Vec::new();
        for c in run.text.chars() {
            let (script, drawn) = drawn(c);
            let manner = match self.face_for(run.role, drawn) {
                Some(face) => Manner { face, script },
                None => {
                    self.missing.insert(c);
                    let Some(face) = self.faces.pick(run.role, MISSING) else { continue };
                    Manner { face, script: Script::Missing }
                }
            };
            match stretches.last_mut() {
                Some((last, text)) if *last == manner => text.push(c),
                _ => stretches.push((manner, c.to_string())),
            }
        }
        stretches
    }

    fn face_for(&mut self, role: Role, c: char) -> Option<FaceId> {
        let role = drawn_in(role, c);
        if let Some(known) = self.picked.get(&(role, c)) {
            return *known;
        }
        let picked = self.faces.pick(role, c);
        self.picked.insert((role, c), picked);
        let own = self.faces.of_role(role);
        if let Some(face) = picked
            && own.is_some()
            && own != picked
            && raised_sign(c).is_none()
        {
            self.stand_ins.entry(face).or_default().insert(c);
        }
        picked
    }

    /// How far a face is raised in a role's text, in thousandths of the size; one without Han
    /// characters goes with those beside it.
    fn lift(&self, role: Role, face: FaceId) -> i64 {
        let lift = |id: FaceId| self.faces.face(id).lift();
        let beside = || self.faces.of_role(role).and_then(lift);
        i64::from(lift(face).or_else(beside).unwrap_or(0))
    }

    fn shape_run(
        &self,
        run: &StyledText,
        manner: Manner,
        text: &str,
        size: Length,
        out: &mut Vec<Cluster>,
    ) {
        let drawn: String = match manner.script {
            Script::Normal => text.to_owned(),
            Script::Missing => text.chars().map(|_| MISSING).collect(),
            Script::Super => text.chars().filter_map(raised).collect(),
            Script::Sub => text.chars().filter_map(lowered).collect(),
        };
        let (drawn_size, raise) = match manner.script {
            Script::Normal | Script::Missing => (size, Length::ZERO),
            Script::Super => (
                size * SCRIPT_SIZE.0 / SCRIPT_SIZE.1,
                size * SUPERSCRIPT_RAISE.0 / SUPERSCRIPT_RAISE.1,
            ),
            Script::Sub => {
                (size * SCRIPT_SIZE.0 / SCRIPT_SIZE.1, size * SUBSCRIPT_RAISE.0 / SUBSCRIPT_RAISE.1)
            }
        };
        let face = self.faces.face(manner.face);
        let raise = raise + size * self.lift(run.role, manner.face) / 1000;
        let per_em = face.metrics().units_per_em;
        let mut said = text.chars();
        let glyphs = face.shape(&drawn);
        let mut at = 0;
        while at < glyphs.len() {
            let start = glyphs[at].cluster;
            let end = at + glyphs[at..].iter().take_while(|g| g.cluster == start).count();
            let until = glyphs.get(end).map_or(drawn.len(), |g| g.cluster);
            let mut advance = Length::ZERO;
            let placed = glyphs[at..end]
                .iter()
                .map(|g| {
                    let x = advance + drawn_size.scaled(g.dx, per_em);
                    advance += drawn_size.scaled(g.advance, per_em);
                    ClusterGlyph { id: g.id, x }
                })
                .collect();
            let part = &drawn[start..until];
            let text: String = match manner.script {
                Script::Normal => part.to_owned(),
                _ => said.by_ref().take(part.chars().count()).collect(),
            };
            let class = text.chars().next().map_or(Class::Western, class);
            let mut cluster = Cluster {
                element: run.element,
                link: run.link,
                text,
                class,
                face: manner.face,
                size: drawn_size,
                glyphs: placed,
                advance,
                raise,
                substitute: manner.script != Script::Normal,
            };
            widen(&mut cluster, size);
            out.push(cluster);
            at = end;
        }
    }
}

/// Signs that superscripts need and that faces seldom have are not worth a word to the user.
fn raised_sign(c: char) -> Option<char> {
    (c == '−').then_some(c)
}

/// Chinese marks take a whole em, whatever the face gives them: an opening mark stands in the
/// right half, a closing one in the left, a middle dot in the centre.
fn widen(cluster: &mut Cluster, em: Length) {
    let (class, advance) = (cluster.class, cluster.advance);
    let wants_em = class.is_half_blank() || class == Class::MiddleDot;
    if !wants_em || advance >= em * 9 / 10 || cluster.text.chars().count() > 1 {
        return;
    }
    let shift = match class {
        Class::Open => em / 2 + (em / 2 - advance) / 2,
        Class::MiddleDot => (em - advance) / 2,
        _ => (em / 2 - advance) / 2,
    };
    for glyph in &mut cluster.glyphs {
        glyph.x += shift;
    }
    cluster.advance = em;
}
