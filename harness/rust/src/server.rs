//! The server: a go-plugin plugin, or any number of standalone listeners.
mod broker;
pub mod configuration;
mod kv;
mod peer_certificate;
mod plugin_output;
mod plugin_services;
mod plugin_socket;
pub mod protocol_version;
mod told;
mod told_call;

use crate::{
    channel::ClientTls,
    go_plugin::{CLIENT_CERTIFICATE, PROTOCOL_VERSIONS},
    handshake_line::HandshakeLine,
    identity::Identity,
    listen::listen,
    pb,
    provider::Provider,
    refusal::{Refusal, read},
    tls::{Credentials, acceptor},
};
use broker::Broker;
use configuration::{Configuration, Listener, OwnKey, Serve, Standalone};
use kv::Kv;
use peer_certificate::tell_peer_certificate;
use plugin_output::PluginOutput;
use plugin_services::{Controller, Stdio};
use protocol_version::negotiated;
use serde_json::json;
use std::{
    env, fs,
    io::{self, Write},
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt, stdin},
    signal::unix::{SignalKind, signal},
    task::JoinSet,
    time::timeout,
};
use tokio_rustls::TlsAcceptor;
use tokio_util::sync::CancellationToken;
use told::Told;
use tonic::{service::Routes, transport::Server};

/// The contract gives 1 s from the request to the end of the process.
const GRACE: Duration = Duration::from_millis(500);

/// Serves until the end is asked for.
pub async fn serve(provider: Provider) -> Result<(), Refusal> {
    let configuration = match env::var("KV_SERVER_CONFIG") {
        Ok(text) => Configuration::parse(&text)?,
        Err(_) => Configuration::plain_plugin(),
    };
    let mut running = Running::new(provider);
    let announcement = match configuration.serve {
        Serve::Standalone(listeners) => {
            end_on_signals(&running.end, &[SignalKind::terminate(), SignalKind::interrupt()])?;
            running.serve_standalone(listeners).await?
        }
        Serve::Plugin { listener, versions } => {
            end_on_signals(&running.end, &[SignalKind::terminate()])?;
            ignore_interrupts()?;
            running.serve_plugin(*listener, &versions).await?
        }
    };
    writeln!(io::stdout(), "{announcement}").map_err(|error| Refusal::invalid("stdout", error))?;
    if configuration.end_on_stdin_eof {
        tokio::spawn(end_on_stdin_eof(running.end.clone()));
    }
    running.end.cancelled().await;
    // What still runs after it ends with the process.
    let _ = timeout(GRACE, async { while running.servers.join_next().await.is_some() {} }).await;
    for socket in running.sockets {
        let _ = fs::remove_file(socket);
    }
    Ok(())
}

/// Listeners over one store and one record of calls, until one end.
struct Running {
    provider: Provider,
    end: CancellationToken,
    /// Ends the servers once their calls have ended; with `end` too.
    stop: CancellationToken,
    store: Kv,
    told: Told,
    output: PluginOutput,
    servers: JoinSet<()>,
    /// Files to remove at the end.
    sockets: Vec<String>,
}

impl Running {
    fn new(provider: Provider) -> Self {
        let end = CancellationToken::new();
        let stop = end.child_token();
        let (store, told) = (Kv::default(), Told::new(stop.clone()));
        let (output, servers) = (PluginOutput::default(), JoinSet::new());
        Self { provider, end, stop, store, told, output, servers, sockets: vec![] }
    }

    /// Returns the line that announces them.
    async fn serve_standalone(
        &mut self,
        listeners: Vec<Listener<Standalone>>,
    ) -> Result<String, Refusal> {
        let mut announced = vec![];
        for listener in listeners {
            let address = self
                .open_standalone(&listener)
                .await
                .map_err(|refusal| refusal.at(&listener.place()))?;
            announced.push(
                json!({ "id": listener.id, "network": listener.network, "address": address }),
            );
        }
        Ok(json!({ "listeners": announced }).to_string())
    }

    async fn open_standalone(
        &mut self,
        listener: &Listener<Standalone>,
    ) -> Result<String, Refusal> {
        let tls = match &listener.security {
            Standalone::None => None,
            Standalone::Tls { certificate, key, client_ca } => {
                let client_ca = client_ca.as_deref().map(read).transpose()?;
                let credentials =
                    Credentials { certificate: read(certificate)?, key: read(key)?, client_ca };
                Some(acceptor(&credentials, &listener.limits, self.provider)?)
            }
        };
        self.open(listener, tls, None).await
    }

