//! The names for which an authority may give certificates (RFC 5280 4.2.1.10): name constraints,
//! critical or not, held against the names of a certificate below it.

use der::Decode;
use der::asn1::ObjectIdentifier;
use der::oid::AssociatedOid;
use x509_cert::ext::pkix::constraints::name::{GeneralSubtree, GeneralSubtrees};
use x509_cert::ext::pkix::name::GeneralName;
use x509_cert::ext::pkix::{NameConstraints, SubjectAltName};

use super::certificate::{Certificate, CertificateFault};
use super::names::{ComparableName, Form};

/// The most subtrees of a kind, and the most names of a certificate, that are compared.
const MAX_NAMES: usize = 64;
/// The most bytes of an extension or a subject with names, so that comparing all with all stays
/// little work.
const MAX_BYTES: usize = 64 * 1024;

const EMAIL: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.1");

/// Why a certificate does not keep to the name constraints of one above it. The words follow
/// “…”的证书.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ConstraintFault {
    /// A name is outside what is permitted.
    #[error("上的{0}不在上级获准签发的范围内")]
    Outside(Form),
    /// A name is among what is excluded.
    #[error("上的{0}在上级不许签发的范围内")]
    Excluded(Form),
    /// Names of a form that is not compared here are constrained, and there is one.
    #[error("上有一种名称（{0}），上级对它有限制，而这里不会核对，不能作数")]
    Unprocessed(Form),
    /// A name of a constrained form, or the constraint on it, has no meaning.
    #[error("上的{0}与上级对它的限制无法比较，不能作数")]
    Unreadable(Form),
    /// The constraints or the names cannot be read.
    #[error("上的名称或者上级的名称限制损坏，无法核对")]
    Damaged,
    /// More names than are compared.
    #[error("上的名称或者上级的名称限制太多，没有核对下去")]
    TooMany,
    /// A distance that RFC 5280 does not allow (`minimum` not 0, or a `maximum`).
    #[error("受上级的名称限制，而限制的写法（层数）标准不允许，无法核对")]
    Distance,
}

impl From<CertificateFault> for ConstraintFault {
    fn from(_: CertificateFault) -> Self {
        Self::Damaged
    }
}

/// An authority's name constraints.
pub(super) struct Constraints {
    permitted: Vec<ComparableName>,
    excluded: Vec<ComparableName>,
}

impl Constraints {
    /// Those of an authority; `None` where it has none.
    pub(super) fn of(authority: &Certificate) -> Result<Option<Self>, ConstraintFault> {
        let Some(constraints) = extension::<NameConstraints>(authority)? else {
            return Ok(None);
        };
        let NameConstraints { permitted_subtrees, excluded_subtrees } = constraints;
        let (permitted, excluded) = (subtrees(permitted_subtrees)?, subtrees(excluded_subtrees)?);
        Ok(Some(Self { permitted, excluded }))
    }

    /// Whether all names of a certificate below keep to them.
    pub(super) fn hold_for(&self, certificate: &Certificate) -> Result<(), ConstraintFault> {
        names(certificate)?.iter().try_for_each(|name| self.hold_for_name(name))
    }

    fn hold_for_name(&self, name: &ComparableName) -> Result<(), ConstraintFault> {
        let form = name.form();
        let within = |subtrees: &[ComparableName]| -> Result<Option<bool>, ConstraintFault> {
            let mut of_form = subtrees.iter().filter(|base| base.form() == form).peekable();
            if of_form.peek().is_none() {
                return Ok(None);
            }
            if !form.is_processed() {
                return Err(ConstraintFault::Unprocessed(form));
            }
            let mut found = false;
            for base in of_form {
                found |= name.is_within(base).ok_or(ConstraintFault::Unreadable(form))?;
            }
            Ok(Some(found))
        };
        if within(&self.excluded)? == Some(true) {
            return Err(ConstraintFault::Excluded(form));
        }
        match within(&self.permitted)? {
            Some(false) => Err(ConstraintFault::Outside(form)),
            Some(true) | None => Ok(()),
        }
    }
}

fn subtrees(subtrees: Option<GeneralSubtrees>) -> Result<Vec<ComparableName>, ConstraintFault> {
    let subtrees = subtrees.unwrap_or_default();
    if subtrees.len() > MAX_NAMES {
        return Err(ConstraintFault::TooMany);
    }
    let base = |subtree: &GeneralSubtree| match (subtree.minimum, subtree.maximum) {
        (0, None) => Ok(ComparableName::of(&subtree.base)),
        _ => Err(ConstraintFault::Distance),
    };
    subtrees.iter().map(base).collect()
}

/// An extension with names.
fn extension<'a, T>(certificate: &'a Certificate) -> Result<Option<T>, ConstraintFault>
where
    T: Decode<'a> + AssociatedOid,
{
    if certificate.extension_length(T::OID) > MAX_BYTES {
        return Err(ConstraintFault::TooMany);
    }
    Ok(certificate.extension::<T>()?.map(|(_, names)| names))
}

