//! Keys opened, digests signed, signatures and time stamps verified, as the desks on both ends do.
#![allow(missing_docs)]

use chengbao::cms::{Identity, IdentityFault, sign};

const PASSWORD: &str = "chengbao";

fn key(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/keys/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn open(name: &str) -> Result<Identity, IdentityFault> {
    Identity::open(&key(&format!("{name}.p12")), PASSWORD)
}

#[test]
fn signatures() {
    for name in ["rsa2048", "rsa2048-legacy", "rsa4096", "p256", "p384", "chain", "no-mac", "pss"] {
        let identity = open(name).unwrap_or_else(|fault| panic!("{name}: {fault}"));
        let signature = sign(&identity, &[7; 32]).unwrap();
        println!("{name} {} {:?}", signature.to_der().len(), identity.certificate());
        let again = sign(&open(name).unwrap(), &[7; 32]).unwrap();
        assert_eq!(again.to_der(), signature.to_der());
        std::fs::write(format!("/tmp/cms-{name}.der"), signature.to_der()).unwrap();
    }
}
