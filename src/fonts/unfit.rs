//! Why a user's face cannot be used.

use std::collections::BTreeSet;

use super::{Face, Glyph, Role};

/// Why a face cannot be used, in Chinese.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// Restricted licence (OS/2 fsType bit 1).
    #[error("它的授权不允许嵌入文档")]
    Restricted,
    /// May only be embedded whole (fsType bit 8); we always cut.
    #[error("它的授权只允许整个嵌入，不允许只嵌入用到的字")]
    WholeOnly,
    /// Only its bitmaps may be embedded (fsType bit 9), or it has nothing else.
    #[error("它只有点阵字形可用")]
    Bitmaps,
    /// A variable face: which weight is meant is not in its name.
    #[error("不支持可变字体")]
    Variable,
    /// A table that drawing needs is not there.
    #[error("它缺少必要的数据表")]
    Incomplete,
    /// Its data cannot be read or cut.
    #[error("它的数据已损坏")]
    Damaged,
    /// It cannot draw a Chinese report.
    #[error("它没有汉字或数字")]
    NoHanzi,
    /// It cannot draw its letters and digits.
    #[error("它没有字母或数字")]
    NoLatin,
}

/// Why a face whose headers are in order still cannot be used. A user's face is tried before it
/// is taken: a damaged one may not stop the build.
#[must_use]
pub fn unfit(face: &Face, role: Role) -> Option<Unfit> {
    // No report does without these. A file may bear the name and hold a few characters only.
    let (needed, tried, lacks) = match role {
        Role::Latin => ("0123456789AZaz%. ", "A0", Unfit::NoLatin),
        _ => ("0123456789一国— ", "国0", Unfit::NoHanzi),
    };
    if !needed.chars().all(|c| face.has(c)) {
        return Some(lacks);
    }
    let sane = (16..=16384).contains(&face.metrics().units_per_em);
    let glyphs = face.shape(tried);
    let inked = |g: &Glyph| face.ink(g.id).is_some_and(|ink| ink.right > ink.left);
    let drawn = !glyphs.is_empty() && glyphs.iter().all(inked);
    let ids: BTreeSet<u16> = glyphs.iter().map(|g| g.id).collect();
    let ids: Vec<u16> = ids.into_iter().collect();
    let cut = || face.cut(&ids).is_ok();
    if sane && drawn && cut() { None } else { Some(Unfit::Damaged) }
}
