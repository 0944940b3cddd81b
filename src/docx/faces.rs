//! The faces by the names that Word knows them by, and the names that stand in.

use std::fmt::Write as _;

use super::xml::PROLOGUE;
use crate::fonts::{Role, drawn_in};

/// A role's face: its name, the name of one that stands in, and how Word is to choose another
/// (ECMA-376 Part 1 17.8.3.9).
const FACES: [(Role, &str, &str, &str); 5] = [
    (Role::FangSong, "仿宋_GB2312", "仿宋", "modern"),
    (Role::Hei, "黑体", "SimHei", "modern"),
    (Role::Kai, "楷体_GB2312", "楷体", "modern"),
    (Role::XiaoBiaoSong, "方正小标宋简体", "方正小标宋_GBK", "roman"),
    (Role::Song, "宋体", "SimSun", "roman"),
];

/// Of letters and figures beside 仿宋 and 楷体, and of raised figures: a Chinese face draws the minus
/// as wide as a Han character.
pub(super) const LATIN: &str = "Times New Roman";

/// The name of a role's face.
pub(super) fn name(role: Role) -> &'static str {
    FACES.iter().find(|(of, ..)| *of == role).map_or(LATIN, |(_, name, ..)| name)
}

/// `w:rFonts` of a role: letters and figures are in the face that they have on the page.
pub(super) fn fonts(role: Role) -> String {
    let name = name(role);
    let latin = if drawn_in(role, '0') == Role::Latin { LATIN } else { name };
    format!(r#"<w:rFonts w:ascii="{latin}" w:eastAsia="{name}" w:hAnsi="{latin}" w:cs="{LATIN}"/>"#)
}

/// `fontTable.xml`.
pub(super) fn table() -> String {
    let mut out = format!(r#"{PROLOGUE}<w:fonts xmlns:w="{}">"#, super::xml::WORD);
    for (_, name, other, family) in FACES {
        let _ = write!(
            out,
            r#"<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/><w:family w:val="{family}"/><w:pitch w:val="variable"/></w:font>"#
        );
    }
    let _ = write!(
        out,
        r#"<w:font w:name="{LATIN}"><w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font></w:fonts>"#
    );
    out
}
