//! Signatures and the certificates behind them (RFC 5652, RFC 5280, RFC 3161): keys opened, a
//! digest signed, a signature and its time stamp verified. Knows no PDF, no clock and no network.
//!
//! Bytes are verified as they stand: what was signed is never decoded, sorted and encoded again
//! to make a signature right.

mod algorithm;
mod certificate;
mod ess;
mod identity;
mod key;
mod sign;
mod signed_data;

pub use algorithm::AlgorithmFault;
pub use certificate::{Certificate, CertificateFault, Unfit};
pub use identity::{Identity, IdentityFault};
pub use key::KeyFault;
pub use sign::{SignFault, Signature, sign};
pub use signed_data::der_length;

/// The most bytes of a key file, a signature, a token or a list of trusted certificates.
pub const MAX_BYTES: usize = 1024 * 1024;
