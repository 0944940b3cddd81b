//! The structure tree of a PDF as a screen reader walks it (ISO 32000-1 14.7).

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId};

/// An element of the structure.
pub(crate) struct Element {
    pub(crate) id: ObjectId,
    pub(crate) role: String,
    pub(crate) dictionary: Dictionary,
    pub(crate) kids: Vec<Kid>,
}

pub(crate) enum Kid {
    Element(Element),
    /// A sequence of a page (from 0) by its MCID.
    Content(usize, i64),
    Annotation(ObjectId),
}

/// The only element below the root.
pub(crate) fn tree(document: &Document) -> Element {
    let root = document.catalog().unwrap().get(b"StructTreeRoot").unwrap();
    let root_id = root.as_reference().unwrap();
    let root = document.get_dictionary(root_id).unwrap();
    assert_eq!(root.get_type().unwrap(), b"StructTreeRoot");
    let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
    element(document, &pages, root.get(b"K").unwrap().as_reference().unwrap(), root_id)
}

fn element(document: &Document, pages: &[ObjectId], id: ObjectId, parent: ObjectId) -> Element {
    let dictionary = document.get_dictionary(id).unwrap().clone();
    assert_eq!(dictionary.get(b"P").unwrap().as_reference().unwrap(), parent);
    let role = name(&dictionary, "S");
    let own_page = dictionary.get(b"Pg").and_then(Object::as_reference).ok();
    let kids = match dictionary.get(b"K") {
        Ok(Object::Array(kids)) => kids.clone(),
        Ok(kid) => vec![kid.clone()],
        Err(_) => Vec::new(),
    };
    let number = |page: ObjectId| pages.iter().position(|p| *p == page).unwrap();
    let kid = |kid: &Object| match kid {
        Object::Reference(kid) => Kid::Element(element(document, pages, *kid, id)),
        Object::Integer(mcid) => Kid::Content(number(own_page.unwrap()), *mcid),
        Object::Dictionary(kid) => match name(kid, "Type").as_str() {
            "MCR" => {
                let page = kid.get(b"Pg").unwrap().as_reference().unwrap();
                Kid::Content(number(page), kid.get(b"MCID").unwrap().as_i64().unwrap())
            }
            _ => Kid::Annotation(kid.get(b"Obj").unwrap().as_reference().unwrap()),
        },
        other => panic!("{other:?}"),
    };
    let kids = kids.iter().map(kid).collect();
    Element { id, role, dictionary, kids }
}

fn name(dictionary: &Dictionary, key: &str) -> String {
    let name = dictionary.get(key.as_bytes()).unwrap().as_name().unwrap();
    String::from_utf8(name.to_vec()).unwrap()
}

impl Element {
    /// This and every element below it, in reading order.
    pub(crate) fn all(&self) -> Vec<&Element> {
        let below = self.elements().flat_map(Self::all);
        std::iter::once(self).chain(below).collect()
    }

    /// The elements right below it.
    pub(crate) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.kids.iter().filter_map(|kid| match kid {
            Kid::Element(element) => Some(element),
            _ => None,
        })
    }

    pub(crate) fn roles(&self) -> Vec<&str> {
        self.elements().map(|element| element.role.as_str()).collect()
    }

    /// Every element below it of a role.
    pub(crate) fn of_role(&self, role: &str) -> Vec<&Element> {
        self.all().into_iter().filter(|element| element.role == role).collect()
    }

    /// A heading's level.
    pub(crate) fn level(&self) -> Option<usize> {
        self.role.strip_prefix('H')?.parse().ok()
    }

    /// A value of its attributes.
    pub(crate) fn attribute(&self, key: &str) -> Option<&Object> {
        self.dictionary.get(b"A").unwrap().as_dict().unwrap().get(key.as_bytes()).ok()
    }

    /// Its text and that of all below it, from the texts of the pages' sequences.
    pub(crate) fn text(&self, sequences: &[BTreeMap<i64, String>]) -> String {
        let of_kid = |kid: &Kid| match kid {
            Kid::Element(element) => element.text(sequences),
            Kid::Content(page, mcid) => sequences[*page][mcid].clone(),
            Kid::Annotation(_) => String::new(),
        };
        self.kids.iter().map(of_kid).collect()
    }

    /// The roles of all below it, as `P(Link) L(LI(Lbl LBody(P)))`.
    pub(crate) fn shape(&self) -> String {
        let of_kid = |kid: &Element| match kid.shape() {
            below if below.is_empty() => kid.role.clone(),
            below => format!("{}({below})", kid.role),
        };
        self.elements().map(of_kid).collect::<Vec<_>>().join(" ")
    }
}
