//! Which version of its application's protocol a plugin speaks (go-plugin's server.go).
use crate::handshake_line::PROTOCOL_VERSION;

/// The highest that the plugin's host asks for too, else the plugin's lowest. `asked` is what the host says in
/// `PLUGIN_PROTOCOL_VERSIONS`, empty where it says nothing.
pub fn negotiated(own: &[u32], asked: &str) -> u32 {
    let mut spoken: Vec<u32> = vec![];
    for text in asked.split(',').filter(|text| !text.is_empty()) {
        match text.parse() {
            Ok(version) => spoken.push(version),
            Err(_) => eprintln!("server sent invalid plugin version {text:?}"),
        }
    }
    let common = own.iter().filter(|version| spoken.contains(version)).max();
    common.or(own.iter().min()).copied().unwrap_or(PROTOCOL_VERSION)
}
