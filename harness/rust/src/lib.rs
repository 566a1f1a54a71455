//! What server and client of tonic's implementation are made of; harness/CONTRACT.md says what they owe.

pub mod channel;
pub mod client;
mod go_plugin;
pub mod handshake_line;
pub mod identity;
pub mod listen;
mod metadata;
pub mod provider;
pub mod refusal;
pub mod server;
pub mod tls;

/// Generated from the repository's `proto` folder.
#[allow(clippy::pedantic)]
pub mod pb {
    pub mod kv {
        tonic::include_proto!("proto");
    }
    pub mod go_plugin {
        tonic::include_proto!("plugin");
    }
    pub mod handshakematrix {
        tonic::include_proto!("handshakematrix.v1");
    }
    pub const DESCRIPTORS: &[u8] = include_bytes!("../../../proto/descriptors.binpb");
}

/// The trailing metadata of `proto.KV` that tells a client the DER of its certificate.
pub const TRAILER: &str = "kv-peer-certificate-bin";

/// Sends the libraries' own logs to stderr, as far as `RUST_LOG` asks for them.
pub fn log_to_stderr() {
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::from_default_env())
        .with_writer(std::io::stderr)
        .with_ansi(false)
        .init();
}
