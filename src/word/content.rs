//! What a Word file shows, as the rooms above see it: nothing here knows a part or an element.

/// What a Word file shows, in reading order.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Content {
    /// The body.
    pub(crate) blocks: Vec<Block>,
    /// Headers and footers that a page may show, each once.
    pub(crate) margins: Vec<Margin>,
    /// Footnotes and endnotes, as [`Inline::Note`] counts them.
    pub(crate) notes: Vec<Note>,
    /// Comments, as [`Inline::CommentStart`] counts them.
    pub(crate) comments: Vec<Comment>,
    /// Pictures, as [`Inline::Picture`] counts them.
    pub(crate) pictures: Vec<Picture>,
    /// What Word shows and nothing above has.
    pub(crate) losses: Vec<Loss>,
    /// Whether the body has changes that Word keeps track of.
    pub(crate) is_tracked: bool,
}

/// A paragraph or a table.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Block {
    /// A paragraph.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
}

/// A paragraph, with what its style gives it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Paragraph {
    /// The style's name (never its id), empty where it has none: `heading 1`, `标题 1`, `公文正文`.
    pub(crate) style: String,
    /// The outline level that it or its style has; 0 is a chapter's.
    pub(crate) outline: Option<u8>,
    /// The automatic number as Word shows it, without what parts it from the text: `（一）`, `1.`.
    pub(crate) number: Option<Number>,
    /// Where its lines stand.
    pub(crate) alignment: Alignment,
    /// What stands in it.
    pub(crate) content: Vec<Inline>,
}

/// Where the lines of a paragraph stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Alignment {
    /// At the left, or at both sides.
    #[default]
    Start,
    /// In the middle.
    Centre,
    /// At the right.
    End,
}

/// An automatic number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Number {
    /// As Word shows it.
    pub(crate) text: String,
    /// The level of its list, from 0.
    pub(crate) level: u8,
    /// Whether it is a mark that does not count.
    pub(crate) is_bullet: bool,
}

/// What stands in a paragraph.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Inline {
    /// Words.
    Text(Text),
    /// A line's end within the paragraph.
    Break,
    /// A tab.
    Tab,
    /// A page's or column's end.
    PageBreak,
    /// A picture.
    Picture(Shown),
    /// The mark of a footnote or endnote.
    Note(usize),
    /// Where a comment's words begin. A comment without a range begins and ends at its reference.
    CommentStart(usize),
    /// Where a comment's words end.
    CommentEnd(usize),
}

/// A picture where it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Shown {
    /// Its index among the pictures.
    pub(crate) picture: usize,
    /// Its alternative text, empty where it has none.
    pub(crate) alternative: String,
}

/// Words of one look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Text {
    /// The words.
    pub(crate) text: String,
    /// On the line, above or below it.
    pub(crate) position: Position,
    /// Whether it is bold.
    pub(crate) is_bold: bool,
}

/// Where words stand beside their line.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Position {
    /// On it.
    #[default]
    Line,
    /// Above it.
    Superscript,
    /// Below it.
    Subscript,
}

/// A table.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Table {
    /// Its rows.
    pub(crate) rows: Vec<Row>,
}

/// A row of a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Row {
    /// Whether each page repeats it.
    pub(crate) is_heading: bool,
    /// Its cells. Those that a merged cell hides are not there.
    pub(crate) cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Cell {
    /// The column that it begins in, from 0.
    pub(crate) column: usize,
    /// How many columns it covers.
    pub(crate) columns: usize,
    /// How many rows it covers.
    pub(crate) rows: usize,
    /// What stands in it.
    pub(crate) blocks: Vec<Block>,
}

/// A header or footer.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Margin {
    /// Which of the two.
    pub(crate) kind: MarginKind,
    /// What stands in it.
    pub(crate) blocks: Vec<Block>,
}

/// Header or footer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum MarginKind {
    /// Above the page's text.
    Header,
    /// Below it.
    Footer,
}

/// A footnote or endnote.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Note {
    /// Which of the two.
    pub(crate) kind: NoteKind,
    /// What stands in it.
    pub(crate) blocks: Vec<Block>,
}

/// Footnote or endnote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum NoteKind {
    /// At the page's foot.
    Footnote,
    /// At the document's or section's end.
    Endnote,
}

/// A comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Comment {
    /// Who wrote it.
    pub(crate) author: String,
    /// Its words, paragraphs parted by `\n`.
    pub(crate) text: String,
}

/// A picture, kept once however often it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Picture {
    /// The name of its part: `image1.png`.
    pub(crate) name: String,
    /// What it is by its bytes.
    pub(crate) kind: PictureKind,
    /// Its bytes.
    pub(crate) bytes: Vec<u8>,
}

/// What a picture is by its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PictureKind {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// SVG.
    Svg,
    /// Another kind, by the usual ending of its name: `emf`, `gif`.
    Other(String),
}

/// What is shown in Word and cannot be given on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Loss {
    /// What it is.
    pub(crate) kind: LossKind,
    /// Ordinal of the body's paragraph, from 1, counting those in tables and text boxes; none
    /// outside the body.
    pub(crate) paragraph: Option<usize>,
    /// Its words, where it has some.
    pub(crate) text: String,
}

/// Kinds of what cannot be given on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LossKind {
    /// Text that is hidden, also that of cells which a merged cell hides.
    HiddenText,
    /// Where a link leads; its words stand in the text.
    Link,
    /// The line through words that were struck out; the words stand in the text.
    Struck,
    /// The layout of a formula, whose letters stand in the text in a line.
    Formula,
    /// A field that Word works out anew and whose result the file does not hold.
    Field,
    /// A character of a symbol face that no other face has.
    Symbol,
    /// A picture whose bytes are elsewhere.
    LinkedPicture,
    /// A picture whose bytes should be in the file and are not.
    MissingPicture,
    /// A chart; its words are those of its part.
    Chart,
    /// A SmartArt diagram; its words are those of its part.
    Diagram,
    /// An object of another program. Its preview stands in the text where it is a picture.
    EmbeddedObject,
    /// Handwriting.
    Ink,
    /// A shape without text, or one whose text is a picture of words.
    Drawing,
    /// Another document's text, taken in by reference.
    AltChunk,
    /// A subdocument.
    SubDocument,
}
