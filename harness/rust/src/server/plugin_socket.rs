//! Where go-plugin puts a plugin's unix socket, and who may use it (server.go).
use crate::{
    go_plugin::{SOCKET_DIRECTORY, SOCKET_GROUP, give_to_group},
    refusal::Refusal,
};
use std::{env, path::Path};

/// A name that nobody has, in the host's directory or the temporary one.
pub fn new_path() -> Result<String, Refusal> {
    let directory = told(SOCKET_DIRECTORY).map_or_else(env::temp_dir, Into::into);
    let refused = |error| Refusal::invalid(directory.display(), error);
    // As go-plugin finds one: a file of that name is made, and removed.
    let file =
        tempfile::Builder::new().prefix("plugin").tempfile_in(&directory).map_err(refused)?;
    Ok(file.path().to_string_lossy().into_owned())
}

/// Lets the host's group use the socket, if the host named one.
pub fn give_to_hosts_group(path: &str) -> Result<(), Refusal> {
    let Some(group) = told(SOCKET_GROUP) else { return Ok(()) };
    give_to_group(Path::new(path), &group, 0o660)
        .map_err(|error| Refusal::invalid(SOCKET_GROUP, format_args!("{group}: {error}")))
}

fn told(variable: &str) -> Option<String> {
    env::var(variable).ok().filter(|value| !value.is_empty())
}
