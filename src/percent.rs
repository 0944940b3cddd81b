//! Text as part of an address, percent-encoded (RFC 3986 2.1).

use std::borrow::Cow;

use percent_encoding::{
    AsciiSet, CONTROLS, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode,
};

/// What one part of an address has no place for: all but what is unreserved (RFC 3986 2.3).
pub(crate) const PART: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
/// The same of a path, whose parts slashes part.
pub(crate) const PATH: &AsciiSet = &PART.remove(b'/');
/// What a whole address has no place for, beside all that is not ASCII (RFC 3986 2).
pub(crate) const ADDRESS: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

pub(crate) fn encode(text: &str, encoded: &'static AsciiSet) -> String {
    utf8_percent_encode(text, encoded).to_string()
}

/// What an encoded part of an address says; `None` where it is no text.
pub(crate) fn decode(part: &str) -> Option<String> {
    percent_decode_str(part).decode_utf8().ok().map(Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_not_stand_in_an_address_is_encoded() {
        assert_eq!(encode("报/a b%~.yaml", PATH), "%E6%8A%A5/a%20b%25~.yaml");
        assert_eq!(encode("a/b", PART), "a%2Fb");
        assert_eq!(decode("%E6%8A%A5/a%20b%25").as_deref(), Some("报/a b%"));
        assert_eq!(decode("%FF"), None);
    }
}
