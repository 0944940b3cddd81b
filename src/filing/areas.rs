//! The areas that figures are given for.

/// Areas that the standard and the carriers' filings tell apart.
pub(super) const AREAS: [&str; 9] =
    ["城市", "城镇", "农村", "县城", "乡镇", "市区", "郊区", "省内", "省际"];

/// Whether a label names an area (and not a measure).
#[must_use]
pub fn is_area(label: &str) -> bool {
    AREAS.contains(&label)
}
