//! Where the figures of a filing came from, as the comments at their lines say that `fill` wrote.

use std::collections::BTreeMap;

use super::{PlacedFigure, Standard};
use crate::filing::Filing;
use crate::filing::origin::{Origin, origins};
use crate::source::{Source, comments};

impl Standard {
    /// The figures of a filing that it says of where they came from.
    pub(crate) fn origins<'f>(
        &'f self,
        filing: &'f Filing,
        source: &Source,
    ) -> Vec<(PlacedFigure<'f>, Origin)> {
        let text = source.text();
        let mut lines: BTreeMap<usize, Vec<Origin>> = BTreeMap::new();
        for comment in comments(source) {
            let line = source.lines_of(&(comment.span.start..comment.span.start));
            let said = text.get(comment.span.start..line.end).and_then(origins);
            lines.extend(said.map(|(_, said)| (line.start, said)));
        }
        let figures = self.figures(filing).into_iter();
        let said = figures.filter_map(|figure| {
            let end = figure.span().end;
            let line = source.lines_of(&(end..end)).start;
            let label = figure.part.label_text().unwrap_or_default();
            let own = match lines.get(&line)?.as_slice() {
                [only] if only.label.is_empty() => Some(only),
                several => several.iter().find(|origin| origin.label == label),
            };
            let own = own.cloned()?;
            Some((figure, own))
        });
        said.collect()
    }
}
