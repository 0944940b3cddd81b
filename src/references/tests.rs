//! References of whole filings.

use crate::finding::Finding;
use crate::report::{self, Reading};

const FILING: &str = include_str!("../../data/shanxi-mobile-2020h2.yaml");
