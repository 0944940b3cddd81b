//! Where a figure came from: a comment at its line that `fill` writes and the review sheet reads.

/// Where a figure came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Origin {
    /// The figure's label, where its line has several figures; else empty.
    pub(crate) label: String,
    /// The spreadsheet, sheet and cell: `网络部.xlsx“移动电话”D7`.
    pub(crate) place: String,
    /// The figure as it was put into the file.
    pub(crate) figure: String,
}

impl Origin {
    /// Where a figure came from that is `written` so now; and what it was then, where somebody
    /// changed it since.
    pub(crate) fn said(&self, written: &str) -> String {
        let Self { place, figure, .. } = self;
        match figure == written {
            true => format!("来自 {place}"),
            false => format!("后来改过：填入时是 {figure}，来自 {place}"),
        }
    }
}

/// What such a comment begins with.
const SIGN: &str = "# 来自 ";
/// What stands between a place and the figure.
const FIGURE: &str = "，填入 ";
/// What stands between two figures of one line.
const BETWEEN: char = '；';
/// What stands behind a label.
const LABEL: char = '：';

/// A comment's own part of these: where in it that begins, and what it says. What somebody else
/// wrote, before it or like it, is none.
pub(crate) fn origins(comment: &str) -> Option<(usize, Vec<Origin>)> {
    let at = comment.rfind(SIGN)?;
    let before = &comment[..at];
    if !before.is_empty() && !before.ends_with([' ', '\t']) {
        return None;
    }
    let said = comment[at + SIGN.len()..].trim_end();
    let origins: Option<Vec<Origin>> = said.split(BETWEEN).map(origin).collect();
    Some((at, origins?))
}

fn origin(text: &str) -> Option<Origin> {
    let (place, figure) = text.split_once(FIGURE)?;
    let (label, place) = place.split_once(LABEL).unwrap_or(("", place));
    let is_cell = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '÷';
    let cell = place.rsplit(|c| !is_cell(c)).next().unwrap_or_default();
    let is_place = cell.starts_with(|c: char| c.is_ascii_uppercase())
        && cell.ends_with(|c: char| c.is_ascii_digit())
        && cell.len() < place.len();
    let (label, place, figure) = (label.to_owned(), place.to_owned(), figure.to_owned());
    (is_place && !figure.is_empty()).then_some(Origin { label, place, figure })
}

/// The comment of a line's figures.
pub(crate) fn comment(origins: &[Origin]) -> String {
    let one = |Origin { label, place, figure }: &Origin| match label.as_str() {
        "" => format!("{place}{FIGURE}{figure}"),
        label => format!("{label}{LABEL}{place}{FIGURE}{figure}"),
    };
    let all: Vec<String> = origins.iter().map(one).collect();
    format!("{SIGN}{}", all.join(&BETWEEN.to_string()))
}

/// The name of a file or sheet as such a comment has it: without the signs that part it.
pub(crate) fn named(name: &str) -> String {
    let plain = |c: char| match c {
        '；' | '：' | '“' | '”' | '，' => ' ',
        c if c.is_control() || crate::characters::is_invisible(c) => ' ',
        c => c,
    };
    name.chars().map(plain).collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let one = |label: &str, place: &str, figure: &str| Origin {
            label: label.to_owned(),
            place: place.to_owned(),
            figure: figure.to_owned(),
        };
        let all = [
            one("平均", "网络部.xlsx“移动电话”D7", "4.01小时"),
            one("及时率", "其他.csv E7÷F7", "99.10%"),
        ];
        let written = comment(&all);
        assert_eq!(
            written,
            "# 来自 平均：网络部.xlsx“移动电话”D7，填入 4.01小时；及时率：其他.csv E7÷F7，填入 99.10%"
        );
        assert_eq!(origins(&written), Some((0, all.to_vec())));
        let behind = format!("# 已核对  {written}");
        assert_eq!(origins(&behind).map(|(at, _)| at), Some("# 已核对  ".len()));
    }

    #[test]
    fn what_somebody_else_wrote_is_none() {
        for text in ["# 来自 老王", "# 来自 网络部的表，填入 4.01小时", "#来自 a.xlsx D7", "# 备注"]
        {
            assert_eq!(origins(text), None, "{text}");
        }
    }
}
