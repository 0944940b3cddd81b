//! A look through an SVG's XML before anything is made of it: what would be dropped in silence,
//! what points elsewhere, and what grows beyond reason when its references are followed.

use std::collections::{BTreeMap, BTreeSet};

use usvg::roxmltree::{Document, Node};

use super::limits;
use crate::pictures::PictureFault;

/// The deepest nesting: real drawings stay below fifty, and the converter calls itself.
const MAX_DEPTH: u32 = 200;

/// The most work, in elements and points, with every reference followed.
const MAX_COST: u64 = 5_000_000;

/// The most bytes that a document type's entities may grow to.
const MAX_ENTITY_BYTES: usize = 10_000_000;

/// Refuses entities within entities, and a long one used often: the parser's own limits are on
/// how deep they go, not on how much they come to. To be asked before parsing.
pub(super) fn check_entities(text: &str) -> Result<(), PictureFault> {
    let mut longest = 0;
    for declaration in text.split("<!ENTITY").skip(1) {
        let quoted = declaration.split_once(['"', '\'']).and_then(|(before, rest)| {
            let quote = declaration[before.len()..].chars().next()?;
            rest.split_once(quote).map(|(value, _)| value)
        });
        match quoted {
            Some(value) if !value.contains('&') => longest = longest.max(value.len()),
            _ => return Err(limits::over("实体里又用实体".to_owned())),
        }
    }
    if longest.saturating_mul(text.matches('&').count()) > MAX_ENTITY_BYTES {
        let most = MAX_ENTITY_BYTES / 1_000_000;
        return Err(limits::over(format!("实体展开后超过 {most} MB")));
    }
    Ok(())
}

/// Refuses what is not taken over, points elsewhere, or grows beyond reason.
pub(super) fn survey(document: &Document<'_>) -> Result<(), PictureFault> {
    check_depth(document)?;
    let mut css = String::new();
    let mut elements = 0_u64;
    for node in document.descendants() {
        if node.is_pi() && node.pi().is_some_and(|pi| pi.target == "xml-stylesheet") {
            return Err(external("xml-stylesheet"));
        }
        if node.is_element() && matches!(node.tag_name().namespace(), None | Some(SVG)) {
            check_element(node)?;
            elements += 1;
            if node.tag_name().name() == "style" {
                css.extend(node.descendants().filter(Node::is_text).filter_map(|n| n.text()));
            }
        }
    }
    check_style(&css)?;
    limits::check(document, &css)?;
    // Each rule is tried on each element.
    let rules = css.matches('{').count() as u64;
    let cost = Costs::new(document).total(document.root_element(), &css)?;
    if cost > MAX_COST {
        let most = MAX_COST / 10_000;
        return Err(limits::over(format!("元素和点连同反复引用的超过 {most} 万个")));
    }
    if rules.saturating_mul(elements) > MAX_COST * 5 {
        return Err(limits::over(format!("有 {rules} 条样式规则、{elements} 个元素，太多")));
    }
    Ok(())
}

const SVG: &str = "http://www.w3.org/2000/svg";

fn check_depth(document: &Document<'_>) -> Result<(), PictureFault> {
    let mut depths: BTreeMap<usize, u32> = BTreeMap::new();
    for node in document.descendants() {
        let above = node.parent().and_then(|parent| depths.get(&parent.id().get_usize())).copied();
        let depth = above.map_or(0, |above| above + 1);
        if depth > MAX_DEPTH {
            return Err(limits::over(format!("元素一层套一层，超过 {MAX_DEPTH} 层")));
        }
        depths.insert(node.id().get_usize(), depth);
    }
    Ok(())
}

fn check_element(node: Node<'_, '_>) -> Result<(), PictureFault> {
    let refuse = |what| Err(PictureFault::SvgFeature { what });
    match node.tag_name().name() {
        "image" => return refuse("嵌入的位图"),
        // A browser would show what the page does not.
        "set" | "animate" | "animateColor" | "animateMotion" | "animateTransform" => {
            return refuse("动画");
        }
        "foreignObject" if !beside_fallback(node) => {
            return refuse("嵌入的网页内容（foreignObject）");
        }
        _ => {}
    }
    for attribute in node.attributes() {
        let value = attribute.value().trim();
        if attribute.name() == "href" && node.tag_name().name() != "a" && !value.starts_with('#') {
            // Scripts never run, so where they come from doesn't matter.
            if node.tag_name().name() != "script" {
                return Err(external(value));
            }
        }
        check_style(value)?;
        if let Some(target) = url_targets(value).find(|target| !target.starts_with('#')) {
            return Err(external(target));
        }
    }
    Ok(())
}

