//! What the last filing has where this one has something.

use super::figures::Figure;
use crate::desk::path::Step;
use crate::filing::Compared;
use crate::report::Reading;
use crate::standard::{Match, Standard};

/// How a figure changed since the last filing.
#[derive(Debug, Clone, Default)]
pub(super) struct Change {
    pub(super) text: Option<String>,
    pub(super) verdict: Option<&'static str>,
}

/// The last filing beside this one.
#[derive(Debug, Default)]
pub(super) struct Lasts<'f> {
    last: Option<&'f Compared>,
}

impl<'f> Lasts<'f> {
    pub(super) fn of(_: &Reading, last: Option<&'f Compared>, _: &Standard) -> Self {
        Self { last }
    }

    /// The text of a key of the root.
    pub(super) fn top(&self, _key: &str) -> Option<&str> {
        None
    }

    /// 概述 of 电信服务质量状况, or of one of 分章.
    pub(super) fn overview(&self, _part: Option<usize>) -> Option<&str> {
        None
    }

    pub(super) fn initiative(&self, _path: &[Step]) -> Option<&str> {
        None
    }

    pub(super) fn annex(&self, _n: usize) -> Option<&str> {
        None
    }

    pub(super) fn unchanged(&self, _value: &str, _last: &str) -> Vec<[usize; 2]> {
        Vec::new()
    }

    pub(super) fn figure(
        &self,
        _standard: &Standard,
        _group: &str,
        _indicator: &str,
        _figure: &Figure<'_>,
        _known: Option<Match<'_>>,
    ) -> (Option<String>, Option<Change>) {
        (None, None)
    }
}
