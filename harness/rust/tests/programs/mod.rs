//! The two programs, started. No file of tests uses all of it.
#![allow(dead_code)]
use rcgen::{KeyPair, PKCS_ECDSA_P256_SHA256};
use serde_json::{Value, json};
use std::{
    fs,
    io::{BufRead, BufReader, Write},
    path::PathBuf,
    process::{Child, Command, Output, Stdio},
};

pub const SERVER: &str = env!("CARGO_BIN_EXE_server");
pub const CLIENT: &str = env!("CARGO_BIN_EXE_client");

/// A server that ends with the test.
pub struct Server(pub Child);

impl Server {
    /// With its address.
    pub fn in_the_clear() -> (Self, String) {
        let listeners =
            json!([{ "id": "a", "mode": "none", "network": "tcp", "address": "127.0.0.1:0" }]);
        let mut child = server(&listeners)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("starts");
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().expect("is piped"))
            .read_line(&mut line)
            .expect("announces");
        let announced: Value = serde_json::from_str(&line).expect("is JSON");
        let address = announced["listeners"][0]["address"].as_str().expect("is listed");
        (Self(child), address.into())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

pub fn server(listeners: &Value) -> Command {
    let mut command = Command::new(SERVER);
    let config = json!({ "endOnStdinEof": true, "listeners": listeners }).to_string();
    command
        .env("BASIC_PLUGIN", "hello")
        .env("KV_SERVER_CONFIG", config)
        .env_remove("PLUGIN_CLIENT_CERT");
    command
}

/// What the worker answers to each line, at the end of its stdin.
pub fn answers(lines: &[String]) -> Vec<Value> {
    let mut worker =
        Command::new(CLIENT).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("starts");
    worker.stdin.take().expect("is piped").write_all(lines.join("\n").as_bytes()).expect("reads");
    let Output { stdout, status, .. } = worker.wait_with_output().expect("ends");
    assert!(status.success());
    let printed = String::from_utf8(stdout).expect("is UTF-8");
    printed.lines().map(|line| serde_json::from_str(line).expect("is JSON")).collect()
}

pub fn prove(params: &Value) -> Value {
    let request = json!({ "jsonrpc": "2.0", "id": 1, "method": "prove", "params": params });
    answers(&[request.to_string()]).remove(0)["result"].take()
}

/// A file of a new P-256 key, named for its test.
pub fn key_file(test: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(test);
    let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).expect("makes a key");
    fs::write(&path, key.serialize_pem()).expect("writes");
    path
}
