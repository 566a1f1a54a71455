//! What go-plugin's host says in its plugin's environment (constants.go, client.go), and what both sides do for it.
use nix::unistd::Group;
use std::{
    fs::{Permissions, set_permissions},
    io,
    os::unix::fs::{PermissionsExt, chown},
    path::Path,
};

pub const CLIENT_CERTIFICATE: &str = "PLUGIN_CLIENT_CERT";
pub const PROTOCOL_VERSIONS: &str = "PLUGIN_PROTOCOL_VERSIONS";
pub const SOCKET_DIRECTORY: &str = "PLUGIN_UNIX_SOCKET_DIR";
pub const SOCKET_GROUP: &str = "PLUGIN_UNIX_SOCKET_GROUP";

/// Makes a file the group's, which is given by number or name, with the permissions of `mode`.
pub fn give_to_group(path: &Path, group: &str, mode: u32) -> io::Result<()> {
    let number = match group.parse() {
        Ok(number) => number,
        Err(_) => Group::from_name(group)?.ok_or(io::ErrorKind::NotFound)?.gid.as_raw(),
    };
    chown(path, None, Some(number))?;
    set_permissions(path, Permissions::from_mode(mode))
}
