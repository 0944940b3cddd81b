//! From a certificate up to one that is trusted (RFC 5280 6). Names are compared byte by byte.
//! Revocation is not asked for: there is no network here.

use super::algorithm::{Algorithm, AlgorithmFault};
use super::certificate::{Certificate, Purpose, Unfit};
use super::constraints::{ConstraintFault, Constraints};
use super::key::KeyFault;
use super::trust::Trust;
use crate::moment::Moment;

/// The most certificates from the first to the trusted one.
const MAX_PATH: usize = 8;
/// The most signatures of certificates that are checked; many of one name could take long.
const MAX_CHECKS: usize = 64;

/// How a certificate stands to those that are trusted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chain {
    /// It leads to a trusted one.
    Trusted {
        /// Whose the certificates are, from the first to the trusted one.
        path: Vec<String>,
    },
    /// It leads to none.
    Untrusted(ChainFault),
    /// Nobody said whom to trust.
    NotAsked,
}

/// Why a certificate does not lead to a trusted one. Each names the certificate at fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChainFault {
    /// Its issuer's certificate is neither trusted nor inside.
    #[error("证书由“{0}”签发，而它不在信任的证书里，也接不上信任的证书")]
    Unknown(String),
    /// The signature on a certificate is not by its issuer.
    #[error("“{0}”的证书不是其上级签发的，可能是伪造的")]
    Forged(String),
    /// A certificate was signed with an algorithm that is not taken.
    #[error("“{of}”的证书本身{why}")]
    Algorithm {
        /// Whose certificate.
        of: String,
        /// What is wrong with the algorithm.
        why: AlgorithmFault,
    },
    /// A certificate was used to give others and may not.
    #[error("“{0}”的证书不是发证机构的证书，却签发了别的证书")]
    NotAuthority(String),
    /// More authorities than a certificate allows below it.
    #[error("“{0}”的证书下面的层数超过了它允许的层数")]
    Length(String),
    /// A certificate has a name that one above it may not give.
    #[error("“{of}”的证书{why}（上级“{by}”的证书里的名称限制）")]
    Constrained {
        /// Whose certificate.
        of: String,
        /// Whose certificate has the constraints.
        by: String,
        /// What is wrong with the name.
        why: ConstraintFault,
    },
    /// A certificate above is not fit: expired, for something else, too short a key.
    #[error("上级“{of}”的证书不能作数：{why}")]
    Unfit {
        /// Whose certificate.
        of: String,
        /// Why not.
        why: Unfit,
    },
    /// A certificate above cannot be read wholly.
    #[error("“{0}”的证书损坏")]
    Damaged(String),
    /// More certificates than are followed.
    #[error("证书的层数太多，或者同名的证书太多，没有查下去")]
    TooMany,
}

/// The chain of a certificate through those inside a signature.
pub(super) fn chain(
    certificate: &Certificate,
    inside: &[Certificate],
    trust: Option<&Trust>,
    at: Moment,
    purpose: Purpose,
) -> Chain {
    let Some(trust) = trust else { return Chain::NotAsked };
    let mut search =
        Search { inside, anchors: trust.certificates(), at, purpose, checks: 0, fault: None };
    let mut path = vec![certificate];
    if search.climb(&mut path) {
        return Chain::Trusted { path: path.iter().map(|one| one.subject()).collect() };
    }
    let unknown = || ChainFault::Unknown(certificate.issuer());
    Chain::Untrusted(search.fault.map_or_else(unknown, |(_, fault)| fault))
}

struct Search<'a> {
    inside: &'a [Certificate],
    anchors: &'a [Certificate],
    at: Moment,
    purpose: Purpose,
    checks: usize,
    /// What stopped the way that went furthest, and how far it went.
    fault: Option<(usize, ChainFault)>,
}

