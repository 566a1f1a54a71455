//! What an application asks of a plugin's host, and what the plugin makes of it.
mod programs;

use base64::{Engine, engine::general_purpose::STANDARD};
use kv_harness::{
    pb::handshakematrix::{Script, ToldRequest},
    server::protocol_version::negotiated,
};
use programs::{CLIENT, SERVER, key_file, prove};
use prost::Message;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::{
    fs,
    io::{BufRead, BufReader, Write},
    os::unix::fs::{MetadataExt, PermissionsExt},
    path::Path,
    process::{Child, Command, Stdio},
};
use tempfile::TempDir;

fn put() -> Value {
    json!({ "name": "put", "calls": [{ "call": "put", "key": "k", "value": { "base64": "AA==" }, "continueOn": ["OK"] }] })
}

/// Of a plugin that listens where go-plugin would, in the clear.
fn request(test: &str, host: &Value, versions: &[u32]) -> Value {
    let config = json!({ "listeners": [
        { "id": "plugin", "mode": "auto-mtls", "network": "unix", "protocolVersions": versions, "keyType": "p256", "key": key_file(test) },
    ]});
    // A plugin that its host kills leaves its socket.
    let environment = json!({
        "KV_SERVER_CONFIG": config.to_string(),
        "PLUGIN_UNIX_SOCKET_DIR": env!("CARGO_TARGET_TMPDIR"),
    });
    json!({
        "target": {
            "kind": "plugin", "argv": [SERVER], "environment": environment,
            "startTimeoutMs": 20_000, "host": host,
        },
        "tls": { "mode": "none" },
        "deadlineMs": 20_000,
        "keepOpen": true,
        "steps": [put()],
    })
}

fn line(answer: &Value) -> Vec<&str> {
    answer["start"]["line"].as_str().expect("has a line").split('|').collect()
}

/// A client that answers one request after another.
struct Worker(Child);

impl Worker {
    fn start() -> Self {
        let mut command = Command::new(CLIENT);
        Self(command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("starts"))
    }

    fn prove(&mut self, params: &Value) -> Value {
        let request = json!({ "jsonrpc": "2.0", "id": 1, "method": "prove", "params": params });
        writeln!(self.0.stdin.as_mut().expect("is piped"), "{request}").expect("reads");
        let mut line = String::new();
        BufReader::new(self.0.stdout.as_mut().expect("is piped"))
            .read_line(&mut line)
            .expect("answers");
        serde_json::from_str::<Value>(&line).expect("is JSON")["result"].take()
    }

    fn go_on(&mut self, answer: &Value, steps: &Value) -> Value {
        let target = json!({ "kind": "session", "id": answer["session"] });
        self.prove(
            &json!({ "target": target, "deadlineMs": 20_000, "keepOpen": true, "steps": steps }),
        )
    }

    fn end(mut self) {
        drop(self.0.stdin.take());
        assert!(self.0.wait().expect("ends").success());
    }
}

#[test]
fn the_highest_version_that_both_speak_is_chosen() {
    for (own, asked, expected) in [
        (&[1][..], "", 1),
        (&[2, 3], "1,2", 2),
        (&[2, 10], "10,2", 10),
        (&[2, 10], "x,2,", 2),
        (&[4, 3], "1,2", 3),
    ] {
        assert_eq!(negotiated(own, asked), expected, "{asked}");
    }
}

#[test]
fn a_plugin_and_its_host_agree_on_a_version() {
    let mut request = request("versions", &json!({ "protocolVersions": [1, 2] }), &[3, 2]);
    request["keepOpen"] = json!(false);
    assert_eq!(line(&prove(&request))[1], "2");
}

