//! Keys opened, digests signed, signatures and time stamps verified, as the desks on both ends do.

use chengbao::cms::{
    Basis, Chain, ChainFault, ConstraintFault, Form, Identity, IdentityFault, Lapse, Signature,
    TimeStamp, TimeStampFault, Times, Trust, TrustFault, Unfit, Verification, VerifyFault,
    der_length, sign, verify, verify_time_stamp,
};
use chengbao::moment::Moment;

const CONTENT: [&[u8]; 2] = ["一份报告的前半，".as_bytes(), "与后半。".as_bytes()];
/// Keys that may sign, each of another kind or packed in another way.
const SIGNERS: [&str; 8] =
    ["rsa2048", "rsa2048-legacy", "rsa4096", "p256", "p384", "chain", "no-mac", "pss"];

fn file(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/keys/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn open(name: &str) -> Result<Identity, IdentityFault> {
    Identity::open(&file(&format!("{name}.p12")), "chengbao")
}

fn signature(name: &str) -> Signature {
    let identity = open(name).unwrap_or_else(|fault| panic!("{name}: {fault}"));
    sign(&identity, &CONTENT).unwrap()
}

fn moment(text: &str) -> Moment {
    Moment::from_rfc3339(text).unwrap()
}

fn times() -> Times<'static> {
    let claimed = Some(moment("2025-01-12T09:05:00+08:00"));
    Times { claimed, covered_by: None, now: moment("2026-01-12T09:05:00+08:00") }
}

fn trust() -> Trust {
    Trust::from_pem(&file("ca.pem")).unwrap()
}

fn verified(der: &[u8]) -> Verification {
    verify(der, &CONTENT, times(), Some(&trust())).unwrap()
}

#[test]
fn what_each_kind_of_key_signs_is_verified_and_trusted() {
    for name in SIGNERS {
        let found = verified(&signature(name).to_der());
        assert!(found.digest && found.signature && found.bound, "{name}");
        assert!(found.is_sound(), "{name}: {found:?}");
        assert_eq!(found.basis, Basis::Claimed);
        let Chain::Trusted { path } = found.chain else { panic!("{name}") };
        assert_eq!(path.last().unwrap(), "呈报测试根证书，呈报测试");
    }
}

#[test]
fn the_same_key_and_digest_give_the_same_bytes() {
    for name in SIGNERS {
        assert_eq!(signature(name).to_der(), signature(name).to_der(), "{name}");
    }
    assert_eq!(signature("rsa2048").to_der(), signature("rsa2048-legacy").to_der());
}

#[test]
fn a_certificate_says_whose_it_is() {
    let identity = open("p256").unwrap();
    let certificate = identity.certificate();
    assert_eq!(certificate.common_name().as_deref(), Some("Zhang San 张三"));
    assert_eq!(certificate.organisation().as_deref(), Some("Example Telecom"));
    assert_eq!(certificate.subject(), "Zhang San 张三，Example Telecom");
    assert_eq!(certificate.issuer(), "呈报测试根证书，呈报测试");
    assert_eq!(certificate.key_kind(), "P-256");
    assert_eq!(certificate.not_before(), moment("2020-01-01T00:00:00Z"));
    assert_eq!(certificate.not_after(), moment("2099-12-31T23:59:59Z"));
    assert_eq!(open("rsa4096").unwrap().certificate().key_kind(), "RSA 4096");
    let shown = format!("{identity:?}");
    assert!(shown.len() < 200 && !shown.contains("key"), "{shown}");
}

