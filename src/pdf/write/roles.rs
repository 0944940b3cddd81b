//! What each element is in the structure: the standard's types (ISO 32000-1 14.8.4).

use crate::typeset::{CellKind, Tag};

/// An element's structure type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::pdf) struct Role {
    /// The type's name.
    pub name: &'static str,
    /// A heading's level; `None` for all others.
    pub heading: Option<usize>,
}

const HEADINGS: [&str; 6] = ["H1", "H2", "H3", "H4", "H5", "H6"];

/// The types of a report's elements.
pub(in crate::pdf) fn roles(tags: &[Tag]) -> Vec<Role> {
    let mut headings = Headings::default();
    tags.iter()
        .map(|tag| match tag {
            Tag::Heading(level) => headings.role(*level),
            Tag::RunInHeading => headings.role(3),
            Tag::Paragraph | Tag::Signatory | Tag::SignOff => plain("P"),
            Tag::Label => plain("Lbl"),
            Tag::Cell { kind: CellKind::Data | CellKind::Note(_), .. } => plain("TD"),
            Tag::Cell { .. } => plain("TH"),
            Tag::Picture => plain("Figure"),
            Tag::Caption => plain("Caption"),
        })
        .collect()
}

fn plain(name: &'static str) -> Role {
    Role { name, heading: None }
}

/// The headings above a place, outermost first, by the levels that the text gives them.
#[derive(Default)]
struct Headings(Vec<u8>);

impl Headings {
    /// A heading's level is the number of those it stands under, so that none is ever skipped
    /// (ISO 14289-1 7.4.2): a narrative that begins at the fifth level is under the chapter.
    fn role(&mut self, level: u8) -> Role {
        self.0.retain(|above| *above < level);
        self.0.push(level);
        let heading = self.0.len().min(HEADINGS.len());
        Role { name: HEADINGS[heading - 1], heading: Some(heading) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_level_of_headings_is_skipped() {
        let cases: [(&[u8], &[&str]); 4] = [
            (&[1, 2, 3, 3, 2, 3], &["H1", "H2", "H3", "H3", "H2", "H3"]),
            (&[1, 2, 5, 4, 4, 3, 5], &["H1", "H2", "H3", "H3", "H3", "H3", "H4"]),
            (&[2, 3, 2], &["H1", "H2", "H1"]),
            (&[1, 6, 2], &["H1", "H2", "H2"]),
        ];
        for (levels, expected) in cases {
            let tags: Vec<Tag> = levels.iter().map(|level| Tag::Heading(*level)).collect();
            let names: Vec<&str> = roles(&tags).iter().map(|role| role.name).collect();
            assert_eq!(names, expected, "{levels:?}");
        }
    }
}
