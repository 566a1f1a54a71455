//! The two programs as processes: a standalone server, a plugin under a host, and the worker's errors.
use kv_harness::handshake_line::HandshakeLine;
use rcgen::{KeyPair, PKCS_ECDSA_P256_SHA256};
use serde_json::{Value, json};
use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    path::PathBuf,
    process::{Child, Command, Output, Stdio},
};

const SERVER: &str = env!("CARGO_BIN_EXE_server");
const CLIENT: &str = env!("CARGO_BIN_EXE_client");

/// A server that ends with the test.
struct Server(Child);

impl Server {
    fn start(listeners: &Value) -> (Self, String) {
        let mut child =
            server(listeners).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("starts");
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().expect("is piped"))
            .read_line(&mut line)
            .expect("announces");
        (Self(child), line)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

fn server(listeners: &Value) -> Command {
    let mut command = Command::new(SERVER);
    let config = json!({ "endOnStdinEof": true, "listeners": listeners }).to_string();
    command
        .env("BASIC_PLUGIN", "hello")
        .env("KV_SERVER_CONFIG", config)
        .env_remove("PLUGIN_CLIENT_CERT");
    command
}

/// What the worker answers to each line, at the end of its stdin.
fn answers(lines: &[String]) -> Vec<Value> {
    let mut worker =
        Command::new(CLIENT).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("starts");
    worker.stdin.take().expect("is piped").write_all(lines.join("\n").as_bytes()).expect("reads");
    let Output { stdout, status, .. } = worker.wait_with_output().expect("ends");
    assert!(status.success());
    let printed = String::from_utf8(stdout).expect("is UTF-8");
    printed.lines().map(|line| serde_json::from_str(line).expect("is JSON")).collect()
}

fn prove(params: &Value) -> Value {
    let request = json!({ "jsonrpc": "2.0", "id": 1, "method": "prove", "params": params });
    answers(&[request.to_string()]).remove(0)["result"].take()
}

fn steps() -> Value {
    json!([
        { "name": "put", "calls": [{ "call": "put", "key": "k", "value": { "pattern": { "size": 300, "first": 250 } }, "continueOn": ["OK"] }] },
        { "name": "get", "calls": [{ "call": "get", "key": "k", "continueOn": ["OK"] }] },
        { "name": "missing", "calls": [{ "call": "get", "key": "no", "continueOn": ["NOT_FOUND"] }] },
        { "name": "empty", "calls": [{ "call": "get", "key": "", "continueOn": ["INVALID_ARGUMENT"] }] },
        { "name": "health", "calls": [{ "call": "health", "service": "plugin", "continueOn": ["OK"] }] },
    ])
}

fn statuses(answer: &Value) -> Vec<&str> {
    let steps = answer["steps"].as_array().into_iter().flatten();
    steps.map(|step| step["calls"][0]["status"].as_str().unwrap_or_default()).collect()
}

/// A file of a new P-256 key, named for its test.
fn key_file(test: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(test);
    let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).expect("makes a key");
    fs::write(&path, key.serialize_pem()).expect("writes");
    path
}

/// What the client reports of steps against a server of its own, in the clear.
fn proved_in_the_clear(steps: &Value) -> Value {
    let listeners =
        json!([{ "id": "a", "mode": "none", "network": "tcp", "address": "127.0.0.1:0" }]);
    let (_server, line) = Server::start(&listeners);
    let announced: Value = serde_json::from_str(&line).expect("is JSON");
    prove(&json!({
        "target": { "kind": "address", "network": "tcp", "address": announced["listeners"][0]["address"] },
        "tls": { "mode": "none" },
        "deadlineMs": 20_000,
        "steps": steps,
    }))
}

#[test]
fn a_standalone_server_proves_itself_to_the_client() {
    let answer = proved_in_the_clear(&steps());
    assert_eq!(statuses(&answer), ["OK", "OK", "NOT_FOUND", "INVALID_ARGUMENT", "OK"]);
    assert_eq!(answer["steps"][1]["calls"][0]["value"]["size"], 300);
}

/// The health of `plugin` is asked for, and SERVING answered, in bytes.
#[test]
fn a_unary_call_in_bytes() {
    let answer = proved_in_the_clear(&json!([
        { "name": "health", "calls": [{ "call": "unary", "path": "/grpc.health.v1.Health/Check", "value": { "base64": "CgZwbHVnaW4=" }, "continueOn": ["OK"] }] },
        { "name": "missing", "calls": [{ "call": "unary", "path": "/other.Service/Call", "value": { "base64": "" }, "continueOn": [] }] },
    ]));
    assert_eq!(statuses(&answer), ["OK", "UNIMPLEMENTED"]);
    let serving = "fb8da7eb5b1b399e7321179dac9e9f65773d7331e1e30554e3911e4325e1ef19";
    assert_eq!(answer["steps"][0]["calls"][0]["value"], json!({ "size": 2, "sha256": serving }));
}