#[test]
fn each_way_in_which_a_key_file_is_no_good_is_told() {
    let fault = |name: &str| open(name).unwrap_err();
    let wrong = |name: &str, password: &str| {
        Identity::open(&file(&format!("{name}.p12")), password).unwrap_err()
    };
    for name in ["rsa2048", "rsa2048-legacy", "no-mac", "chinese-password"] {
        assert_eq!(wrong(name, "Chengbao"), IdentityFault::WrongPassword, "{name}");
        assert_eq!(wrong(name, ""), IdentityFault::WrongPassword, "{name}");
    }
    assert!(Identity::open(&file("chinese-password.p12"), "呈报密码").is_ok());
    assert_eq!(fault("no-key"), IdentityFault::NoKey);
    assert_eq!(fault("no-certificate"), IdentityFault::NoCertificate);
    assert_eq!(fault("rsa1024"), IdentityFault::Unsuitable("RSA 1024".to_owned()));
    assert_eq!(fault("sm2"), IdentityFault::Unsuitable("国密 SM2".to_owned()));
    assert_eq!(fault("sm2-self"), IdentityFault::Unsuitable("国密 SM2".to_owned()));
    assert_eq!(fault("p521"), IdentityFault::Unsuitable("P-521".to_owned()));
    assert_eq!(fault("sm4"), IdentityFault::National);
    assert_eq!(fault("camellia"), IdentityFault::Locked("Camellia-256".to_owned()));
    // No password opens those.
    assert_eq!(wrong("sm4", "wrong"), IdentityFault::National);
    assert_eq!(wrong("p521", "wrong"), IdentityFault::WrongPassword);
    assert_eq!(fault("tls-only"), IdentityFault::NotForSigning(Unfit::Purpose));
    assert_eq!(fault("encrypt-only"), IdentityFault::NotForSigning(Unfit::Usage));
    assert_eq!(fault("ca"), IdentityFault::NotForSigning(Unfit::Authority));
    assert!(matches!(fault("critical"), IdentityFault::NotForSigning(Unfit::Extension(_))));
    for bytes in [&b""[..], b"%PDF-1.7", &file("ca.pem"), &vec![0x30; 2 << 20]] {
        assert_eq!(Identity::open(bytes, "").unwrap_err(), IdentityFault::NotPkcs12);
    }
    // Firefox leaves lengths open.
    let open = [0x30, 0x80, 0x02, 0x01, 0x03, 0x30, 0x80];
    assert_eq!(Identity::open(&open, "").unwrap_err(), IdentityFault::OpenLengths);
}

#[test]
fn a_password_beyond_the_basic_plane_is_no_damage() {
    let open = |name: &str, password: &str| {
        Identity::open(&file(&format!("{name}.p12")), password).map(|_| ())
    };
    assert_eq!(open("wide-password-no-mac", "呈报𠮷"), Ok(()));
    for name in ["wide-password", "wide-password-legacy"] {
        assert_eq!(open(name, "呈报𠮷"), Err(IdentityFault::WidePassword), "{name}");
        assert_eq!(open(name, "呈报吉"), Err(IdentityFault::WrongPassword), "{name}");
    }
    // Right or wrong, it cannot be known.
    assert_eq!(open("rsa2048", "😀"), Err(IdentityFault::WidePassword));
    assert_eq!(open("no-mac", "😀"), Err(IdentityFault::WrongPassword));
    // What is damaged is, whatever the password.
    let whole = file("wide-password.p12");
    for bytes in [&whole[..whole.len() / 2], b"garbage", b""] {
        assert_eq!(Identity::open(bytes, "呈报𠮷").unwrap_err(), IdentityFault::NotPkcs12);
    }
    // An algorithm that is known and one that is not differ by a byte.
    let mut other = file("rsa2048.p12");
    let cipher = b"\x60\x86\x48\x01\x65\x03\x04\x01\x2A";
    let at = other.windows(cipher.len()).position(|part| part == cipher).unwrap();
    other[at + cipher.len() - 1] = 0x2C;
    let fault = Identity::open(&other, "chengbao").unwrap_err();
    assert_eq!(fault, IdentityFault::Locked("2.16.840.1.101.3.4.1.44".to_owned()));
}