    /// Returns go-plugin's line.
    async fn serve_plugin(
        &mut self,
        mut listener: Listener<OwnKey>,
        versions: &[u32],
    ) -> Result<String, Refusal> {
        self.told = self.told.clone().with_output(self.output.clone());
        let is_told = !listener.address.is_empty();
        if !is_told {
            listener.address = plugin_socket::new_path()?;
        }
        let host = env::var(CLIENT_CERTIFICATE).ok().filter(|pem| !pem.is_empty());
        let (address, certificate) = match host {
            None => (self.open(&listener, None, None).await?, None),
            Some(host) => {
                let own = match &listener.security {
                    OwnKey::Given { key_type, file } => Identity::over_file(*key_type, file)?,
                    OwnKey::Chosen => Identity::fresh()?,
                };
                let credentials = Credentials::auto(&own, host.as_bytes());
                let tls = acceptor(&credentials, &listener.limits, self.provider)?;
                let callback = ClientTls::auto(&own, host.as_bytes());
                (self.open(&listener, Some(tls), Some(callback)).await?, Some(own.der))
            }
        };
        if !is_told {
            plugin_socket::give_to_hosts_group(&address)?;
        }
        let asked = env::var(PROTOCOL_VERSIONS).unwrap_or_default();
        let version = negotiated(versions, &asked);
        Ok(HandshakeLine { version, network: listener.network, address, certificate }.format())
    }

    /// `callback`: how a host's broker is dialled. Returns the address with the port that was chosen.
    async fn open<Security>(
        &mut self,
        Listener { network, address, connections, .. }: &Listener<Security>,
        tls: Option<TlsAcceptor>,
        callback: Option<ClientTls>,
    ) -> Result<String, Refusal> {
        let listening = listen(network, address, tls)
            .await
            .map_err(|error| Refusal::invalid(address, error))?;
        if network == "unix" {
            self.sockets.push(address.clone());
        }
        let routes =
            self.routes(callback).await.map_err(|error| Refusal::invalid("reflection", error))?;
        let mut builder = Server::builder()
            .max_concurrent_streams(connections.max_concurrent_streams)
            .http2_keepalive_interval(connections.keepalive);
        if let Some(age) = connections.max_age {
            builder = builder.max_connection_age(age);
        }
        let server = builder
            .add_routes(routes)
            .serve_with_incoming_shutdown(listening.incoming, self.stop.clone().cancelled_owned());
        self.servers.spawn(async move {
            if let Err(error) = server.await {
                eprintln!("{error}");
            }
        });
        Ok(listening.address)
    }

    async fn routes(
        &self,
        callback: Option<ClientTls>,
    ) -> Result<Routes, tonic_reflection::server::Error> {
        let (health, health_service) = tonic_health::server::health_reporter();
        health.set_service_status("plugin", tonic_health::ServingStatus::Serving).await;
        let reflection = || {
            tonic_reflection::server::Builder::configure()
                .register_encoded_file_descriptor_set(pb::DESCRIPTORS)
                .register_encoded_file_descriptor_set(tonic_health::pb::FILE_DESCRIPTOR_SET)
        };
        let broker = Broker::new(callback, self.end.clone());
        let controller = Controller { end: self.end.clone() };
        let stdio = Stdio { output: self.output.clone(), end: self.end.clone() };
        let kv = Routes::new(pb::kv::kv_server::KvServer::new(self.store.clone()))
            .into_axum_router()
            .layer(axum::middleware::from_fn(tell_peer_certificate));
        Ok(Routes::from(kv)
            .add_service(health_service)
            .add_service(pb::go_plugin::grpc_controller_server::GrpcControllerServer::new(
                controller,
            ))
            .add_service(pb::go_plugin::grpc_stdio_server::GrpcStdioServer::new(stdio))
            .add_service(pb::go_plugin::grpc_broker_server::GrpcBrokerServer::new(broker.clone()))
            .add_service(pb::handshakematrix::broker_proof_server::BrokerProofServer::new(broker))
            .add_service(self.told.clone().service())
            .add_service(reflection().build_v1()?)
            .add_service(reflection().build_v1alpha()?))
    }
}

fn end_on_signals(end: &CancellationToken, kinds: &[SignalKind]) -> Result<(), Refusal> {
    for kind in kinds {
        let mut received = signal(*kind).map_err(|error| Refusal::invalid("signals", error))?;
        let end = end.clone();
        tokio::spawn(async move {
            received.recv().await;
            end.cancel();
        });
    }
    Ok(())
}

/// The terminal sends SIGINT to the host's whole group; the host then ends its plugins itself, as under
/// go-plugin (server.go).
fn ignore_interrupts() -> Result<(), Refusal> {
    end_on_signals(&CancellationToken::new(), &[SignalKind::interrupt()])
}

async fn end_on_stdin_eof(end: CancellationToken) {
    let mut ignored = [0; 4096];
    let mut stdin = stdin();
    while stdin.read(&mut ignored).await.is_ok_and(|size| size > 0) {}
    end.cancel();
}