/// All names of a certificate: its subject, mail addresses in the subject, alternative names.
fn names(certificate: &Certificate) -> Result<Vec<ComparableName>, ConstraintFault> {
    let subject = certificate.subject_name();
    let alternative = extension::<SubjectAltName>(certificate)?;
    let alternative: Vec<GeneralName> = alternative.map(|names| names.0).unwrap_or_default();
    let length: usize = subject.iter().map(|part| part.value.value().len()).sum();
    if subject.iter().count() + alternative.len() > MAX_NAMES || length > MAX_BYTES {
        return Err(ConstraintFault::TooMany);
    }
    let mut names: Vec<ComparableName> = Vec::new();
    if !subject.is_empty() {
        names.push(ComparableName::directory(subject));
    }
    let mails = subject.iter().filter(|part| part.oid == EMAIL);
    names.extend(mails.map(|part| ComparableName::mail_of(&part.value)));
    names.extend(alternative.iter().map(ComparableName::of));
    Ok(names)
}

#[cfg(test)]
mod tests {
    use der::asn1::{Ia5String, OctetString};
    use x509_cert::ext::pkix::name::OtherName;
    use x509_cert::name::Name;

    use super::*;

    fn ia5(text: &str) -> Ia5String {
        Ia5String::new(text).unwrap()
    }

    fn mail(text: &str) -> GeneralName {
        GeneralName::Rfc822Name(ia5(text))
    }

    fn host(text: &str) -> GeneralName {
        GeneralName::DnsName(ia5(text))
    }

    fn uri(text: &str) -> GeneralName {
        GeneralName::UniformResourceIdentifier(ia5(text))
    }

    fn ip(bytes: &[u8]) -> GeneralName {
        GeneralName::IpAddress(OctetString::new(bytes).unwrap())
    }

    fn directory(text: &str) -> GeneralName {
        GeneralName::DirectoryName(text.parse::<Name>().unwrap())
    }

    fn other(oid: &str) -> GeneralName {
        let value = der::Any::new(der::Tag::Utf8String, *b"a@b.cn").unwrap();
        GeneralName::OtherName(OtherName { type_id: oid.parse().unwrap(), value })
    }

    fn subtree(base: &GeneralName) -> GeneralSubtree {
        GeneralSubtree { base: base.clone(), minimum: 0, maximum: None }
    }

    /// A name under permitted and excluded subtrees.
    fn judged(
        name: &GeneralName,
        permitted: &[GeneralName],
        excluded: &[GeneralName],
    ) -> Result<(), ConstraintFault> {
        let listed =
            |bases: &[GeneralName]| subtrees(Some(bases.iter().map(subtree).collect())).unwrap();
        let constraints = Constraints { permitted: listed(permitted), excluded: listed(excluded) };
        constraints.hold_for_name(&ComparableName::of(name))
    }

    /// A name that is inside a subtree and one that is not, permitted and excluded.
    #[track_caller]
    fn assert_divides(base: &GeneralName, inside: &[GeneralName], outside: &[GeneralName]) {
        let base = std::slice::from_ref(base);
        for name in inside {
            let form = ComparableName::of(name).form();
            assert_eq!(judged(name, base, &[]), Ok(()), "{name:?}");
            let excluded = Err(ConstraintFault::Excluded(form));
            assert_eq!(judged(name, &[], base), excluded, "{name:?}");
            assert_eq!(judged(name, base, base), excluded, "{name:?}");
        }
        for name in outside {
            let fault = ConstraintFault::Outside(ComparableName::of(name).form());
            assert_eq!(judged(name, base, &[]), Err(fault), "{name:?}");
            assert_eq!(judged(name, &[], base), Ok(()), "{name:?}");
        }
    }

    #[test]
    fn a_subject_is_within_the_beginning_of_its_name() {
        let base = directory("O=Example Telecom,C=CN");
        let inside = [
            "O=Example Telecom,C=CN",
            "CN=张三,O=Example Telecom,C=CN",
            "CN=张三,OU=甲,O=example  TELECOM ,C=cn",
            "CN=张三,O=Ｅｘａｍｐｌｅ　Telecom,C=CN",
        ];
        let outside = [
            "C=CN",
            "O=Example,C=CN",
            "O=Example Telecom",
            "C=CN,O=Example Telecom",
            "O=Example Telecom,ST=山西,C=CN",
            "O=Example Telecom+OU=甲,C=CN",
            "OU=Example Telecom,C=CN",
            "O=Example Telecom 2,C=CN",
        ];
        assert_divides(&base, &inside.map(directory), &outside.map(directory));
        let several = directory("O=甲+OU=乙,C=CN");
        assert_divides(&several, &[directory("CN=丙,OU=乙+O=甲,C=CN")], &[directory("O=甲,C=CN")]);
        let whole = GeneralName::DirectoryName(Name::default());
        assert_divides(&whole, &[directory("C=CN"), directory("CN=张三")], &[]);
    }

