//! Whether a filing has what it needs, in its order, and nothing that was left behind.

mod annexes;
mod counts;
mod declaration;
mod entities;
mod enumeration;
mod groups;
mod implied;
mod lists;
mod numbering;
mod numerals;
mod outlook;
mod problems;
pub(super) mod residue;
mod titles;
mod unknown;

pub(super) use numerals::number;

use super::Rule;
use crate::finding::Code;

pub(super) const RULES: [Rule; 10] = [
    Rule { code: Code::S01, check: groups::check },
    Rule { code: Code::S02, check: numbering::check },
    Rule { code: Code::S03, check: enumeration::check },
    Rule { code: Code::S04, check: declaration::check },
    Rule { code: Code::S05, check: residue::check },
    Rule { code: Code::S06, check: outlook::check },
    Rule { code: Code::S07, check: problems::check },
    Rule { code: Code::S08, check: unknown::check },
    Rule { code: Code::S09, check: annexes::check },
    Rule { code: Code::S10, check: titles::check },
];
