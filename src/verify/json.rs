//! A verdict for programs.

use serde::Serialize;

use super::company::Whose;
use super::errors::UnwaivedError;
use super::faults::code_of;
use super::file_problems::file_problems;
use super::problems::problems;
use super::signatures::{Judgement, SignatureVerdict, SignaturesVerdict};
use super::verdict::{Expected, Verdict};
use crate::check::CaveatData;
use crate::cms::{Certificate, Chain, TimeStamp, Verification};

/// A verdict as JSON.
#[derive(Serialize)]
struct VerdictData<'v> {
    /// Whether all is well.
    ok: bool,
    /// Whether each signer's certificate was found to be trusted.
    trusted: bool,
    /// Who was to sign; `null` where that is not known.
    signer: Option<Signer<'v>>,
    signatures: Vec<Signature<'v>>,
    /// How many signatures were taken out.
    stripped: usize,
    filing: Filing<'v>,
    /// What is wrong with the file as a whole.
    problems: Vec<Problem>,
}

#[derive(Serialize)]
struct Signer<'v> {
    /// Whether one of those who signed is it.
    ok: bool,
    /// Whether nothing shows it but a name that the filing gives itself.
    own_word: bool,
    /// Its names.
    expected: &'v [String],
    /// Where the names are from: `filing`, `call`.
    from: &'static str,
}

#[derive(Serialize)]
struct Signature<'v> {
    ok: bool,
    field: &'v str,
    kind: &'static str,
    certificate: Option<CertificateData>,
    /// Whose it is: `expected` of who was to sign, `own_word` of a name that only the filing gives
    /// the company, `other`; `null` of a time stamp and where it was not asked.
    whose: Option<&'static str>,
    /// RFC 3339, in China's time.
    time: Option<String>,
    /// Whose word the time is: `stamp`, `signer`.
    time_from: Option<&'static str>,
    /// Whether a time stamp that was found to be trusted vouches for the time.
    time_proven: bool,
    stamped_by: Option<CertificateData>,
    reason: Option<&'v str>,
    location: Option<&'v str>,
    /// The page, from 1, that shows it.
    page: Option<usize>,
    /// The number of bytes that it covers, its own room included.
    covers: Option<usize>,
    /// Whether the certificate is trusted; `null` where nobody was named to trust.
    trusted: Option<bool>,
    /// From the signer's certificate to the trusted one; nothing where it leads to none.
    path: Vec<String>,
    /// What came after it.
    after: Vec<&'static str>,
    problems: Vec<Problem>,
    /// What is to be known and is nothing wrong.
    notes: Vec<Problem>,
}

#[derive(Serialize)]
struct CertificateData {
    subject: String,
    issuer: String,
    serial: String,
    key: String,
    not_before: String,
    not_after: String,
}

#[derive(Serialize)]
struct Filing<'v> {
    ok: bool,
    /// The report's title; `null` where there is no filing.
    title: Option<String>,
    /// Whether it is a draft; `null` where there is no filing.
    draft: Option<bool>,
    /// The year of the rules that it was checked by.
    ruleset: Option<u16>,
    problems: Vec<Problem>,
    /// What misses the standard, what was waived, what is late.
    caveats: Vec<CaveatData<'v>>,
    /// Errors that the earlier version did not know which the report says made it.
    later: Vec<LaterErrorData>,
}

#[derive(Serialize)]
struct LaterErrorData {
    rule: &'static str,
    line: Option<usize>,
    message: String,
}

#[derive(Serialize)]
struct Problem {
    code: &'static str,
    message: String,
}

/// A verdict as JSON, with a line's end.
#[must_use]
pub fn json(verdict: &Verdict) -> String {
    let (signatures, stripped) = match &verdict.signatures {
        Ok(found) => (found.signatures.iter().map(signature).collect(), found.stripped),
        Err(_) => (Vec::new(), 0),
    };
    let data = VerdictData {
        ok: verdict.is_sound(),
        trusted: verdict.is_vouched_for(),
        signer: signer(verdict),
        signatures,
        stripped,
        filing: filing(verdict),
        problems: of_file(verdict),
    };
    // Strings, numbers and truth values by names of ours: always JSON.
    serde_json::to_string_pretty(&data).unwrap_or_default() + "\n"
}

fn signer(verdict: &Verdict) -> Option<Signer<'_>> {
    let certified =
        |found: &SignaturesVerdict| found.signatures.iter().any(|one| one.certificate().is_some());
    let signed = verdict.signatures.as_ref().is_ok_and(certified);
    let (ok, own_word) = (signed && verdict.strangers().is_none(), verdict.is_own_word());
    verdict.expected.as_ref().map(|expected| match expected {
        Expected::Company(name) => {
            Signer { ok, own_word, expected: std::slice::from_ref(name), from: "filing" }
        }
        Expected::Named(names) => Signer { ok, own_word, expected: names, from: "call" },
    })
}

