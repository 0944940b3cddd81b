//! Why a package cannot be read, for the rooms to say in their words.

/// Why a package or a part of one cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fault {
    /// A part that a password locks.
    Encrypted,
    /// A zip that cannot be read, or that two readers could see differently.
    Damaged {
        /// What is wrong.
        reason: String,
    },
    /// A part that is no XML.
    Malformed {
        /// The part.
        part: String,
        /// What is wrong.
        reason: String,
    },
    /// A part with a document type.
    Dtd {
        /// The part.
        part: String,
    },
    /// More than is read.
    TooBig {
        /// What there is too much of.
        what: String,
        /// The most that is read.
        most: String,
    },
    /// Elements too deep within each other.
    TooDeep {
        /// The part.
        part: String,
        /// The most that is read.
        most: usize,
    },
}

/// The fault of something that has more bytes than are read.
pub(crate) fn too_big(what: &str, most: usize) -> Fault {
    Fault::TooBig { what: what.to_owned(), most: format!("{} MB", most >> 20) }
}

/// The fault of something that there is too much of.
pub(crate) fn too_many(what: impl Into<String>, most: usize) -> Fault {
    Fault::TooBig { what: what.into(), most: format!("{most} 个") }
}