#[test]
fn a_key_signs_only_while_its_certificate_is_good() {
    let now = times().now;
    assert_eq!(open("rsa2048").unwrap().fit_at(now), Ok(()));
    let at = moment("2021-01-01T00:00:00Z");
    assert_eq!(open("expired").unwrap().fit_at(now), Err(IdentityFault::Expired { at }));
    assert_eq!(open("expired").unwrap().fit_at(at), Ok(()));
    let from = moment("2090-01-01T00:00:00Z");
    assert_eq!(open("not-yet").unwrap().fit_at(now), Err(IdentityFault::NotYet { from }));
}

#[test]
fn another_content_or_none_is_noticed() {
    let der = signature("p256").to_der();
    for content in [&[&b"another"[..]][..], &[]] {
        let found = verify(&der, content, times(), Some(&trust())).unwrap();
        assert!(!found.digest && found.signature && !found.is_sound());
    }
    let whole = CONTENT.concat();
    assert!(verify(&der, &[&whole], times(), None).unwrap().is_sound());
}

#[test]
fn padding_is_passed_over_and_nothing_else() {
    let mut der = signature("p256").to_der();
    let length = der.len();
    der.extend([0; 4096]);
    assert_eq!(der_length(&der), Some(length));
    assert!(verified(&der).is_sound());
    der.push(1);
    let found = verify(&der, &CONTENT, times(), None);
    assert_eq!(found.unwrap_err(), VerifyFault::Damaged);
}

#[test]
fn an_expired_certificate_is_not_good_by_its_signers_word_alone() {
    let der = signature("expired").to_der();
    let ended = moment("2021-01-01T00:00:00Z");
    let found = verified(&der);
    assert_eq!(found.fit, Some(Unfit::Expired(ended)));
    assert!(!found.is_sound());
    let claimed = Some(moment("2020-07-10T00:00:00Z"));
    let times = Times { claimed, ..times() };
    let found = verify(&der, &CONTENT, times, Some(&trust())).unwrap();
    // With the clock set back anybody signs so.
    assert!(!found.is_sound());
    assert_eq!((found.expired_since, found.fit), (Some(ended), None));
    assert_eq!(found.lapse, Some(Lapse { authority: None, ended }));
    // While it is good the signer's word does.
    let early = Times { now: ended, ..times };
    let found = verify(&der, &CONTENT, early, Some(&trust())).unwrap();
    assert!(found.is_sound() && found.lapse.is_none() && !found.is_time_proven());
    let times = Times { claimed: None, ..times };
    let found = verify(&der, &CONTENT, times, None).unwrap();
    assert_eq!((found.basis, found.fit), (Basis::Now, Some(Unfit::Expired(ended))));
    let found = verified(&signature("not-yet").to_der());
    assert!(matches!(found.fit, Some(Unfit::NotYet(_))));
}

/// A time stamp of a moment.
fn stamp_at(time: Moment, chain: Chain) -> TimeStamp {
    let certificate = open("rsa2048").unwrap().certificate().clone();
    TimeStamp { time, certificate, chain, expired_since: None }
}

#[test]
fn an_expired_certificate_is_good_for_what_a_stamp_over_it_proves() {
    let der = signature("expired").to_der();
    let claimed = Some(moment("2020-07-10T00:00:00Z"));
    let found = |stamp: &TimeStamp| {
        let times = Times { claimed, covered_by: Some(stamp), ..times() };
        verify(&der, &CONTENT, times, Some(&trust())).unwrap()
    };
    let trusted = || Chain::Trusted { path: vec!["甲".to_owned()] };
    let inside = stamp_at(moment("2020-12-31T23:59:59Z"), trusted());
    let proven = found(&inside);
    assert!(proven.is_sound() && proven.is_time_proven(), "{proven:?}");
    assert_eq!((proven.basis, proven.at), (Basis::Covering, inside.time));
    assert_eq!(proven.time_stamp(), Some(&inside));
    assert!(proven.expired_since.is_some());
    // One that came too late, and one of somebody whom nobody trusts, prove nothing.
    let late = stamp_at(moment("2021-01-01T00:00:01Z"), trusted());
    let fault = Chain::Untrusted(ChainFault::TooMany);
    for stamp in [late, TimeStamp { chain: fault, ..inside.clone() }] {
        let found = found(&stamp);
        assert!(!found.is_sound() && found.lapse.is_some() && found.basis == Basis::Claimed);
    }
    // One that was not checked is said to be one.
    let found = found(&TimeStamp { chain: Chain::NotAsked, ..inside });
    assert!(found.lapse.is_none() && !found.is_time_proven());
}

