//! An open connection: a channel, and the plugin behind it if this client is its host.
use super::{
    answer::Output, host_broker::HostBroker, host_output::HostOutput,
    plugin_process::PluginProcess, running_plugin::RunningPlugin,
};
use std::time::Duration;
use tonic::transport::Channel;

pub struct Session {
    pub channel: Channel,
    pub plugin: Option<HostedPlugin>,
}

pub struct HostedPlugin {
    pub process: Process,
    pub broker: HostBroker,
    /// None where nobody asks for it.
    pub output: Option<HostOutput>,
}

pub enum Process {
    Started(Box<PluginProcess>),
    Attached(RunningPlugin),
}

impl Process {
    /// Whether it ends within the time.
    pub async fn ends_within(&self, limit: Duration) -> bool {
        match self {
            Self::Started(process) => process.ends_within(limit).await,
            Self::Attached(process) => process.ends_within(limit).await,
        }
    }
}

impl Session {
    pub fn to_address(channel: Channel) -> Self {
        Self { channel, plugin: None }
    }

    pub fn to_plugin(channel: Channel, plugin: HostedPlugin) -> Self {
        Self { channel, plugin: Some(plugin) }
    }

    /// Of the plugin's application, if it is asked for.
    pub fn output(&self) -> Option<Output> {
        self.plugin.as_ref()?.output.as_ref().map(HostOutput::report)
    }

    /// Closes the channel and ends the plugin, if this client started it.
    pub async fn close(self) {
        if let Some(HostedPlugin { process: Process::Started(process), .. }) = self.plugin {
            process.kill().await;
        }
    }
}
