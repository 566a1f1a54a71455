//! The self-signed leaf of one side in `AutoMTLS`.
use crate::refusal::{Refusal, read};
use rcgen::{
    CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa, KeyPair,
    KeyUsagePurpose,
};
use time::{Duration, OffsetDateTime};

/// The name that both sides of `AutoMTLS` verify.
pub const NAME: &str = "localhost";

/// A key type that an own certificate is made for.
#[derive(Clone, Copy, Debug)]
pub struct KeyType {
    name: &'static str,
    /// Of a public key, as rcgen gives it: no two types have the same number.
    public_bytes: usize,
}

const KEY_TYPES: [KeyType; 7] = [
    KeyType { name: "p256", public_bytes: 65 },
    KeyType { name: "p384", public_bytes: 97 },
    KeyType { name: "p521", public_bytes: 133 },
    KeyType { name: "rsa2048", public_bytes: 270 },
    KeyType { name: "rsa3072", public_bytes: 398 },
    KeyType { name: "rsa4096", public_bytes: 526 },
    KeyType { name: "ed25519", public_bytes: 32 },
];

impl KeyType {
    pub fn named(name: &str) -> Result<Self, Refusal> {
        let known = KEY_TYPES.into_iter().find(|key_type| key_type.name == name);
        known.ok_or_else(|| {
            Refusal::unsupported("keyType", name, "not known to this implementation")
        })
    }
}

#[derive(Clone)]
pub struct Identity {
    pub der: Vec<u8>,
    /// PEM, as is the key.
    pub certificate: String,
    pub key: String,
}

impl Identity {
    /// Over the key in a file, which must be of the type.
    pub fn over_file(key_type: KeyType, path: &str) -> Result<Self, Refusal> {
        let pem = String::from_utf8(read(path)?).map_err(|error| Refusal::invalid(path, error))?;
        let key = KeyPair::from_pem(&pem).map_err(|error| Refusal::invalid(path, error))?;
        if key.public_key_raw().len() != key_type.public_bytes {
            return Err(Refusal::invalid(
                path,
                format_args!("the key is not of type {}", key_type.name),
            ));
        }
        Self::over(&key, pem)
    }

    /// Over a new P-256 key.
    pub fn fresh() -> Result<Self, Refusal> {
        let key = KeyPair::generate().map_err(|error| Refusal::invalid("own key", error))?;
        Self::over(&key, key.serialize_pem())
    }

    fn over(key: &KeyPair, pem: String) -> Result<Self, Refusal> {
        let fault = |error: rcgen::Error| Refusal::invalid("own certificate", error);
        let mut leaf = CertificateParams::new([NAME.to_owned()]).map_err(fault)?;
        leaf.distinguished_name = DistinguishedName::new();
        leaf.distinguished_name.push(DnType::CommonName, NAME);
        leaf.is_ca = IsCa::ExplicitNoCa;
        leaf.key_usages = vec![KeyUsagePurpose::DigitalSignature, KeyUsagePurpose::KeyEncipherment];
        leaf.extended_key_usages =
            vec![ExtendedKeyUsagePurpose::ServerAuth, ExtendedKeyUsagePurpose::ClientAuth];
        let now = OffsetDateTime::now_utc();
        // 30 s ago, as go-plugin's own: clocks of two sides differ.
        leaf.not_before = now - Duration::seconds(30);
        leaf.not_after = now + Duration::days(1);
        let certificate = leaf.self_signed(key).map_err(fault)?;
        Ok(Self { der: certificate.der().to_vec(), certificate: certificate.pem(), key: pem })
    }
}
