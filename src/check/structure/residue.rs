//! S05: what a word processor leaves behind when text is pasted.

use std::ops::Range;

use crate::check::Context;
use crate::check::residues::{self, residues};
use crate::finding::{Code, Findings};
use crate::prose::Paragraph;

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for paragraph in context.prose.iter().flat_map(|prose| &prose.paragraphs) {
        in_paragraph(paragraph, context, findings);
    }
    for line in &residues::lines(context) {
        in_paragraph(line, context, findings);
    }
    super::entities::check(context, findings);
}

fn in_paragraph(paragraph: &Paragraph, context: &Context<'_>, findings: &mut Findings) {
    let mut opened = false;
    for (what, range) in residues(&paragraph.text, context.standard.structure_words()) {
        let written = &paragraph.text[range.clone()];
        // </p> is reported with the <p> before it, and what stands as &lt;p&gt; is an entity's.
        if (opened && written.starts_with("</")) || is_entity(paragraph, &range, context) {
            continue;
        }
        opened |= written.starts_with('<');
        let shown = shown(&paragraph.text[range.clone()]);
        let message = format!("{what}“{shown}”留在了正文里");
        findings.push(
            Code::S05
                .at(paragraph.span(range), message)
                .help("多半是从别处粘贴带来的，删去它，成对的两头都删；该有字的地方补上原来的字"),
        );
    }
}

/// Whether the file writes what is seen with an entity of a page.
fn is_entity(paragraph: &Paragraph, range: &Range<usize>, context: &Context<'_>) -> bool {
    let verbatim = paragraph.editable(range.clone(), context.source).is_some();
    let end = range
        .end
        .min(range.start + paragraph.text[range.clone()].chars().next().map_or(0, char::len_utf8));
    !verbatim
        && paragraph.editable(range.start..end, context.source).is_none()
        && paragraph.text[range.clone()].starts_with(['<', '&', '«'])
}

/// A residue as a message can show it: what has no shape by its number.
fn shown(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\u{FFFD}' | '\u{E000}'..='\u{F8FF}' => out.push_str(&format!("U+{:04X}", c as u32)),
            _ => out.push(c),
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}
