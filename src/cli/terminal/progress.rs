//! How far a run over many files is, on a terminal.

use std::io::{self, IsTerminal};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How it looks: 正在生成 ━━━━━━━━────────  12/31 份，还要约 00:00:08
const LOOK: &str = "{msg} {bar:30}  {pos}/{len} 份，还要约 {eta_precise}";

/// A bar at the foot of a terminal; nothing elsewhere, where the lines for each file do.
#[derive(Debug)]
pub(in crate::cli) struct Progress(ProgressBar);

impl Progress {
    /// A bar for so many files; a single one has none.
    pub(in crate::cli) fn new(files: usize, what: &'static str) -> Self {
        let seen = files > 1 && io::stderr().is_terminal();
        let target = if seen { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(u64::try_from(files).ok(), target);
        if let Ok(look) = ProgressStyle::with_template(LOOK) {
            bar.set_style(look.progress_chars("━━─"));
        }
        bar.set_message(what);
        bar.tick();
        Self(bar)
    }

    /// One more is done; its messages stand above the bar.
    pub(in crate::cli) fn step(&self, say: impl FnOnce()) {
        self.0.suspend(say);
        self.0.inc(1);
    }

    pub(in crate::cli) fn end(self) {
        self.0.finish_and_clear();
    }
}
