//! Which texts of a filing may have references.

use super::{Chapter, Filing, Initiative, OwnAnnex, TextKey, TextKind};
use crate::source::Spanned;

impl TextKey<'_> {
    /// Whether a text may have references: what is written about the half-year, and no name.
    #[must_use]
    pub fn takes_references(self) -> bool {
        self.kind() == TextKind::Prose
            || matches!(
                self,
                Self::ChapterTitle(_)
                    | Self::InitiativeTitle(_)
                    | Self::AnnexTitle(_)
                    | Self::Note(..)
            )
    }
}

impl Filing {
    /// Every text that may have references ([`TextKey::takes_references`]), and whether it is
    /// Markdown, in no order.
    pub(crate) fn referring_mut(&mut self) -> Vec<(&mut Spanned<String>, bool)> {
        let titles = &mut self.titles;
        let lines = [&mut titles.profile, &mut titles.quality, &mut titles.indicators];
        let notes = self.groups.iter_mut().flat_map(|group| &mut group.indicators);
        let lines = lines.into_iter().chain(notes.map(|indicator| &mut indicator.note));
        let mut texts: Vec<_> = lines.flatten().map(|text| (text, false)).collect();
        let prose = [&mut self.lead, &mut self.profile, &mut self.closing];
        texts.extend(prose.into_iter().flatten().map(|text| (text, true)));
        for Chapter { title, overview, initiatives } in &mut self.chapters {
            texts.extend(title.iter_mut().map(|title| (title, false)));
            texts.extend(overview.iter_mut().map(|overview| (overview, true)));
            initiatives.iter_mut().for_each(|own| add_initiative(own, &mut texts));
        }
        for OwnAnnex { title, body } in &mut self.annexes {
            texts.extend([(title, false), (body, true)]);
        }
        texts
    }
}

fn add_initiative<'f>(
    Initiative { title, body, initiatives }: &'f mut Initiative,
    texts: &mut Vec<(&'f mut Spanned<String>, bool)>,
) {
    texts.push((title, false));
    texts.extend(body.iter_mut().map(|body| (body, true)));
    initiatives.iter_mut().for_each(|own| add_initiative(own, texts));
}
