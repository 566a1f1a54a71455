//! Calls of any kind, and the server that does as it is told.
mod programs;

use base64::{Engine, engine::general_purpose::STANDARD};
use kv_harness::pb::handshakematrix::{
    Header, ReportRequest, Script, Seen, ToldRequest, ToldResponse,
};
use programs::{SERVER, Server, key_file, prove};
use prost::Message;
use serde_json::{Value, json};
use std::{
    io::{Read, Write},
    net::{Shutdown, TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    thread,
};

/// A step with one call of Told's method of that kind, and of a stream two requests; `fields` replace its own.
fn rpc(kind: &str, script: Script, fields: &Value) -> Value {
    let path = match kind {
        "unary" => "Unary",
        "client-stream" => "ClientStream",
        "server-stream" => "ServerStream",
        _ => "Bidi",
    };
    let mut requests = vec![request(script)];
    if path == "ClientStream" || path == "Bidi" {
        requests.push(json!({ "base64": "EgEB" }));
    }
    let mut call = json!({
        "call": "rpc", "kind": kind, "path": format!("/handshakematrix.v1.Told/{path}"), "requests": requests,
        "metadata": [], "deadlineMs": null, "sendEveryMs": 0, "halfClose": true, "compression": null,
        "waitForReady": false, "cancel": null,
        "continueOn": ["OK", "CANCELLED", "UNKNOWN", "NOT_FOUND", "INTERNAL", "UNIMPLEMENTED", "none"],
    });
    for (name, value) in fields.as_object().into_iter().flatten() {
        call[name] = value.clone();
    }
    json!({ "name": "rpc", "calls": [call] })
}

fn request(script: Script) -> Value {
    let request = ToldRequest { script: Some(script), payload: vec![] };
    json!({ "base64": STANDARD.encode(request.encode_to_vec()) })
}

fn report(id: &str) -> Value {
    let request = STANDARD.encode(ReportRequest { id: id.into() }.encode_to_vec());
    let fields =
        json!({ "path": "/handshakematrix.v1.Told/Report", "requests": [{ "base64": request }] });
    rpc("unary", Script::default(), &fields)
}

/// Time for a server to hear of a cancellation.
fn pause() -> Value {
    rpc("unary", Script { delay_ms: 300, ..Script::default() }, &json!({}))
}

/// What is reported of each step's call.
fn asked(address: &str, steps: &[Value]) -> Vec<Value> {
    let answer = prove(&json!({
        "target": { "kind": "address", "network": "tcp", "address": address },
        "tls": { "mode": "none" },
        "deadlineMs": 20_000,
        "steps": steps,
    }));
    calls(&answer)
}

fn calls(answer: &Value) -> Vec<Value> {
    let steps = answer["steps"].as_array().expect("was observed");
    steps.iter().map(|step| step["calls"][0].clone()).collect()
}

fn sizes(call: &Value) -> Vec<usize> {
    let messages = call["rpc"]["messages"].as_array().expect("is reported");
    let bytes = messages.iter().map(|message| decoded(&message["base64"]));
    bytes.map(|bytes| ToldResponse::decode(&*bytes).expect("is a response").payload.len()).collect()
}

fn decoded(base64: &Value) -> Vec<u8> {
    STANDARD.decode(base64.as_str().expect("is a text")).expect("is base64")
}

/// The values of the names that a test sends, in their order.
fn values(entries: &Value) -> Vec<(String, Vec<u8>)> {
    let entries = entries.as_array().expect("is a list").iter();
    let own =
        entries.filter(|entry| entry["name"].as_str().is_some_and(|name| name.starts_with("x-")));
    own.map(|entry| (entry["name"].as_str().expect("is a text").into(), decoded(&entry["value"])))
        .collect()
}

#[test]
fn statuses_and_responses() {
    let told = |sizes: &[u32]| Script { sizes: sizes.into(), ..Script::default() };
    let forever = || Script { delay_ms: 60_000, ..Script::default() };
    let slow = || Script { each_ms: 200, ..told(&[1, 2, 3, 4]) };
    let none = json!({});
    let (_server, address) = Server::in_the_clear();
    for (kind, script, fields, status, expected) in [
        ("unary", told(&[300, 1]), &none, "OK", &[300][..]),
        ("client-stream", told(&[1, 2]), &none, "OK", &[1]),
        ("server-stream", told(&[1, 0, 2]), &none, "OK", &[1, 0, 2]),
        ("bidi", told(&[1, 2]), &none, "OK", &[1, 2]),
        ("client-stream", told(&[]), &none, "OK", &[0]),
        ("bidi", told(&[]), &json!({ "requests": [] }), "OK", &[]),
        ("unary", Script { code: 5, ..told(&[1]) }, &none, "NOT_FOUND", &[]),
        ("bidi", Script { code: 5, ..told(&[1]) }, &none, "NOT_FOUND", &[1]),
        // tonic has no status of another number.
        ("unary", Script { code: 17, ..told(&[]) }, &none, "UNKNOWN", &[]),
        ("bidi", Script { early: true, ..told(&[1]) }, &json!({ "halfClose": false }), "OK", &[1]),
        ("bidi", told(&[1]), &json!({ "halfClose": false, "deadlineMs": 100 }), "CANCELLED", &[]),
        // tonic reads the first response, and looks for no second.
        (
            "unary",
            told(&[7, 1]),
            &json!({ "path": "/handshakematrix.v1.Told/ServerStream" }),
            "OK",
            &[7],
        ),
        ("unary", told(&[]), &json!({ "path": "/other.Service/Call" }), "UNIMPLEMENTED", &[]),
        ("unary", told(&[]), &json!({ "path": "/with space" }), "none", &[]),
        ("unary", told(&[]), &json!({ "deadlineMs": 1e18 }), "none", &[]),
        ("unary", told(&[]), &json!({ "deadlineMs": -1 }), "none", &[]),
        (
            "bidi",
            told(&[]),
            &json!({ "metadata": [{ "name": "bad name", "value": "" }] }),
            "none",
            &[],
        ),
        ("unary", forever(), &json!({ "deadlineMs": 50 }), "CANCELLED", &[]),
        ("bidi", forever(), &json!({ "cancel": { "afterMs": 50 } }), "none", &[]),
        ("bidi", slow(), &json!({ "cancel": { "afterMessages": 2 } }), "none", &[1, 2]),
    ] {
        let call = asked(&address, &[rpc(kind, script, fields)]).remove(0);
        assert_eq!(call["status"], status, "{kind} {fields}: {call}");
        assert_eq!(sizes(&call), expected, "{kind} {fields}: {call}");
    }
}

#[test]
fn metadata_both_ways() {
    let header = |name: &str, value: &[u8]| Header { name: name.into(), value: value.into() };
    let headers =
        [header("x-text", b"one"), header("x-text", b"two"), header("x-any-bin", b"\0\xff")];
    let expected: Vec<_> =
        headers.iter().map(|header| (header.name.clone(), header.value.clone())).collect();
    let sent: Vec<_> = headers
        .iter()
        .map(|header| json!({ "name": header.name, "value": STANDARD.encode(&header.value) }))
        .collect();
    let script = |code| Script {
        id: "metadata".into(),
        initial: headers.to_vec(),
        trailing: headers.to_vec(),
        code,
        ..Script::default()
    };
    let (_server, address) = Server::in_the_clear();
    for (kind, code, initial, trailing) in [
        ("bidi", 0, true, true),
        ("bidi", 5, true, true),
        ("unary", 0, true, false),
        ("unary", 5, false, true),
    ] {
        let fields = json!({ "metadata": sent });
        let calls = asked(&address, &[rpc(kind, script(code), &fields), report("metadata")]);
        for (given, due) in [("initial", initial), ("trailing", trailing)] {
            let got = values(&calls[0]["rpc"][given]);
            assert_eq!(got, if due { expected.clone() } else { vec![] }, "{kind} {code} {given}");
        }
        let seen = Seen::decode(&*decoded(&calls[1]["rpc"]["messages"][0]["base64"]));
        let mut seen = seen.expect("is a report").metadata;
        seen.retain(|header| header.name.starts_with("x-"));
        assert_eq!(seen, headers);
    }
}

#[test]
fn initial_metadata_come_first_where_they_are_to() {
    let initial = vec![Header { name: "x-text".into(), value: b"one".into() }];
    let (_server, address) = Server::in_the_clear();
    for headers_first in [true, false] {
        let initial = initial.clone();
        let script = Script { initial, headers_first, delay_ms: 60_000, ..Script::default() };
        let step = rpc("bidi", script, &json!({ "cancel": { "afterMs": 300 } }));
        let call = asked(&address, &[step]).remove(0);
        assert_eq!(values(&call["rpc"]["initial"]).len(), usize::from(headers_first), "{call}");
    }
}

#[test]
fn a_status_with_message_and_details() {
    let details = b"\x08\x09\x12\x01m";
    let script =
        Script { code: 9, message: "ü%\n".into(), details: details.into(), ..Script::default() };
    let (_server, address) = Server::in_the_clear();
    for kind in ["unary", "bidi"] {
        let call = asked(&address, &[rpc(kind, script.clone(), &json!({}))]).remove(0);
        assert_eq!(call["status"], "FAILED_PRECONDITION");
        assert_eq!(call["message"], "ü%\n");
        assert_eq!(decoded(&call["rpc"]["details"]), details);
    }
}

#[test]
fn what_the_server_saw() {
    let month = json!({ "deadlineMs": 30_u64 * 24 * 3_600_000 });
    let cancelled = json!({ "cancel": { "afterMs": 100 } });
    let open = json!({ "cancel": { "afterMs": 100 }, "halfClose": false });
    let counted = json!({ "cancel": { "afterMessages": 1 } });
    let forever = Script { delay_ms: 60_000, ..Script::default() };
    let slow = Script { sizes: vec![1, 1, 1], each_ms: 10_000, ..Script::default() };
    let early = Script { early: true, ..Script::default() };
    let (_server, address) = Server::in_the_clear();
    for (id, kind, script, fields, received, told) in [
        ("no deadline", "bidi", Script::default(), json!({}), 2, false),
        ("a month", "unary", Script::default(), month, 1, false),
        ("early", "bidi", early, json!({}), 1, false),
        ("a failure", "unary", Script { code: 5, ..Script::default() }, json!({}), 1, false),
        ("in a delay", "unary", forever.clone(), cancelled, 1, true),
        ("while it is read", "client-stream", Script::default(), open, 2, true),
        ("between responses", "server-stream", slow, counted, 1, true),
        ("past its deadline", "unary", forever, json!({ "deadlineMs": 100 }), 1, true),
    ] {
        let script = Script { id: id.into(), ..script };
        let mut calls = asked(&address, &[rpc(kind, script, &fields), pause(), report(id)]);
        let seen = Seen::decode(&*decoded(&calls.remove(2)["rpc"]["messages"][0]["base64"]));
        let seen = seen.expect("is a report");
        assert_eq!(seen.received, received, "{id}");
        assert_eq!((0..5000).contains(&seen.cancelled_after_ms), told, "{id}: {seen:?}");
        let sent = seen.metadata.into_iter().find(|header| header.name == "grpc-timeout");
        let expected = if id == "a month" { Some(b"2592000S".to_vec()) } else { None };
        if id != "past its deadline" {
            assert_eq!(sent.map(|header| header.value), expected, "{id}");
        }
    }
    assert_eq!(asked(&address, &[report("nobody's")])[0]["status"], "NOT_FOUND");
}

/// A relay to the address, and how many bytes went to the server and to the client.
fn counting(address: String) -> (String, [Arc<AtomicUsize>; 2]) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("listens");
    let relay = listener.local_addr().expect("has an address").to_string();
    let counts = [Arc::default(), Arc::default()];
    let [up, down] = counts.clone();
    thread::spawn(move || {
        for client in listener.incoming().flatten() {
            let server = TcpStream::connect(&address).expect("connects");
            for (from, to, count) in [(&client, &server, &up), (&server, &client, &down)] {
                let both = from.try_clone().and_then(|from| Ok((from, to.try_clone()?)));
                let (from, to) = both.expect("is cloned");
                let count = Arc::clone(count);
                thread::spawn(move || copy(from, to, &count));
            }
        }
    });
    (relay, counts)
}

