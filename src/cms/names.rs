//! Names of certificates as they are compared (RFC 5280 7): two ways of writing one name are one.

use std::fmt;

use der::asn1::{Ia5String, ObjectIdentifier};
use der::{Any, Encode, Tag, Tagged};
use x509_cert::ext::pkix::name::GeneralName;
use x509_cert::name::Name;

/// `id-on-SmtpUTF8Mailbox`: a mail address with letters outside ASCII, to which constraints on
/// mail addresses apply (RFC 9598 6).
const WIDE_MAIL: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.8.9");

/// What kind of name it is (RFC 5280 4.2.1.6).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `directoryName`, and the subject.
    Directory,
    /// `rfc822Name`.
    Mail,
    /// `dNSName`.
    Host,
    /// `uniformResourceIdentifier`.
    Uri,
    /// `iPAddress`.
    Ip,
    /// `otherName`.
    Other,
    /// `ediPartyName`.
    Edi,
    /// `registeredID`.
    Registered,
}

impl Form {
    /// Whether names of this form are compared here.
    pub(super) fn is_processed(self) -> bool {
        !matches!(self, Self::Other | Self::Edi | Self::Registered)
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Directory => "主体名称",
            Self::Mail => "邮箱地址",
            Self::Host => "域名",
            Self::Uri => "网址",
            Self::Ip => "IP 地址",
            Self::Other => "otherName",
            Self::Edi => "ediPartyName",
            Self::Registered => "registeredID",
        })
    }
}

/// A name, or the base of a subtree of names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ComparableName {
    Directory(Vec<Relative>),
    Mail(String),
    Host(String),
    Uri(String),
    Ip(Vec<u8>),
    /// A mail address that is not compared.
    ForeignMail,
    Unprocessed(Form),
}

/// A relative distinguished name: its parts in an order that does not depend on how they are
/// written.
type Relative = Vec<(ObjectIdentifier, Part)>;

/// The value of a name's part.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Text(String),
    /// DER, of what is no text.
    Bytes(Vec<u8>),
}

impl ComparableName {
    pub(super) fn of(name: &GeneralName) -> Self {
        let text = |text: &Ia5String| text.as_str().to_owned();
        match name {
            GeneralName::DirectoryName(name) => Self::directory(name),
            GeneralName::Rfc822Name(mail) => Self::Mail(text(mail)),
            GeneralName::DnsName(host) => Self::Host(text(host)),
            GeneralName::UniformResourceIdentifier(uri) => Self::Uri(text(uri)),
            GeneralName::IpAddress(address) => Self::Ip(address.as_bytes().to_vec()),
            GeneralName::OtherName(other) if other.type_id == WIDE_MAIL => Self::ForeignMail,
            GeneralName::OtherName(_) => Self::Unprocessed(Form::Other),
            GeneralName::EdiPartyName(_) => Self::Unprocessed(Form::Edi),
            GeneralName::RegisteredId(_) => Self::Unprocessed(Form::Registered),
        }
    }

    pub(super) fn directory(name: &Name) -> Self {
        let relative = |parts: &x509_cert::name::RelativeDistinguishedName| {
            let mut parts: Relative =
                parts.iter().map(|part| (part.oid, folded(&part.value))).collect();
            parts.sort();
            parts
        };
        Self::Directory(name.iter_rdn().map(relative).collect())
    }

    /// A mail address that stands in a subject.
    pub(super) fn mail_of(value: &Any) -> Self {
        match text(value) {
            Some(mail) if mail.is_ascii() => Self::Mail(mail),
            _ => Self::ForeignMail,
        }
    }

    pub(super) fn form(&self) -> Form {
        match self {
            Self::Directory(_) => Form::Directory,
            Self::Mail(_) | Self::ForeignMail => Form::Mail,
            Self::Host(_) => Form::Host,
            Self::Uri(_) => Form::Uri,
            Self::Ip(_) => Form::Ip,
            Self::Unprocessed(form) => *form,
        }
    }

    /// Whether it is in the subtree of a base; `None` where they cannot be compared.
    pub(super) fn is_within(&self, base: &Self) -> Option<bool> {
        match (self, base) {
            (Self::Directory(name), Self::Directory(base)) => Some(name.starts_with(base)),
            (Self::Mail(mail), Self::Mail(base)) => mail_within(mail, base),
            (Self::Host(name), Self::Host(base)) => host_within(name, base),
            (Self::Uri(uri), Self::Uri(base)) => {
                let name = host_of(uri)?;
                at_host(&name, base)
            }
            (Self::Ip(address), Self::Ip(base)) => ip_within(address, base),
            _ => None,
        }
    }
}

/// An address in a mailbox, at a host, or at a host of a domain (`.example.cn`).
fn mail_within(mail: &str, base: &str) -> Option<bool> {
    let (mailbox, name) = mailbox(mail)?;
    if base.contains('@') {
        let (base_mailbox, base_name) = self::mailbox(base)?;
        return Some(mailbox == base_mailbox && name == base_name);
    }
    at_host(&name, base)
}

fn mailbox(mail: &str) -> Option<(&str, String)> {
    let (mailbox, name) = mail.rsplit_once('@')?;
    (!mailbox.is_empty()).then_some((mailbox, host(name)?))
}

