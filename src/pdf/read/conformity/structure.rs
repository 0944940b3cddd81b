//! The structure tree (ISO 32000-1 14.7): its elements in their order are those that the report
//! gives, they say nothing beside, and the way back from each sequence leads to its element.

use std::collections::{BTreeMap, BTreeSet};

use super::sequences::{PageContent, Sequence};
use super::shape::{Key, Shape, may, must, odd_key};
use super::{Deviation, Deviations, Result};
use crate::pdf::read::objects::string;
use crate::pdf::read::objects::{Map, PdfFile, ReadFault, Value};
use crate::pdf::read::page_tree::Leaf;
use crate::pdf::write::{Attributes, Kid, Node};

const ROOT: &[Key] = &[
    must("Type", Shape::Name(&["StructTreeRoot"])),
    must("K", Shape::Reference),
    must("ParentTree", Shape::Map(&[must("Nums", Shape::Any)])),
    must("ParentTreeNextKey", Shape::Count),
];
const ELEMENT: &[Key] = &[
    must("S", Shape::SomeName),
    must("P", Shape::Reference),
    may("Pg", Shape::Reference),
    may("K", Shape::Any),
    may("A", Shape::Any),
    may("Alt", Shape::SomeText),
];
const CONTENT: &[Key] = &[
    must("Type", Shape::Name(&["MCR"])),
    must("Pg", Shape::Reference),
    must("MCID", Shape::Count),
];
const OBJECT: &[Key] = &[
    must("Type", Shape::Name(&["OBJR"])),
    must("Pg", Shape::Reference),
    must("Obj", Shape::Reference),
];
const COLUMN_HEAD: &[Key] =
    &[must("O", Shape::Name(&["Table"])), must("Scope", Shape::Name(&["Column"]))];
const ROW_HEAD: &[Key] =
    &[must("O", Shape::Name(&["Table"])), must("Scope", Shape::Name(&["Row"]))];
const SPANNING: &[Key] = &[must("O", Shape::Name(&["Table"])), must("ColSpan", Shape::Count)];
const SPANNING_HEAD: &[Key] = &[
    must("O", Shape::Name(&["Table"])),
    must("ColSpan", Shape::Count),
    must("Scope", Shape::Name(&["Row"])),
];
const NUMBERED: &[Key] =
    &[must("O", Shape::Name(&["List"])), must("ListNumbering", Shape::Name(&["Decimal"]))];
const DOTTED: &[Key] =
    &[must("O", Shape::Name(&["List"])), must("ListNumbering", Shape::Name(&["Disc"]))];
const FIGURE: &[Key] = &[
    must("O", Shape::Name(&["Layout"])),
    must("Placement", Shape::Name(&["Block"])),
    must("BBox", Shape::Numbers(4)),
];

/// Whether a text says of a signature's field what it is: by the name of the signer, and what is
/// there.
pub(super) fn is_said_of_signature(file: &PdfFile<'_>, field: &Map, said: &str) -> Result<bool> {
    // Of a field that nobody signed, the signer is not known.
    let Some(signature) = field.get("V") else { return Ok(said.ends_with("电子签名")) };
    let signature = file.map(signature)?;
    if signature.name("SubFilter") == Some(b"ETSI.RFC3161") {
        // As pyHanko names a time stamp's field.
        return Ok(said == "Timestamp");
    }
    let name = signature.get("Name").and_then(string).unwrap_or_default();
    let kinds = ["电子签名", "印章和电子签名"];
    Ok(kinds.iter().any(|kind| said == format!("{name}的{kind}")))
}

/// What the structure holds.
#[derive(Debug, Default)]
pub(super) struct StructureMap {
    /// By page, from 0, and number: the element that holds a sequence, and its type.
    pub(super) sequences: BTreeMap<(usize, i64), (u32, Vec<u8>)>,
    /// By the number of its object: the element that holds an annotation, and its type.
    pub(super) annotations: BTreeMap<u32, (u32, Vec<u8>)>,
    pub(super) figures: Vec<Figure>,
}

/// A picture of the structure.
#[derive(Debug)]
pub(super) struct Figure {
    /// Its sequences, by page, from 0, and number.
    pub(super) sequences: Vec<(usize, i64)>,
    /// Where it says that it stands: left, bottom, right, top.
    pub(super) area: [f64; 4],
}

