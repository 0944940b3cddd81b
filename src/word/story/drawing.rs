//! Drawings, new (DrawingML) and old (VML): which pictures and text boxes they hold, and what else
//! they show. Nothing is placed: a drawing belongs to the paragraph that anchors it.

use crate::word::content::LossKind;
use crate::word::view::choice;
use crate::word::xml::{Node, Space, attribute, child, child_in, name};

/// What a drawing shows.
pub(super) enum Drawn<'a> {
    /// A picture, by the id of its relationship.
    Picture {
        /// The relationship's id.
        id: &'a str,
        /// What it shows, in words.
        alternative: &'a str,
    },
    /// A text box, by its content.
    TextBox(Node<'a>),
    /// Something that is not given on, with the id of the part that has its words.
    Lost {
        /// What it is.
        kind: LossKind,
        /// What it shows, in words.
        text: &'a str,
        /// The relationship's id.
        id: Option<&'a str>,
    },
    /// The preview of another program's object.
    Preview(&'a str),
}

/// What a drawing shows, in the order of its file.
pub(super) fn drawn<'a>(node: Node<'a>) -> Vec<Drawn<'a>> {
    let mut drawing = Drawing::default();
    drawing.element(node, "");
    drawing.drawn
}

#[derive(Default)]
struct Drawing<'a> {
    drawn: Vec<Drawn<'a>>,
}

impl<'a> Drawing<'a> {
    fn children(&mut self, node: Node<'a>, alternative: &'a str) {
        for child in node.children() {
            self.element(child, alternative);
        }
    }

    /// An element, with the words of the drawing that it is in.
    fn element(&mut self, node: Node<'a>, alternative: &'a str) {
        match name(node) {
            (Space::WordDrawing, "inline" | "anchor") => self.placed(node),
            (Space::Word, "drawing" | "pict")
            | (Space::Drawing, "graphic" | "graphicData")
            | (Space::Group, "wgp" | "grpSp")
            | (Space::Canvas, "wpc")
            | (Space::Vml, "group") => self.children(node, alternative),
            (Space::Compatibility, "AlternateContent") => {
                if let Some(choice) = choice(node) {
                    self.children(choice, alternative);
                }
            }
            (Space::Word, "object") => self.object(node),
            (Space::Picture, "pic") => {
                self.picture(node, described(node, Space::Picture, alternative));
            }
            (Space::Shape, "wsp") => self.shape(node, described(node, Space::Shape, alternative)),
            (Space::Chart, "chart") => {
                self.lose(LossKind::Chart, alternative, reference(node, "id"))
            }
            (Space::Diagram, "relIds") => {
                self.lose(LossKind::Diagram, alternative, reference(node, "dm"));
            }
            (_, "contentPart") => self.lose(LossKind::Ink, alternative, None),
            (Space::Drawing, "graphicFrame") | (Space::Group, "graphicFrame") => {
                self.children(node, alternative);
            }
            (_, "lockedCanvas") => self.lose(LossKind::Drawing, alternative, None),
            (
                Space::Vml,
                "shape" | "rect" | "roundrect" | "oval" | "line" | "polyline" | "arc" | "curve"
                | "image",
            ) => self.vml(node),
            _ => {}
        }
    }

    fn lose(&mut self, kind: LossKind, text: &'a str, id: Option<&'a str>) {
        self.drawn.push(Drawn::Lost { kind, text, id });
    }

    /// A drawing in its place (20.4.2.8, 20.4.2.3).
    fn placed(&mut self, node: Node<'a>) {
        let properties = child_in(node, Space::WordDrawing, "docPr");
        let said = |local| {
            properties
                .and_then(|properties| attribute(properties, Space::None, local))
                .filter(|text| !text.trim().is_empty())
        };
        if matches!(said("hidden"), Some("1" | "true")) {
            return;
        }
        self.children(node, said("descr").or(said("title")).unwrap_or_default());
    }

