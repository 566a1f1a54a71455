//! What a plugin's application writes, as it comes over `plugin.GRPCStdio` (go-plugin's `grpc_stdio.go`).
use super::answer::{Output, ValueDigest};
use crate::pb::go_plugin::{
    StdioData, grpc_stdio_client::GrpcStdioClient, stdio_data::Channel as Stream,
};
use sha2::{Digest, Sha256};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio_util::task::AbortOnDropHandle;
use tonic::transport::Channel;

/// Streams for as long as the value lives.
pub struct HostOutput {
    came: Arc<Came>,
    _streaming: AbortOnDropHandle<()>,
}

#[derive(Default)]
struct Came {
    stdout: Mutex<Digesting>,
    stderr: Mutex<Digesting>,
}

#[derive(Default)]
struct Digesting {
    size: usize,
    sha256: Sha256,
}

impl HostOutput {
    pub fn stream(channel: Channel) -> Self {
        let came = Arc::<Came>::default();
        let streaming = tokio::spawn(read(channel, came.clone()));
        Self { came, _streaming: AbortOnDropHandle::new(streaming) }
    }

    /// All that has come so far.
    pub fn report(&self) -> Output {
        Output { stdout: digest(&self.came.stdout), stderr: digest(&self.came.stderr) }
    }
}

/// A plugin without the service, and its end, are no errors of the host.
async fn read(channel: Channel, came: Arc<Came>) {
    let Ok(answer) = GrpcStdioClient::new(channel).stream_stdio(()).await else { return };
    let mut pieces = answer.into_inner();
    while let Ok(Some(piece)) = pieces.message().await {
        add(&came, &piece);
    }
}

fn add(came: &Came, piece: &StdioData) {
    let is_stdout = piece.channel() == Stream::Stdout;
    let mut digesting = lock(if is_stdout { &came.stdout } else { &came.stderr });
    digesting.size += piece.data.len();
    digesting.sha256.update(&piece.data);
}

fn digest(of: &Mutex<Digesting>) -> ValueDigest {
    let Digesting { size, sha256 } = &*lock(of);
    ValueDigest::new(*size, &sha256.clone().finalize())
}

fn lock(of: &Mutex<Digesting>) -> MutexGuard<'_, Digesting> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}
