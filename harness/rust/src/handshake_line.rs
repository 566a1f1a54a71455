//! The one line of a plugin's stdout, as go-plugin writes and reads it (server.go, client.go).
use base64::{DecodeError, Engine, engine::general_purpose::STANDARD_NO_PAD};

const CORE_PROTOCOL_VERSION: u32 = 1;
/// Of the application that this project's plugins serve.
pub const PROTOCOL_VERSION: u32 = 1;
/// A host takes a shorter field 6 for something else, which old plugins put there.
const LONGEST_NOT_A_CERTIFICATE: usize = 50;

/// Where a plugin listens.
#[derive(Debug, PartialEq, Eq)]
pub struct HandshakeLine {
    /// Of the application's protocol.
    pub version: u32,
    pub network: String,
    pub address: String,
    /// DER; none if field 6 is empty or missing.
    pub certificate: Option<Vec<u8>>,
}

/// Why a host refuses a line, in go-plugin's words.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum LineError {
    #[error("Unrecognized remote plugin message: {0}")]
    Unrecognized(String),
    #[error("error parsing core protocol version: \"{0}\" is not a number")]
    CoreNotANumber(String),
    #[error("incompatible core API version with plugin. Plugin version: {0}, Core version: {core}", core = CORE_PROTOCOL_VERSION)]
    Core(u32),
    #[error("Error parsing protocol version \"{0}\": not a number")]
    VersionNotANumber(String),
    #[error("incompatible API version with plugin. Plugin version: {0}, Client versions: [{1}]")]
    Version(u32, String),
    #[error("unknown address type: {0}")]
    Network(String),
    #[error("the plugin's address is empty")]
    NoAddress,
    #[error("unsupported plugin protocol \"{0}\". Supported: [grpc]")]
    Protocol(String),
    #[error("error parsing server cert: {0}")]
    Certificate(#[from] DecodeError),
}

impl HandshakeLine {
    pub fn format(&self) -> String {
        let Self { version, network, address, certificate } = self;
        let certificate =
            certificate.as_ref().map(|der| STANDARD_NO_PAD.encode(der)).unwrap_or_default();
        format!("{CORE_PROTOCOL_VERSION}|{version}|{network}|{address}|grpc|{certificate}")
    }

    /// `versions` are those of the application that the host speaks.
    pub fn parse(line: &str, versions: &[u32]) -> Result<Self, LineError> {
        let fields: Vec<&str> = line.trim().split('|').collect();
        let [core, plugin_version, network, address, rest @ ..] = fields.as_slice() else {
            return Err(LineError::Unrecognized(line.trim().into()));
        };
        match core.parse() {
            Ok(CORE_PROTOCOL_VERSION) => {}
            Ok(other) => return Err(LineError::Core(other)),
            Err(_) => return Err(LineError::CoreNotANumber((*core).into())),
        }
        let version = match plugin_version.parse() {
            Ok(spoken) if versions.contains(&spoken) => spoken,
            Ok(other) => return Err(LineError::Version(other, spaced(versions))),
            Err(_) => return Err(LineError::VersionNotANumber((*plugin_version).into())),
        };
        if !matches!(*network, "tcp" | "unix") {
            return Err(LineError::Network((*network).into()));
        }
        if address.is_empty() {
            return Err(LineError::NoAddress);
        }
        match rest.first().copied().unwrap_or("netrpc") {
            "grpc" => {}
            other => return Err(LineError::Protocol(other.into())),
        }
        let certificate = match rest.get(1) {
            Some(field) if field.len() > LONGEST_NOT_A_CERTIFICATE => {
                Some(STANDARD_NO_PAD.decode(field)?)
            }
            _ => None,
        };
        let (network, address) = ((*network).into(), (*address).into());
        Ok(Self { version, network, address, certificate })
    }
}

fn spaced(versions: &[u32]) -> String {
    versions.iter().map(u32::to_string).collect::<Vec<_>>().join(" ")
}