    fn picture(&mut self, node: Node<'a>, alternative: &'a str) {
        let fill = child_in(node, Space::Picture, "blipFill");
        if let Some(blip) = fill.and_then(|fill| child_in(fill, Space::Drawing, "blip")) {
            self.blip(blip, alternative);
        }
    }

    /// A picture, or the SVG that it stands in for.
    fn blip(&mut self, blip: Node<'a>, alternative: &'a str) {
        let svg = child_in(blip, Space::Drawing, "extLst").and_then(|list| {
            list.children().find_map(|extension| child_in(extension, Space::Svg, "svgBlip"))
        });
        let picture = svg
            .and_then(|svg| reference(svg, "embed"))
            .or(reference(blip, "embed"))
            .filter(|id| !id.is_empty())
            .or(reference(blip, "link"));
        self.drawn.extend(picture.map(|id| Drawn::Picture { id, alternative }));
    }

    fn shape(&mut self, node: Node<'a>, alternative: &'a str) {
        let content = child_in(node, Space::Shape, "txbx")
            .and_then(|text_box| child(text_box, "txbxContent"));
        let fill = child_in(node, Space::Shape, "spPr")
            .and_then(|properties| child_in(properties, Space::Drawing, "blipFill"))
            .and_then(|fill| child_in(fill, Space::Drawing, "blip"));
        if let Some(blip) = fill {
            self.blip(blip, alternative);
        }
        if let Some(content) = content {
            self.drawn.push(Drawn::TextBox(content));
        } else if fill.is_none() && child_in(node, Space::Shape, "linkedTxbx").is_none() {
            self.lose(LossKind::Drawing, alternative, None);
        }
    }

    /// An object of another program, which shows itself by a picture (17.3.3.19).
    fn object(&mut self, node: Node<'a>) {
        let program = node
            .descendants()
            .find(|node| name(*node) == (Space::Office, "OLEObject"))
            .and_then(|object| attribute(object, Space::None, "ProgID"));
        self.lose(LossKind::EmbeddedObject, program.unwrap_or_default(), None);
        let preview = node
            .descendants()
            .find(|node| name(*node) == (Space::Vml, "imagedata"))
            .and_then(|picture| reference(picture, "id"));
        self.drawn.extend(preview.map(Drawn::Preview));
    }

    fn vml(&mut self, node: Node<'a>) {
        if attribute(node, Space::Office, "hr").is_some() {
            return;
        }
        let said = |local| attribute(node, Space::None, local).filter(|text| !text.is_empty());
        let alternative = said("alt").or(said("title")).unwrap_or_default();
        let before = self.drawn.len();
        for child in node.children() {
            match name(child) {
                (Space::Vml, "imagedata") => {
                    let id =
                        reference(child, "id").or_else(|| attribute(child, Space::Office, "relid"));
                    let id = id.or(reference(child, "href"));
                    self.drawn.extend(id.map(|id| Drawn::Picture { id, alternative }));
                }
                (Space::Vml, "textbox") => {
                    let content = child_in(child, Space::Word, "txbxContent");
                    self.drawn.extend(content.map(Drawn::TextBox));
                }
                (Space::Vml, "textpath") => {
                    let words = attribute(child, Space::None, "string").unwrap_or_default();
                    self.lose(LossKind::Drawing, words, None);
                }
                _ => {}
            }
        }
        if self.drawn.len() == before {
            self.lose(LossKind::Drawing, alternative, None);
        }
    }
}

/// The words of a part of a drawing, or those of the whole.
fn described<'a>(node: Node<'a>, space: Space, whole: &'a str) -> &'a str {
    let own = child_in(node, space, "nvPicPr")
        .and_then(|properties| child_in(properties, space, "cNvPr"))
        .or_else(|| child_in(node, space, "cNvPr"))
        .and_then(|properties| attribute(properties, Space::None, "descr"));
    if whole.is_empty() { own.unwrap_or_default() } else { whole }
}

/// The id of a relationship.
fn reference<'a>(node: Node<'a>, local: &str) -> Option<&'a str> {
    attribute(node, Space::Reference, local)
}
