//! Faces by role, what characters they cover, and which stands in for which.

mod candidates;
mod companion;
mod coverage;
mod cut;
mod face;
mod headers;
mod list;
mod outline;
mod program;
mod subset;
mod unfit;
mod vendored;

use serde::Deserialize;

pub use candidates::{Candidate, FontFile, candidates};
pub use companion::drawn_in;
pub use coverage::{Coverage, GB2312, GENERAL};
pub use cut::{CutFace, Outlines};
pub use face::{Face, FaceBytes, Glyph, InkBox, Metrics, Origin};
pub use headers::{Header, HeaderFault, headers};
pub use list::{RoleFaces, VendoredFace, before_companions, list};
pub use outline::{PARTS, Step, extent, outline_digest};
pub use program::Program;
pub(crate) use subset::{Subset, SubsetFault, Subsets};
pub use unfit::{Unfit, unfit};
pub use vendored::{BESIDE, BesideFile, assemble, load};

/// A style of faces, as official documents have it (GB/T 9704-2012 7.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// 仿宋: the text.
    FangSong,
    /// 黑体: 一、, a table's head, emphasis.
    Hei,
    /// 楷体: （一）, lighter emphasis, quotations.
    Kai,
    /// 小标宋: the title.
    XiaoBiaoSong,
    /// 宋体: page numbers.
    Song,
    /// 西文: letters, digits and their signs beside 仿宋 and 楷体 ([`drawn_in`]).
    Latin,
}

/// A face's number in its [`FaceSet`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FaceId(usize);

impl FaceId {
    /// The number, for a name in a file.
    #[must_use]
    pub fn number(self) -> usize {
        self.0
    }
}

/// The faces of a document.
#[derive(Debug)]
pub struct FaceSet {
    faces: Vec<(Role, Face)>,
}

impl FaceSet {
    /// Faces in the order in which they stand in for one another; the first of a role is its
    /// own.
    #[must_use]
    pub fn new(faces: Vec<(Role, Face)>) -> Self {
        Self { faces }
    }

    /// A face by its number.
    #[must_use]
    pub fn face(&self, id: FaceId) -> &Face {
        &self.faces[id.0].1
    }

    /// All faces with their numbers.
    pub fn iter(&self) -> impl Iterator<Item = (FaceId, &Face)> {
        self.faces.iter().enumerate().map(|(n, (_, face))| (FaceId(n), face))
    }

    /// The role's own face; `None` where none was found for it.
    #[must_use]
    pub fn of_role(&self, role: Role) -> Option<FaceId> {
        self.faces.iter().position(|(r, _)| *r == role).map(FaceId)
    }

    /// The face that draws a character in a role: its own, then the role's others (a user's face
    /// has the vendored one behind it), then the first of any role that has the character.
    #[must_use]
    pub fn pick(&self, role: Role, c: char) -> Option<FaceId> {
        let find = |of_role: bool| {
            let wanted = |(r, face): &(Role, Face)| (!of_role || *r == role) && face.has(c);
            self.faces.iter().position(wanted).map(FaceId)
        };
        find(true).or_else(|| find(false))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn face(file: &str) -> Face {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts").join(file);
        let bytes = std::fs::read(path).unwrap();
        Face::new(file, Arc::new(bytes), 0, Origin::Program).unwrap()
    }

    #[test]
    fn a_roles_second_face_stands_in_before_other_roles_faces() {
        let set = FaceSet::new(vec![
            (Role::FangSong, face("FandolFang-Regular.otf")),
            (Role::Song, face("NotoSerifSC-Regular.ttf")),
            (Role::FangSong, face("ChengbaoKai-Regular.ttf")),
        ]);
        let drawn_by = |role, c| set.pick(role, c).map(FaceId::number);
        assert_eq!(drawn_by(Role::FangSong, '国'), Some(0));
        assert_eq!(drawn_by(Role::FangSong, '喆'), Some(2));
        assert_eq!(drawn_by(Role::Song, '喆'), Some(1));
        // A role without a face is drawn by the first of any.
        assert_eq!(drawn_by(Role::XiaoBiaoSong, '喆'), Some(1));
        assert_eq!(drawn_by(Role::FangSong, '\u{10FFFD}'), None);
    }
}
