//! Text as part of an address, percent-encoded (RFC 3986 2.1).

use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_not_stand_in_an_address_is_encoded() {
        assert_eq!(encode("报/a b%~.yaml", PATH), "%E6%8A%A5/a%20b%25~.yaml");
        assert_eq!(encode("a/b", PART), "a%2Fb");
    }
}
