//! The parameters of `prove`, checked before anything is done.
use super::host_options::HostOptions;
use crate::{handshake_line::PROTOCOL_VERSION, refusal::Refusal};
use base64::{DecodeError, Engine, engine::general_purpose::STANDARD};
use serde::Deserialize;
use serde_json::Value;
use std::{collections::HashMap, time::Duration};
use tonic::codegen::http::uri::{InvalidUri, PathAndQuery};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Prove {
    pub target: Target,
    /// None for a session, which has its own.
    pub tls: Option<Tls>,
    pub deadline_ms: Milliseconds,
    #[serde(default)]
    pub keep_open: bool,
    pub steps: Vec<Step>,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Target {
    Address(Address),
    Plugin(Plugin),
    Attach(Running),
    Session { id: String },
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Address {
    pub network: String,
    pub address: String,
    /// How long its connection may be silent, while it has calls, before it is pinged.
    pub keepalive_ms: Option<Milliseconds>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Plugin {
    pub argv: Vec<String>,
    #[serde(default)]
    pub environment: HashMap<String, String>,
    pub start_timeout_ms: Milliseconds,
    protocol_version: Option<u32>,
    #[serde(default)]
    pub host: HostOptions,
}

impl Plugin {
    /// Those of its application's protocol that the host speaks.
    pub fn versions(&self) -> Vec<u32> {
        let one = || vec![self.protocol_version.unwrap_or(PROTOCOL_VERSION)];
        self.host.protocol_versions.clone().unwrap_or_else(one)
    }
}

/// A plugin that another process has started.
#[derive(Debug, Deserialize)]
pub struct Running {
    pub network: String,
    pub address: String,
    pub pid: i32,
}

/// Files are PEM.
#[derive(Debug, Deserialize)]
#[serde(tag = "mode", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum Tls {
    None,
    Tls { ca: String, server_name: String },
    Mtls { ca: String, server_name: String, certificate: String, key: String },
    AutoMtls { key_type: String, key: String },
}

/// Its calls are made at once.
#[derive(Debug, Deserialize)]
pub struct Step {
    pub name: String,
    pub calls: Vec<Call>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Call {
    #[serde(flatten)]
    pub method: Method,
    /// Names of statuses.
    #[serde(default)]
    pub continue_on: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "call", rename_all = "lowercase")]
pub enum Method {
    Put {
        key: String,
        value: Payload,
    },
    Get {
        key: String,
    },
    Health {
        service: String,
    },
    Unary {
        path: Path,
        value: Payload,
    },
    Rpc(Rpc),
    Broker {
        nonce: Base64,
    },
    Shutdown {
        #[serde(rename = "afterMs", default)]
        after_ms: f64,
    },
}

/// Whatever the library may refuse is left as it stands.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Rpc {
    pub kind: RpcKind,
    pub path: String,
    pub requests: Vec<Payload>,
    pub metadata: Vec<MetadataEntry>,
    /// The call's own.
    pub deadline_ms: Option<f64>,
    pub send_every_ms: f64,
    pub half_close: bool,
    pub compression: Option<Compression>,
    pub wait_for_ready: bool,
    pub cancel: Option<Cancel>,
    /// Before it is begun.
    #[serde(default)]
    pub begin_after_ms: f64,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq)]
#[serde(rename_all = "kebab-case")]
pub enum RpcKind {
    Unary,
    ClientStream,
    ServerStream,
    Bidi,
}

#[derive(Debug, Deserialize)]
pub struct MetadataEntry {
    pub name: String,
    pub value: Base64,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Compression {
    Gzip,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Cancel {
    AfterMs(f64),
    AfterMessages(usize),
}

#[derive(Debug, Deserialize)]
#[serde(try_from = "String")]
pub struct Base64(pub Vec<u8>);

/// `/package.Service/Method`.
#[derive(Debug, Deserialize)]
#[serde(try_from = "String")]
pub struct Path(pub PathAndQuery);

#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Payload {
    Base64(Base64),
    /// Byte i is (first + i) mod 256.
    Pattern {
        size: usize,
        first: u8,
    },
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "f64")]
pub struct Milliseconds(pub Duration);

impl Prove {
    pub fn from_params(params: Value) -> Result<Self, Refusal> {
        let request: Self =
            serde_json::from_value(params).map_err(|error| Refusal::Invalid(error.to_string()))?;
        for call in request.steps.iter().flat_map(|step| &step.calls) {
            if let Method::Rpc(rpc) = &call.method {
                rpc.check()?;
            }
        }
        match &request.target {
            Target::Address(Address { network, .. }) | Target::Attach(Running { network, .. })
                if !matches!(network.as_str(), "tcp" | "unix") =>
            {
                Err(Refusal::unsupported("network", network, "this client dials tcp and unix"))
            }
            Target::Address(_) if request.needs_plugin() => {
                Err(Refusal::invalid("steps", "broker and shutdown are calls of plugin sessions"))
            }
            Target::Plugin(Plugin { argv, .. }) if argv.is_empty() => {
                Err(Refusal::invalid("target.argv", "is empty"))
            }
            Target::Plugin(Plugin { host, .. }) => host.check().map(|()| request),
            _ => Ok(request),
        }
    }

    /// Whether a call is one that only a plugin's host can make.
    pub fn needs_plugin(&self) -> bool {
        let mut calls = self.steps.iter().flat_map(|step| &step.calls);
        calls.any(|call| matches!(call.method, Method::Broker { .. } | Method::Shutdown { .. }))
    }
}

impl Rpc {
    fn check(&self) -> Result<(), Refusal> {
        if self.wait_for_ready {
            return Err(Refusal::unsupported("waitForReady", "true", "tonic has no such choice"));
        }
        let one = matches!(self.kind, RpcKind::Unary | RpcKind::ServerStream);
        if one && self.requests.len() != 1 {
            return Err(Refusal::invalid("requests", "this kind of call has one"));
        }
        Ok(())
    }
}

impl Payload {
    pub fn bytes(&self) -> Vec<u8> {
        match self {
            Self::Base64(Base64(bytes)) => bytes.clone(),
            Self::Pattern { size, first } => {
                (*first..=u8::MAX).chain((0..=u8::MAX).cycle()).take(*size).collect()
            }
        }
    }
}

impl TryFrom<String> for Base64 {
    type Error = DecodeError;

    fn try_from(text: String) -> Result<Self, DecodeError> {
        STANDARD.decode(text).map(Self)
    }
}

impl TryFrom<String> for Path {
    type Error = InvalidUri;

    fn try_from(text: String) -> Result<Self, InvalidUri> {
        text.parse().map(Self)
    }
}

impl TryFrom<f64> for Milliseconds {
    type Error = &'static str;

    fn try_from(number: f64) -> Result<Self, Self::Error> {
        match Duration::try_from_secs_f64(number / 1000.0) {
            Ok(duration) if !duration.is_zero() => Ok(Self(duration)),
            _ => Err("expected a positive number of milliseconds"),
        }
    }
}
