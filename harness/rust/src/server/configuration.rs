//! `KV_SERVER_CONFIG`: what to listen on, and how.
use crate::{handshake_line::PROTOCOL_VERSION, identity::KeyType, refusal::Refusal, tls::Limits};
use serde::Deserialize;
use std::{path::Path, time::Duration};

#[derive(Debug)]
pub struct Configuration {
    pub end_on_stdin_eof: bool,
    pub serve: Serve,
}

#[derive(Debug)]
pub enum Serve {
    /// At least one.
    Standalone(Vec<Listener<Standalone>>),
    Plugin {
        listener: Box<Listener<OwnKey>>,
        /// Of its application's protocol, at least one.
        versions: Vec<u32>,
    },
}

#[derive(Debug)]
pub struct Listener<Security> {
    pub id: String,
    pub network: String,
    /// Empty for a plugin that is to listen where go-plugin would.
    pub address: String,
    pub security: Security,
    pub limits: Limits,
    pub connections: Connections,
}

/// Limits of connections; None leaves one to tonic.
#[derive(Clone, Copy, Debug, Default)]
pub struct Connections {
    pub max_concurrent_streams: Option<u32>,
    pub max_age: Option<Duration>,
    /// How long one may be silent before its client is pinged.
    pub keepalive: Option<Duration>,
}

impl<Security> Listener<Security> {
    /// For texts about it.
    pub fn place(&self) -> String {
        format!("listener {}", self.id)
    }
}

/// Paths of PEM files.
#[derive(Debug)]
pub enum Standalone {
    None,
    Tls { certificate: String, key: String, client_ca: Option<String> },
}

#[derive(Debug)]
pub enum OwnKey {
    /// Its file is PEM.
    Given {
        key_type: KeyType,
        file: String,
    },
    Chosen,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Written {
    #[serde(default)]
    end_on_stdin_eof: bool,
    listeners: Vec<WrittenListener>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WrittenListener {
    id: String,
    mode: String,
    network: String,
    #[serde(default)]
    address: String,
    protocol_versions: Option<Vec<u32>>,
    certificate: Option<String>,
    key: Option<String>,
    client_ca: Option<String>,
    tls_version: Option<String>,
    group: Option<String>,
    key_type: Option<String>,
    max_concurrent_streams: Option<u32>,
    max_connection_age_ms: Option<u64>,
    keepalive_ms: Option<u64>,
}

impl Configuration {
    /// What a go-plugin host that knows nothing of `KV_SERVER_CONFIG` gets.
    pub fn plain_plugin() -> Self {
        let (id, network, address) = ("plugin".into(), "tcp".into(), "127.0.0.1:0".into());
        let (limits, connections) = (Limits::default(), Connections::default());
        let security = OwnKey::Chosen;
        let listener = Listener { id, network, address, security, limits, connections };
        let serve =
            Serve::Plugin { listener: Box::new(listener), versions: vec![PROTOCOL_VERSION] };
        Self { end_on_stdin_eof: false, serve }
    }

    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let written: Written = serde_json::from_str(text)
            .map_err(|error| Refusal::invalid("KV_SERVER_CONFIG", error))?;
        let serve = match <[_; 1]>::try_from(written.listeners) {
            Ok([mut one]) if one.mode == "auto-mtls" => {
                let versions = one.protocol_versions.take().unwrap_or(vec![PROTOCOL_VERSION]);
                let listener = Box::new(one.read(WrittenListener::own_key)?);
                Serve::Plugin { listener, versions }
            }
            Ok(one) => Serve::Standalone(standalone(one.into())?),
            Err(any) => Serve::Standalone(standalone(any)?),
        };
        Ok(Self { end_on_stdin_eof: written.end_on_stdin_eof, serve })
    }
}

fn standalone(written: Vec<WrittenListener>) -> Result<Vec<Listener<Standalone>>, Refusal> {
    if written.is_empty() || written.iter().any(|listener| listener.mode == "auto-mtls") {
        let expected = "expected one auto-mtls listener, or one or more of the other modes";
        return Err(Refusal::invalid("KV_SERVER_CONFIG.listeners", expected));
    }
    written.into_iter().map(|listener| listener.read(WrittenListener::standalone)).collect()
}

impl WrittenListener {
    fn read<Security>(
        mut self,
        security: impl FnOnce(&mut Self) -> Result<Security, Refusal>,
    ) -> Result<Listener<Security>, Refusal> {
        let place = format!("listener {}", self.id);
        let security = security(&mut self).and_then(|read| self.check_network().map(|()| read));
        let security = security.map_err(|refusal| refusal.at(&place))?;
        let Self { id, network, address, tls_version, group, max_concurrent_streams, .. } = self;
        let max_age = self.max_connection_age_ms.map(Duration::from_millis);
        let keepalive = self.keepalive_ms.map(Duration::from_millis);
        Ok(Listener {
            id,
            network,
            address,
            security,
            limits: Limits { version: tls_version, group },
            connections: Connections { max_concurrent_streams, max_age, keepalive },
        })
    }

    fn check_network(&self) -> Result<(), Refusal> {
        match self.network.as_str() {
            "unix" if self.address.is_empty() && self.mode == "auto-mtls" => Ok(()),
            _ if self.address.is_empty() => Err(Refusal::invalid("address", "expected a text")),
            "tcp" => Ok(()),
            "unix" if Path::new(&self.address).is_absolute() => Ok(()),
            "unix" => Err(Refusal::invalid("address", "expected an absolute path")),
            other => {
                Err(Refusal::unsupported("network", other, "this server listens on tcp and unix"))
            }
        }
    }

    fn standalone(&mut self) -> Result<Standalone, Refusal> {
        let client_ca = match self.mode.as_str() {
            "none" => return Ok(Standalone::None),
            "tls" => None,
            "mtls" => Some(required("clientCa", &mut self.client_ca)?),
            other => return Err(Refusal::unsupported("mode", other, "not known to this server")),
        };
        let certificate = required("certificate", &mut self.certificate)?;
        Ok(Standalone::Tls { certificate, key: required("key", &mut self.key)?, client_ca })
    }

    fn own_key(&mut self) -> Result<OwnKey, Refusal> {
        let key_type = KeyType::named(&required("keyType", &mut self.key_type)?)?;
        Ok(OwnKey::Given { key_type, file: required("key", &mut self.key)? })
    }
}

fn required(field: &str, value: &mut Option<String>) -> Result<String, Refusal> {
    value.take().ok_or_else(|| Refusal::invalid(field, "expected a text"))
}
