//! The report's structure: which element stands in which, in reading order (ISO 32000-1 14.7,
//! ISO 14289-1 7). As data; `objects` writes it.

mod objects;

use std::collections::BTreeMap;

pub(super) use objects::write;

use super::PdfFault;
use super::links::Annotation;
use super::marked_content::ContentItem;
use super::roles::Role;
use crate::typeset::{Area, CellKind, GroupKind, Pages, PlacedPicture, Tag};

/// An element of the structure.
#[derive(Debug)]
pub(in crate::pdf) struct Node {
    /// Its type.
    pub role: &'static str,
    /// What it holds, in reading order.
    pub kids: Vec<Kid>,
    /// What is said of it beside.
    pub attributes: Attributes,
}

/// What an element of the structure holds.
#[derive(Debug)]
pub(in crate::pdf) enum Kid {
    /// A further element.
    Node(Node),
    /// A sequence of a page's content.
    Content {
        /// The page, from 0.
        page: usize,
        /// The sequence's number on the page.
        mcid: usize,
    },
    /// An annotation, by its number among all.
    Annotation(usize),
}

/// What is said of an element beside its type (ISO 32000-1 14.8.5).
#[derive(Debug)]
pub(in crate::pdf) enum Attributes {
    /// Nothing.
    None,
    /// A head cell of the column below it.
    ColumnHead,
    /// A head cell of the row behind it.
    RowHead,
    /// A cell over so many columns.
    Spanning {
        /// How many.
        columns: usize,
        /// Whether it is the head of what stands below it.
        is_head: bool,
    },
    /// A list and what its labels are.
    List {
        /// Numbers, or dots.
        numbered: bool,
    },
    /// A picture.
    Figure {
        /// What it shows.
        alt: String,
        /// Where it stands on its page.
        area: Area,
    },
}

impl Node {
    fn new(role: &'static str) -> Self {
        Self { role, kids: Vec::new(), attributes: Attributes::None }
    }
}

/// A report's structure.
///
/// # Errors
/// What a screen reader could not do with: a picture without its text, a table with a row of
/// other length.
pub(in crate::pdf) fn structure(
    pages: &Pages,
    roles: &[Role],
    marks: &[Vec<ContentItem>],
    annotations: &[Annotation],
) -> Result<Node, PdfFault> {
    let parts = Parts::new(pages, roles, marks, annotations);
    let mut open = vec![Open { node: Node::new("Document"), until: usize::MAX }];
    let mut groups = pages.groups.iter().peekable();
    let mut n = 0;
    while let Some(tag) = pages.tags.get(n) {
        close(&mut open, n);
        while let Some(group) = groups.next_if(|group| group.elements.start <= n) {
            open.push(Open { node: node_of(group.kind), until: group.elements.end });
        }
        let next = match tag {
            Tag::Cell { table, .. } => n + parts.cells(n, *table),
            _ => n + 1,
        };
        let until = open.last().map_or(next, |last| last.until);
        let node = match tag {
            Tag::Cell { .. } => Some(parts.table(n..next)?),
            Tag::Picture => Some(parts.figure(n)?),
            _ => parts.leaf(n),
        };
        if let (Some(node), Some(last)) = (node, open.last_mut()) {
            last.node.kids.push(Kid::Node(node));
        }
        if *tag == Tag::Label {
            open.push(Open { node: Node::new("LBody"), until });
        }
        n = next;
    }
    close(&mut open, usize::MAX - 1);
    let document = open.pop().map(|open| open.node);
    document.filter(|node| !node.kids.is_empty()).ok_or(PdfFault::Unfit("报告没有内容"))
}

/// An element that further ones go into, as far as the element of a number.
struct Open {
    node: Node,
    until: usize,
}

/// Closes what ends before an element; what stayed empty is left out.
fn close(open: &mut Vec<Open>, n: usize) {
    while let Some(ended) = open.pop_if(|last| last.until <= n) {
        if let Some(last) = open.last_mut()
            && !ended.node.kids.is_empty()
        {
            last.node.kids.push(Kid::Node(ended.node));
        }
    }
}

fn node_of(kind: GroupKind) -> Node {
    match kind {
        GroupKind::List { numbered } => {
            Node { attributes: Attributes::List { numbered }, ..Node::new("L") }
        }
        GroupKind::Item => Node::new("LI"),
        GroupKind::Quote => Node::new("BlockQuote"),
        // Inside the Figure the caption would be hidden by the picture's alternative text.
        GroupKind::Figure => Node::new("Div"),
    }
}

/// A sequence of an element's content.
#[derive(Clone, Copy)]
struct Content {
    page: usize,
    mcid: usize,
    link: Option<usize>,
}