#[test]
fn an_expired_certificate_is_good_for_what_it_signed_before_a_trusted_stamp() {
    let plain = signature("rsa2048");
    let stamped = plain.clone().stamped(&file("rsa2048.tsr")).unwrap();
    let late = Times { now: moment("2106-01-01T00:00:00Z"), ..times() };
    let found = verify(&stamped.to_der(), &CONTENT, late, Some(&trust())).unwrap();
    assert!(found.is_sound() && found.is_time_proven(), "{found:?}");
    assert_eq!(found.expired_since, Some(moment("2099-12-31T23:59:59Z")));
    let found = verify(&plain.to_der(), &CONTENT, late, Some(&trust())).unwrap();
    assert!(!found.is_sound() && found.lapse.is_some());
    let unasked = verify(&stamped.to_der(), &CONTENT, late, None).unwrap();
    assert!(unasked.is_sound() && !unasked.is_time_proven());
    let stranger = Trust::from_pem(&file("stranger.pem")).unwrap();
    let found = verify(&stamped.to_der(), &CONTENT, late, Some(&stranger)).unwrap();
    assert!(found.lapse.is_some() && found.basis == Basis::Claimed);
}

#[test]
fn an_authority_that_has_ended_asks_for_a_proven_time_too() {
    let der = signature("outlives").to_der();
    let (claimed, ended) = (moment("2020-07-10T00:00:00Z"), moment("2021-01-01T00:00:00Z"));
    let authority = trust();
    let judged =
        |times: Times<'_>, trust: Option<&Trust>| verify(&der, &CONTENT, times, trust).unwrap();
    let times = Times { claimed: Some(claimed), ..times() };
    let found = judged(times, Some(&authority));
    let lapse = Lapse { authority: Some("brief，呈报测试".to_owned()), ended };
    assert!(!found.is_sound() && matches!(found.chain, Chain::Trusted { .. }));
    assert_eq!(found.lapse, Some(lapse));
    assert!(judged(Times { now: ended, ..times }, Some(&authority)).is_sound());
    // Nobody asked for the chain.
    assert!(judged(times, None).is_sound());
    let stamp = stamp_at(claimed, Chain::Trusted { path: vec!["甲".to_owned()] });
    assert!(judged(Times { covered_by: Some(&stamp), ..times }, Some(&authority)).is_sound());
}

#[test]
fn the_names_for_which_an_authority_may_certify_are_kept_to() {
    for name in ["inside", "inside-mail", "not-excluded"] {
        let found = verified(&signature(name).to_der());
        assert!(found.is_sound(), "{name}: {found:?}");
    }
    let (outside, excluded) = (ConstraintFault::Outside, ConstraintFault::Excluded);
    for (name, of, by, why) in [
        ("outside", "Outside，Another Telecom", "permitting", outside(Form::Directory)),
        ("outside-loosely", "Outside，Another Telecom", "loosely", outside(Form::Directory)),
        ("outside-mail", "Inside，Example Telecom", "permitting", outside(Form::Mail)),
        ("excluded", "Inside，Example Telecom", "excluding", excluded(Form::Directory)),
    ] {
        let found = verified(&signature(name).to_der());
        assert!(!found.is_sound());
        let by = format!("{by}，呈报测试");
        let fault = ChainFault::Constrained { of: of.to_owned(), by, why };
        assert_eq!(found.chain, Chain::Untrusted(fault), "{name}");
    }
    // Who trusts the certificate itself asks no authority.
    let own = Trust::from_pem(open("outside").unwrap().certificate().der()).unwrap();
    let found = verify(&signature("outside").to_der(), &CONTENT, times(), Some(&own)).unwrap();
    assert!(found.is_sound());
}

