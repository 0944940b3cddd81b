//! `settings.xml`: how Word breaks lines and which Word it is for.

use super::xml::{PROLOGUE, WORD};

/// Marks that end no line (GB/T 15834-2011 5.1.7; Word's own list for zh-CN).
const NOT_LAST: &str = "$([{£¥·‘“〈《「『【〔〖〝﹙﹛﹝＄（．［｛￡￥";
/// Marks that begin none.
const NOT_FIRST: &str = "!%),.:;>?]}¢¨°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？］｀｜｝～￠";

/// `settings.xml`; whether odd and even pages differ.
pub(super) fn part(has_sides: bool) -> String {
    let sides = if has_sides { "<w:evenAndOddHeaders/>" } else { "" };
    let not_first = crate::xml::escape(NOT_FIRST);
    let setting = |name: &str, value: &str| {
        format!(
            r#"<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>"#
        )
    };
    let compatible = [
        ("compatibilityMode", "15"),
        ("overrideTableStyleFontSizeAndJustification", "1"),
        ("enableOpenTypeFeatures", "1"),
        ("doNotFlipMirrorIndents", "1"),
        ("differentiateMultirowTableHeaders", "1"),
    ];
    let compatible: String = compatible.map(|(name, value)| setting(name, value)).concat();
    format!(
        r#"{PROLOGUE}<w:settings xmlns:w="{WORD}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>{sides}<w:characterSpacingControl w:val="compressPunctuation"/><w:noLineBreaksAfter w:lang="zh-CN" w:val="{NOT_LAST}"/><w:noLineBreaksBefore w:lang="zh-CN" w:val="{not_first}"/><w:compat><w:doNotExpandShiftReturn/>{compatible}</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>"#
    )
}
