//! What an application asks of its plugins' host, as go-plugin's `ClientConfig` has it (client.go).
use super::{answer::hex, plugin_process::StartError};
use crate::{
    go_plugin::{SOCKET_DIRECTORY, SOCKET_GROUP, give_to_group},
    refusal::Refusal,
};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::{
    fs::{self, Permissions},
    io,
    os::unix::fs::PermissionsExt,
};
use tempfile::TempDir;

/// What is None or false is go-plugin's default.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct HostOptions {
    /// In the place of the target's.
    pub protocol_versions: Option<Vec<u32>>,
    pub sockets: Option<Sockets>,
    /// Of the program, in hexadecimal.
    pub sha256: Option<String>,
    /// Whether what the plugin's application writes is asked for.
    pub output: bool,
    multiplex: bool,
}

/// Where unix sockets are made, and the group that may use them beside their user.
#[derive(Debug, Deserialize)]
pub struct Sockets {
    folder: String,
    group: Option<String>,
}

impl HostOptions {
    pub fn check(&self) -> Result<(), Refusal> {
        if self.multiplex {
            let reason = "host.multiplex: this client has a broker with own connections only";
            return Err(Refusal::Unsupported(reason.into()));
        }
        Ok(())
    }

    /// An error, in go-plugin's words, unless the program's file has the digest that is asked for.
    pub fn verify(&self, program: &str) -> Result<(), StartError> {
        let Some(expected) = &self.sha256 else { return Ok(()) };
        let found = Sha256::digest(fs::read(program).map_err(StartError::Unverified)?);
        if hex(&found) == *expected { Ok(()) } else { Err(StartError::OtherChecksum) }
    }
}

impl Sockets {
    /// A new directory for one plugin, which goes with the value.
    pub fn directory(&self) -> io::Result<TempDir> {
        let directory = tempfile::Builder::new()
            .prefix("plugin-dir")
            .permissions(Permissions::from_mode(0o700))
            .tempdir_in(&self.folder)?;
        if let Some(group) = &self.group {
            give_to_group(directory.path(), group, 0o770)?;
        }
        Ok(directory)
    }

    /// The variables that tell a plugin of its directory.
    pub fn environment(&self, directory: &TempDir) -> impl Iterator<Item = (String, String)> {
        let path = directory.path().to_string_lossy().into_owned();
        let group = self.group.clone().map(|group| (SOCKET_GROUP.into(), group));
        [(SOCKET_DIRECTORY.into(), path)].into_iter().chain(group)
    }
}
