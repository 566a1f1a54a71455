//! A go-plugin plugin that serves `proto.KV`, or any number of standalone listeners.
use kv_harness::{log_to_stderr, provider::Provider, refusal::Refusal, server};
use std::{env, process};

#[tokio::main]
async fn main() {
    if env::var("BASIC_PLUGIN").as_deref() != Ok("hello") {
        eprintln!(
            "kv-server: this is a plugin of the gRPC handshake matrix: a go-plugin host starts it with BASIC_PLUGIN=hello"
        );
        process::exit(1);
    }
    log_to_stderr();
    let code = match server::serve(Provider::install()).await {
        Ok(()) => 0,
        Err(refusal) => {
            eprintln!("{refusal}");
            match refusal {
                Refusal::Unsupported(_) => 127,
                Refusal::Invalid(_) => 1,
            }
        }
    };
    // Not a return: a thread that reads stdin would hold up the runtime's end.
    process::exit(code);
}
