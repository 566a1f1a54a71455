//! What a plugin's application writes, streamed to its host (go-plugin's `grpc_stdio.go`).
use crate::pb::go_plugin::{StdioData, stdio_data::Channel};
use futures_util::{Stream, stream};
use std::sync::Arc;
use tokio::sync::{
    Mutex,
    mpsc::{self, UnboundedReceiver, UnboundedSender},
};

/// go-plugin's own pieces have this size at most.
const PIECE: usize = 1024;

/// Kept until a host streams it. Clones share it.
#[derive(Clone)]
pub struct PluginOutput {
    written: UnboundedSender<StdioData>,
    kept: Arc<Mutex<UnboundedReceiver<StdioData>>>,
}

impl Default for PluginOutput {
    fn default() -> Self {
        let (written, kept) = mpsc::unbounded_channel();
        Self { written, kept: Arc::new(Mutex::new(kept)) }
    }
}

impl PluginOutput {
    pub fn write(&self, channel: Channel, bytes: &[u8]) {
        for piece in bytes.chunks(PIECE) {
            let piece = StdioData { channel: channel.into(), data: piece.into() };
            // It cannot fail: the receiver is a part of this.
            let _ = self.written.send(piece);
        }
    }

    /// Waits for more without end. Of two streams each has a part, as under go-plugin.
    pub fn pieces(&self) -> impl Stream<Item = StdioData> + use<> {
        stream::unfold(self.clone(), |output| async {
            let piece = output.kept.lock().await.recv().await?;
            Some((piece, output))
        })
    }
}
