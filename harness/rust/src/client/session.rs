//! An open connection: a channel, and the plugin behind it if this client started one.
use super::{host_broker::HostBroker, plugin_process::PluginProcess};
use tonic::transport::Channel;

pub struct Session {
    pub channel: Channel,
    pub plugin: Option<StartedPlugin>,
}

pub struct StartedPlugin {
    pub process: PluginProcess,
    pub broker: HostBroker,
}

impl Session {
    pub fn to_address(channel: Channel) -> Self {
        Self { channel, plugin: None }
    }

    pub fn to_plugin(channel: Channel, process: PluginProcess, broker: HostBroker) -> Self {
        Self { channel, plugin: Some(StartedPlugin { process, broker }) }
    }

    /// Closes the channel and ends the plugin.
    pub async fn close(self) {
        if let Some(plugin) = self.plugin {
            plugin.process.kill().await;
        }
    }
}
