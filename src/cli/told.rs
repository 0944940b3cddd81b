//! What is said of one file, kept until it is that file's turn.

use super::{Outcome, output};

/// Lines for both streams, in the order in which they were said.
#[derive(Debug, Default)]
pub(super) struct Told(Vec<(Stream, String)>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stream {
    Out,
    Error,
}

impl Told {
    /// A line on standard output.
    pub(super) fn say(&mut self, line: impl Into<String>) {
        self.0.push((Stream::Out, line.into()));
    }

    /// A line on standard error.
    pub(super) fn tell(&mut self, line: impl Into<String>) {
        self.0.push((Stream::Error, line.into()));
    }

    /// Why something fails.
    pub(super) fn fail(&mut self, message: &str) -> Outcome {
        self.tell(output::error(message));
        Outcome::Failed
    }

    /// Says it all.
    pub(super) fn print(self) {
        for (stream, line) in self.0 {
            match stream {
                Stream::Out => output::say(&line),
                Stream::Error => output::tell(&line),
            }
        }
    }
}
