//! The form that goes round to the departments: a spreadsheet with a row for each figure of a
//! filing, and the cells to fill in.

mod mark;
mod row;
mod validation;
mod write;

pub(crate) use mark::{Identity, KEYS, identity};

use crate::filing::Filing;
use crate::standard::Standard;
use row::Row;

/// How the rows are parted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    /// All on one sheet.
    None,
    /// A sheet for each group.
    Group,
    /// A file for each department: what is sent to one is no business of another.
    Department,
}

/// A form.
#[derive(Debug)]
pub(crate) struct Form {
    /// The department that it is for, where each has its own.
    pub(crate) department: Option<String>,
    /// How many figures it asks for.
    pub(crate) rows: usize,
    /// The xlsx file.
    pub(crate) bytes: Vec<u8>,
}

/// What the rows that no department has are called.
const NOBODY: &str = "未分工";

/// The forms of a filing. `last` is the last period's.
///
/// # Errors
/// Why there can be none and what to do, in Chinese.
pub(crate) fn forms(
    filing: &Filing,
    last: Option<&Filing>,
    standard: &Standard,
    by: By,
) -> Result<Vec<Form>, String> {
    let rows = row::rows(filing, last, standard);
    if rows.is_empty() {
        return Err("文件里一项指标也没有，没有可填的表".to_owned());
    }
    let form = |department: Option<&str>, rows: Vec<&Row>| {
        let sheets = if by == By::Group { by_group(&rows) } else { vec![("指标", rows.clone())] };
        let head = write::Head { filing, department, last: last.map(|last| last.period.value) };
        // Texts, widths and formulas within Excel's bounds.
        let bytes = write::workbook(&head, &sheets).map_err(|why| format!("写不成表格：{why}"))?;
        Ok(Form { department: department.map(str::to_owned), rows: rows.len(), bytes })
    };
    if by != By::Department {
        return Ok(vec![form(None, rows.iter().collect())?]);
    }
    if filing.duties.is_empty() {
        return Err("文件里没有写“分工”，不知道哪个部门填什么；加上这一段再来：\n\
                    分工:\n  网络部: [移动电话, 网络质量]\n  客服部: [客户投诉]"
            .to_owned());
    }
    let names = filing.duties.iter().map(|duty| Some(duty.department.value.as_str()));
    let parts = names.chain([None]).map(|name| {
        let own: Vec<&Row> = rows.iter().filter(|row| row.department.as_deref() == name).collect();
        (name.unwrap_or(NOBODY), own)
    });
    parts.filter(|(_, rows)| !rows.is_empty()).map(|(name, rows)| form(Some(name), rows)).collect()
}

/// The rows of each group, in the order of the file.
fn by_group<'r>(rows: &[&'r Row]) -> Vec<(&'r str, Vec<&'r Row>)> {
    let mut groups: Vec<(&str, Vec<&Row>)> = Vec::new();
    for row in rows {
        match groups.iter_mut().find(|(name, _)| *name == row.group) {
            Some((_, own)) => own.push(row),
            None => groups.push((&row.group, vec![row])),
        }
    }
    groups
}