fn of_file(verdict: &Verdict) -> Vec<Problem> {
    let problem = |code, message| Problem { code, message };
    let found = match &verdict.signatures {
        Ok(found) => found,
        Err(why) => return vec![problem("unreadable", why.to_string())],
    };
    let problems = file_problems(found).into_iter();
    let problems = problems.map(|found| problem(found.code(), found.to_string()));
    let strangers = verdict.strangers().map(|who| problem("other_signer", who.to_string()));
    problems.chain(strangers).collect()
}

fn signature(verdict: &SignatureVerdict) -> Signature<'_> {
    let in_file = &verdict.in_file;
    let problems = verdict.problems.iter();
    let problems: Vec<Problem> =
        problems.map(|p| Problem { code: p.code(), message: p.to_string() }).collect();
    let notes = verdict.notes.iter();
    let notes = notes.map(|note| Problem { code: note.code(), message: note.to_string() });
    let mut data = Signature {
        ok: problems.is_empty(),
        field: &in_file.field,
        kind: "signature",
        certificate: None,
        whose: verdict.whose.map(|whose| match whose {
            Whose::Expected => "expected",
            Whose::OwnWord => "own_word",
            Whose::Other => "other",
        }),
        time: in_file.claimed.map(|at| at.rfc3339()),
        time_from: in_file.claimed.map(|_| "signer"),
        time_proven: false,
        stamped_by: None,
        reason: in_file.reason.as_deref(),
        location: in_file.location.as_deref(),
        page: in_file.shown_on,
        covers: in_file.cover.ok().map(|cover| cover.end),
        trusted: None,
        path: Vec::new(),
        after: verdict.after.iter().map(code_of).collect(),
        problems,
        notes: notes.collect(),
    };
    match &verdict.judgement {
        Judgement::Signature(verified) => data.add_signature(verified),
        Judgement::TimeStamp(stamp) => data.add_time_stamp(stamp),
        Judgement::Nothing => {}
    }
    data
}

impl Signature<'_> {
    fn add_signature(&mut self, verified: &Verification) {
        self.certificate = Some(certificate(&verified.certificate));
        self.set_chain(&verified.chain);
        if let Some(stamp) = verified.time_stamp() {
            self.set_time(stamp);
            self.stamped_by = Some(certificate(&stamp.certificate));
        }
    }

    fn add_time_stamp(&mut self, stamp: &TimeStamp) {
        self.kind = "timestamp";
        self.certificate = Some(certificate(&stamp.certificate));
        self.set_chain(&stamp.chain);
        self.set_time(stamp);
    }

    fn set_time(&mut self, stamp: &TimeStamp) {
        self.time = Some(stamp.time.rfc3339());
        self.time_from = Some("stamp");
        self.time_proven = matches!(stamp.chain, Chain::Trusted { .. });
    }

    fn set_chain(&mut self, chain: &Chain) {
        self.trusted = match chain {
            Chain::Trusted { path } => {
                self.path.clone_from(path);
                Some(true)
            }
            Chain::Untrusted(_) => Some(false),
            Chain::NotAsked => None,
        };
    }
}

fn certificate(certificate: &Certificate) -> CertificateData {
    CertificateData {
        subject: certificate.subject(),
        issuer: certificate.issuer(),
        serial: certificate.serial(),
        key: certificate.key_kind(),
        not_before: certificate.not_before().rfc3339(),
        not_after: certificate.not_after().rfc3339(),
    }
}

fn filing(verdict: &Verdict) -> Filing<'_> {
    let problems = problems(&verdict.filing);
    let judged = verdict.filing.as_ref().ok();
    Filing {
        ok: problems.is_empty(),
        title: judged.map(|filing| filing.title.clone()),
        draft: judged.map(|filing| filing.draft),
        ruleset: judged.map(|filing| filing.ruleset),
        problems: problems
            .iter()
            .map(|problem| Problem { code: problem.code(), message: problem.to_string() })
            .collect(),
        caveats: judged.iter().flat_map(|filing| &filing.caveats).map(CaveatData::of).collect(),
        later: judged.iter().flat_map(|filing| &filing.later).map(later).collect(),
    }
}

fn later(error: &UnwaivedError) -> LaterErrorData {
    LaterErrorData { rule: error.code, line: error.line, message: error.message.clone() }
}
