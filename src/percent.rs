//! Text as part of an address, percent-encoded.

/// A text as part of an address (RFC 3986 2.1 and 2.3): all is encoded but letters, digits, `-`,
/// `.`, `_`, `~`, and the further characters that may stand.
pub(crate) fn encode(text: &str, keep: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        let c = char::from(byte);
        if c.is_ascii_alphanumeric() || "-._~".contains(c) || (c.is_ascii() && keep.contains(c)) {
            out.push(c);
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_not_stand_in_an_address_is_encoded() {
        assert_eq!(encode("报/a b%~.yaml", "/"), "%E6%8A%A5/a%20b%25~.yaml");
        assert_eq!(encode("a/b", ""), "a%2Fb");
    }
}
