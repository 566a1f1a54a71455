//! The client: a JSON-RPC 2.0 worker, one message a line on stdin and stdout.
//!
//! At the end of stdin the requests that were begun are still answered, each within its own deadline;
//! then the plugins of open sessions end.
mod answer;
mod call;
mod describe;
mod host_broker;
mod host_options;
mod host_output;
mod plugin_host;
mod plugin_process;
mod prove;
pub mod request;
mod rpc;
mod running_plugin;
mod session;
mod unary;

use crate::{provider::Provider, refusal::Refusal};
use describe::describe;
use prove::Prover;
use serde_json::{Value, json};
use std::sync::Arc;
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader, stdin, stdout},
    sync::mpsc,
};

// JSON-RPC 2.0 section 5.1.
const PARSE_ERROR: i32 = -32700;
const INVALID_REQUEST: i32 = -32600;
const METHOD_NOT_FOUND: i32 = -32601;
const INVALID_PARAMS: i32 = -32602;

/// Answers requests, which may overlap, until the end of stdin.
pub async fn serve(provider: Provider) {
    let prover = Arc::new(Prover::new(provider));
    let (answers, to_write) = mpsc::unbounded_channel();
    let writing = tokio::spawn(write(to_write));
    let mut lines = BufReader::new(stdin()).split(b'\n');
    while let Ok(Some(line)) = lines.next_segment().await {
        if line.trim_ascii().is_empty() {
            continue;
        }
        let (prover, answers) = (prover.clone(), answers.clone());
        tokio::spawn(async move {
            // It fails only where nobody reads the answers any more.
            let _ = answers.send(answer(&line, &prover).await);
        });
    }
    drop(answers);
    let _ = writing.await;
    prover.close().await;
}

async fn write(mut answers: mpsc::UnboundedReceiver<Value>) {
    let mut stdout = stdout();
    while let Some(answer) = answers.recv().await {
        let line = format!("{answer}\n");
        if stdout.write_all(line.as_bytes()).await.is_err() || stdout.flush().await.is_err() {
            return;
        }
    }
}

async fn answer(line: &[u8], prover: &Prover) -> Value {
    let request: Value = match serde_json::from_slice(line) {
        Ok(request) => request,
        Err(error) => return failure(&Value::Null, PARSE_ERROR, &format!("Parse error: {error}")),
    };
    let id = &request["id"];
    let params = request.get("params").cloned().unwrap_or_else(|| json!({}));
    let result = match request["method"].as_str() {
        None => return failure(id, INVALID_REQUEST, "Invalid Request"),
        Some("describe") => Ok(describe()),
        Some("prove") => prover.prove(params).await.map(|answer| json!(answer)),
        Some(other) => return failure(id, METHOD_NOT_FOUND, &format!("Method not found: {other}")),
    };
    match result {
        Ok(result) => json!({ "jsonrpc": "2.0", "id": id, "result": result }),
        Err(Refusal::Unsupported(reason)) => {
            json!({ "jsonrpc": "2.0", "id": id, "result": { "kind": "unsupported", "reason": reason } })
        }
        Err(Refusal::Invalid(text)) => {
            failure(id, INVALID_PARAMS, &format!("Invalid params: {text}"))
        }
    }
}

fn failure(id: &Value, code: i32, message: &str) -> Value {
    json!({ "jsonrpc": "2.0", "id": id, "error": { "code": code, "message": message } })
}