#[test]
fn a_chain_that_is_not_good_says_what_broke_it() {
    let fault = |name: &str| match verified(&signature(name).to_der()).chain {
        Chain::Untrusted(fault) => fault,
        chain => panic!("{name}: {chain:?}"),
    };
    assert_eq!(fault("too-long"), ChainFault::Length("呈报测试中级证书，呈报测试".to_owned()));
    let leaf = "Zhang San 张三，Example Telecom".to_owned();
    assert_eq!(fault("by-leaf"), ChainFault::NotAuthority(leaf));
    assert!(matches!(fault("sha1"), ChainFault::Algorithm { .. }));
}

#[test]
fn trust_is_what_one_says_it_is() {
    let der = signature("chain").to_der();
    let with = |trust: Option<&Trust>| verify(&der, &CONTENT, times(), trust).unwrap().chain;
    assert_eq!(with(None), Chain::NotAsked);
    let stranger = Trust::from_pem(&file("stranger.pem")).unwrap();
    let unknown = ChainFault::Unknown("呈报测试根证书，呈报测试".to_owned());
    assert_eq!(with(Some(&stranger)), Chain::Untrusted(unknown));
    let mut both = b"# CRLF and comments\r\n".to_vec();
    both.extend(file("stranger.pem"));
    both.extend(file("ca.pem").iter().flat_map(|byte| match byte {
        b'\n' => vec![b'\r', b'\n'],
        other => vec![*other],
    }));
    let both = Trust::from_pem(&both).unwrap();
    assert_eq!(both.certificates().len(), 2);
    assert!(matches!(with(Some(&both)), Chain::Trusted { path } if path.len() == 3));
    let own = Trust::from_pem(open("chain").unwrap().certificate().der()).unwrap();
    assert!(matches!(with(Some(&own)), Chain::Trusted { path } if path.len() == 1));
    assert_eq!(Trust::from_pem(b"none").unwrap_err(), TrustFault::None);
    let cut = file("ca.pem")[..900].to_vec();
    assert_eq!(Trust::from_pem(&cut).unwrap_err(), TrustFault::Damaged(1));
}

#[test]
fn a_stamp_is_taken_in_and_its_time_counts() {
    let plain = signature("rsa2048");
    assert_eq!(plain.stamp_request(), file("rsa2048.tsq"), "write it anew; see tests/keys");
    let stamped = plain.stamped(&file("rsa2048.tsr")).unwrap();
    let found = verified(&stamped.to_der());
    assert!(found.is_sound(), "{found:?}");
    let stamp = found.stamp.unwrap().unwrap();
    assert_eq!((found.basis, found.at), (Basis::TimeStamp, stamp.time));
    assert_eq!(stamp.authority(), "测试时间戳服务，呈报测试");
    assert!(matches!(stamp.chain, Chain::Trusted { .. }));
    let stranger = Trust::from_pem(&file("stranger.pem")).unwrap();
    let found = verify(&stamped.to_der(), &CONTENT, times(), Some(&stranger)).unwrap();
    assert_eq!(found.basis, Basis::Claimed);
}

#[test]
fn a_stamp_of_something_else_is_not_taken() {
    let signature = signature("p256");
    let fault = |answer: &[u8]| signature.clone().stamped(answer).unwrap_err();
    assert_eq!(fault(&file("rsa2048.tsr")), TimeStampFault::Imprint);
    assert_eq!(fault(b"<html>"), TimeStampFault::NotAnAnswer);
    let mut refusal = vec![0x30, 13, 0x30, 11, 2, 1, 2, 0x30, 6, 0x0C, 4];
    refusal.extend(b"busy");
    let refused = TimeStampFault::Refused { status: 2, words: "：busy".to_owned() };
    assert_eq!(fault(&refusal), refused);
}