/// An element that differs, by its type.
type Outcome = std::result::Result<(), String>;

/// Compares the structure with what the report's elements give; what it holds, where it is that.
pub(super) fn compare(
    file: &PdfFile<'_>,
    catalog: &Map,
    leaves: &[Leaf],
    wanted: &Node,
) -> Result<std::result::Result<StructureMap, String>> {
    let root_number = catalog.get("StructTreeRoot").and_then(Value::reference);
    let root_number = root_number.ok_or(ReadFault::Damaged)?;
    let root = file.map(&Value::Reference(root_number))?;
    if let Some(key) = odd_key(file, &root, ROOT)? {
        return Ok(Err(key));
    }
    let pages = leaves.iter().enumerate().map(|(n, leaf)| (leaf.object, n)).collect();
    let mut walk = Walk { file, pages, held: StructureMap::default(), seen: BTreeSet::new() };
    let top = root.get("K").ok_or(ReadFault::Damaged)?;
    Ok(walk.element(top, root_number, wanted)?.map(|()| walk.held))
}

struct Walk<'w, 'b> {
    file: &'w PdfFile<'b>,
    /// The pages' places by their objects.
    pages: BTreeMap<u32, usize>,
    held: StructureMap,
    seen: BTreeSet<u32>,
}

/// An element as it was read.
struct Element {
    number: u32,
    about: Map,
    role: Vec<u8>,
    kids: Vec<Value>,
}

impl Walk<'_, '_> {
    fn read(&mut self, value: &Value, parent: u32) -> Result<Option<Element>> {
        let Some(number) = value.reference().filter(|number| self.seen.insert(*number)) else {
            return Ok(None);
        };
        let about = self.file.map(value)?;
        let fits = odd_key(self.file, &about, ELEMENT)?.is_none()
            && about.get("P").and_then(Value::reference) == Some(parent);
        let kids = match about.get("K").map(|kids| self.file.resolved(kids)).transpose()? {
            None => Vec::new(),
            Some(Value::List(kids)) => kids,
            // As it was written: the number of an element is needed.
            Some(_) => about.get("K").cloned().into_iter().collect(),
        };
        let role = about.name("S").unwrap_or_default().to_vec();
        Ok(fits.then_some(Element { number, about, role, kids }))
    }

    /// Compares an element and all below it. The wanted ones are no deeper than a report's.
    fn element(&mut self, value: &Value, parent: u32, wanted: &Node) -> Result<Outcome> {
        let odd = || Ok(Err(wanted.role.to_owned()));
        let Some(element) = self.read(value, parent)? else { return odd() };
        if element.role != wanted.role.as_bytes() || !self.says(&element, wanted)? {
            return odd();
        }
        let mut inner = wanted.kids.iter().filter_map(|kid| match kid {
            Kid::Node(node) => Some(node),
            _ => None,
        });
        let has_content = wanted.kids.iter().any(|kid| matches!(kid, Kid::Content { .. }));
        let mut found = Vec::new();
        for kid in &element.kids {
            if self.content(kid, &element, &mut found)? {
                continue;
            }
            let is = |role: &[u8]| -> Result<bool> {
                Ok(
                    matches!(self.file.resolved(kid)?, Value::Map(kid) if kid.name("S") == Some(role)),
                )
            };
            if has_content && is(b"Link")? {
                if !self.link(kid, element.number, &mut found)? {
                    return Ok(Err("Link".to_owned()));
                }
            } else if wanted.role == "Document" && is(b"Form")? {
                // Signing programs put the field behind all else.
                if inner.next().is_some() || !self.form(kid, element.number)? {
                    return Ok(Err("Form".to_owned()));
                }
            } else {
                let Some(node) = inner.next() else { return odd() };
                if let Err(odd) = self.element(kid, element.number, node)? {
                    return Ok(Err(odd));
                }
            }
        }
        if inner.next().is_some() || found.is_empty() == has_content {
            return odd();
        }
        if let Attributes::Figure { .. } = wanted.attributes {
            let area = self.area(&element)?;
            self.held.figures.push(Figure { sequences: found, area });
        }
        Ok(Ok(()))
    }

