//! The clock: the only place that looks at one, for the time of a signature and for what has
//! expired.

use std::env;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::moment::Moment;

/// This variable sets the time, for the same bytes again (reproducible-builds.org).
const FIXED: &str = "SOURCE_DATE_EPOCH";

/// The last second that a date of four digits has, in any zone of the world.
const LAST: i64 = 253_402_214_400;

/// What time it is.
///
/// # Errors
/// What is wrong with the time that was set, in Chinese.
pub(super) fn now() -> Result<Moment, String> {
    let seconds = match env::var(FIXED) {
        Ok(seconds) => seconds.trim().parse().ok().filter(|seconds| (0..=LAST).contains(seconds)),
        Err(env::VarError::NotUnicode(_)) => None,
        Err(env::VarError::NotPresent) => {
            // The one clock: a signature says when it was made, and a certificate has its time.
            #[allow(clippy::disallowed_methods)]
            let since = SystemTime::now().duration_since(UNIX_EPOCH);
            return since
                .map(|since| Moment(i64::try_from(since.as_secs()).unwrap_or(i64::MAX)))
                .map_err(|_| "电脑的时钟在1970年以前，先校准时间".to_owned());
        }
    };
    seconds
        .map(Moment)
        .ok_or_else(|| format!("环境变量 {FIXED} 要写从1970年起的秒数；不用就删掉它"))
}
