//! A filing as a form, made from the file's tree: what the browser shows to whoever knows no YAML.
//!
//! A filing that is half filled in, or wrong in places, is shown as far as it goes; what is wrong
//! the findings say. Where the tree itself can't be trusted there is no form.

mod fields;
mod figure;
mod figures;
mod lasts;
mod prose;
mod quality;
mod rest;
mod shape;
mod spot;
mod words;

pub(crate) use prose::hash;
pub(crate) use shape::Form;
pub(crate) use spot::text_of;

use std::collections::BTreeMap;

use lasts::Lasts;
use spot::Spot;

use crate::filing::Compared;
use crate::finding::Code;
use crate::report::Reading;
use crate::source::{Kind, Parent, keys_of};
use crate::standard::Standard;

/// The chapter of initiatives, by its key.
const QUALITY: &str = "电信服务质量状况";

/// What the form is made with.
struct Maker<'f> {
    root: Spot<'f>,
    standard: &'f Standard,
    lasts: Lasts<'f>,
    /// Where figures came from, by where they stand in the file.
    origins: BTreeMap<usize, String>,
}

/// The form of a filing that was read; `None` where its tree can't be shown as one: parts of the
/// file are not in it, or one is of another kind. `last` is the same carrier's filing before.
pub(crate) fn form(
    reading: &Reading,
    last: Option<&Compared>,
    standard: &Standard,
) -> Option<Form> {
    // A slip that could be mended has one of the codes, too, and leaves a filing.
    let is_lost = reading.findings.iter().any(|found| LOST.contains(&found.code));
    let is_whole = reading.filing.is_some() || !is_lost;
    let root = Spot::root(&reading.source, reading.tree().filter(|_| is_whole)?);
    if !root.is_map() || !is_form(&root) {
        return None;
    }
    let lasts = Lasts::of(&root, reading, last, standard);
    let origins = origins(reading, standard);
    let maker = Maker { root, standard, lasts, origins };
    let is_left_out = |chapter: &str| {
        let left_out = maker.root.key("版式").key("不列");
        left_out.items().any(|item| item.text().as_deref() == Some(chapter))
    };
    let sections = [
        Some(maker.report()),
        Some(maker.company()),
        Some(maker.chapter("lead", "导语", false)),
        Some(maker.chapter("profile", "公司简介", !is_left_out("公司简介"))),
        Some(maker.quality()),
        Some(maker.figures()),
        Some(maker.chapter("closing", "结语", false)),
        Some(maker.annexes()),
        Some(maker.signature()),
        Some(maker.layout()),
        maker.duties(),
        Some(maker.waivers()),
        maker.unknown(),
    ];
    Some(Form { sections: sections.into_iter().flatten().collect() })
}

/// Where figures came from, as the file says, by where they stand in it.
fn origins(reading: &Reading, standard: &Standard) -> BTreeMap<usize, String> {
    let Some(filing) = &reading.filing else { return BTreeMap::new() };
    let said = standard.origins(filing, &reading.source).into_iter();
    said.map(|(figure, origin)| (figure.span().start, origin.said(figure.written()))).collect()
}

/// What is found where a part of the file is not in its tree; then there is no filing.
const LOST: [Code; 2] = [Code::Y01, Code::Y09];

/// Whether each part that the form takes apart is what it should be.
fn is_form(root: &Spot<'_>) -> bool {
    let is_of_kind = |(key, kind): &(&str, Kind)| match kind {
        Kind::Map => root.key(key).may_be_map(),
        Kind::List => root.key(key).may_be_list() && root.key(key).items().all(|i| i.is_map()),
        _ => true,
    };
    let quality = root.key("电信服务质量状况");
    let parts = quality.key("分章");
    let groups = root.key("主要服务指标完成情况");
    keys_of(Parent::File).iter().all(is_of_kind)
        && is_list_of_initiatives(&quality.key("举措"))
        && parts.may_be_list()
        && parts.items().all(|part| part.is_map() && is_list_of_initiatives(&part.key("举措")))
        && groups.entries().iter().all(|entry| groups.entry(entry).may_be_map())
}

fn is_list_of_initiatives(list: &Spot<'_>) -> bool {
    let is_initiative = |item: Spot<'_>| item.is_map() && is_list_of_initiatives(&item.key("举措"));
    list.may_be_list() && list.items().all(is_initiative)
}

#[cfg(test)]
mod tests;
