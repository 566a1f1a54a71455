use kv_harness::{refusal::Refusal, server::configuration::Configuration};
use serde_json::{Value, json};

fn listener(fields: &Value) -> Value {
    let mut listener =
        json!({ "id": "a", "mode": "none", "network": "tcp", "address": "127.0.0.1:0" });
    for (name, value) in fields.as_object().into_iter().flatten() {
        listener[name] = value.clone();
    }
    listener
}

#[test]
fn configurations_that_can_be_served() {
    for listeners in [
        json!([listener(&json!({}))]),
        json!([listener(&json!({})), listener(&json!({ "network": "unix", "address": "/run/a" }))]),
        json!([listener(
            &json!({ "mode": "tls", "certificate": "c", "key": "k", "tlsVersion": "1.2" })
        )]),
        json!([listener(
            &json!({ "mode": "mtls", "certificate": "c", "key": "k", "clientCa": "a" })
        )]),
        json!([listener(&json!({ "mode": "auto-mtls", "keyType": "p256", "key": "k" }))]),
    ] {
        Configuration::parse(&json!({ "listeners": listeners }).to_string()).expect("is served");
    }
}

#[test]
fn knobs_that_the_stack_does_not_have_are_unsupported() {
    for (fields, expected) in [
        (json!({ "mode": "ssh" }), "unsupported: listener a: mode ssh: not known to this server"),
        (
            json!({ "mode": "auto-mtls", "keyType": "dsa", "key": "k" }),
            "unsupported: listener a: keyType dsa: not known to this implementation",
        ),
        (
            json!({ "network": "pipe" }),
            "unsupported: listener a: network pipe: this server listens on tcp and unix",
        ),
    ] {
        let text = json!({ "listeners": [listener(&fields)] }).to_string();
        assert_eq!(Configuration::parse(&text).expect_err("is refused").to_string(), expected);
    }
}

#[test]
fn what_makes_no_sense_is_invalid() {
    let plugin = listener(&json!({ "mode": "auto-mtls", "keyType": "p256", "key": "k" }));
    for text in [
        "{".to_owned(),
        "[]".to_owned(),
        json!({ "listeners": [] }).to_string(),
        json!({ "listeners": [{ "id": "a" }] }).to_string(),
        json!({ "listeners": [plugin, listener(&json!({}))] }).to_string(),
        json!({ "listeners": [listener(&json!({ "mode": "tls", "key": "k" }))] }).to_string(),
        json!({ "listeners": [listener(&json!({ "mode": "mtls", "certificate": "c", "key": "k" }))] }).to_string(),
        json!({ "listeners": [listener(&json!({ "mode": "auto-mtls", "key": "k" }))] }).to_string(),
        json!({ "listeners": [listener(&json!({ "network": "unix", "address": "a" }))] }).to_string(),
    ] {
        assert!(matches!(Configuration::parse(&text), Err(Refusal::Invalid(_))), "{text}");
    }
}
