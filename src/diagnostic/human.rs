//! Findings as people read them in a terminal: the line, an underline that stands under the
//! right characters also behind Chinese text, and what to do.

use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::{Finding, Severity};
use crate::source::Source;

/// With or without colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Text only.
    Plain,
    /// With ANSI colours.
    Coloured,
}

/// Draws one finding, without a line end behind it.
#[must_use]
pub fn draw(finding: &Finding, source: &Source, style: Style) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    }
    .with_name(finding.severity.label());
    let title = level.primary_title(finding.message.as_str()).id(finding.code);
    let mut group = match &finding.span {
        Some(span) => {
            let place = source.visible(span);
            let related = finding.related.as_ref();
            let related = related.map(|(place, what)| (source.visible(place), what));
            // Only the lines that are shown: the drawing goes through all it is given.
            let whole = related.iter().fold(place.clone(), |whole, (place, _)| {
                whole.start.min(place.start)..whole.end.max(place.end)
            });
            let (line, lines) = source.lines(&whole);
            let within = |place: Range<usize>| place.start - lines.start..place.end - lines.start;
            let mut snippet = Snippet::source(source.shown_part(lines.clone()))
                .line_start(line)
                .path(source.name())
                .annotation(AnnotationKind::Primary.span(within(place)));
            if let Some((place, what)) = related {
                let place = within(place);
                snippet =
                    snippet.annotation(AnnotationKind::Context.span(place).label(what.as_str()));
            }
            title.element(snippet)
        }
        None => Group::with_title(title).element(annotate_snippets::Origin::path(source.name())),
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

/// Draws findings one under the other, each followed by an empty line.
#[must_use]
pub fn draw_all(findings: &[Finding], source: &Source, style: Style) -> String {
    findings.iter().map(|f| draw(f, source, style) + "\n\n").collect()
}
