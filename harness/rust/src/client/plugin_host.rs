//! Starts a plugin and connects to it, as a go-plugin host does.
use super::{
    answer::{Failure, Start, milliseconds},
    host_broker::HostBroker,
    host_output::HostOutput,
    plugin_process::{PluginProcess, StartError},
    request::{Plugin, Tls},
    session::{HostedPlugin, Process, Session},
};
use crate::{
    channel::{ClientTls, channel},
    go_plugin::{CLIENT_CERTIFICATE, PROTOCOL_VERSIONS},
    handshake_line::{HandshakeLine, LineError},
    identity::{Identity, KeyType},
    provider::Provider,
    refusal::Refusal,
    tls::{Credentials, Limits, acceptor, private_key},
};
use pem::Pem;
use std::{
    collections::HashMap,
    error::Error,
    time::{Duration, Instant},
};
use tonic::transport::Channel;

#[derive(Debug, thiserror::Error)]
enum Unusable {
    #[error(transparent)]
    Start(#[from] StartError),
    #[error(transparent)]
    Line(#[from] LineError),
    #[error("the plugin sent no certificate, so it would be spoken to in the clear")]
    NoCertificate,
    #[error("error parsing server cert: {0}")]
    Certificate(Refusal),
    #[error(transparent)]
    Library(#[from] tonic::transport::Error),
}

/// No session: the plugin could not be used, has ended, and `Start` says why.
pub async fn start(
    plugin: &Plugin,
    tls: &Tls,
    remaining: Duration,
    provider: Provider,
) -> Result<(Option<Session>, Start), Refusal> {
    let own = match tls {
        Tls::None => None,
        Tls::AutoMtls { key_type, key } => Some(own_identity(key_type, key, provider)?),
        Tls::Tls { .. } | Tls::Mtls { .. } => {
            return Err(Refusal::invalid("tls.mode", "a plugin's is none or auto-mtls"));
        }
    };
    let begun = Instant::now();
    let limit = plugin.start_timeout_ms.0.min(remaining);
    let opened = open(plugin, own, limit, provider).await;
    let elapsed_ms = milliseconds(begun);
    Ok(match opened {
        Ok((session, line)) => (Some(session), Start { line: Some(line), elapsed_ms, error: None }),
        Err(error) => {
            let error: &(dyn Error + 'static) = &error;
            (None, Start { line: None, elapsed_ms, error: Some(Failure::from(error)) })
        }
    })
}

async fn open(
    plugin: &Plugin,
    own: Option<Identity>,
    limit: Duration,
    provider: Provider,
) -> Result<(Session, String), Unusable> {
    let environment = environment(plugin, own.as_ref());
    let (process, line) = PluginProcess::start(plugin, &environment, limit).await?;
    match connect(&line, &plugin.versions(), own.as_ref(), provider) {
        Ok((channel, broker)) => {
            let output = plugin.host.output.then(|| HostOutput::stream(channel.clone()));
            let process = Process::Started(Box::new(process));
            Ok((Session::to_plugin(channel, HostedPlugin { process, broker, output }), line))
        }
        Err(error) => {
            process.kill().await;
            Err(error)
        }
    }
}

fn own_identity(key_type: &str, key: &str, provider: Provider) -> Result<Identity, Refusal> {
    let own = KeyType::named(key_type)
        .and_then(|key_type| Identity::over_file(key_type, key))
        .map_err(|refusal| refusal.at("tls"))?;
    private_key(own.key.as_bytes(), provider)?;
    Ok(own)
}

fn environment(plugin: &Plugin, own: Option<&Identity>) -> HashMap<String, String> {
    let mut environment = plugin.environment.clone();
    let versions = plugin.versions().iter().map(u32::to_string).collect::<Vec<_>>().join(",");
    let host = [
        ("BASIC_PLUGIN", "hello"),
        ("PLUGIN_MIN_PORT", "10000"),
        ("PLUGIN_MAX_PORT", "25000"),
        (PROTOCOL_VERSIONS, &versions),
    ];
    environment.extend(host.map(|(name, value)| (name.into(), value.into())));
    environment.extend(own.map(|own| (CLIENT_CERTIFICATE.into(), own.certificate.clone())));
    environment
}

/// The channel is not tried yet.
fn connect(
    line: &str,
    versions: &[u32],
    own: Option<&Identity>,
    provider: Provider,
) -> Result<(Channel, HostBroker), Unusable> {
    let HandshakeLine { network, address, certificate, .. } = HandshakeLine::parse(line, versions)?;
    let Some(own) = own else {
        let channel = channel(&network, &address, None)?;
        return Ok((channel.clone(), HostBroker::new(channel, None)));
    };
    let der = certificate.ok_or(Unusable::NoCertificate)?;
    let plugin = pem::encode(&Pem::new("CERTIFICATE", der)).into_bytes();
    let callback = acceptor(&Credentials::auto(own, &plugin), &Limits::default(), provider)
        .map_err(Unusable::Certificate)?;
    let channel = channel(&network, &address, Some(ClientTls::auto(own, &plugin)))?;
    Ok((channel.clone(), HostBroker::new(channel, Some(callback))))
}
