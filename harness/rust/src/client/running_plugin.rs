//! A plugin that somebody else has started, as go-plugin's host attaches to one.
use super::{
    host_broker::HostBroker,
    request::Running,
    session::{HostedPlugin, Process, Session},
};
use crate::{channel::channel, refusal::Refusal};
use nix::{errno::Errno, sys::signal::kill, unistd::Pid};
use std::time::Duration;
use tokio::time::{sleep, timeout};

const POLL: Duration = Duration::from_millis(50);

/// Its process is not this one's to end.
pub struct RunningPlugin(Pid);

/// No certificate is exchanged.
pub fn attach(Running { network, address, pid }: &Running) -> Result<Session, Refusal> {
    let channel = channel(network, address, None)
        .map_err(|error| Refusal::invalid("target.address", error))?;
    let process = Process::Attached(RunningPlugin(Pid::from_raw(*pid)));
    let broker = HostBroker::new(channel.clone(), None);
    Ok(Session::to_plugin(channel, HostedPlugin { process, broker, output: None }))
}

impl RunningPlugin {
    /// Whether it ends within the time.
    pub async fn ends_within(&self, limit: Duration) -> bool {
        let end = async {
            while kill(self.0, None) != Err(Errno::ESRCH) {
                sleep(POLL).await;
            }
        };
        timeout(limit, end).await.is_ok()
    }
}