fn copy(mut from: TcpStream, mut to: TcpStream, count: &AtomicUsize) {
    let mut bytes = [0; 4096];
    while let Ok(size @ 1..) = from.read(&mut bytes) {
        count.fetch_add(size, Relaxed);
        if to.write_all(&bytes[..size]).is_err() {
            break;
        }
    }
    let _ = to.shutdown(Shutdown::Write);
}

#[test]
fn gzip() {
    const SIZE: u32 = 200_000;
    let (_server, address) = Server::in_the_clear();
    for (kind, compression, gzip, short_up, short_down) in [
        ("client-stream", Value::Null, false, false, false),
        ("client-stream", json!("gzip"), false, true, false),
        ("client-stream", Value::Null, true, false, true),
        // tonic has one choice for all streams of responses.
        ("bidi", Value::Null, false, false, true),
    ] {
        let (relay, [up, down]) = counting(address.clone());
        let script = Script { sizes: vec![SIZE], gzip, ..Script::default() };
        let payload = ToldRequest { script: None, payload: vec![0; SIZE as usize] };
        let payload = json!({ "base64": STANDARD.encode(payload.encode_to_vec()) });
        let fields =
            json!({ "requests": [request(script.clone()), payload], "compression": compression });
        let call = asked(&relay, &[rpc(kind, script, &fields)]).remove(0);
        assert_eq!(call["rpc"]["messages"][0]["size"], SIZE + 4, "{call}");
        let short = [up, down].map(|count| count.load(Relaxed) < SIZE as usize / 4);
        assert_eq!(short, [short_up, short_down], "{kind} {compression} {gzip}");
    }
}

#[test]
fn a_plugin_is_told_too() {
    let key = key_file("rpc");
    let config = json!({ "listeners": [
        { "id": "plugin", "mode": "auto-mtls", "network": "tcp", "address": "127.0.0.1:0", "keyType": "p256", "key": key },
    ]});
    let script = Script { sizes: vec![1, 2], ..Script::default() };
    let answer = prove(&json!({
        "target": { "kind": "plugin", "argv": [SERVER], "environment": { "KV_SERVER_CONFIG": config.to_string() }, "startTimeoutMs": 20_000 },
        "tls": { "mode": "auto-mtls", "keyType": "p256", "key": key },
        "deadlineMs": 20_000,
        "steps": [rpc("bidi", script, &json!({}))],
    }));
    assert_eq!(sizes(&calls(&answer)[0]), [1, 2]);
}

#[test]
fn waiting_for_a_connection_is_unsupported() {
    let answer = prove(&json!({
        "target": { "kind": "address", "network": "tcp", "address": "127.0.0.1:1" },
        "tls": { "mode": "none" },
        "deadlineMs": 20_000,
        "steps": [rpc("unary", Script::default(), &json!({ "waitForReady": true }))],
    }));
    assert_eq!(answer["kind"], "unsupported");
}
