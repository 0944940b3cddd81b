//! A filing read and checked, as `check` and `build` both do it.

use std::path::Path;

use crate::check::Against;
use crate::cli::files::input;
use crate::cli::files::opening::Folder;
use crate::cli::usage::RuleOptions;
use crate::filing::{Compared, MAX_LASTS, last_filing};
use crate::finding::{Code, Finding};
use crate::report::{self, Holder, PictureFiles, Reading};
use crate::source::Spanned;
use crate::standard::{Standard, rulesets};

/// The rules of a run: the standard, and the filings that the call names to compare with.
pub(super) struct Rules {
    standard: Standard,
    against: Vec<Compared>,
}

impl Rules {
    /// What the options ask for.
    ///
    /// # Errors
    /// There is no such ruleset, or a filing to compare with cannot be read; in Chinese.
    pub(super) fn load(options: &RuleOptions) -> Result<Self, String> {
        let standard = standard(options.ruleset)?;
        let against = options.against.iter().map(|file| {
            let bytes = input::filing_or_pdf(file)?;
            let folder = Folder::open(input::folder_of(file)).ok();
            compared(&file.display().to_string(), bytes, folder.as_ref())
        });
        Ok(Self { standard, against: against.collect::<Result<_, String>>()? })
    }

    pub(super) fn standard(&self) -> &Standard {
        &self.standard
    }

    /// The filing that one is reviewed against: of those that the call and 上期 name, the same
    /// carrier's latest before.
    pub(super) fn last<'r>(&'r self, examined: &'r Examination) -> Option<&'r Compared> {
        let sound = self.against.iter().filter(|compared| !compared.is_faulty);
        let compared: Vec<&Compared> = sound.chain(&examined.last).collect();
        last_filing(examined.reading.filing.as_ref()?, &compared)
    }

    /// The earlier draft that a filing is reviewed against: the last that the call names.
    pub(super) fn draft<'r>(&'r self, examined: &Examination) -> Option<&'r Compared> {
        let filing = examined.reading.filing.as_ref()?;
        self.against.iter().rev().find(|compared| compared.is_draft_of(filing))
    }

    /// Reads a file's bytes and checks what they say; the folder has what they name.
    pub(super) fn examine(&self, file: &Path, bytes: &[u8], folder: &Folder) -> Examination {
        let mut reading = report::read(&file.display().to_string(), bytes);
        let (last, unfit) = last(folder, &reading);
        reading.add(unfit);
        reading.refer_to_last(last.as_ref().map(|last| &last.filing));
        // A draft of the filing itself is no other filing that its figures could be held to.
        let own = |compared: &&Compared| {
            reading.filing.as_ref().is_some_and(|filing| compared.is_draft_of(filing))
        };
        let others = self.against.iter().filter(|compared| !own(compared));
        let (faulty, sound): (Vec<&Compared>, Vec<&Compared>) =
            others.partition(|compared| compared.is_faulty);
        let unfit = faulty.iter().map(|compared| {
            let name = &compared.name;
            let what = format!("{name} 里的填报文件本身有错误，又不是这一份的送审稿，没有与它比较");
            Code::Y20.of_file(what)
        });
        let unfit: Vec<Finding> = unfit.collect();
        reading.add(unfit);
        let mut compared = sound;
        compared.extend(&last);
        report::check(&mut reading, Against { standard: &self.standard, compared: &compared });
        Examination { reading, last }
    }
}

/// A filing that was read and checked.
pub(super) struct Examination {
    /// What was read and found.
    pub(super) reading: Reading,
    /// The filing that 上期 names, with those before it.
    pub(super) last: Option<Compared>,
}

impl Examination {
    /// The files of the filing's pictures; the folder has them.
    pub(super) fn pictures(&self, folder: &Folder) -> PictureFiles {
        let filing = self.reading.filing.as_ref();
        filing.map(|filing| input::pictures(folder, filing)).unwrap_or_default()
    }
}

/// The standard as of a year.
///
/// # Errors
/// There is no such ruleset; in Chinese.
pub(super) fn standard(year: Option<u16>) -> Result<Standard, String> {
    let Some(year) = year else { return Ok(Standard::newest()) };
    Standard::of(year).ok_or_else(|| {
        let known = rulesets().iter().map(|r| format!("{}（{}）", r.year, r.name));
        let known: Vec<String> = known.collect();
        format!("没有 {year} 年的规范；可以写：{}", known.join("、"))
    })
}

/// The filings that 上期 names, beside the file: the newest with those before it, and what is wrong
/// with them.
pub(super) fn last(folder: &Folder, reading: &Reading) -> (Option<Compared>, Vec<Finding>) {
    named(folder, reading, Some(folder))
}

/// The same; `theirs` has what the texts of these refer to, where that is looked for.
fn named(
    folder: &Folder,
    reading: &Reading,
    theirs: Option<&Folder>,
) -> (Option<Compared>, Vec<Finding>) {
    let Some(filing) = &reading.filing else { return (None, Vec::new()) };
    let read = filing.previous.iter().map(|Spanned { value: name, .. }| {
        let last = input::beside(folder, name).and_then(|bytes| compared(name, bytes, theirs))?;
        let fault = || format!("{name} 里的填报文件本身有错误");
        if last.is_faulty { Err(fault()) } else { Ok(last) }
    });
    // One more than are shown is told of.
    report::lasts(filing, read.take(MAX_LASTS + 1).collect())
}

/// Lets the texts of a filing that is compared refer to its last one: the one that its report
/// carries, or the one that it names in its folder. What is not there says nothing against it.
pub(super) fn refer_to_last(reading: &mut Reading, carried: &[Vec<u8>], folder: Option<&Folder>) {
    if !reading.refers_to_last() {
        return;
    }
    // What those refer to in their turn is printed nowhere.
    let beside = || named(folder?, reading, None).0;
    if let Some(last) = report::lasts_again(carried).or_else(beside) {
        reading.refer_to_last(Some(&last.filing));
    }
}

/// A filing to compare with, from whatever holds it.
fn compared(name: &str, bytes: Vec<u8>, folder: Option<&Folder>) -> Result<Compared, String> {
    let loaded = report::load(name, name, bytes).map_err(|why| format!("读不了 {name}：{why}"))?;
    let mut reading = report::read(name, &loaded.bytes);
    if let Some(what) = input::not_a_filing(&reading) {
        return Err(format!("{name}：{what}"));
    }
    refer_to_last(&mut reading, &loaded.lasts, folder);
    let has_errors = !loaded.errors(&reading).is_empty();
    let holder = loaded.holder;
    match reading.filing {
        // A draft is made in spite of errors, and may be compared with itself.
        Some(filing) if !has_errors || loaded.draft.is_some() => match loaded.unknown(&filing) {
            Some(what) => Err(format!("{name} {what}")),
            None => {
                let (name, bytes, draft) = (name.to_owned(), loaded.bytes, loaded.draft);
                let earlier = report::lasts_again(&loaded.lasts);
                let earlier = earlier.map(Compared::into_chain).unwrap_or_default();
                Ok(Compared { name, filing, bytes, draft, is_faulty: has_errors, earlier })
            }
        },
        _ => Err(match holder {
            Holder::File => format!("{name} 本身有错误，先用 chengbao check {name} 看一看"),
            Holder::Pdf | Holder::Docx => format!("{name} 里的填报文件本身有错误"),
            Holder::Word => {
                format!("{name} 读出来有错误，先用 chengbao import {name} 变成填报文件")
            }
        }),
    }
}
