//! A figure typed in full-width characters, as it ought to be.

use super::figure::{FigureFault, parse_figure};

/// A figure's text in half-width digits and signs, `<=` as ≤, where that is all it takes for it
/// to be read.
pub(crate) fn half_width(text: &str) -> Option<String> {
    let typed = text.trim();
    let compared = [("<=", "≤"), (">=", "≥")]
        .iter()
        .find_map(|(typed_as, sign)| Some(format!("{sign}{}", typed.strip_prefix(typed_as)?)));
    let narrow_text: String = compared.as_deref().unwrap_or(typed).chars().map(narrow).collect();
    let narrow_text = without_blanks_in_unit(narrow_text);
    let reads = matches!(parse_figure(&narrow_text), Ok(_) | Err(FigureFault::LostPower));
    (narrow_text != typed && reads).then_some(narrow_text)
}

/// A full-width digit or sign of a figure in half width.
pub(crate) fn narrow(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32).unwrap_or(c),
        '％' => '%',
        '．' => '.',
        '／' | '∕' => '/',
        _ => c,
    }
}

/// A figure without the blanks inside a unit that has a slash: 人次 / 百万用户.
fn without_blanks_in_unit(figure: String) -> String {
    let Some(start) = figure.find(char::is_alphabetic).filter(|_| figure.contains('/')) else {
        return figure;
    };
    let (number, unit) = figure.split_at(start);
    let unit: String = unit.chars().filter(|c| !c.is_whitespace()).collect();
    format!("{number}{unit}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_figures_are_fixed_where_that_is_all() {
        let cases = [
            ("９９.10％", Some("99.10%")),
            ("4．01小时", Some("4.01小时")),
            ("<=4×10⁻⁶", Some("≤4×10⁻⁶")),
            (">=９８％", Some("≥98%")),
            ("≤４*10ˉ6", Some("≤4*10ˉ6")),
            ("3.5人次／百万用户", Some("3.5人次/百万用户")),
            ("3.5 人次 ∕ 百万 用户", Some("3.5 人次/百万用户")),
            ("１，234次", None),
            ("4次/１００户", None),
            ("3天4小时", None),
        ];
        for (text, narrow_text) in cases {
            assert_eq!(half_width(text).as_deref(), narrow_text, "{text}");
        }
    }
}