impl<'a> Search<'a> {
    /// Goes on from a path's last certificate; at the end of a right way the path is whole.
    fn climb(&mut self, path: &mut Vec<&'a Certificate>) -> bool {
        let Some(last) = path.last().copied() else { return false };
        if self.anchors.contains(last) {
            return true;
        }
        let (anchors, inside) = (self.anchors, self.inside);
        let mut issuers = anchors
            .iter()
            .chain(inside)
            .filter(|one| one.subject_name() == last.issuer_name())
            .peekable();
        if issuers.peek().is_none() {
            self.note(path.len(), ChainFault::Unknown(last.issuer()));
        }
        for issuer in issuers {
            if path.contains(&issuer) {
                self.note(path.len(), ChainFault::Unknown(last.issuer()));
                continue;
            }
            if path.len() == MAX_PATH || self.checks == MAX_CHECKS {
                self.note(path.len(), ChainFault::TooMany);
                return false;
            }
            self.checks += 1;
            match self.link(path, last, issuer) {
                Ok(()) => {
                    path.push(issuer);
                    if self.climb(path) {
                        return true;
                    }
                    path.pop();
                }
                Err(fault) => self.note(path.len(), fault),
            }
        }
        false
    }

    fn note(&mut self, length: usize, fault: ChainFault) {
        if self.fault.as_ref().is_none_or(|(furthest, _)| length > *furthest) {
            self.fault = Some((length, fault));
        }
    }

    /// Whether a path's last certificate was given by another that may give it.
    fn link(
        &self,
        path: &[&Certificate],
        last: &Certificate,
        issuer: &Certificate,
    ) -> Result<(), ChainFault> {
        let name = issuer.subject();
        let unfit = |why| ChainFault::Unfit { of: issuer.subject(), why };
        let damaged = |_| ChainFault::Damaged(issuer.subject());
        if issuer.key().is_short() {
            return Err(unfit(Unfit::Short(issuer.key_kind())));
        }
        signed_by(last, issuer)?;
        let is_authority = match issuer.constraints().map_err(damaged)? {
            Some(constraints) => {
                // Authorities between the issuer and the first certificate (RFC 5280 4.2.1.9).
                let between = path.iter().skip(1).filter(|one| !one.is_self_issued()).count();
                let allowed = constraints.path_len_constraint;
                if allowed.is_some_and(|most| between > usize::from(most)) {
                    return Err(ChainFault::Length(name));
                }
                constraints.ca
            }
            // Roots of version 1 have no way to say so; who trusts one says it.
            None => issuer.is_version_1() && self.anchors.contains(issuer),
        };
        let gives = issuer.usage().map_err(damaged)?.is_none_or(|usage| usage.key_cert_sign());
        if !is_authority || !gives {
            return Err(ChainFault::NotAuthority(name));
        }
        issuer.good_at(self.at).map_err(unfit)?;
        if let Some(extension) = issuer.unknown_extension(true) {
            return Err(unfit(Unfit::Extension(extension)));
        }
        let serves = issuer.serves(self.purpose).map_err(damaged)?;
        serves.then_some(()).ok_or_else(|| unfit(Unfit::Purpose))?;
        constrained(path, issuer)
    }
}

/// Whether all below an authority keep to its name constraints; a self-issued certificate does not
/// have to unless it is the first (RFC 5280 6.1.3).
fn constrained(path: &[&Certificate], issuer: &Certificate) -> Result<(), ChainFault> {
    let refused = |of: &Certificate, why| {
        Err(ChainFault::Constrained { of: of.subject(), by: issuer.subject(), why })
    };
    let constraints = match Constraints::of(issuer) {
        Ok(Some(constraints)) => constraints,
        Ok(None) => return Ok(()),
        Err(why) => return path.first().map_or(Ok(()), |first| refused(first, why)),
    };
    for (n, one) in path.iter().enumerate() {
        if n > 0 && one.is_self_issued() {
            continue;
        }
        if let Err(why) = constraints.hold_for(one) {
            return refused(one, why);
        }
    }
    Ok(())
}

/// Whether the signature on a certificate is by another's key, over the bytes as they stand.
fn signed_by(one: &Certificate, issuer: &Certificate) -> Result<(), ChainFault> {
    let identifier = one.parsed().signature_algorithm();
    let refused = |why| ChainFault::Algorithm { of: one.subject(), why };
    if identifier != one.parsed().tbs_certificate().signature() {
        return Err(refused(AlgorithmFault::Mismatch));
    }
    let algorithm = Algorithm::of(identifier, None).map_err(refused)?;
    let signature = one.parsed().signature().as_bytes();
    let signature = signature.ok_or_else(|| ChainFault::Damaged(one.subject()))?;
    issuer.key().check(algorithm, &[one.signed()], signature).map_err(|fault| match fault {
        KeyFault::Kind => refused(AlgorithmFault::Unknown(issuer.key_kind())),
        KeyFault::Wrong => ChainFault::Forged(one.subject()),
    })
}
