//! Encodings of XMP packets.

/// Whether a packet that was read as UTF-8 is that to every reader: a declaration may name another
/// encoding (XML 1.0 4.3.3).
pub(in crate::pdf) fn is_of_one_encoding(packet: &str) -> bool {
    let mut declarations = packet.match_indices("<?xml ");
    let Some((at, _)) = declarations.next() else { return true };
    let declaration = packet.get(at..).and_then(|rest| Some(rest.split_once("?>")?.0));
    let named = declaration.map(|text| text.split_once("encoding").map(|(_, named)| named));
    let is_utf8 = match named {
        None => false,
        Some(None) => true,
        Some(Some(named)) => {
            let named = named.trim_start_matches([' ', '=', '"', '\'']).to_ascii_lowercase();
            named.starts_with("utf-8\"") || named.starts_with("utf-8'")
        }
    };
    is_utf8 && declarations.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_declaration_may_name_no_other_encoding() {
        for plain in
            ["<x/>", "<?xml version='1.0'?><x/>", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"]
        {
            assert!(is_of_one_encoding(plain), "{plain}");
        }
        for other in [
            "<?xml version='1.0' encoding='UTF-16'?>",
            "<?xml encoding = 'GB18030'?>utf-8",
            "<?xml ",
        ] {
            assert!(!is_of_one_encoding(other), "{other}");
        }
    }
}
