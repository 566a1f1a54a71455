//! The client: a worker that answers JSON-RPC requests on stdin.
use kv_harness::{client, log_to_stderr, provider::Provider};

#[tokio::main]
async fn main() {
    log_to_stderr();
    client::serve(Provider::install()).await;
}
