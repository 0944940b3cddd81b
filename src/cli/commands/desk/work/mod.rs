//! What is done with a filing at a desk: drafts, forms, filling in, signing. Each is the command of
//! that name, run as the program runs it, so that a desk and a console never differ.

mod begin;
mod call;
mod job;
mod jobs;
mod order;
mod output_lines;
mod process;
mod sign;
mod snapshot;

use std::sync::Arc;

use super::filing::OpenedFiling;
use super::folder::Folder;
use super::listing::is_name;
use super::outputs::Outputs;
use crate::cli::usage::DeskRun;
use job::Job;
pub(super) use jobs::Jobs;
pub(super) use order::{FilingOrder, FolderOrder};

/// Where work is done.
pub(super) struct Workshop<'w> {
    pub(super) folder: &'w Folder,
    pub(super) run: &'w DeskRun,
    pub(super) jobs: &'w Jobs,
}

impl Workshop<'_> {
    /// Begins work on the folder; its number.
    ///
    /// # Errors
    /// What is wrong with the order, in Chinese.
    pub(super) fn of_folder(&self, order: FolderOrder) -> Result<u64, String> {
        match &order {
            FolderOrder::New(_) => {}
            FolderOrder::Roll { from, file, .. } | FolderOrder::Import { from, file, .. } => {
                named(from)?;
                file.as_deref().map_or(Ok(()), filing_named)?;
            }
        }
        let (path, outputs) = (self.folder.path.clone(), self.folder.outputs.path.clone());
        Ok(self.begin(move |job| match (&order, call::of_folder(&order)) {
            (FolderOrder::New(new), _) => begin::begin(new, &path, job),
            (_, Some(call)) => process::run(&call, &path, &outputs, job),
            (_, None) => {}
        }))
    }

    /// Begins work on a filing; its number.
    ///
    /// # Errors
    /// What is wrong with the order, in Chinese.
    pub(super) fn of_filing(
        &self,
        order: FilingOrder,
        name: &str,
        filing: &Arc<OpenedFiling>,
    ) -> Result<u64, String> {
        self.names_of(&order)?;
        let (path, outputs) = (self.folder.path.clone(), self.folder.outputs.path.clone());
        let label = label(&order);
        let order = match order {
            FilingOrder::Sign(order) => {
                let run = self.run.clone();
                return Ok(self.begin(move |job| sign::sign(order, &outputs, &run, job)));
            }
            FilingOrder::Verify { pdf, signer, trust } => {
                let trust = trust.iter().map(|name| self.place(name)).collect();
                FilingOrder::Verify { pdf: self.place(&pdf), signer, trust }
            }
            FilingOrder::Review { draft, against } => {
                let against = against.map(|earlier| self.place(&earlier));
                FilingOrder::Review { draft, against }
            }
            order => order,
        };
        let call = call::of_filing(&order, name, &outputs, self.run);
        let call = call.ok_or("不认识这件事")?;
        let filing = Arc::clone(filing);
        Ok(self.begin(move |job| match label {
            Some(label) => filing.during(label, || process::run(&call, &path, &outputs, job)),
            None => process::run(&call, &path, &outputs, job),
        }))
    }

    /// Where a file is: among the outputs, or beside the filings.
    fn place(&self, name: &str) -> String {
        let made = self.folder.outputs.path.join(name);
        let path = if made.is_file() { made } else { self.folder.path.join(name) };
        path.display().to_string()
    }

    /// Whether all files that an order names are names of files here.
    fn names_of(&self, order: &FilingOrder) -> Result<(), String> {
        match order {
            FilingOrder::Fill { sheets, .. } if sheets.is_empty() => Err("没有选表格".to_owned()),
            FilingOrder::Fill { sheets, .. } => sheets.iter().try_for_each(|name| named(name)),
            FilingOrder::Merge { from, .. } => named(from),
            FilingOrder::Verify { pdf, trust, .. } => {
                output(pdf).and_then(|()| trust.iter().try_for_each(|name| named(name)))
            }
            FilingOrder::Sign(order) => named(&order.pdf),
            FilingOrder::Review { against, .. } => against.as_deref().map_or(Ok(()), output),
            FilingOrder::Draft
            | FilingOrder::Word { .. }
            | FilingOrder::Build
            | FilingOrder::Sheets { .. } => Ok(()),
        }
    }

    fn begin(&self, work: impl FnOnce(&Arc<Job>) + Send + 'static) -> u64 {
        let job = Arc::new(Job::new());
        let number = self.jobs.add(&job);
        std::thread::spawn(move || work(&job));
        number
    }
}

/// What a step of undo is called that an order makes of the filing's file.
fn label(order: &FilingOrder) -> Option<&'static str> {
    match order {
        FilingOrder::Fill { dry: false, .. } => Some("从表格填数"),
        FilingOrder::Merge { dry: false, .. } => Some("并入 Word 里的修改"),
        _ => None,
    }
}

fn named(name: &str) -> Result<(), String> {
    if is_name(name) {
        Ok(())
    } else {
        Err(format!("“{name}”不是这个文件夹里的文件"))
    }
}

fn output(name: &str) -> Result<(), String> {
    if Outputs::is_output(name) {
        Ok(())
    } else {
        Err(format!("“{name}”不是这个文件夹里的文件"))
    }
}

fn filing_named(name: &str) -> Result<(), String> {
    if Folder::is_filing(name) {
        Ok(())
    } else {
        Err(format!("“{name}”不能作文件名；请换一个，如 山西移动2020年下半年.yaml"))
    }
}
