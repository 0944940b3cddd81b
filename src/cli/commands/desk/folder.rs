//! The folder of a desk: its filings in little room, and its other files.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::listing::{Signature, ending, files, is_name, stem};
use super::outputs::{MadeReport, MadeView, Outputs};
use super::pages::maker::{Maker, Shared};
use super::uploads::CERTIFICATE_ENDINGS;
use crate::cli::files::input::{self, OpenFiling};
use crate::desk::folder::{Summary, summary};
use crate::filing::{self, GROUPS, NATIONWIDE};
use crate::init::services;
use crate::moment::Moment;
use crate::standard::Standard;

/// What the folder's page shows.
#[derive(Debug, Serialize)]
pub(super) struct View {
    folder: String,
    stamp: String,
    filings: Vec<FilingView>,
    files: Files,
    made: Vec<MadeView>,
    catalogue: Catalogue,
    /// The filing that the desk was opened for.
    one: Option<String>,
}

#[derive(Debug, Serialize)]
struct FilingView {
    name: String,
    #[serde(flatten)]
    known: Known,
    modified: String,
}

/// What is known of a filing as long as none of its files changes.
#[derive(Debug, Clone, Serialize)]
struct Known {
    company: String,
    period: String,
    title: String,
    carrier: String,
    province: String,
    state: State,
    /// What 上期 names.
    last: Option<String>,
    #[serde(skip)]
    reports: BTreeMap<String, MadeReport>,
}

#[derive(Debug, Clone, Serialize)]
struct State {
    readable: bool,
    blanks: usize,
    errors: usize,
    warnings: usize,
    /// The number of the draft that was made last.
    draft: Option<u32>,
    /// Whether the report was made of the file as it is.
    built: bool,
    /// Whether there is a signed one of the file as it is.
    signed: bool,
}

/// The names of other files, by what they are for.
#[derive(Debug, Default, Serialize)]
struct Files {
    word: Vec<String>,
    sheets: Vec<String>,
    pdf: Vec<String>,
    pictures: Vec<String>,
    /// Root certificates.
    certificates: Vec<String>,
}

/// What a new filing may be of.
#[derive(Debug, Serialize)]
struct Catalogue {
    carriers: Vec<Carrier>,
    provinces: Vec<String>,
    services: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Carrier {
    group: String,
    brand: String,
}

/// A folder of filings.
pub(super) struct Folder {
    pub(super) path: PathBuf,
    pub(super) outputs: Outputs,
    one: Option<String>,
    shared: Arc<Shared>,
    known: Mutex<BTreeMap<String, (Vec<Signature>, Known)>>,
}

impl Folder {
    pub(super) fn new(path: PathBuf, one: Option<String>, shared: Arc<Shared>) -> Self {
        let outputs = Outputs::beside(&path);
        Self { path, outputs, one, shared, known: Mutex::default() }
    }

    /// Whether a name is a filing's.
    pub(super) fn is_filing(name: &str) -> bool {
        is_name(name) && ["yaml", "yml"].contains(&ending(name).as_str())
    }

    /// Whether a filing of this name is in the folder itself: a link may lead out of it, which only
    /// who opened the desk for that one file can have meant.
    pub(super) fn holds(&self, name: &str) -> bool {
        let path = self.path.join(name);
        if !Self::is_filing(name) || !path.is_file() {
            return false;
        }
        let is_inside =
            || Some(path.canonicalize().ok()?.starts_with(self.path.canonicalize().ok()?));
        self.one.as_deref() == Some(name) || is_inside() == Some(true)
    }

    /// Something that changes with the folder's files.
    pub(super) fn stamp(&self) -> String {
        let mut hash = Sha256::new();
        for files in [files(&self.path), self.outputs.all()] {
            for (name, (length, modified)) in files {
                let since = modified.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
                let since = since.unwrap_or_default().as_nanos();
                hash.update(format!("{name}\0{length}\0{since}\0"));
            }
        }
        let mut stamp = base16ct::lower::encode_string(&hash.finalize());
        stamp.truncate(16);
        stamp
    }

