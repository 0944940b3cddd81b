//! A PKCS #12 file opened (RFC 7292): its MAC checked, its parts unlocked, its keys and
//! certificates as they stand. What is locked and by how much work is bounded before it is done.

use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockCipherDecrypt, BlockModeDecrypt, KeyInit, KeyIvInit};
use cms::content_info::{CmsVersion, ContentInfo};
use cms::encrypted_data::EncryptedData;
use der::asn1::{ContextSpecific, ObjectIdentifier, OctetString};
use der::oid::db::rfc5911::{ID_DATA, ID_ENCRYPTED_DATA};
use der::oid::db::rfc5912::{ID_SHA_1, ID_SHA_224, ID_SHA_256, ID_SHA_384, ID_SHA_512};
use der::{Any, Decode, DecodeOwned, Encode};
use des::TdesEde3;
use hmac::digest::block_api::BlockSizeUser;
use hmac::digest::{Digest, FixedOutputReset};
use hmac::{Mac, SimpleHmac};
use pkcs5::pbes2::{self, Kdf, PBES2_OID};
use pkcs12::kdf::{Pkcs12KeyType, derive_key_utf8};
use pkcs12::pbe_params::{EncryptedPrivateKeyInfo, Pkcs12PbeParams};
use pkcs12::safe_bag::SafeContents;
use pkcs12::{
    AuthenticatedSafe, CertBag, MacData, PKCS_12_CERT_BAG_OID, PKCS_12_KEY_BAG_OID,
    PKCS_12_PBE_WITH_SHAAND3_KEY_TRIPLE_DES_CBC, PKCS_12_PBEWITH_SHAAND40_BIT_RC2_CBC,
    PKCS_12_PKCS8_KEY_BAG_OID, PKCS_12_X509_CERT_OID, Pfx, SafeBag,
};
use rc2::Rc2;
use rsa::pkcs8::PrivateKeyInfoRef;
use sha1::Sha1;
use sha2::{Sha224, Sha256, Sha384, Sha512, Sha512_224, Sha512_256};
use x509_cert::spki::AlgorithmIdentifierOwned;
use zeroize::Zeroizing;

const ID_SHA_512_224: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.5");
const ID_SHA_512_256: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.6");

/// The most rounds that make a key of the password for one part, a second of work at most.
const MAX_ROUNDS: u64 = 1_000_000;
/// The most for all parts together.
const MAX_ALL_ROUNDS: u64 = 8 * MAX_ROUNDS;
/// The most parts that are locked.
const MAX_LOCKED: u32 = 32;
/// The most bytes that scrypt may fill, all its lanes together.
const MAX_SCRYPT: u64 = 256 * 1024 * 1024;

/// Why a file does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pkcs12Fault {
    Damaged,
    /// It holds something that is no certificate, key or safe known here.
    Content,
    /// An algorithm, or its parameters, that are not taken.
    Algorithm,
    WrongPassword,
    /// The password has characters beyond U+FFFF, which a BMPString has no room for.
    WidePassword,
    TooMuchLocked,
}

impl From<der::Error> for Pkcs12Fault {
    fn from(_: der::Error) -> Self {
        Self::Damaged
    }
}

/// What a file holds, in its order.
#[derive(Default)]
pub(super) struct Contents {
    /// In PKCS #8.
    pub(super) keys: Vec<Zeroizing<Vec<u8>>>,
    /// In DER; whether they can be read is not asked here.
    pub(super) certificates: Vec<Vec<u8>>,
}

/// Opens a file. One without a MAC is taken too. Secrets, lists of revoked certificates and safes
/// within safes are passed over.
pub(super) fn open(pkcs12: &[u8], password: &str) -> Result<Contents, Pkcs12Fault> {
    let Pfx { auth_safe, mac_data, .. } = Pfx::from_der(pkcs12)?;
    let mut opener = Opener { password, rounds: 0, locked: 0, contents: Contents::default() };
    if let Some(mac) = mac_data {
        opener.check(&mac, auth_safe.content.value())?;
    }
    if auth_safe.content_type != ID_DATA {
        return Err(Pkcs12Fault::Content);
    }
    let safes = auth_safe.content.decode_as::<OctetString>()?;
    for safe in AuthenticatedSafe::from_der(safes.as_bytes())? {
        opener.safe(&safe)?;
    }
    Ok(opener.contents)
}