#[test]
fn a_plugin_calls_back_and_shuts_down_over_auto_mtls() {
    let key = key_file("auto-mtls");
    let config = json!({ "listeners": [
        { "id": "plugin", "mode": "auto-mtls", "network": "tcp", "address": "127.0.0.1:0", "keyType": "p256", "key": key },
    ]});
    let mut steps = steps();
    steps.as_array_mut().expect("is a list").extend([
        json!({ "name": "broker", "calls": [{ "call": "broker", "nonce": "bm9uY2U=", "continueOn": ["OK"] }] }),
        json!({ "name": "shutdown", "calls": [{ "call": "shutdown", "continueOn": ["OK"] }] }),
    ]);
    let answer = prove(&json!({
        "target": { "kind": "plugin", "argv": [SERVER], "environment": { "KV_SERVER_CONFIG": config.to_string() }, "startTimeoutMs": 20_000 },
        "tls": { "mode": "auto-mtls", "keyType": "p256", "key": key },
        "deadlineMs": 20_000,
        "steps": steps,
    }));
    assert_eq!(
        statuses(&answer),
        ["OK", "OK", "NOT_FOUND", "INVALID_ARGUMENT", "OK", "OK", "OK"],
        "{answer}"
    );
    assert_eq!(answer["steps"][5]["calls"][0]["value"]["size"], 5);
    assert_eq!(answer["steps"][6]["calls"][0]["exited"], true);
    assert!(answer["clientCertificate"].is_string());
    let line = answer["start"]["line"].as_str().expect("has a line");
    assert!(HandshakeLine::parse(line, 1).expect("is read").certificate.is_some());
}

#[test]
fn a_plugin_of_another_protocol_version_is_refused() {
    let answer = prove(&json!({
        "target": { "kind": "plugin", "argv": [SERVER], "startTimeoutMs": 20_000, "protocolVersion": 7 },
        "tls": { "mode": "none" },
        "deadlineMs": 20_000,
        "steps": [],
    }));
    let expected = "incompatible API version with plugin. Plugin version: 1, Client versions: [7]";
    assert_eq!(answer["start"]["error"]["message"], expected);
}

#[test]
fn a_request_that_makes_no_sense_is_an_error_of_json_rpc() {
    for (line, code) in [
        ("{", -32700),
        ("[]", -32600),
        (r#"{"jsonrpc":"2.0","id":1,"method":"dance"}"#, -32601),
        (r#"{"jsonrpc":"2.0","id":1,"method":"prove","params":{}}"#, -32602),
    ] {
        assert_eq!(answers(&[line.to_owned()])[0]["error"]["code"], code, "{line}");
    }
}

#[test]
fn a_server_ends_with_its_stdin() {
    let listeners =
        json!([{ "id": "a", "mode": "none", "network": "tcp", "address": "127.0.0.1:0" }]);
    let (mut server, _) = Server::start(&listeners);
    drop(server.0.stdin.take());
    assert!(server.0.wait().expect("ends").success());
}

#[test]
fn a_server_says_what_it_does_not_support() {
    let key = key_file("group");
    let certificate =
        rcgen::generate_simple_self_signed(["localhost".into()]).expect("makes a certificate");
    let chain = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("group.crt");
    fs::write(&chain, certificate.cert.pem()).expect("writes");
    let listener = |knob: &str, value: &str| {
        let mut listener = json!({ "id": "a", "mode": "tls", "network": "tcp", "address": "127.0.0.1:0", "certificate": chain, "key": key });
        listener[knob] = json!(value);
        json!([listener])
    };
    for (knob, value) in
        [("group", "secp521r1"), ("group", "ffdhe2048"), ("tlsVersion", "1.1"), ("mode", "ssh")]
    {
        let Output { status, stderr, .. } = server(&listener(knob, value)).output().expect("ends");
        let said = String::from_utf8(stderr).expect("is UTF-8");
        assert_eq!(status.code(), Some(127), "{said}");
        assert!(said.starts_with("unsupported: "), "{said}");
        assert!(said.contains(&format!("{knob} {value}")), "{said}");
    }
}

#[test]
fn without_its_cookie_a_server_says_what_it_is() {
    let mut said = String::new();
    let mut child = Command::new(SERVER)
        .env_remove("BASIC_PLUGIN")
        .stderr(Stdio::piped())
        .spawn()
        .expect("starts");
    child.stderr.take().expect("is piped").read_to_string(&mut said).expect("is UTF-8");
    assert_eq!(child.wait().expect("ends").code(), Some(1));
    assert!(said.contains("plugin"), "{said}");
}