    pub(super) fn view(&self) -> View {
        let stamp = self.stamp();
        let all = files(&self.path);
        let made = self.outputs.all();
        let mut files = Files::default();
        let mut filings = Vec::new();
        for (name, signature) in &all {
            match ending(name).as_str() {
                "yaml" | "yml" if self.holds(name) => {
                    filings.extend(self.filing(name, *signature, &made));
                }
                "docx" | "doc" => files.word.push(name.clone()),
                "xlsx" | "xls" | "ods" | "csv" => files.sheets.push(name.clone()),
                "pdf" => files.pdf.push(name.clone()),
                "png" | "jpg" | "jpeg" | "svg" => files.pictures.push(name.clone()),
                ending if CERTIFICATE_ENDINGS.contains(&ending) => {
                    files.certificates.push(name.clone())
                }
                _ => {}
            }
        }
        let reports =
            filings.iter().map(|filing| (stem(&filing.name), filing.known.reports.clone()));
        let reports = reports.collect();
        let made = made.into_keys().map(|name| self.outputs.view(name, &reports));
        View {
            folder: self.path.display().to_string(),
            stamp,
            filings,
            files,
            made: made.collect(),
            catalogue: catalogue(),
            one: self.one.clone(),
        }
    }

    /// A filing in little room; `None` of another YAML file.
    fn filing(
        &self,
        name: &str,
        signature: Signature,
        made: &BTreeMap<String, Signature>,
    ) -> Option<FilingView> {
        let stem = stem(name);
        let outputs = Outputs::of(made, &stem);
        let signatures: Vec<Signature> =
            [signature].into_iter().chain(outputs.iter().map(|name| made[*name])).collect();
        let lock = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = lock().get(name).filter(|(own, _)| *own == signatures).map(|(_, k)| k.clone());
        let known = match kept {
            Some(known) => known,
            None => {
                let known = self.look(name, &outputs)?;
                lock().insert(name.to_owned(), (signatures, known.clone()));
                known
            }
        };
        let modified = signature.1.map(shown).unwrap_or_default();
        Some(FilingView { name: name.to_owned(), known, modified })
    }

    fn look(&self, name: &str, outputs: &[&String]) -> Option<Known> {
        let path = self.path.join(name);
        let OpenFiling { bytes, folder } = input::filing(&path).ok()?;
        let is_own = self.one.as_deref() == Some(name);
        if !is_own && !filing::is_filing(&bytes) {
            return None;
        }
        let examined = Maker::new(Arc::clone(&self.shared), path).examine(&bytes, &folder);
        let reading = &examined.reading;
        let Summary {
            company,
            period,
            title,
            carrier,
            province,
            readable,
            blanks,
            errors,
            warnings,
        } = summary(reading);
        let last = reading.filing.as_ref().and_then(|filing| filing.previous.first());
        let reports = self.outputs.reports(outputs, (&stem(name), &bytes));
        let draft = reports.values().filter_map(|report| report.number).max();
        // What is filed is a PDF.
        let pdfs = reports.iter().filter(|(name, _)| ending(name) == "pdf");
        let finals: Vec<_> = pdfs.filter(|(_, made)| !made.draft && made.current).collect();
        let (built, signed) = (!finals.is_empty(), finals.iter().any(|(_, made)| made.signed));
        let state = State { readable, blanks, errors, warnings, draft, built, signed };
        let last = last.map(|last| last.value.clone());
        Some(Known { company, period, title, carrier, province, state, last, reports })
    }
}

/// A time as people say it, in China: 2026-12-01 14:03.
fn shown(time: SystemTime) -> String {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    let moment = Moment(i64::try_from(since).unwrap_or(i64::MAX)).rfc3339();
    moment.get(..16).unwrap_or_default().replace('T', " ")
}

fn catalogue() -> Catalogue {
    let standard = Standard::newest();
    let brand = |group: &str| {
        let known = standard.operators().iter().find(|operator| operator.group == group);
        known.map_or_else(|| group.to_owned(), |operator| operator.brand.clone())
    };
    let carrier = |group: &str| Carrier { group: group.to_owned(), brand: brand(group) };
    let provinces = standard.provinces().iter().map(|province| province.name.clone());
    Catalogue {
        carriers: GROUPS.into_iter().map(carrier).collect(),
        provinces: provinces.chain([NATIONWIDE.to_owned()]).collect(),
        services: services(&standard).into_iter().map(str::to_owned).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_files_of_the_folder() {
        for name in ["甲.yaml", "a b.yml", "-x.yaml", "$(x).yaml"] {
            assert!(Folder::is_filing(name), "{name}");
        }
        for name in
            ["", ".yaml", ".a.yaml", "../a.yaml", "a/b.yaml", "a\\b.yaml", "C:a.yaml", "a.pdf"]
        {
            assert!(!Folder::is_filing(name), "{name}");
        }
    }
}
