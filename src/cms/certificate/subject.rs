//! Whose a certificate is: the names of its subject and its issuer, for people.

use std::collections::BTreeSet;

use der::asn1::ObjectIdentifier;
use der::{Tag, Tagged};
use x509_cert::name::Name;

use super::super::names;
use super::Certificate;

const COMMON_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.3");
const UNIT: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.11");
const ORGANISATION: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.10");
/// The most signs of a name that are shown.
const MAX_NAME: usize = 120;

/// Who a certificate's subject is, by its names: with what is not seen, and not shortened. Names
/// that are the issuer's too are left out; authorities put their own beside their customers'.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CertificateNames {
    /// The organisations.
    pub organisations: Vec<String>,
    /// Their units.
    pub units: Vec<String>,
    /// The common names.
    pub common: Vec<String>,
}

impl Certificate {
    /// The subject's common name.
    #[must_use]
    pub fn common_name(&self) -> Option<String> {
        part(self.subject_name(), COMMON_NAME)
    }

    /// The subject's organisation.
    #[must_use]
    pub fn organisation(&self) -> Option<String> {
        part(self.subject_name(), ORGANISATION)
    }

    /// The names of its subject.
    #[must_use]
    pub fn names(&self) -> CertificateNames {
        let (subject, issuer) = (self.subject_name(), self.issuer_name());
        let of_issuer: BTreeSet<String> = if self.is_self_issued() {
            BTreeSet::new()
        } else {
            issuer.iter().filter_map(|part| names::text(&part.value)).collect()
        };
        let own = |oid| {
            let mut own = texts(subject, oid);
            own.retain(|name| !of_issuer.contains(name));
            own
        };
        CertificateNames {
            organisations: own(ORGANISATION),
            units: own(UNIT),
            common: texts(subject, COMMON_NAME),
        }
    }

    /// Whose it is, for people: `张三，某某通信有限公司`.
    #[must_use]
    pub fn subject(&self) -> String {
        readable(self.subject_name())
    }

    /// Who gave it, for people.
    #[must_use]
    pub fn issuer(&self) -> String {
        readable(self.issuer_name())
    }
}

fn readable(name: &Name) -> String {
    let (person, organisation) = (part(name, COMMON_NAME), part(name, ORGANISATION));
    match (person, organisation) {
        (Some(person), Some(organisation)) if person != organisation => {
            format!("{person}，{organisation}")
        }
        (Some(only), _) | (None, Some(only)) => only,
        (None, None) => {
            let texts: Vec<String> = name.iter().filter_map(|part| text(&part.value)).collect();
            if texts.is_empty() { "（无名）".to_owned() } else { texts.join("，") }
        }
    }
}

fn part(name: &Name, oid: ObjectIdentifier) -> Option<String> {
    name.iter().find(|part| part.oid == oid).and_then(|part| text(&part.value))
}

/// The texts of a name's parts of one kind; none of what is no text.
fn texts(name: &Name, oid: ObjectIdentifier) -> Vec<String> {
    let parts = name.iter().filter(|part| part.oid == oid);
    parts.filter_map(|part| names::text(&part.value)).collect()
}

/// The text of a name's part.
fn text(value: &der::Any) -> Option<String> {
    let bytes = value.value();
    let text: String = match value.tag() {
        Tag::BmpString => {
            let units = bytes.chunks_exact(2).map(|pair| match pair {
                [high, low] => u16::from_be_bytes([*high, *low]),
                _ => 0,
            });
            char::decode_utf16(units).map(|sign| sign.unwrap_or('\u{FFFD}')).collect()
        }
        Tag::Utf8String | Tag::PrintableString | Tag::Ia5String | Tag::TeletexString => {
            String::from_utf8_lossy(bytes).into_owned()
        }
        _ => return None,
    };
    let text = plain(&text);
    (!text.is_empty()).then_some(text)
}

/// A text of others without the signs that would move or hide others on a terminal, and not long.
pub(in crate::cms) fn plain(text: &str) -> String {
    let hidden = |sign: char| {
        let moves = matches!(sign, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}');
        sign.is_control() || moves || matches!(sign, '\u{2060}'..='\u{206F}' | '\u{FEFF}')
    };
    let text: String = text.chars().filter(|sign| !hidden(*sign)).take(MAX_NAME).collect();
    text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_moves_nothing_on_a_terminal() {
        assert_eq!(plain(" 张\u{202E}三\u{1B}[2J\n"), "张三[2J");
        assert_eq!(plain(&"长".repeat(500)).chars().count(), MAX_NAME);
        let bmp = der::Any::new(Tag::BmpString, [0x5F, 0x20, 0x4E, 0x09]).unwrap();
        assert_eq!(text(&bmp).as_deref(), Some("张三"));
    }
}
