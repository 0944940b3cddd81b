//! Which of a user's faces a role would have, best first.

use std::path::{Path, PathBuf};

use super::{Header, RoleFaces};

/// A font file that was found, by its headers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FontFile {
    /// Where it is.
    pub path: PathBuf,
    /// Its faces.
    pub faces: Vec<Header>,
}

/// A face that a role could have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate<'f> {
    /// The name that messages show.
    pub name: &'f str,
    /// Its file.
    pub path: &'f Path,
    /// The face in the file.
    pub face: &'f Header,
}

/// The faces that a role could have, best first: by source, for a folder that the user names
/// comes before the system's; then as the list prefers them; then the upright and the most
/// regular; then by path and number, so that the order is the same each time.
#[must_use]
pub fn candidates<'f>(role: &'f RoleFaces, sources: &'f [Vec<FontFile>]) -> Vec<Candidate<'f>> {
    let mut found = Vec::new();
    for (source, files) in sources.iter().enumerate() {
        for file in files {
            for face in &file.faces {
                let Some((rank, name)) = role.rank(&face.names) else { continue };
                let off_regular = face.weight.abs_diff(400);
                let key = (source, rank, face.italic, off_regular, &file.path, face.index);
                found.push((key, Candidate { name, path: &file.path, face }));
            }
        }
    }
    found.sort_by_key(|(key, _)| *key);
    found.into_iter().map(|(_, candidate)| candidate).collect()
}
