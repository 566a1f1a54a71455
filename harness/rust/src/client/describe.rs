use crate::provider::Provider;
use serde_json::{Value, json};
use std::env;

const LOCK: &str = include_str!("../../Cargo.lock");

/// The versions that every observation of this client depends on. One description speaks for every variant, so it names
/// both providers.
pub fn describe() -> Value {
    let packages = ["tonic", "h2", Provider::AwsLc.package(), Provider::Ring.package()];
    json!({
        "stack": packages.map(|name| json!({ "name": name, "version": locked(name) })),
        "runtime": { "name": "Rust", "version": env!("RUSTC_VERSION") },
        "tls": { "name": "rustls", "version": locked("rustls") },
        "keyLog": env::var_os("SSLKEYLOGFILE").is_some_and(|path| !path.is_empty()),
    })
}

/// The version of a package that this program is built from: cargo builds with `--locked`.
fn locked(package: &str) -> &'static str {
    LOCK.split_once(&format!("\nname = \"{package}\"\nversion = \""))
        .and_then(|(_, rest)| rest.split_once('"'))
        .map_or("unknown", |(version, _)| version)
}
