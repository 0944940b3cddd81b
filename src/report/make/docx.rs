//! The Word file of a filing: its text, the files that it was made from, and, in a draft, what was
//! found, at its words.

use std::collections::BTreeMap;

use super::Maker;
use crate::docx::{self, Anchor, Carried, Comment, Image, Report};
use crate::draft::Draft;
use crate::finding::{Code, Finding};
use crate::report::carried::{ATTACHED_DATA, ATTACHED_LASTS, ATTACHED_SOURCE};
use crate::report::format::Output;
use crate::report::page_findings;
use crate::report::reading::title;
use crate::report::refusal::Refusal;
use crate::source_map::Traced;
use crate::typeset;
use crate::word;

pub(super) fn docx(maker: &mut Maker<'_>) -> Result<Output, Refusal> {
    let bytes = written(maker)?;
    if bytes.len() > word::MAX_BYTES {
        maker.findings.push(page_findings::large_word(bytes.len()));
        return Err(Refusal::Findings);
    }
    Ok(Output::file(bytes))
}

fn written(maker: &Maker<'_>) -> Result<Vec<u8>, Refusal> {
    let filing = maker.readable.filing;
    let data = maker.data() + "\n";
    let source = maker.readable.reading.bytes();
    let mut carried = vec![
        Carried { name: ATTACHED_SOURCE, bytes: source },
        Carried { name: ATTACHED_DATA, bytes: data.as_bytes() },
    ];
    let lasts = maker.lasts();
    let lasts = ATTACHED_LASTS.into_iter().zip(&lasts);
    carried.extend(lasts.map(|(name, bytes)| Carried { name, bytes }));
    let mark = maker.making.draft.map(Draft::mark);
    let draft = mark.as_deref();
    let report = Report {
        parts: &docx::layout(&maker.blocks, !maker.is_unsealed()),
        pictures: pictures(maker),
        title: title(filing),
        author: filing.company.name.value.clone(),
        date: filing.day().iso(),
        numbers: maker.numbers(),
        draft,
        comments: if draft.is_some() { comments(maker) } else { Vec::new() },
        carried,
    };
    docx::write(&report).map_err(Refusal::Docx)
}

/// The pictures that the report shows, each with its file's bytes.
fn pictures<'m>(maker: &'m Maker<'_>) -> BTreeMap<String, Image<'m>> {
    let decoded = maker.illustrations.decoded().iter();
    let images = decoded.filter_map(|(file, picture)| {
        let chart = maker.charts.get(file).map(String::as_bytes);
        let own = || maker.making.pictures.get(file)?.as_deref().ok();
        Some((file.clone(), Image { picture, bytes: chart.or_else(own)? }))
    });
    images.collect()
}

/// What was found, where its words are printed; what has no such place is the title's.
fn comments(maker: &Maker<'_>) -> Vec<Comment> {
    let reading = maker.readable.reading;
    // What the pages show has no place where there are none, and Word draws with its own faces.
    let is_of_pages =
        |f: &&Finding| matches!(f.code, Code::G01 | Code::G02 | Code::G05 | Code::G06);
    let findings = reading.findings.iter().chain(maker.findings.iter());
    let findings: Vec<&Finding> = findings.filter(|finding| !is_of_pages(finding)).collect();
    if findings.is_empty() {
        return Vec::new();
    }
    let places = Traced::of(maker.readable.filing, &reading.source, &maker.blocks);
    let elements = typeset::texts(&maker.blocks);
    let is_title = |element: &typeset::ElementText| !element.text.is_empty();
    let title = elements.iter().position(is_title).unwrap_or_default();
    let title_end = elements.get(title).map_or(0, |element| element.text.len());
    let comment = |finding: &Finding| {
        let place = finding.span.as_ref().and_then(|span| places.first(span));
        let (element, range) = place.unwrap_or((title, 0..title_end));
        Comment { anchor: Anchor { element, range }, text: words(finding) }
    };
    findings.into_iter().map(comment).collect()
}

/// A finding in words: its code, what is wrong, what to do.
fn words(finding: &Finding) -> String {
    let Finding { code, severity, message, .. } = finding;
    let help = finding.help.as_deref().map(|help| format!("\n{help}")).unwrap_or_default();
    format!("{}（{}）：{message}{help}", code.id(), severity.label())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::document::parse;
    use crate::docx::layout::{Paragraph, Part, RunContent, layout};
    use crate::render::{self, Templates};
    use crate::report::read;
    use crate::typeset;

    #[test]
    fn the_words_of_each_sample_are_those_of_its_pages() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut count = 0;
        for folder in ["data", "tests/filings"] {
            for entry in std::fs::read_dir(root.join(folder)).unwrap() {
                let path = entry.unwrap().path();
                if path.extension().is_none_or(|ending| ending != "yaml") {
                    continue;
                }
                let name = path.display().to_string();
                let reading = read(&name, &std::fs::read(&path).unwrap());
                let Some(filing) = &reading.filing else { continue };
                let blocks = parse(&render::markdown(filing, None, &Templates::default()).unwrap());
                let elements = typeset::texts(&blocks);
                let mut said = vec![String::new(); elements.len()];
                for part in layout(&blocks, true) {
                    let paragraphs: Vec<Paragraph> = match part {
                        Part::Paragraph(paragraph) => vec![paragraph],
                        Part::Table(table) => {
                            table.head.into_iter().chain(table.rows.into_iter().flatten()).collect()
                        }
                    };
                    for run in paragraphs.into_iter().flat_map(|paragraph| paragraph.runs) {
                        if let RunContent::Text(text) = run.content {
                            said[run.element].push_str(&text);
                        }
                    }
                }
                let texts: Vec<String> = elements.into_iter().map(|e| e.text).collect();
                assert_eq!(said, texts, "{name}");
                count += 1;
            }
        }
        assert!(count >= 5, "only {count} samples");
    }
}
