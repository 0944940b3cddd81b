//! Findings as people read them in a terminal: the line, an underline that stands under the
//! right characters also behind Chinese text, and what to do.

use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};

use crate::characters::printable;
use crate::finding::{Finding, Severity};
use crate::source::Source;

/// With or without colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Text only.
    Plain,
    /// With ANSI colours.
    Coloured,
}

/// Draws one finding, without a line end behind it. Nothing of the file reaches the terminal that
/// is more than text, and of a line without an end only what is around the place.
#[must_use]
pub fn draw(finding: &Finding, source: &Source, style: Style) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    }
    .with_name(finding.severity.label());
    let title = level.primary_title(finding.message.as_str()).id(finding.code.id());
    let name = printable(source.name());
    let mut group = match &finding.span {
        Some(span) => title.elements(snippet(finding, source, span, &name)),
        None => Group::with_title(title).element(Origin::path(name.as_ref())),
    };
    if let Some(help) = &finding.help {
        group = group.element(Level::HELP.with_name("怎么改").message(help.as_str()));
    }
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Coloured => Renderer::styled(),
    };
    renderer.decor_style(DecorStyle::Unicode).render(&[group])
}

/// The lines of a finding's places with the places underlined.
fn snippet<'f>(
    finding: &'f Finding,
    source: &Source,
    span: &Range<usize>,
    name: &'f str,
) -> Vec<Element<'f>> {
    let primary = source.visible(span);
    let related = finding.related.as_ref().map(|(place, what)| (source.visible(place), what));
    let mut lines = source.lines_of(&primary);
    let short = lines.len() <= MAX_LINE;
    let related = related.filter(|(place, _)| {
        let other = source.lines_of(place);
        let both = join(&lines, &other);
        let near = short && other.len() <= MAX_LINE && both.len() <= MAX_APART;
        if near {
            lines = both;
        }
        near
    });
    let first = source.position(lines.start).line;
    if short {
        let inside = |place: &Range<usize>| place.start - lines.start..place.end - lines.start;
        let mut snippet = Snippet::source(source.shown_part(&lines))
            .line_start(first)
            .path(name)
            .annotation(AnnotationKind::Primary.span(inside(&primary)));
        if let Some((place, what)) = related {
            snippet = snippet
                .annotation(AnnotationKind::Context.span(inside(&place)).label(what.as_str()));
        }
        return vec![snippet.into()];
    }
    let at = source.position(primary.start);
    let part = source.around(&primary, AROUND);
    let end = primary.end.min(part.end);
    let (before, after) = (
        if part.start > lines.start { "…" } else { "" },
        if part.end < lines.end { "…" } else { "" },
    );
    let inside = primary.start - part.start + before.len()..end - part.start + before.len();
    let origin = Origin::path(name).line(at.line).char_column(at.column);
    let shown = format!("{before}{}{after}", source.shown_part(&part));
    let snippet = Snippet::source(shown).line_start(first);
    vec![origin.into(), snippet.annotation(AnnotationKind::Primary.span(inside)).into()]
}

/// The most bytes of a line that is shown whole.
const MAX_LINE: usize = 4 * 1024;
/// How far apart two places may be that are shown together.
const MAX_APART: usize = 256 * 1024;
/// So many bytes on both sides of a place are shown of a longer line.
const AROUND: usize = 120;

fn join(one: &Range<usize>, other: &Range<usize>) -> Range<usize> {
    one.start.min(other.start)..one.end.max(other.end)
}

/// Draws findings one under the other, each followed by an empty line.
#[must_use]
pub fn draw_all<'f>(
    findings: impl IntoIterator<Item = &'f Finding>,
    source: &Source,
    style: Style,
) -> String {
    findings.into_iter().map(|f| draw(f, source, style) + "\n\n").collect()
}
