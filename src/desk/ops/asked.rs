//! What the page asks to be written, held to what a file can have.

use crate::characters::is_invisible;

/// The most characters of one text.
const MAX_TEXT: usize = 200_000;
/// The most characters of a line, a name, a key.
const MAX_LINE: usize = 2_000;
/// The most texts of a list.
pub(super) const MAX_NAMES: usize = 200;

/// Marks without width that stand in what was copied from a page or from Word, and mean nothing.
fn is_nothing(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}')
}

/// A text of one line, without blanks around it.
pub(super) fn line(text: &str) -> Result<String, String> {
    let text = cleaned(text)?.replace('\t', " ");
    let text = text.trim_matches(|c: char| c.is_whitespace());
    if text.contains('\n') {
        return Err("这一项只能写一行，请去掉换行".to_owned());
    }
    if text.chars().count() > MAX_LINE {
        return Err(format!("这一项最多写 {MAX_LINE} 个字"));
    }
    Ok(text.to_owned())
}

/// Paragraphs, without blank lines around them; a line of blanks is a blank line.
pub(super) fn prose(text: &str) -> Result<String, String> {
    let text = cleaned(text)?;
    if text.chars().count() > MAX_TEXT {
        return Err(format!("一处文字最多 {MAX_TEXT} 个字，请分开写"));
    }
    let lines: Vec<&str> =
        text.lines().map(|line| if line.trim().is_empty() { "" } else { line }).collect();
    let text = lines.join("\n");
    Ok(text.trim_start_matches('\n').trim_end().to_owned())
}

/// A key: a group's or an indicator's name.
pub(super) fn key(text: &str) -> Result<String, String> {
    let key = line(text)?;
    match key.is_empty() {
        true => Err("名称不能是空的".to_owned()),
        false => Ok(key),
    }
}

/// Names of a list; empty ones are none.
pub(super) fn names(values: &[String]) -> Result<Vec<String>, String> {
    if values.len() > MAX_NAMES {
        return Err(format!("一处最多列 {MAX_NAMES} 项"));
    }
    let names: Result<Vec<String>, String> = values.iter().map(|value| line(value)).collect();
    Ok(names?.into_iter().filter(|name| !name.is_empty()).collect())
}

/// A text with line ends as files have them, and without what nobody sees.
pub(super) fn cleaned(text: &str) -> Result<String, String> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text: String = text.chars().filter(|c| !is_nothing(*c)).collect();
    match text.chars().find(|c| !matches!(c, '\n' | '\t') && is_invisible(*c)) {
        None => Ok(text),
        Some(c) => Err(format!(
            "文字里有看不见的字符 U+{:04X}，多半是从别处粘贴带来的，请删去它再写",
            c as u32
        )),
    }
}