/// The elements' parts, found by their numbers.
struct Parts<'p> {
    pages: &'p Pages,
    roles: &'p [Role],
    contents: Vec<Vec<Content>>,
    annotations: &'p [Annotation],
    pictures: BTreeMap<usize, &'p PlacedPicture>,
}

impl<'p> Parts<'p> {
    fn new(
        pages: &'p Pages,
        roles: &'p [Role],
        marks: &[Vec<ContentItem>],
        annotations: &'p [Annotation],
    ) -> Self {
        let mut contents = vec![Vec::new(); roles.len()];
        for (page, marks) in marks.iter().enumerate() {
            for (mcid, mark) in marks.iter().enumerate() {
                // Every mark's element has a role.
                contents[mark.element].push(Content { page, mcid, link: mark.link });
            }
        }
        let pictures = pages.pages.iter().flat_map(|page| &page.pictures);
        let pictures = pictures.map(|picture| (picture.element, picture)).collect();
        Self { pages, roles, contents, annotations, pictures }
    }

    /// An element with its content; `None` where nothing of it is on a page.
    fn leaf(&self, n: usize) -> Option<Node> {
        let node = self.node(n);
        (!node.kids.is_empty()).then_some(node)
    }

    fn node(&self, n: usize) -> Node {
        let mut node = Node::new(self.roles[n].name);
        for part in self.contents[n].chunk_by(|a, b| a.link == b.link) {
            let contents = part.iter().map(|c| Kid::Content { page: c.page, mcid: c.mcid });
            match part.first().and_then(|content| content.link) {
                None => node.kids.extend(contents),
                Some(link) => {
                    let mut linked = Node::new("Link");
                    linked.kids.extend(contents);
                    let of_link = |(_, annotation): &(usize, &Annotation)| annotation.link == link;
                    let numbered = self.annotations.iter().enumerate().filter(of_link);
                    linked.kids.extend(numbered.map(|(number, _)| Kid::Annotation(number)));
                    node.kids.push(Kid::Node(linked));
                }
            }
        }
        node
    }

    fn figure(&self, n: usize) -> Result<Node, PdfFault> {
        let picture = self.pictures.get(&n).ok_or(PdfFault::Unfit("图片不在页面上"))?;
        if picture.alt.trim().is_empty() {
            return Err(PdfFault::Unfit("图片没有替代文字"));
        }
        let attributes = Attributes::Figure { alt: picture.alt.clone(), area: picture.area };
        Ok(Node { attributes, ..self.node(n) })
    }

    /// How many cells of a table follow.
    fn cells(&self, from: usize, table: usize) -> usize {
        let of_table = |tag: &&Tag| matches!(tag, Tag::Cell { table: t, .. } if *t == table);
        self.pages.tags[from..].iter().take_while(of_table).count()
    }

    fn table(&self, cells: std::ops::Range<usize>) -> Result<Node, PdfFault> {
        let place_of = |n: usize| match self.pages.tags[n] {
            Tag::Cell { row, kind, .. } => (row, kind),
            _ => (0, CellKind::Data),
        };
        let row_of = |n: &usize| place_of(*n).0;
        let cells: Vec<usize> = cells.collect();
        let mut table = Node::new("Table");
        let mut columns = None;
        for cells in cells.chunk_by(|a, b| row_of(a) == row_of(b)) {
            let count: usize = cells.iter().map(|n| spanned(place_of(*n).1)).sum();
            if *columns.get_or_insert(count) != count {
                return Err(PdfFault::Unfit("表格各行的格数不同"));
            }
            let mut row = Node::new("TR");
            for n in cells {
                let attributes = attributes(place_of(*n).1);
                row.kids.push(Kid::Node(Node { attributes, ..self.node(*n) }));
            }
            table.kids.push(Kid::Node(row));
        }
        Ok(table)
    }
}

/// What is said of a table's cell.
fn attributes(kind: CellKind) -> Attributes {
    match kind {
        CellKind::ColumnHead => Attributes::ColumnHead,
        CellKind::RowHead => Attributes::RowHead,
        CellKind::Group(columns) => Attributes::Spanning { columns, is_head: true },
        CellKind::Note(columns) => Attributes::Spanning { columns, is_head: false },
        CellKind::Data => Attributes::None,
    }
}

/// How many columns a cell is over.
fn spanned(kind: CellKind) -> usize {
    match kind {
        CellKind::Group(columns) | CellKind::Note(columns) => columns,
        CellKind::ColumnHead | CellKind::RowHead | CellKind::Data => 1,
    }
}
