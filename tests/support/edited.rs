//! Reports whose pages are edited, operator by operator.

use chengbao::verify::{PageDifference, PagesVerdict, filing};
use lopdf::{Document, ObjectId};

use super::at_hand::at_hand;

/// The pages' contents unpacked, so that they can be edited.
pub(crate) struct Edited {
    pub(crate) document: Document,
    pub(crate) contents: Vec<ObjectId>,
}

impl Edited {
    pub(crate) fn new(pdf: &[u8]) -> Self {
        let mut document = Document::load_mem(pdf).unwrap();
        document.decompress();
        let pages = document.get_pages().into_values();
        let content = |page| {
            document.get_dictionary(page).unwrap().get(b"Contents").unwrap().as_reference().unwrap()
        };
        let contents = pages.map(content).collect();
        Self { document, contents }
    }

    pub(crate) fn text(&mut self, page: usize) -> &mut Vec<u8> {
        let stream = self.document.get_object_mut(self.contents[page - 1]).unwrap();
        &mut stream.as_stream_mut().unwrap().content
    }

    /// Edits the operators of a page, line by line.
    pub(crate) fn edit(mut self, page: usize, edit: impl FnOnce(&mut Vec<String>)) -> Self {
        let text = String::from_utf8_lossy(self.text(page)).into_owned();
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        edit(&mut lines);
        let text = lines.join("\n").into_bytes();
        let stream = self.document.get_object_mut(self.contents[page - 1]).unwrap();
        stream.as_stream_mut().unwrap().set_content(text);
        self
    }

    pub(crate) fn differences(mut self) -> Vec<PageDifference> {
        let mut bytes = Vec::new();
        self.document.save_to(&mut bytes).unwrap();
        match filing(&bytes, &at_hand()).unwrap().pages {
            PagesVerdict::Differ(differences) => differences,
            PagesVerdict::Same { .. } => Vec::new(),
            other => panic!("{other}"),
        }
    }

    pub(crate) fn said(self) -> Vec<String> {
        self.differences().iter().map(ToString::to_string).collect()
    }
}
