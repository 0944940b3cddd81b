//! The parts of a Word file, held together by content types and relationships.

use super::zip;

pub(crate) const DECLARED: &str = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n";

/// Which vocabulary a file is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    Transitional,
    /// As WPS writes: with the names of its own and of later Words.
    Wps,
    Strict,
}

impl Dialect {
    fn base(self) -> &'static str {
        match self {
            Self::Strict => "http://purl.oclc.org/ooxml",
            _ => "http://schemas.openxmlformats.org",
        }
    }

    fn relationships(self) -> String {
        match self {
            Self::Strict => format!("{}/officeDocument/relationships", self.base()),
            _ => format!("{}/officeDocument/2006/relationships", self.base()),
        }
    }

    fn of(self, room: &str, part: &str) -> String {
        let year = if self == Self::Strict { "" } else { "2006/" };
        format!("{}/{room}/{year}{part}", self.base())
    }

    /// An element with all that a part's root declares.
    pub(crate) fn root(self, name: &str, content: &str) -> String {
        let (word, relationships) = (self.of("wordprocessingml", "main"), self.relationships());
        let drawing = self.of("drawingml", "wordprocessingDrawing");
        let (main, picture) = (self.of("drawingml", "main"), self.of("drawingml", "picture"));
        let further = match self {
            Self::Wps => WPS_NAMES,
            Self::Strict if name == "document" => " w:conformance='strict'",
            _ => "",
        };
        let content = if self == Self::Strict { strictly(content) } else { content.to_owned() };
        format!(
            "{DECLARED}<w:{name} xmlns:w='{word}' xmlns:r='{relationships}' xmlns:wp='{drawing}' \
             xmlns:a='{main}' xmlns:pic='{picture}'{further}>{content}</w:{name}>"
        )
    }

    pub(crate) fn picture_uri(self) -> String {
        self.of("drawingml", "picture")
    }
}

/// Content whose sides are those of the text's direction.
fn strictly(content: &str) -> String {
    const NAMES: [(&str, &str); 4] = [
        ("'left'", "'start'"),
        ("'right'", "'end'"),
        ("<w:left ", "<w:start "),
        ("<w:right ", "<w:end "),
    ];
    NAMES.iter().fold(content.to_owned(), |content, (left, start)| content.replace(left, start))
}

const WPS_NAMES: &str = " xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' \
    xmlns:o='urn:schemas-microsoft-com:office:office' xmlns:v='urn:schemas-microsoft-com:vml' \
    xmlns:w14='http://schemas.microsoft.com/office/word/2010/wordml' \
    xmlns:w15='http://schemas.microsoft.com/office/word/2012/wordml' \
    xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape' \
    xmlns:wpsCustomData='http://www.wps.cn/officeDocument/2013/wpsCustomData' \
    mc:Ignorable='w14 w15'";

/// A file in the making.
pub(crate) struct Package {
    pub(crate) dialect: Dialect,
    /// What each of its parts is and holds, in the order of their relationships.
    parts: Vec<(&'static str, Vec<u8>)>,
}

/// A kind whose parts are no XML.
const PICTURE: &str = "image";

impl Package {
    pub(crate) fn new(dialect: Dialect) -> Self {
        Self { dialect, parts: Vec::new() }
    }

    /// Puts in a part of a kind (`styles`, `footer`), whose root has the name; gives back the id
    /// of its relationship.
    pub(crate) fn add(&mut self, kind: &'static str, root: &str, content: &str) -> String {
        let xml = self.dialect.root(root, content);
        self.parts.push((kind, xml.into_bytes()));
        format!("rId{}", self.parts.len())
    }

    /// Puts in a part unless there is one of its kind.
    pub(crate) fn once(&mut self, kind: &str, add: impl FnOnce(&mut Self)) {
        if !self.parts.iter().any(|(known, _)| *known == kind) {
            add(self);
        }
    }

    /// Puts in a PNG.
    pub(crate) fn add_picture(&mut self, png: Vec<u8>) -> String {
        self.parts.push((PICTURE, png));
        format!("rId{}", self.parts.len())
    }

    /// The file, around a body.
    pub(crate) fn bytes(self, body: &str) -> Vec<u8> {
        let document = self.dialect.root("document", &format!("<w:body>{body}</w:body>"));
        let mut files = vec![
            ("[Content_Types].xml".to_owned(), self.content_types().into_bytes()),
            ("_rels/.rels".to_owned(), self.main_relationship().into_bytes()),
            ("word/document.xml".to_owned(), document.into_bytes()),
            ("word/_rels/document.xml.rels".to_owned(), self.relationships().into_bytes()),
        ];
        for (n, (kind, bytes)) in self.parts.into_iter().enumerate() {
            files.push((format!("word/{}", name(kind, n)), bytes));
        }
        zip::archive(&files)
    }

    fn content_types(&self) -> String {
        const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
        let mut types = format!(
            "<Default Extension='rels' ContentType='application/vnd.openxmlformats-package.\
             relationships+xml'/><Default Extension='xml' ContentType='application/xml'/>\
             <Default Extension='png' ContentType='image/png'/><Override \
             PartName='/word/document.xml' ContentType='{WORD}.document.main+xml'/>"
        );
        for (n, (kind, _)) in
            self.parts.iter().enumerate().filter(|(_, (kind, _))| *kind != PICTURE)
        {
            let name = name(kind, n);
            types +=
                &format!("<Override PartName='/word/{name}' ContentType='{WORD}.{kind}+xml'/>");
        }
        let namespace = "http://schemas.openxmlformats.org/package/2006/content-types";
        format!("{DECLARED}<Types xmlns='{namespace}'>{types}</Types>")
    }

    fn main_relationship(&self) -> String {
        related(&self.relationship("rId1", "officeDocument", "word/document.xml"))
    }

    fn relationships(&self) -> String {
        let one = |(n, (kind, _)): (usize, &(&str, Vec<u8>))| {
            self.relationship(&format!("rId{}", n + 1), kind, &name(kind, n))
        };
        related(&self.parts.iter().enumerate().map(one).collect::<String>())
    }

    fn relationship(&self, id: &str, kind: &str, target: &str) -> String {
        let base = self.dialect.relationships();
        format!("<Relationship Id='{id}' Type='{base}/{kind}' Target='{target}'/>")
    }
}

fn name(kind: &str, n: usize) -> String {
    match kind {
        PICTURE => format!("media/image{}.png", n + 1),
        "header" | "footer" => format!("{kind}{}.xml", n + 1),
        _ => format!("{kind}.xml"),
    }
}

fn related(relationships: &str) -> String {
    let namespace = "http://schemas.openxmlformats.org/package/2006/relationships";
    format!("{DECLARED}<Relationships xmlns='{namespace}'>{relationships}</Relationships>")
}