    /// Takes in a sequence of an element's content; false where a kid is none.
    fn content(
        &mut self,
        kid: &Value,
        element: &Element,
        found: &mut Vec<(usize, i64)>,
    ) -> Result<bool> {
        let (page, number) = match self.file.resolved(kid)? {
            Value::Integer(number) => (element.about.get("Pg").cloned(), number),
            Value::Map(kid) if kid.is_of_type("MCR") => {
                if odd_key(self.file, &kid, CONTENT)?.is_some() {
                    return Ok(false);
                }
                (kid.get("Pg").cloned(), kid.integer("MCID").unwrap_or(-1))
            }
            _ => return Ok(false),
        };
        let page = page.and_then(|page| page.reference());
        let Some(page) = page.and_then(|page| self.pages.get(&page).copied()) else {
            return Ok(false);
        };
        found.push((page, number));
        let holder = (element.number, element.role.clone());
        Ok(self.held.sequences.insert((page, number), holder).is_none())
    }

    /// A link in an element: its content, and the annotations that lead there.
    fn link(&mut self, kid: &Value, parent: u32, found: &mut Vec<(usize, i64)>) -> Result<bool> {
        let Some(link) = self.read(kid, parent)? else { return Ok(false) };
        if link.about.get("A").is_some() || link.about.get("Alt").is_some() {
            return Ok(false);
        }
        let (before, mut annotations) = (found.len(), 0);
        for kid in &link.kids {
            if self.annotation(kid, &link)? {
                annotations += 1;
            } else if annotations > 0 || !self.content(kid, &link, found)? {
                return Ok(false);
            }
        }
        Ok(annotations > 0 && found.len() > before)
    }

    /// A signature's field.
    fn form(&mut self, kid: &Value, parent: u32) -> Result<bool> {
        let Some(form) = self.read(kid, parent)? else { return Ok(false) };
        let [object] = &form.kids[..] else { return Ok(false) };
        let alt = form.about.get("Alt").map(|alt| self.file.resolved(alt)).transpose()?;
        let alt = alt.as_ref().and_then(string).unwrap_or_default();
        let widget = match self.file.resolved(object)? {
            Value::Map(object) => {
                object.get("Obj").map(|field| self.file.map(field)).transpose()?
            }
            _ => None,
        };
        let Some(widget) = widget.filter(|_| form.about.get("A").is_none()) else {
            return Ok(false);
        };
        Ok(is_said_of_signature(self.file, &widget, &alt)? && self.annotation(object, &form)?)
    }

    fn annotation(&mut self, kid: &Value, element: &Element) -> Result<bool> {
        let Value::Map(kid) = self.file.resolved(kid)? else { return Ok(false) };
        if odd_key(self.file, &kid, OBJECT)?.is_some() {
            return Ok(false);
        }
        let Some(object) = kid.get("Obj").and_then(Value::reference) else { return Ok(false) };
        let holder = (element.number, element.role.clone());
        Ok(self.held.annotations.insert(object, holder).is_none())
    }

    /// Whether an element says what it has to beside its type.
    fn says(&self, element: &Element, wanted: &Node) -> Result<bool> {
        let attributes = element.about.get("A").map(|a| self.file.map(a)).transpose()?;
        let are = |keys| match &attributes {
            Some(attributes) => Ok(odd_key(self.file, attributes, keys)?.is_none()),
            None => Ok(false),
        };
        let alt = element.about.get("Alt").map(|alt| self.file.resolved(alt)).transpose()?;
        let alt = alt.as_ref().and_then(string);
        Ok(match &wanted.attributes {
            Attributes::None => attributes.is_none() && alt.is_none(),
            Attributes::ColumnHead => are(COLUMN_HEAD)? && alt.is_none(),
            Attributes::RowHead => are(ROW_HEAD)? && alt.is_none(),
            Attributes::Spanning { columns, is_head } => {
                let keys = if *is_head { SPANNING_HEAD } else { SPANNING };
                let span = attributes.as_ref().and_then(|a| a.integer("ColSpan"));
                let is_span = span.and_then(|span| usize::try_from(span).ok()) == Some(*columns);
                are(keys)? && is_span && alt.is_none()
            }
            Attributes::List { numbered: true } => are(NUMBERED)? && alt.is_none(),
            Attributes::List { numbered: false } => are(DOTTED)? && alt.is_none(),
            Attributes::Figure { alt: wanted, .. } => {
                are(FIGURE)? && alt.as_deref() == Some(wanted)
            }
        })
    }

