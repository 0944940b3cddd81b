//! Bytes as text: in hexadecimal, and percent-encoded.

/// Two small hexadecimal digits for each byte.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A text as part of an address (RFC 3986 2.1 and 2.3): all is encoded but letters, digits, `-`,
/// `.`, `_`, `~`, and the further characters that may stand.
pub(crate) fn percent(text: &str, keep: &str) -> String {
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
    fn bytes_are_written_in_hexadecimal() {
        assert_eq!(hex(&[0, 0x0A, 0xFF]), "000aff");
    }

    #[test]
    fn what_may_not_stand_in_an_address_is_encoded() {
        assert_eq!(percent("报/a b%~.yaml", "/"), "%E6%8A%A5/a%20b%25~.yaml");
        assert_eq!(percent("a/b", ""), "a%2Fb");
    }
}
