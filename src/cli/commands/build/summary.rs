//! How a build of several filings ended, at a glance.

use std::path::PathBuf;

use crate::cli::Outcome;
use crate::cli::terminal::table::table;

/// Of so many filings each has its row; of more only those that need a look.
const ALL: usize = 50;

/// How it ended for a file.
#[derive(Debug)]
pub(super) enum End {
    /// Its outputs are written; a draft's may have errors.
    Made { pages: Option<usize>, errors: usize },
    /// Nothing is written, and why.
    Refused(Outcome, String),
    /// It is no filing.
    Skipped,
}

/// A file, and how it ended for it.
#[derive(Debug)]
pub(super) struct Row {
    pub file: PathBuf,
    pub end: End,
}

/// How it ended for each.
#[derive(Debug)]
pub(super) struct Summary {
    rows: Vec<Row>,
    skipped: usize,
}

impl Summary {
    /// Nothing yet but files that were left out from the start.
    pub(super) fn new(skipped: usize) -> Self {
        Self { rows: Vec::new(), skipped }
    }

    pub(super) fn add(&mut self, row: Row) {
        match row.end {
            End::Skipped => self.skipped += 1,
            End::Made { .. } | End::Refused(..) => self.rows.push(row),
        }
    }

    /// Whether no file was a filing.
    pub(super) fn is_of_nothing(&self) -> bool {
        self.rows.is_empty()
    }

    /// The worst of how it ended.
    pub(super) fn outcome(&self) -> Outcome {
        let outcome = |row: &Row| match &row.end {
            End::Made { errors: 0, .. } | End::Skipped => Outcome::Done,
            End::Made { .. } => Outcome::Findings,
            End::Refused(outcome, _) => *outcome,
        };
        self.rows.iter().map(outcome).max().unwrap_or(Outcome::Done)
    }

    /// A row for each filing, or for those that need a look where there are many; and how many
    /// are built and are not.
    pub(super) fn table(&self) -> String {
        let refused = self.rows.iter().filter(|row| matches!(row.end, End::Refused(..))).count();
        let made = self.rows.len() - refused;
        let mut total = format!("已生成 {made} 份，未生成 {refused} 份");
        if self.skipped > 0 {
            total += &format!("；跳过 {} 个文件", self.skipped);
        }
        let short = self.rows.len() > ALL;
        let shown = self.rows.iter().filter(|row| !short || row.needs_a_look());
        let rows: Vec<Vec<String>> = shown.map(Row::cells).collect();
        if rows.is_empty() {
            return total;
        }
        let head = ["文件", "结果", "说明"].map(str::to_owned).to_vec();
        let rows: Vec<Vec<String>> = std::iter::once(head).chain(rows).collect();
        format!("{}\n{total}", table(&rows))
    }
}

impl Row {
    fn needs_a_look(&self) -> bool {
        !matches!(self.end, End::Made { errors: 0, .. })
    }

    fn cells(&self) -> Vec<String> {
        let (end, what) = match &self.end {
            End::Made { pages, errors } => {
                let pages = pages.map(|pages| format!("{pages}页"));
                let errors = (*errors > 0).then(|| format!("送审稿，有 {errors} 处错误"));
                let what: Vec<String> = pages.into_iter().chain(errors).collect();
                ("已生成", what.join("，"))
            }
            End::Refused(_, why) => ("未生成", why.clone()),
            End::Skipped => ("跳过", String::new()),
        };
        // One row is one line, whatever a message or a file's name has in it.
        let line = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
        vec![line(self.file.display().to_string()), end.to_owned(), line(what)]
    }
}