struct Opener<'p> {
    password: &'p str,
    /// How many rounds there were, and how many parts that were locked.
    rounds: u64,
    locked: u32,
    contents: Contents,
}

impl Opener<'_> {
    fn safe(&mut self, safe: &ContentInfo) -> Result<(), Pkcs12Fault> {
        let bags = match safe.content_type {
            ID_DATA => Zeroizing::new(safe.content.decode_as::<OctetString>()?.into_bytes().into()),
            ID_ENCRYPTED_DATA => {
                let encrypted = safe.content.decode_as::<EncryptedData>()?;
                let sealed = encrypted.enc_content_info;
                // Version 0 is the one for keys and certificates (RFC 7292 4.1, RFC 5652 8).
                let (CmsVersion::V0, Some(bytes)) = (encrypted.version, sealed.encrypted_content)
                else {
                    return Err(Pkcs12Fault::Damaged);
                };
                self.unlock(&sealed.content_enc_alg, bytes.as_bytes())?
            }
            _ => return Err(Pkcs12Fault::Content),
        };
        SafeContents::from_der(&bags)?.iter().try_for_each(|bag| self.bag(bag))
    }

    fn bag(&mut self, bag: &SafeBag) -> Result<(), Pkcs12Fault> {
        match bag.bag_id {
            PKCS_12_KEY_BAG_OID => {
                let key = Zeroizing::new(value::<Any>(bag)?.to_der()?);
                self.key(key)?;
            }
            PKCS_12_PKCS8_KEY_BAG_OID => {
                let locked = value::<EncryptedPrivateKeyInfo>(bag)?;
                let key =
                    self.unlock(&locked.encryption_algorithm, locked.encrypted_data.as_bytes())?;
                self.key(key)?;
            }
            PKCS_12_CERT_BAG_OID => {
                let CertBag { cert_id, cert_value } = value(bag)?;
                if cert_id != PKCS_12_X509_CERT_OID {
                    return Err(Pkcs12Fault::Content);
                }
                self.contents.certificates.push(cert_value.into_bytes().into());
            }
            _ => {}
        }
        Ok(())
    }

    fn key(&mut self, key: Zeroizing<Vec<u8>>) -> Result<(), Pkcs12Fault> {
        PrivateKeyInfoRef::from_der(&key)?;
        self.contents.keys.push(key);
        Ok(())
    }

    /// Takes some rounds from what may be done.
    fn spend(&mut self, rounds: u64) -> Result<(), Pkcs12Fault> {
        if rounds > MAX_ROUNDS {
            return Err(Pkcs12Fault::Algorithm);
        }
        self.rounds += rounds;
        self.locked += 1;
        let too_much = self.rounds > MAX_ALL_ROUNDS || self.locked > MAX_LOCKED;
        if too_much { Err(Pkcs12Fault::TooMuchLocked) } else { Ok(()) }
    }

    fn check(&mut self, mac: &MacData, content: &[u8]) -> Result<(), Pkcs12Fault> {
        self.spend(u64::try_from(mac.iterations).unwrap_or(0))?;
        match mac.mac.algorithm.oid {
            ID_SHA_1 => self.check_with::<Sha1>(mac, content),
            ID_SHA_224 => self.check_with::<Sha224>(mac, content),
            ID_SHA_256 => self.check_with::<Sha256>(mac, content),
            ID_SHA_384 => self.check_with::<Sha384>(mac, content),
            ID_SHA_512 => self.check_with::<Sha512>(mac, content),
            ID_SHA_512_224 => self.check_with::<Sha512_224>(mac, content),
            ID_SHA_512_256 => self.check_with::<Sha512_256>(mac, content),
            _ => Err(Pkcs12Fault::Algorithm),
        }
    }

    fn check_with<D>(&self, mac: &MacData, content: &[u8]) -> Result<(), Pkcs12Fault>
    where
        D: Digest + FixedOutputReset + BlockSizeUser,
    {
        let (salt, size) = (mac.mac_salt.as_bytes(), <D as Digest>::output_size());
        let key = self.derive::<D>(salt, Pkcs12KeyType::Mac, mac.iterations, size)?;
        let hmac = <SimpleHmac<D> as KeyInit>::new_from_slice(&key);
        let hmac = hmac.map_err(|_| Pkcs12Fault::Algorithm)?.chain_update(content);
        hmac.verify_slice(mac.mac.digest.as_bytes()).map_err(|_| Pkcs12Fault::WrongPassword)
    }

    fn unlock(
        &mut self,
        lock: &AlgorithmIdentifierOwned,
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, Pkcs12Fault> {
        let parameters = lock.parameters.as_ref().ok_or(Pkcs12Fault::Algorithm)?;
        match lock.oid {
            PBES2_OID => self.unlock_pbes2(&parameters.to_der()?, sealed),
            PKCS_12_PBE_WITH_SHAAND3_KEY_TRIPLE_DES_CBC => {
                self.unlock_older::<TdesEde3>(&parameters.decode_as()?, 24, sealed)
            }
            PKCS_12_PBEWITH_SHAAND40_BIT_RC2_CBC => {
                self.unlock_older::<Rc2>(&parameters.decode_as()?, 5, sealed)
            }
            _ => Err(Pkcs12Fault::Algorithm),
        }
    }

    fn unlock_pbes2(
        &mut self,
        parameters: &[u8],
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, Pkcs12Fault> {
        let parameters = pbes2::Parameters::from_der(parameters)?;
        self.spend(match &parameters.kdf {
            Kdf::Pbkdf2(pbkdf2) => pbkdf2.iteration_count.into(),
            Kdf::Scrypt(scrypt) => {
                let block = 128 * u64::from(scrypt.block_size) * u64::from(scrypt.parallelization);
                let bytes = scrypt.cost_parameter.saturating_mul(block);
                bytes / (MAX_SCRYPT / MAX_ROUNDS)
            }
            _ => return Err(Pkcs12Fault::Algorithm),
        })?;
        let opened = parameters.decrypt(self.password, sealed).map(Zeroizing::new);
        opened.map_err(|error| match error {
            pkcs5::Error::DecryptFailed => Pkcs12Fault::WrongPassword,
            _ => Pkcs12Fault::Algorithm,
        })
    }

    /// A part locked in one of the ways that PKCS #12 itself has, with a key of some bytes.
    fn unlock_older<C: BlockCipherDecrypt + KeyInit>(
        &mut self,
        parameters: &Pkcs12PbeParams,
        size: usize,
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, Pkcs12Fault> {
        let (salt, rounds) = (parameters.salt.as_bytes(), parameters.iterations);
        self.spend(u64::try_from(rounds).unwrap_or(0))?;
        let key = self.derive::<Sha1>(salt, Pkcs12KeyType::EncryptionKey, rounds, size)?;
        let start = self.derive::<Sha1>(salt, Pkcs12KeyType::Iv, rounds, C::block_size())?;
        let cipher = cbc::Decryptor::<C>::new_from_slices(&key, &start);
        let cipher = cipher.map_err(|_| Pkcs12Fault::Algorithm)?;
        let opened = cipher.decrypt_padded_vec::<Pkcs7>(sealed).map(Zeroizing::new);
        opened.map_err(|_| Pkcs12Fault::WrongPassword)
    }

    fn derive<D>(
        &self,
        salt: &[u8],
        kind: Pkcs12KeyType,
        rounds: i32,
        size: usize,
    ) -> Result<Zeroizing<Vec<u8>>, Pkcs12Fault>
    where
        D: Digest + FixedOutputReset + BlockSizeUser,
    {
        let key = derive_key_utf8::<D>(self.password, salt, kind, rounds, size);
        key.map(Zeroizing::new).map_err(|_| Pkcs12Fault::WidePassword)
    }
}

fn value<T>(bag: &SafeBag) -> Result<T, Pkcs12Fault>
where
    T: DecodeOwned<Error = der::Error> + for<'a> Decode<'a, Error = der::Error> + der::Tagged,
{
    let explicit = ContextSpecific::<T>::from_der(&bag.bag_value)?;
    Ok(explicit.value)
}

#[cfg(test)]
mod tests {
    use cbc::cipher::BlockModeEncrypt;
    use cms::enveloped_data::EncryptedContentInfo;
    use pkcs12::pfx::Version;

    use super::*;

    /// A key of no known kind, in PKCS #8.
    const KEY: [u8; 14] = *b"\x30\x0C\x02\x01\x00\x30\x05\x06\x03\x2A\x03\x04\x04\x00";

    const LOCK: ObjectIdentifier = PKCS_12_PBEWITH_SHAAND40_BIT_RC2_CBC;

    /// Bytes locked by some rounds, and by what.
    fn seal(bytes: &[u8], rounds: i32) -> (AlgorithmIdentifierOwned, OctetString) {
        let salt = [1; 8];
        let part = |kind, size| derive_key_utf8::<Sha1>("呈报", &salt, kind, rounds, size).unwrap();
        let (key, start) = (part(Pkcs12KeyType::EncryptionKey, 5), part(Pkcs12KeyType::Iv, 8));
        let cipher = cbc::Encryptor::<Rc2>::new_from_slices(&key, &start).unwrap();
        let sealed = cipher.encrypt_padded_vec::<Pkcs7>(bytes);
        let salt = OctetString::new(salt).unwrap();
        let parameters = Pkcs12PbeParams { salt, iterations: rounds };
        let parameters = Some(Any::encode_from(&parameters).unwrap());
        (AlgorithmIdentifierOwned { oid: LOCK, parameters }, OctetString::new(sealed).unwrap())
    }

    fn file(safes: &[ContentInfo]) -> Vec<u8> {
        let auth_safe = data(&safes.to_vec().to_der().unwrap());
        Pfx { version: Version::V3, auth_safe, mac_data: None }.to_der().unwrap()
    }

    /// A file of parts that are each locked by some rounds.
    fn locked(parts: usize, rounds: i32) -> Vec<u8> {
        let (encryption_algorithm, encrypted_data) = seal(&KEY, rounds);
        let key = EncryptedPrivateKeyInfo { encryption_algorithm, encrypted_data };
        let bag = SafeBag {
            bag_id: PKCS_12_PKCS8_KEY_BAG_OID,
            bag_value: key.to_der().unwrap(),
            bag_attributes: None,
        };
        file(&[data(&vec![bag; parts].to_der().unwrap())])
    }

    /// A file whose safe is locked as a whole.
    fn locked_safe(version: CmsVersion) -> Vec<u8> {
        let bag =
            SafeBag { bag_id: PKCS_12_KEY_BAG_OID, bag_value: KEY.to_vec(), bag_attributes: None };
        let (content_enc_alg, bytes) = seal(&vec![bag].to_der().unwrap(), 1);
        let enc_content_info = EncryptedContentInfo {
            content_type: ID_DATA,
            content_enc_alg,
            encrypted_content: Some(bytes),
        };
        let encrypted = EncryptedData { version, enc_content_info, unprotected_attrs: None };
        let content = Any::encode_from(&encrypted).unwrap();
        file(&[ContentInfo { content_type: ID_ENCRYPTED_DATA, content }])
    }

    fn data(bytes: &[u8]) -> ContentInfo {
        let content = Any::encode_from(&OctetString::new(bytes).unwrap()).unwrap();
        ContentInfo { content_type: ID_DATA, content }
    }

    #[test]
    fn a_locked_safe_is_of_the_version_for_keys_and_certificates() {
        let keys = |version| open(&locked_safe(version), "呈报").map(|it| it.keys.len());
        assert_eq!(keys(CmsVersion::V0), Ok(1));
        assert_eq!(keys(CmsVersion::V2), Err(Pkcs12Fault::Damaged));
    }

    #[test]
    fn what_a_file_may_cost_is_bounded() {
        let keys = |parts, rounds| open(&locked(parts, rounds), "呈报").map(|it| it.keys.len());
        assert_eq!(keys(32, 1), Ok(32));
        assert_eq!(keys(33, 1), Err(Pkcs12Fault::TooMuchLocked));
        assert_eq!(keys(1, 1_000_001), Err(Pkcs12Fault::Algorithm));
        let mut opener =
            Opener { password: "", rounds: 0, locked: 0, contents: Contents::default() };
        assert!((0..8).all(|_| opener.spend(MAX_ROUNDS).is_ok()));
        assert_eq!(opener.spend(1), Err(Pkcs12Fault::TooMuchLocked));
    }
}