#[test]
fn a_documents_stamp_is_verified_over_its_content() {
    let now = times().now;
    for name in ["message.tsr", "message-sha1.tsr"] {
        let token = token(&file(name));
        let stamp =
            verify_time_stamp(&token, &["呈".as_bytes(), "报".as_bytes()], Some(&trust()), now);
        assert!(matches!(stamp.unwrap().chain, Chain::Trusted { .. }), "{name}");
        let other = verify_time_stamp(&token, &[b"other"], None, now);
        assert_eq!(other.unwrap_err(), TimeStampFault::Imprint);
    }
    let signature = signature("p256").to_der();
    let fault = verify_time_stamp(&signature, &CONTENT, None, now).unwrap_err();
    assert_eq!(fault, TimeStampFault::NotAStamp);
}

/// What follows the status in a service's answer.
fn token(answer: &[u8]) -> Vec<u8> {
    let body = answer.iter().skip(4).copied().collect::<Vec<u8>>();
    body[der_length(&body).unwrap()..].to_vec()
}

#[test]
fn signed_attributes_in_another_order_are_another_signature() {
    let der = signature("p256").to_der();
    // The content type's attribute stands first, the message digest's second.
    let content_type = [&[0x30, 24, 6, 9, 42, 134, 72, 134, 247, 13, 1, 9, 3][..]].concat();
    let at = der.windows(13).position(|bytes| bytes == content_type).unwrap();
    let second = at + 26;
    let end = second + der_length(&der[second..]).unwrap();
    let swapped = [&der[..at], &der[second..end], &der[at..second], &der[end..]].concat();
    let found = verified(&swapped);
    assert!(found.digest && !found.signature);
}

/// A generator of numbers, so that a failure can be had again.
fn next(state: &mut u64) -> usize {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    usize::try_from(*state >> 33).unwrap()
}

#[test]
fn no_change_of_bytes_makes_a_panic_or_another_signature() {
    let stamped = signature("rsa2048").stamped(&file("rsa2048.tsr")).unwrap();
    let originals = [signature("p256").to_der(), signature("chain").to_der(), stamped.to_der()];
    let mut state = 0x5EA1;
    for round in 0..2000 {
        let original = &originals[round % 3];
        let mut der = original.clone();
        for _ in 0..=next(&mut state) % 3 {
            let at = next(&mut state) % der.len();
            match next(&mut state) % 8 {
                0 => der.truncate(at.max(1)),
                1 => der.insert(at, 0),
                2 => der[at] = der[at].wrapping_add(1),
                _ => der[at] ^= 1 << (next(&mut state) % 8),
            }
        }
        let Ok(found) = verify(&der, &CONTENT, times(), Some(&trust())) else { continue };
        if found.is_sound() {
            let right = verified(original);
            assert_eq!(found.certificate, right.certificate);
            assert_eq!(found.chain, right.chain);
            if let (Some(Ok(stamp)), Some(Ok(right))) = (&found.stamp, &right.stamp) {
                assert_eq!(stamp, right);
            }
        }
    }
}

#[test]
fn no_change_of_a_key_file_makes_a_panic() {
    let original = file("p256.p12");
    let mut state = 0x12;
    for _ in 0..60 {
        let mut bytes = original.clone();
        let at = next(&mut state) % bytes.len();
        bytes[at] ^= 1 << (next(&mut state) % 8);
        let _ = Identity::open(&bytes, "chengbao");
    }
}

/// Writes the request that tests/keys/stamp.sh answers.
#[test]
#[ignore = "writes a fixture; see tests/keys/README.md"]
fn write_the_request_for_a_stamp() {
    let path = format!("{}/tests/keys/rsa2048.tsq", env!("CARGO_MANIFEST_DIR"));
    std::fs::write(path, signature("rsa2048").stamp_request()).unwrap();
}