/// A host that is the base, or one of its domain where the base begins with a point.
fn at_host(name: &str, base: &str) -> Option<bool> {
    Some(match base.strip_prefix('.') {
        None => name == host(base)?,
        Some(domain) => is_below(name, &host(domain)?),
    })
}

/// A host that is the base or below it (RFC 5280 4.2.1.10: labels are added on the left).
fn host_within(name: &str, base: &str) -> Option<bool> {
    let name = host(name)?;
    if base.is_empty() {
        return Some(true);
    }
    if base.starts_with('.') {
        return at_host(&name, base);
    }
    let base = host(base)?;
    Some(name == base || is_below(&name, &base))
}

fn is_below(name: &str, domain: &str) -> bool {
    name.strip_suffix(domain).is_some_and(|labels| labels.ends_with('.'))
}

/// A host's name in small letters; `None` for what is none: an address in numbers, a pattern, an
/// empty label.
fn host(text: &str) -> Option<String> {
    let is_sign = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    let is_label = |label: &str| !label.is_empty() && label.bytes().all(is_sign);
    let numbers = text.split('.').all(|label| label.bytes().all(|byte| byte.is_ascii_digit()));
    (text.split('.').all(is_label) && !numbers).then(|| text.to_ascii_lowercase())
}

/// The host of an address (RFC 3986 3.2).
fn host_of(uri: &str) -> Option<String> {
    let (scheme, rest) = uri.split_once("://")?;
    let is_sign = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
    if scheme.is_empty() || !scheme.bytes().all(is_sign) {
        return None;
    }
    let authority = rest.split(['/', '?', '#', '\\']).next()?;
    let name = authority.rsplit_once('@').map_or(authority, |(_, name)| name);
    let name = match name.split_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        Some(_) => return None,
        None => name,
    };
    host(name)
}

/// An address in a net, which is an address and a mask.
fn ip_within(address: &[u8], base: &[u8]) -> Option<bool> {
    if ![4, 16].contains(&address.len()) || ![8, 32].contains(&base.len()) {
        return None;
    }
    let (net, mask) = base.split_at(base.len() / 2);
    let inside = |((byte, net), mask): ((&u8, &u8), &u8)| byte & mask == net & mask;
    Some(address.len() == net.len() && address.iter().zip(net).zip(mask).all(inside))
}

fn folded(value: &Any) -> Part {
    match text(value) {
        Some(text) => Part::Text(fold(&text)),
        // What was read as DER can be written as it.
        None => Part::Bytes(value.to_der().unwrap_or_else(|_| value.value().to_vec())),
    }
}

/// The text of a value of any kind of string; `None` for what is no text.
pub(super) fn text(value: &Any) -> Option<String> {
    let bytes = value.value();
    let pair = |pair: &[u8]| Some(u16::from_be_bytes(pair.try_into().ok()?));
    let four = |four: &[u8]| char::from_u32(u32::from_be_bytes(four.try_into().ok()?));
    match value.tag() {
        Tag::Utf8String | Tag::PrintableString | Tag::Ia5String | Tag::NumericString => {
            String::from_utf8(bytes.to_vec()).ok()
        }
        Tag::BmpString => {
            let units: Option<Vec<u16>> = bytes.chunks(2).map(pair).collect();
            String::from_utf16(&units?).ok()
        }
        Tag::TeletexString => Some(bytes.iter().copied().map(char::from).collect()),
        // UniversalString, which der has no name for.
        tag if tag.number().value() == 28 => bytes.chunks(4).map(four).collect(),
        _ => None,
    }
}

/// A text without regard to case, blanks and signs that are not seen (RFC 5280 7.1, RFC 4518 2),
/// full-width letters as the others.
fn fold(text: &str) -> String {
    let seen = |sign: &char| !is_unseen(*sign);
    let narrow = |sign: char| match sign {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(sign) - 0xFEE0).unwrap_or(sign),
        sign => sign,
    };
    let text: String = text.chars().filter(seen).map(narrow).flat_map(char::to_lowercase).collect();
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}

fn is_unseen(sign: char) -> bool {
    (sign.is_control() && !sign.is_whitespace())
        || matches!(sign,
            '\u{AD}' | '\u{34F}' | '\u{1806}' | '\u{180B}'..='\u{180D}' | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}' | '\u{FFFC}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_written_in_several_ways_is_one() {
        let any = |tag, bytes: &[u8]| Any::new(tag, bytes).unwrap();
        let written = [
            any(Tag::Utf8String, "Ab 中".as_bytes()),
            any(Tag::Utf8String, " aB\u{200B} \u{3000} 中".as_bytes()),
            any(Tag::BmpString, &[0, 0x61, 0, 0x62, 0, 0x20, 0x4E, 0x2D]),
        ];
        for value in &written {
            assert_eq!(folded(value), Part::Text("ab 中".to_owned()));
        }
        let printable = folded(&any(Tag::PrintableString, b"Example"));
        assert_eq!(printable, folded(&any(Tag::TeletexString, b"EXAMPLE")));
        assert_ne!(printable, folded(&any(Tag::PrintableString, b"Exam ple")));
        let bits = any(Tag::OctetString, b"Example");
        assert!(matches!(folded(&bits), Part::Bytes(_)));
        let broken = any(Tag::Utf8String, &[0xFF]);
        assert!(matches!(folded(&broken), Part::Bytes(_)));
    }
}
