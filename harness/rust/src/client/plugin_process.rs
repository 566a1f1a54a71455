//! A plugin as a child process of its host.
//!
//! Its stdin stays open for as long as the host keeps it, its stderr is the host's own, its stdout is
//! read to the end so that it never blocks; only the first line counts.
use super::{host_options::Sockets, request::Plugin};
use std::{collections::HashMap, io, process::Stdio, time::Duration};
use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, BufReader},
    process::{Child, ChildStdin, Command},
    sync::Mutex,
    time::timeout,
};

/// A handshake line with an RSA-4096 certificate has under 2,000 characters.
const LONGEST_LINE: u64 = 65_536;

pub struct PluginProcess {
    child: Mutex<Child>,
    /// Not left in `child`, which closes it when its end is waited for.
    _stdin: Option<ChildStdin>,
    /// Of its sockets.
    _directory: Option<TempDir>,
}

#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error("error verifying checksum")]
    Unverified(#[source] io::Error),
    #[error("checksums did not match")]
    OtherChecksum,
    #[error("the directory for sockets could not be made")]
    NoDirectory(#[source] io::Error),
    #[error("the plugin could not be started")]
    NotStarted(#[source] io::Error),
    #[error("timeout while waiting for plugin to start")]
    Late,
    #[error("plugin exited before we could connect")]
    Exited,
    #[error("reading the plugin's stdout")]
    Unreadable(#[source] io::Error),
}

impl PluginProcess {
    /// Returns the process and the first line of its stdout; without one it has ended already.
    pub async fn start(
        Plugin { argv, host, .. }: &Plugin,
        environment: &HashMap<String, String>,
        limit: Duration,
    ) -> Result<(Self, String), StartError> {
        let (program, arguments) = argv.split_first().ok_or(StartError::Exited)?;
        host.verify(program)?;
        let sockets = host.sockets.as_ref();
        let directory =
            sockets.map(Sockets::directory).transpose().map_err(StartError::NoDirectory)?;
        let told = sockets.zip(directory.as_ref()).map(|(sockets, made)| sockets.environment(made));
        let mut child = Command::new(program)
            .args(arguments)
            .envs(environment)
            .envs(told.into_iter().flatten())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .map_err(StartError::NotStarted)?;
        let stdout = child.stdout.take();
        let stdin = child.stdin.take();
        let process = Self { child: Mutex::new(child), _stdin: stdin, _directory: directory };
        let mut line = Vec::new();
        let Some(mut stdout) = stdout.map(BufReader::new) else { return Err(StartError::Exited) };
        let read =
            timeout(limit, (&mut stdout).take(LONGEST_LINE).read_until(b'\n', &mut line)).await;
        let error = match read {
            Ok(Ok(0)) => StartError::Exited,
            Ok(Ok(_)) => {
                tokio::spawn(
                    async move { tokio::io::copy(&mut stdout, &mut tokio::io::sink()).await },
                );
                return Ok((process, String::from_utf8_lossy(&line).trim_end().to_owned()));
            }
            Ok(Err(error)) => StartError::Unreadable(error),
            Err(_) => StartError::Late,
        };
        process.kill().await;
        Err(error)
    }

    /// Whether it ends within the time.
    pub async fn ends_within(&self, limit: Duration) -> bool {
        let mut child = self.child.lock().await;
        timeout(limit, child.wait()).await.is_ok()
    }

    /// Ends it at once if it still runs.
    pub async fn kill(&self) {
        // It fails only if the process has ended.
        let _ = self.child.lock().await.kill().await;
    }
}
