//! Channels, with tonic's own TLS.
use crate::{
    identity::{self, Identity},
    listen::dial,
};
use hyper_util::rt::TokioIo;
use std::time::Duration;
use tonic::transport::{Certificate, Channel, ClientTlsConfig, Endpoint, Error, Uri};

/// All of it PEM but the name.
#[derive(Clone)]
pub struct ClientTls {
    /// The only roots.
    pub ca: Vec<u8>,
    pub server_name: String,
    /// Chain and key.
    pub identity: Option<(Vec<u8>, Vec<u8>)>,
}

impl ClientTls {
    /// Of one side in `AutoMTLS`: the other's certificate is the only root.
    pub fn auto(own: &Identity, other: &[u8]) -> Self {
        Self {
            ca: other.into(),
            server_name: identity::NAME.into(),
            identity: Some((own.certificate.clone().into(), own.key.clone().into())),
        }
    }
}

/// Connects at its first call. An error is the library's about the client's own certificates or key.
/// A network other than `unix` is TCP.
pub fn channel(network: &str, address: &str, tls: Option<ClientTls>) -> Result<Channel, Error> {
    kept_alive(network, address, tls, None)
}

/// As `channel`. One that has calls is pinged after so long a silence; None: never.
pub fn kept_alive(
    network: &str,
    address: &str,
    tls: Option<ClientTls>,
    silence: Option<Duration>,
) -> Result<Channel, Error> {
    let endpoint = match tls {
        // tonic takes the name for the :authority from the URI; who is dialled is the connector's matter.
        Some(tls) => Endpoint::from_shared(format!("https://{}", tls.server_name))?
            .tls_config(client_config(tls))?,
        None if network == "unix" => Endpoint::from_static("http://localhost"),
        None => Endpoint::from_shared(format!("http://{address}"))?,
    };
    let endpoint = match silence {
        Some(silence) => endpoint.http2_keep_alive_interval(silence),
        None => endpoint,
    };
    let (network, address) = (network.to_owned(), address.to_owned());
    Ok(endpoint.connect_with_connector_lazy(tower::service_fn(move |_: Uri| {
        let (network, address) = (network.clone(), address.clone());
        async move { dial(&network, &address).await.map(TokioIo::new) }
    })))
}

fn client_config(tls: ClientTls) -> ClientTlsConfig {
    let config = ClientTlsConfig::new()
        .ca_certificate(Certificate::from_pem(tls.ca))
        .domain_name(tls.server_name)
        .use_key_log();
    match tls.identity {
        Some((chain, key)) => config.identity(tonic::transport::Identity::from_pem(chain, key)),
        None => config,
    }
}