    /// Where a picture says that it stands.
    fn area(&self, element: &Element) -> Result<[f64; 4]> {
        let attributes = self.file.map(element.about.get("A").ok_or(ReadFault::Damaged)?)?;
        let corners = self.file.list(attributes.get("BBox").ok_or(ReadFault::Damaged)?)?;
        let corners: Option<Vec<f64>> = corners.iter().map(Value::number).collect();
        corners.and_then(|corners| corners.try_into().ok()).ok_or(ReadFault::Damaged)
    }
}

/// Looks at what the sequences are called: what their elements are.
pub(super) fn look_at_sequences(
    held: &StructureMap,
    pages: &[PageContent],
    found: &mut Deviations,
) {
    for (n, page) in pages.iter().enumerate() {
        let called = page.sequences.iter().zip(0..).all(|(sequence, number)| {
            let holder = held.sequences.get(&(n, number));
            holder.is_some_and(|(_, role)| match sequence {
                Sequence::Shown(tag) => tag == role,
                Sequence::Replaced => true,
            })
        });
        if page.is_odd || !called {
            found.add(Deviation::Sequence { page: n + 1 });
        }
    }
}

/// Looks at the way back from sequences and annotations to their elements.
pub(super) fn look_back(
    file: &PdfFile<'_>,
    catalog: &Map,
    leaves: &[Leaf],
    (held, pages): (&StructureMap, &[PageContent]),
    found: &mut Deviations,
) -> Result<()> {
    let parents = parents(file, catalog)?;
    let mut used = BTreeSet::new();
    let mut count = 0;
    for (n, (leaf, page)) in leaves.iter().zip(pages).enumerate() {
        count += page.sequences.len();
        let key = leaf.page(file)?.integer("StructParents").unwrap_or(-1);
        let back = match parents.get(&key) {
            Some(parents) => file.list(parents)?,
            None => Vec::new(),
        };
        let leads_back = back.len() == page.sequences.len()
            && back.iter().zip(0..).all(|(parent, number)| {
                let holder = held.sequences.get(&(n, number)).map(|(holder, _)| *holder);
                holder.is_some() && parent.reference() == holder
            });
        if !used.insert(key) || !leads_back {
            found.add(Deviation::Structure("ParentTree".to_owned()));
        }
    }
    for (object, (holder, role)) in &held.annotations {
        let annotation = file.map(&Value::Reference(*object))?;
        let kind: &[u8] = if role == b"Link" { b"Link" } else { b"Widget" };
        if annotation.name("Subtype") != Some(kind) {
            found.add(Deviation::Structure("OBJR".to_owned()));
        }
        let key = annotation.integer("StructParent").unwrap_or(-1);
        let parent = parents.get(&key).and_then(Value::reference);
        if !used.insert(key) || parent != Some(*holder) {
            found.add(Deviation::Structure("ParentTree".to_owned()));
        }
    }
    if used.len() != parents.len() || count != held.sequences.len() {
        found.add(Deviation::Structure("ParentTree".to_owned()));
    }
    Ok(())
}

/// The way back, by its keys: each once, in one list as we write it.
fn parents(file: &PdfFile<'_>, catalog: &Map) -> Result<BTreeMap<i64, Value>> {
    let root = file.map(catalog.get("StructTreeRoot").ok_or(ReadFault::Damaged)?)?;
    let tree = file.map(root.get("ParentTree").ok_or(ReadFault::Damaged)?)?;
    let pairs = file.list(tree.get("Nums").ok_or(ReadFault::Damaged)?)?;
    let mut parents = BTreeMap::new();
    for pair in pairs.chunks(2) {
        let [Value::Integer(key), value] = pair else { return Err(ReadFault::Damaged) };
        if parents.insert(*key, value.clone()).is_some() {
            return Err(ReadFault::Damaged);
        }
    }
    Ok(parents)
}