/// Whether a `switch` offers something else in its place, as draw.io does.
fn beside_fallback(node: Node<'_, '_>) -> bool {
    node.parent_element().is_some_and(|parent| {
        parent.tag_name().name() == "switch"
            && parent.children().filter(Node::is_element).any(|other| other != node)
    })
}

/// Refuses what a style sheet can say and would not be followed: in silence, colours would fall
/// back to black.
fn check_style(css: &str) -> Result<(), PictureFault> {
    if css.contains("var(--") || css.contains("light-dark(") {
        return Err(PictureFault::SvgFeature { what: "CSS 变量" });
    }
    if ["@media", "@keyframes", "@supports", "animation", ":hover"].iter().any(|w| css.contains(w))
    {
        return Err(PictureFault::SvgFeature { what: "随显示变化的样式" });
    }
    if css.contains("@import") {
        return Err(external("@import"));
    }
    Ok(())
}

fn external(href: &str) -> PictureFault {
    PictureFault::SvgExternal { href: href.chars().take(60).collect() }
}

/// What `url(…)` in an attribute points at.
fn url_targets(value: &str) -> impl Iterator<Item = &str> {
    value.split("url(").skip(1).map(|rest| {
        let target = rest.split(')').next().unwrap_or_default();
        target.trim().trim_matches(['"', '\''])
    })
}

/// What elements cost with their references followed, each counted once.
struct Costs<'a, 'input> {
    by_id: BTreeMap<&'a str, Node<'a, 'input>>,
    known: BTreeMap<usize, u64>,
    open: BTreeSet<usize>,
}

impl<'a, 'input> Costs<'a, 'input> {
    fn new(document: &'a Document<'input>) -> Self {
        let mut by_id = BTreeMap::new();
        for node in document.descendants() {
            if let Some(id) = node.attribute("id") {
                by_id.entry(id).or_insert(node);
            }
        }
        Self { by_id, known: BTreeMap::new(), open: BTreeSet::new() }
    }

    /// The cost of all. What a style sheet points at may be drawn for any element, and there for
    /// any again.
    fn total(&mut self, root: Node<'a, 'input>, css: &str) -> Result<u64, PictureFault> {
        let targets: BTreeSet<&str> = url_targets(css).collect();
        let mut cost = self.of(root, 0)?;
        for target in targets {
            cost = cost.saturating_mul(self.target(target, 0)?.saturating_add(1));
        }
        Ok(cost)
    }

    /// An element's cost: itself, its points, its children and what it uses. What a marker, a
    /// clip or a paint points at may be drawn once for each of them, so there it multiplies.
    fn of(&mut self, node: Node<'a, 'input>, depth: u32) -> Result<u64, PictureFault> {
        if let Some(cost) = self.known.get(&node.id().get_usize()) {
            return Ok(*cost);
        }
        if depth > MAX_DEPTH * 3 {
            return Err(limits::over("引用一层套一层，层数太多".to_owned()));
        }
        // A reference in a circle is dropped by the converter.
        if self.open.contains(&node.id().get_usize()) {
            return Ok(0);
        }
        self.open.insert(node.id().get_usize());
        let points = |name| node.attribute(name).map_or(0, |value| value.len() as u64 / 4);
        let letters = node.children().filter_map(|n| n.text()).map(|text| text.len() as u64);
        let mut cost = 1 + points("d") + points("points") + letters.sum::<u64>();
        for child in node.children().filter(Node::is_element) {
            cost = cost.saturating_add(self.of(child, depth + 1)?);
        }
        let mut factor = 1_u64;
        for attribute in node.attributes() {
            if attribute.name() == "href" {
                cost = cost.saturating_add(self.target(attribute.value(), depth)?);
            }
            for target in url_targets(attribute.value()) {
                factor = factor.saturating_add(self.target(target, depth)?);
            }
        }
        self.open.remove(&node.id().get_usize());
        let cost = cost.saturating_mul(factor);
        self.known.insert(node.id().get_usize(), cost);
        Ok(cost)
    }

    fn target(&mut self, href: &str, depth: u32) -> Result<u64, PictureFault> {
        let id = href.trim().strip_prefix('#').unwrap_or_default();
        match self.by_id.get(id).copied() {
            Some(node) => self.of(node, depth + 1),
            None => Ok(0),
        }
    }
}
