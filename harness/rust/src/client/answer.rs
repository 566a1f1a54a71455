//! What `prove` answers.
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::{error::Error, fmt::Write, time::Instant};

/// Of the contract's fields that tonic does not tell, `server_certificate` and `peer` are always null.
#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase", tag = "kind", rename = "observed")]
pub struct Observed {
    pub start: Option<Start>,
    pub steps: Vec<StepAnswer>,
    pub server_certificate: (),
    /// Base64 DER.
    pub client_certificate: Option<String>,
    pub peer: (),
    /// None where nobody asks for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub output: Option<Output>,
    pub session: Option<String>,
}

/// What a plugin's application has written.
#[derive(Serialize)]
pub struct Output {
    pub stdout: ValueDigest,
    pub stderr: ValueDigest,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Start {
    /// None if there is an error.
    pub line: Option<String>,
    pub elapsed_ms: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<Failure>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StepAnswer {
    pub name: String,
    pub elapsed_ms: f64,
    pub calls: Vec<CallAnswer>,
}

#[derive(Serialize)]
pub struct CallAnswer {
    pub status: &'static str,
    #[serde(flatten)]
    pub text: Failure,
    #[serde(flatten)]
    pub details: Option<Details>,
}

/// An error's text, and those of its causes, outermost first.
#[derive(Default, Serialize)]
pub struct Failure {
    pub message: String,
    pub chain: Vec<String>,
}

#[derive(Serialize)]
#[serde(untagged)]
pub enum Details {
    Value {
        value: ValueDigest,
    },
    Serving {
        serving: &'static str,
    },
    #[serde(rename_all = "camelCase")]
    Shutdown {
        exited: bool,
        waited_ms: f64,
    },
    Rpc {
        rpc: RpcReport,
    },
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RpcReport {
    pub messages: Vec<Message>,
    pub initial: Vec<MetadataEntry>,
    pub trailing: Vec<MetadataEntry>,
    /// Base64.
    pub details: Option<String>,
    pub elapsed_ms: f64,
}

#[derive(Serialize)]
pub struct Message {
    #[serde(flatten)]
    pub digest: ValueDigest,
    /// None of a long one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base64: Option<String>,
}

/// `value` is base64.
#[derive(Serialize)]
pub struct MetadataEntry {
    pub name: String,
    pub value: String,
}

#[derive(Serialize)]
pub struct ValueDigest {
    size: usize,
    sha256: String,
}

impl ValueDigest {
    pub fn new(size: usize, sha256: &[u8]) -> Self {
        Self { size, sha256: hex(sha256) }
    }
}

impl From<&[u8]> for ValueDigest {
    fn from(value: &[u8]) -> Self {
        Self::new(value.len(), &Sha256::digest(value))
    }
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

impl From<&(dyn Error + 'static)> for Failure {
    fn from(error: &(dyn Error + 'static)) -> Self {
        let causes = std::iter::successors(error.source(), |&cause| cause.source());
        Self { message: error.to_string(), chain: causes.map(ToString::to_string).collect() }
    }
}

pub fn milliseconds(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1000.0
}
