//! What only the user knows: the part of the preview's address that no other user of the machine
//! can guess, and no other site in the browser.

use std::sync::{Mutex, PoisonError};

/// How many bytes of the system's randomness a secret has.
const BYTES: usize = 16;

/// The secrets of one run.
pub(in super::super) struct Secret {
    token: String,
    /// What the browser is called with: others see the words of a call. It is good once, and
    /// leads to the address that they do not see.
    opening: Mutex<Option<String>>,
}

#[derive(Debug, PartialEq, Eq)]
pub(in super::super) enum Route<'p> {
    /// To what stands under this name.
    Page(&'p str),
    /// To the preview, this once.
    Opening,
    Nowhere,
}

impl Secret {
    /// New ones; one to open a browser with only where that is wanted.
    ///
    /// # Errors
    /// The system gives no randomness; in Chinese.
    pub(in super::super) fn new(to_open: bool) -> Result<Self, String> {
        let opening = to_open.then(random).transpose()?;
        Ok(Self { token: random()?, opening: Mutex::new(opening) })
    }

    pub(in super::super) fn path(&self) -> String {
        format!("/{}/", self.token)
    }

    /// The path that a browser is opened with.
    pub(in super::super) fn path_to_open(&self) -> Option<String> {
        let opening = self.opening.lock().unwrap_or_else(PoisonError::into_inner);
        opening.as_ref().map(|opening| format!("/{opening}/"))
    }

    /// Where a path leads; to look only does not use up what is good once.
    pub(in super::super) fn route<'p>(&self, path: &'p str, looks_only: bool) -> Route<'p> {
        let Some((given, name)) = path.strip_prefix('/').and_then(|path| path.split_once('/'))
        else {
            return Route::Nowhere;
        };
        if is_same(given, &self.token) {
            return Route::Page(name);
        }
        let mut opening = self.opening.lock().unwrap_or_else(PoisonError::into_inner);
        match opening.as_ref() {
            Some(opened) if name.is_empty() && !looks_only && is_same(given, opened) => {
                *opening = None;
                Route::Opening
            }
            _ => Route::Nowhere,
        }
    }
}

fn random() -> Result<String, String> {
    let mut bytes = [0; BYTES];
    getrandom::fill(&mut bytes).map_err(|error| format!("系统不给随机数：{error}"))?;
    Ok(base16ct::lower::encode_string(&bytes))
}

/// Compares in a time that does not say how much of it is right.
fn is_same(given: &str, secret: &str) -> bool {
    let differences = given.bytes().zip(secret.bytes()).map(|(one, other)| one ^ other);
    given.len() == secret.len() && differences.fold(0, |all, one| all | one) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_its_own_address_leads_inside() {
        let secret = Secret::new(false).unwrap();
        let path = secret.path();
        assert_eq!(path.len(), BYTES * 2 + 2);
        assert_eq!(secret.route(&path, false), Route::Page(""));
        assert_eq!(secret.route(&format!("{path}state"), true), Route::Page("state"));
        let other = Secret::new(false).unwrap();
        let cases =
            ["/", "", "//", "/state", path.trim_end_matches('/'), &path[1..], &other.path()];
        for path in cases {
            assert_eq!(secret.route(path, false), Route::Nowhere, "{path}");
        }
        assert_eq!(secret.route(&path.to_uppercase().replace('/', "/x"), false), Route::Nowhere);
        assert_eq!(secret.path_to_open(), None);
    }

    #[test]
    fn what_a_browser_is_called_with_is_good_once() {
        let secret = Secret::new(true).unwrap();
        let opening = secret.path_to_open().unwrap();
        assert_ne!(opening, secret.path());
        assert_eq!(secret.route(&format!("{opening}state"), false), Route::Nowhere);
        assert_eq!(secret.route(&opening, true), Route::Nowhere);
        assert_eq!(secret.route(&opening, false), Route::Opening);
        assert_eq!(secret.route(&opening, false), Route::Nowhere);
    }
}
