//! Signatures and the certificates behind them (RFC 5652, RFC 5280, RFC 3161): keys opened, a
//! content signed, a signature and its time stamp verified. Knows no PDF, no clock and no network.
//!
//! Bytes are verified as they stand: what was signed is never decoded, sorted and encoded again
//! to make a signature right.

mod algorithm;
mod certificate;
mod chain;
mod constraints;
mod ess;
mod identity;
mod key;
mod locks;
mod names;
mod pkcs12;
mod request;
mod sign;
mod signed_data;
mod signer;
mod time_stamp;
mod trust;
mod verify;

pub use algorithm::AlgorithmFault;
pub use certificate::{Certificate, CertificateFault, CertificateNames, Unfit};
pub use chain::{Chain, ChainFault};
pub use constraints::ConstraintFault;
pub use identity::{Identity, IdentityFault};
pub use names::Form;
pub use sign::{SignFault, Signature, sign, signature_length};
pub use signed_data::der_length;
pub use signer::VerifyFault;
pub use time_stamp::{TimeStamp, TimeStampFault, verify_time_stamp};
pub use trust::{Trust, TrustFault};
pub use verify::{Basis, Lapse, Times, Verification, verify};

/// The most bytes of a key file, a signature, a token or a list of trusted certificates.
pub const MAX_BYTES: usize = 1024 * 1024;