#[test]
fn a_plugins_socket_is_in_its_hosts_directory() {
    let folder = TempDir::new().expect("is made");
    let group = fs::metadata(folder.path()).expect("is there").gid().to_string();
    for (group, of_directory, of_socket) in [(None, 0o700, None), (Some(group), 0o770, Some(0o660))]
    {
        let mut worker = Worker::start();
        let host = json!({ "sockets": { "folder": folder.path(), "group": group } });
        let answer = worker.prove(&request("sockets", &host, &[1]));
        let line = line(&answer);
        assert_eq!(line[2], "unix");
        let directory = Path::new(line[3]).parent().expect("has one");
        assert_eq!(directory.parent(), Some(folder.path()));
        let mode = |path: &Path| fs::metadata(path).expect("is there").permissions().mode() & 0o777;
        assert_eq!(mode(directory), of_directory);
        if let Some(expected) = of_socket {
            assert_eq!(mode(Path::new(line[3])), expected);
        }
        assert_eq!(answer["steps"][0]["calls"][0]["status"], "OK");
        worker.end();
        assert!(!directory.exists());
    }
}

#[test]
fn a_group_that_is_not_there_is_a_failed_start() {
    let folder = TempDir::new().expect("is made");
    let host = json!({ "sockets": { "folder": folder.path(), "group": "no-such-group" } });
    let answer = prove(&request("group-missing", &host, &[1]));
    let expected = "the directory for sockets could not be made";
    assert_eq!(answer["start"]["error"]["message"], expected);
    assert_eq!(fs::read_dir(folder.path()).expect("is there").count(), 0);
}

#[test]
fn what_a_plugin_writes_reaches_its_host_byte_for_byte() {
    let stdout: Vec<u8> = (0..=u8::MAX).cycle().take(10_000).collect();
    let script = Script { stdout: stdout.clone(), stderr: b"e\n".into(), ..Script::default() };
    let message = ToldRequest { script: Some(script), payload: vec![] }.encode_to_vec();
    let write = json!([{ "name": "write", "calls": [
        { "call": "unary", "path": "/handshakematrix.v1.Told/Unary", "value": { "base64": STANDARD.encode(message) }, "continueOn": ["OK"] },
    ]}]);
    let mut worker = Worker::start();
    let mut answer = worker.prove(&request("output", &json!({ "output": true }), &[1]));
    assert_eq!(answer["output"]["stdout"]["size"], 0);
    answer = worker.go_on(&answer, &write);
    while answer["output"]["stderr"]["size"] != 2 {
        answer = worker.go_on(&answer, &json!([put()]));
    }
    let sha256 = format!("{:x}", Sha256::digest(&stdout));
    assert_eq!(answer["output"]["stdout"], json!({ "size": stdout.len(), "sha256": sha256 }));
    worker.end();
}

#[test]
fn a_program_with_another_checksum_is_not_started() {
    let right = format!("{:x}", Sha256::digest(fs::read(SERVER).expect("is read")));
    for (sha256, expected) in
        [(right, Value::Null), ("00".repeat(32), json!("checksums did not match"))]
    {
        let mut request = request("checksum", &json!({ "sha256": sha256 }), &[1]);
        request["keepOpen"] = json!(false);
        assert_eq!(prove(&request)["start"]["error"]["message"], expected);
    }
}

#[test]
fn a_second_host_attaches_to_a_plugin_and_ends_it() {
    let mut first = Worker::start();
    let answer = first.prove(&request("attach", &json!({}), &[1]));
    let line = line(&answer);
    let mut second = Worker::start();
    let attached = second.prove(&json!({
        "target": { "kind": "attach", "network": line[2], "address": line[3], "pid": second.0.id() },
        "tls": { "mode": "none" },
        "deadlineMs": 20_000,
        "keepOpen": true,
        "steps": [put()],
    }));
    assert_eq!(attached["steps"][0]["calls"][0]["status"], "OK");
    let shutdown = json!([{ "name": "end", "calls": [{ "call": "shutdown", "afterMs": 50 }] }]);
    // It waits for the process that it was told of, which is its own.
    let asked = second.go_on(&attached, &shutdown)["steps"][0]["calls"][0].take();
    assert_eq!(asked["exited"], false);
    let ended = first.go_on(&answer, &shutdown)["steps"][0].take();
    assert_eq!(ended["calls"][0]["exited"], true);
    assert!(ended["elapsedMs"].as_f64().expect("is a number") >= 50.0);
    second.end();
    first.end();
}

#[test]
fn what_this_host_does_not_have_is_unsupported() {
    let answer = prove(&request("multiplex", &json!({ "multiplex": true }), &[1]));
    assert_eq!(answer["kind"], "unsupported");
}
