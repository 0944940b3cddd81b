//! Figures that cannot be, that say something else than was meant, or that a reviewer would ask
//! about.

mod consistent;
mod counts;
mod explained;
mod limits;
mod moved;
mod possible;
mod powers;
mod prose;
mod quantity;
mod rates;
mod slip;
mod times;
mod twice;
mod units;

pub(super) use counts::are_against;
pub(crate) use counts::computed;
pub(super) use moved::by_key;
pub(super) use quantity::without_number;
pub(crate) use rates::may_exceed;
pub(crate) use slip::slip;
pub(super) use units::is_of_wrong_unit;

use super::Rule;
use crate::finding::Code;

pub(super) const RULES: [Rule; 14] = [
    Rule { code: Code::F01, check: possible::check },
    Rule { code: Code::F02, check: limits::worse },
    Rule { code: Code::F03, check: times::contradictory },
    Rule { code: Code::F04, check: times::perfect },
    Rule { code: Code::F05, check: moved::tenfold },
    Rule { code: Code::F06, check: moved::unexplained },
    Rule { code: Code::F07, check: explained::low },
    Rule { code: Code::F08, check: powers::check },
    Rule { code: Code::F09, check: limits::printed },
    Rule { code: Code::F10, check: prose::bare },
    Rule { code: Code::F11, check: prose::hedged_twice },
    Rule { code: Code::F12, check: consistent::check },
    Rule { code: Code::F13, check: counts::check },
    Rule { code: Code::F14, check: twice::check },
];
