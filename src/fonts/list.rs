//! The list of faces by role: the vendored ones and the users' that come before them.

use serde::Deserialize;

use super::Role;

/// The faces that a role may have.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleFaces {
    /// The role.
    pub role: Role,
    /// What it is for, in Chinese.
    #[serde(rename = "use")]
    pub usage: String,
    /// The vendored faces, the role's own first.
    pub vendored: Vec<VendoredFace>,
    /// A user's faces, best first, each by the names that its file may give it.
    own: Vec<Vec<String>>,
}

/// A face that comes with the program.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VendoredFace {
    /// The name that messages show.
    pub name: String,
    /// Its file.
    pub file: String,
    /// The version that brought it, where the program had it not from its start.
    #[serde(default)]
    since: Option<String>,
}

impl RoleFaces {
    /// How good a user's face with these names is for the role, 0 for the best, and the name
    /// that messages show; `None` where it is none of the role's.
    #[must_use]
    pub fn rank(&self, names: &[String]) -> Option<(usize, &str)> {
        let same = |wanted: &String| names.iter().any(|name| name.eq_ignore_ascii_case(wanted));
        let rank = self.own.iter().position(|face| face.iter().any(same))?;
        Some((rank, self.own[rank].first()?))
    }

    /// The names that messages show of the user's faces, best first.
    pub fn own(&self) -> impl Iterator<Item = &str> {
        self.own.iter().filter_map(|face| face.first()).map(String::as_str)
    }
}

/// A list as it was before version 0.5.0, for what was set by then.
#[must_use]
pub fn before_companions(list: &[RoleFaces]) -> Vec<RoleFaces> {
    let mut list = list.to_vec();
    list.iter_mut().for_each(|role| role.vendored.retain(|face| face.since.is_none()));
    list.retain(|role| !role.vendored.is_empty());
    list
}

/// The list, in the order of standing in.
///
/// # Errors
/// What is wrong with it, in Chinese.
pub fn list() -> Result<Vec<RoleFaces>, String> {
    serde_yaml::from_str(include_str!("../../fonts/faces.yaml"))
        .map_err(|error| format!("字体清单读不出来：{error}"))
}
