//! The structure tree as the file has it (ISO 32000-1 14.7.2), with the way back from each
//! sequence and annotation to its element.

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::{Attributes, Kid, Node};
use crate::pdf::write::links::Annotation;
use crate::pdf::write::marked_content::ContentItem;
use crate::pdf::write::{PdfFault, fault, values};
use crate::typeset::{A4, Area};

/// Writes a structure.
///
/// # Errors
/// Content that no element holds.
pub(in crate::pdf::write) fn write(
    document: &mut Document,
    structure: &Node,
    marks: &[Vec<ContentItem>],
    annotations: &[Annotation],
) -> Result<(), PdfFault> {
    let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
    let root = document.new_object_id();
    let mut writer = Writer {
        pages: &pages,
        annotations,
        parents: marks.iter().map(|marks| vec![None; marks.len()]).collect(),
        annotation_parents: vec![None; annotations.len()],
        document,
    };
    let top = writer.node(structure, root)?;
    let Writer { parents, annotation_parents, .. } = writer;
    let next = parents.len() + annotation_parents.len();
    let mut numbers = Vec::new();
    for (key, parents) in parents.iter().enumerate() {
        let parents = parents.iter().map(|p| parent(*p)).collect::<Result<Vec<_>, _>>()?;
        let parents = document.add_object(parents);
        numbers.extend([Object::Integer(key as i64), parents.into()]);
    }
    for (n, id) in annotation_parents.iter().enumerate() {
        numbers.extend([Object::Integer((pages.len() + n) as i64), parent(*id)?]);
    }
    let parent_tree = document.add_object(dictionary! { "Nums" => numbers });
    let root_dictionary = dictionary! {
        "Type" => "StructTreeRoot",
        "K" => top,
        "ParentTree" => parent_tree,
        "ParentTreeNextKey" => next as i64,
    };
    document.set_object(root, root_dictionary);
    for (n, page) in pages.iter().enumerate() {
        let page = document.get_dictionary_mut(*page).map_err(fault)?;
        page.set("StructParents", n as i64);
        page.set("Tabs", "S");
    }
    let catalog = document.catalog_mut().map_err(fault)?;
    catalog.set("StructTreeRoot", root);
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    Ok(())
}

fn parent(id: Option<ObjectId>) -> Result<Object, PdfFault> {
    id.map(Object::Reference).ok_or(PdfFault::Unfit("页面上有不在结构里的内容"))
}

struct Writer<'w> {
    document: &'w mut Document,
    pages: &'w [ObjectId],
    annotations: &'w [Annotation],
    /// For each page and number the element that holds it.
    parents: Vec<Vec<Option<ObjectId>>>,
    annotation_parents: Vec<Option<ObjectId>>,
}

impl Writer<'_> {
    fn node(&mut self, node: &Node, parent: ObjectId) -> Result<ObjectId, PdfFault> {
        let id = self.document.new_object_id();
        let mut element = dictionary! { "S" => node.role, "P" => parent };
        let own_page = node.kids.iter().find_map(|kid| match kid {
            Kid::Content { page, .. } => Some(*page),
            _ => None,
        });
        if let Some(page) = own_page {
            element.set("Pg", self.pages[page]);
        }
        self.attributes(&node.attributes, &mut element)?;
        let kids = node.kids.iter().map(|kid| self.kid(kid, own_page, id));
        let mut kids = kids.collect::<Result<Vec<Object>, _>>()?;
        match kids.len() {
            0 => {}
            1 => element.set("K", kids.remove(0)),
            _ => element.set("K", kids),
        }
        self.document.set_object(id, element);
        Ok(id)
    }

    fn kid(
        &mut self,
        kid: &Kid,
        own_page: Option<usize>,
        id: ObjectId,
    ) -> Result<Object, PdfFault> {
        Ok(match kid {
            Kid::Node(node) => self.node(node, id)?.into(),
            Kid::Content { page, mcid } => {
                self.parents[*page][*mcid] = Some(id);
                let number = Object::Integer(*mcid as i64);
                if own_page == Some(*page) {
                    return Ok(number);
                }
                let page = self.pages[*page];
                dictionary! { "Type" => "MCR", "Pg" => page, "MCID" => number }.into()
            }
            Kid::Annotation(number) => {
                self.annotation_parents[*number] = Some(id);
                let Annotation { page, id, .. } = self.annotations[*number];
                dictionary! { "Type" => "OBJR", "Pg" => self.pages[page], "Obj" => id }.into()
            }
        })
    }

    fn attributes(
        &self,
        attributes: &Attributes,
        element: &mut Dictionary,
    ) -> Result<(), PdfFault> {
        match attributes {
            Attributes::None => {}
            Attributes::ColumnHead => {
                element.set("A", dictionary! { "O" => "Table", "Scope" => "Column" });
            }
            Attributes::RowHead => {
                element.set("A", dictionary! { "O" => "Table", "Scope" => "Row" });
            }
            Attributes::Spanning { columns, is_head } => {
                let mut place = dictionary! { "O" => "Table", "ColSpan" => *columns as i64 };
                if *is_head {
                    place.set("Scope", "Row");
                }
                element.set("A", place);
            }
            Attributes::List { numbered } => {
                let labels = if *numbered { "Decimal" } else { "Disc" };
                element.set("A", dictionary! { "O" => "List", "ListNumbering" => labels });
            }
            Attributes::Figure { alt, area } => {
                element.set("Alt", values::text(alt)?);
                let place = dictionary! {
                    "O" => "Layout",
                    "Placement" => "Block",
                    "BBox" => Self::bounds(*area),
                };
                element.set("A", place);
            }
        }
        Ok(())
    }

    fn bounds(area: Area) -> Vec<Object> {
        let (left, top) = (area.x, A4.height() - area.y);
        [left, top - area.height, left + area.width, top].map(values::real).into()
    }
}