    #[test]
    fn a_mail_address_is_within_a_host_a_domain_or_is_one() {
        let at_host = [mail("a@example.cn"), mail("B.c@Example.CN")];
        let elsewhere = [mail("a@mail.example.cn"), mail("a@badexample.cn"), mail("a@example.com")];
        assert_divides(&mail("example.cn"), &at_host, &elsewhere);
        let outside = [mail("a@example.cn"), mail("a@badexample.cn")];
        assert_divides(&mail(".example.cn"), &[mail("a@m.Example.cn")], &outside);
        let outside = [mail("A@example.cn"), mail("b@example.cn"), mail("a@m.example.cn")];
        assert_divides(&mail("a@example.cn"), &[mail("a@EXAMPLE.cn")], &outside);
    }

    #[test]
    fn a_host_and_an_address_are_within_a_domain() {
        let inside = [host("example.cn"), host("www.Example.cn"), host("a.b.example.cn")];
        let outside = [host("badexample.cn"), host("cn"), host("example.cn.com")];
        assert_divides(&host("example.cn"), &inside, &outside);
        assert_divides(&host(".example.cn"), &[host("a.example.cn")], &[host("example.cn")]);
        assert_divides(&host(""), &[host("example.cn")], &[]);
        let inside =
            ["http://example.cn", "HTTPS://u@Example.cn:8080/a?b#c", "ftp://example.cn/@x"];
        let outside =
            ["http://www.example.cn/", "http://x.cn/example.cn", "http://x.cn?@example.cn"];
        assert_divides(&uri("example.cn"), &inside.map(uri), &outside.map(uri));
        let outside = [uri("http://example.cn"), uri("http://badexample.cn")];
        assert_divides(&uri(".example.cn"), &[uri("http://a.example.cn/")], &outside);
        let net = ip(&[10, 1, 0, 0, 255, 255, 0, 0]);
        let v6 = ip(&[0; 16]);
        assert_divides(&net, &[ip(&[10, 1, 2, 3])], &[ip(&[10, 2, 0, 0]), v6.clone()]);
        assert_divides(&ip(&[0; 32]), &[v6], &[ip(&[10, 1, 2, 3])]);
    }

    #[test]
    fn what_cannot_be_compared_is_refused_where_it_is_constrained_and_only_there() {
        let bases = [mail("example.cn"), host("example.cn"), uri("example.cn"), ip(&[0; 8])];
        let names = [
            (mail("a"), 0),
            (mail("@example.cn"), 0),
            (mail("a@example..cn"), 0),
            (mail("a@[10.1.2.3]"), 0),
            // An address of letters outside ASCII (RFC 9598) is a mail address too.
            (other("1.3.6.1.5.5.7.8.9"), 0),
            (host("*.example.cn"), 1),
            (host("example.cn."), 1),
            (uri("urn:example.cn"), 2),
            (uri("http://10.1.2.3/"), 2),
            (uri("http://[::1]/"), 2),
            (uri("http:///example.cn"), 2),
            (ip(&[10, 1, 2]), 3),
        ];
        for (name, of_form) in names {
            let form = ComparableName::of(&bases[of_form]).form();
            for (n, base) in bases.iter().enumerate() {
                let expected =
                    if n == of_form { Err(ConstraintFault::Unreadable(form)) } else { Ok(()) };
                let base = std::slice::from_ref(base);
                assert_eq!(judged(&name, base, &[]), expected, "{name:?}");
                assert_eq!(judged(&name, &[], base), expected, "{name:?}");
            }
        }
        let meaningless = [(mail("a@example.cn"), mail("@")), (mail("a@example.cn"), mail(""))];
        let more = [(uri("http://a.cn"), uri("http://a.cn")), (ip(&[1; 4]), ip(&[0; 4]))];
        for (name, base) in meaningless.into_iter().chain(more) {
            let fault = ConstraintFault::Unreadable(ComparableName::of(&name).form());
            assert_eq!(judged(&name, &[base], &[]), Err(fault));
        }
        let registered = GeneralName::RegisteredId("1.2.3".parse().unwrap());
        for name in [other("1.2.3.4"), registered] {
            let fault = ConstraintFault::Unprocessed(ComparableName::of(&name).form());
            let base = std::slice::from_ref(&name);
            assert_eq!(judged(&name, base, &[]), Err(fault));
            assert_eq!(judged(&name, &[], base), Err(fault));
            assert_eq!(judged(&mail("a@b.cn"), base, base), Ok(()));
            assert_eq!(judged(&name, &bases, &bases), Ok(()));
        }
    }

    #[test]
    fn distances_and_very_many_subtrees_are_refused() {
        let one = subtree(&host("example.cn"));
        let far = GeneralSubtree { minimum: 1, ..one.clone() };
        let near = GeneralSubtree { maximum: Some(0), ..one.clone() };
        for distant in [far, near] {
            assert_eq!(subtrees(Some(vec![distant])).err(), Some(ConstraintFault::Distance));
        }
        assert_eq!(subtrees(Some(vec![one.clone(); 64])).map(|all| all.len()).ok(), Some(64));
        assert_eq!(subtrees(Some(vec![one; 65])).err(), Some(ConstraintFault::TooMany));
    }
}
