//! The annex of a report: made where 附表 asks for it, and the findings where it cannot be.

use super::making::Making;
use crate::compare::{self, Annex, AnnexFault};
use crate::filing::Filing;
use crate::finding::{Code, Finding};
use crate::render::sha256;

/// The annex that a filing asks for; `None` where it asks for none.
///
/// # Errors
/// There is nothing to compare with.
pub(super) fn annex(
    filing: &Filing,
    making: &Making<'_>,
    stem: &str,
) -> Result<Option<Annex>, Box<Finding>> {
    // Without a half-year there is no earlier one.
    let Some(asked) = filing.annex.as_ref().filter(|_| filing.has_period) else { return Ok(None) };
    let stem = chart_stem(stem);
    let made = compare::annex((filing, asked.value), making.last, making.standard, &stem);
    made.map(Some).map_err(|why| {
        let (what, help) = match why {
            AnnexFault::NoTrend(_) => (
                format!("“附表: 趋势”做不出：{why}"),
                "在“上期”再写一两期的文件，由近到远，如 [上期.pdf, 更早.yaml]；只比两期就写“附表: 对比”",
            ),
            _ => (
                format!("“附表”要与上期对比，{why}"),
                "在“上期”写上一期的填报文件或 PDF，放在这份文件旁边；不附对比表就删去“附表”这一行",
            ),
        };
        Box::new(Code::Y24.at(asked.span.clone(), what).help(help))
    })
}

/// What begins the charts' file names: the outputs' name, without signs that Markdown reads. Where
/// that is another name, a hash keeps it apart from those of other outputs.
#[must_use]
pub(crate) fn chart_stem(name: &str) -> String {
    let is_markup = |c: char| (c.is_ascii_punctuation() && !"-_.".contains(c)) || c.is_control();
    let plain: String = name.chars().map(|c| if is_markup(c) { '_' } else { c }).collect();
    if plain == name { plain } else { format!("{plain}-{:.4}", sha256(name.as_bytes())) }
}
