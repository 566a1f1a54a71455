//! The two programs as processes: a standalone server, a plugin under a host, and the worker's errors.
mod programs;

use kv_harness::handshake_line::HandshakeLine;
use programs::{SERVER, Server, answers, key_file, prove, server};
use serde_json::{Value, json};
use std::{
    fs,
    io::Read,
    path::PathBuf,
    process::{Command, Output, Stdio},
};

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

/// What the client reports of steps against a server of its own, in the clear.
fn proved_in_the_clear(steps: &Value) -> Value {
    let (_server, address) = Server::in_the_clear();
    prove(&json!({
        "target": { "kind": "address", "network": "tcp", "address": address },
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
    assert!(HandshakeLine::parse(line, &[1]).expect("is read").certificate.is_some());
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
    let (mut server, _) = Server::in_the_clear();
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
