//! TLS of listeners. Not tonic's own: that takes neither a TLS version nor a group.
use crate::{identity::Identity, provider::Provider, refusal::Refusal};
use rustls::{
    KeyLogFile, NamedGroup, RootCertStore, ServerConfig, SupportedProtocolVersion,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
    server::WebPkiClientVerifier,
    version::{TLS12, TLS13},
};
use std::sync::Arc;
use tokio_rustls::TlsAcceptor;

/// What a listener may negotiate; all that the stack has, where nothing is named.
#[derive(Debug, Default)]
pub struct Limits {
    pub version: Option<String>,
    pub group: Option<String>,
}

/// All three are PEM. Without `client_ca` no client certificate is asked for, with it one is required.
pub struct Credentials {
    pub certificate: Vec<u8>,
    pub key: Vec<u8>,
    pub client_ca: Option<Vec<u8>>,
}

impl Credentials {
    /// Of one side in `AutoMTLS`: the other's certificate is the only one that is let in.
    pub fn auto(own: &Identity, other: &[u8]) -> Self {
        let Identity { certificate, key, .. } = own.clone();
        Self { certificate: certificate.into(), key: key.into(), client_ca: Some(other.into()) }
    }
}

pub fn acceptor(
    credentials: &Credentials,
    limits: &Limits,
    provider: Provider,
) -> Result<TlsAcceptor, Refusal> {
    let mut cryptography = provider.cryptography();
    if let Some(group) = &limits.group {
        let wanted = named_group(group)?;
        let had = provider.groups().iter().copied();
        cryptography.kx_groups = had.filter(|group| group.name() == wanted).collect();
        if cryptography.kx_groups.is_empty() {
            let reason = format_args!("rustls with {} does not have it", provider.package());
            return Err(Refusal::unsupported("group", group, reason));
        }
    }
    let key = private_key(&credentials.key, provider)?;
    let cryptography = Arc::new(cryptography);
    let builder = ServerConfig::builder_with_provider(cryptography.clone())
        .with_protocol_versions(&versions(limits)?)
        .map_err(|error| Refusal::invalid("tlsVersion", error))?;
    let builder = match &credentials.client_ca {
        None => builder.with_no_client_auth(),
        Some(pem) => {
            let mut roots = RootCertStore::empty();
            for root in certificates(pem)? {
                roots.add(root).map_err(|error| Refusal::invalid("clientCa", error))?;
            }
            let verifier =
                WebPkiClientVerifier::builder_with_provider(Arc::new(roots), cryptography)
                    .build()
                    .map_err(|error| Refusal::invalid("clientCa", error))?;
            builder.with_client_cert_verifier(verifier)
        }
    };
    let mut config = builder
        .with_single_cert(certificates(&credentials.certificate)?, key)
        .map_err(|error| Refusal::invalid("certificate", error))?;
    config.alpn_protocols = vec![b"h2".to_vec()];
    config.key_log = Arc::new(KeyLogFile::new());
    Ok(TlsAcceptor::from(Arc::new(config)))
}

/// Reads a PEM key; one that the provider cannot sign with is a knob that the stack does not turn.
pub fn private_key(pem: &[u8], provider: Provider) -> Result<PrivateKeyDer<'static>, Refusal> {
    let key = PrivateKeyDer::from_pem_slice(pem).map_err(|error| Refusal::invalid("key", error))?;
    match provider.cryptography().key_provider.load_private_key(key.clone_key()) {
        Ok(_) => Ok(key),
        Err(error) => {
            Err(Refusal::Unsupported(format!("key: rustls with {}: {error}", provider.package())))
        }
    }
}

fn certificates(pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, Refusal> {
    CertificateDer::pem_slice_iter(pem)
        .collect::<Result<_, _>>()
        .map_err(|error| Refusal::invalid("certificate", error))
}

fn named_group(name: &str) -> Result<NamedGroup, Refusal> {
    match name {
        "x25519" => Ok(NamedGroup::X25519),
        "secp256r1" => Ok(NamedGroup::secp256r1),
        "secp384r1" => Ok(NamedGroup::secp384r1),
        "secp521r1" => Ok(NamedGroup::secp521r1),
        "X25519MLKEM768" => Ok(NamedGroup::X25519MLKEM768),
        "SecP256r1MLKEM768" => Ok(NamedGroup::secp256r1MLKEM768),
        "SecP384r1MLKEM1024" => Ok(NamedGroup::from(0x11ed)),
        _ => Err(Refusal::unsupported("group", name, "not known to this implementation")),
    }
}

fn versions(limits: &Limits) -> Result<Vec<&'static SupportedProtocolVersion>, Refusal> {
    match limits.version.as_deref() {
        None => Ok(vec![&TLS13, &TLS12]),
        Some("1.2") => Ok(vec![&TLS12]),
        Some("1.3") => Ok(vec![&TLS13]),
        Some(other) => Err(Refusal::unsupported("tlsVersion", other, "rustls has 1.2 and 1.3")),
    }
}
