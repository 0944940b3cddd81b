//! What the page asks of an open filing.

use serde::Deserialize;

use crate::desk::ops::Op;

/// The longest name of a request or of a group of edits, in bytes.
const MAX_NAME: usize = 200;

/// Edits.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EditRequest {
    /// Its own: a request that comes again is done once.
    pub(super) id: String,
    /// The version that the page saw.
    pub(super) base: String,
    /// Edits of one group are one step of undo.
    #[serde(default)]
    pub(super) group: String,
    /// Whether the text that was typed into had been looked over.
    #[serde(default)]
    pub(super) looked: bool,
    pub(super) ops: Vec<Op>,
}

impl EditRequest {
    /// # Errors
    /// It is none, in Chinese.
    pub(super) fn read(body: &[u8]) -> Result<Self, String> {
        let read: Self =
            serde_json::from_slice(body).map_err(|fault| format!("读不懂这个请求：{fault}"))?;
        let names = [&read.id, &read.base, &read.group];
        let fits = names.iter().all(|name| name.len() <= MAX_NAME);
        if fits { Ok(read) } else { Err("读不懂这个请求：名字太长".to_owned()) }
    }

    /// Whether it asks for what fixes findings.
    pub(super) fn has_fixes(&self) -> bool {
        self.ops.iter().any(|op| matches!(op, Op::Fix { .. }))
    }
}

/// One step back or forth.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StepRequest {
    pub(super) id: String,
}

/// A text was looked over, or is to be again.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LookedRequest {
    /// Of the text as it stands there.
    pub(super) hash: String,
    pub(super) looked: bool,
}

impl LookedRequest {
    /// `None` where it is none.
    pub(super) fn read(body: &[u8]) -> Option<Self> {
        let read: Self = serde_json::from_slice(body).ok()?;
        let is_hash = read.hash.len() == 16 && read.hash.bytes().all(|b| b.is_ascii_hexdigit());
        is_hash.then_some(read)
    }
}
