//! The host's end of go-plugin's broker (`grpc_broker.go`): the plugin calls back to the host.
use crate::{
    listen::listen,
    pb::{
        go_plugin::{ConnInfo, grpc_broker_client::GrpcBrokerClient},
        handshakematrix::{
            EchoRequest, EchoResponse,
            call_back_server::{CallBack, CallBackServer},
        },
    },
};
use std::sync::{
    OnceLock,
    atomic::{AtomicU32, Ordering},
};
use tokio::sync::mpsc;
use tokio_rustls::TlsAcceptor;
use tokio_stream::wrappers::UnboundedReceiverStream;
use tokio_util::sync::CancellationToken;
use tonic::{
    Request, Response, Status,
    transport::{Channel, Server},
};

/// One stream for the whole connection: a Go plugin's broker ends with its first stream.
pub struct HostBroker {
    channel: Channel,
    tls: Option<TlsAcceptor>,
    last_id: AtomicU32,
    announcements: OnceLock<mpsc::UnboundedSender<ConnInfo>>,
}

impl HostBroker {
    /// Without `tls` the plugin calls back in the clear.
    pub fn new(channel: Channel, tls: Option<TlsAcceptor>) -> Self {
        Self { channel, tls, last_id: AtomicU32::new(0), announcements: OnceLock::new() }
    }

    /// A broker id on which `CallBack` is served for as long as the value lives.
    pub async fn accept(&self) -> Result<Accepting, Status> {
        let listener = listen("tcp", "127.0.0.1:0", self.tls.clone()).await?;
        let id = self.last_id.fetch_add(1, Ordering::Relaxed) + 1;
        let end = CancellationToken::new();
        let server = Server::builder()
            .add_service(CallBackServer::new(Echo))
            .serve_with_incoming_shutdown(listener.incoming, end.clone().cancelled_owned());
        tokio::spawn(server);
        let announcement = ConnInfo {
            service_id: id,
            network: "tcp".into(),
            address: listener.address,
            knock: None,
        };
        // It fails where the stream has ended; the plugin then says that it knows no such id.
        let _ = self.announcements.get_or_init(|| self.open_stream()).send(announcement);
        Ok(Accepting { id, _end: end.drop_guard() })
    }

    fn open_stream(&self) -> mpsc::UnboundedSender<ConnInfo> {
        let (announcements, outgoing) = mpsc::unbounded_channel();
        let mut broker = GrpcBrokerClient::new(self.channel.clone());
        tokio::spawn(async move {
            let Ok(answer) = broker.start_stream(UnboundedReceiverStream::new(outgoing)).await
            else {
                return;
            };
            let mut incoming = answer.into_inner();
            while let Ok(Some(_)) = incoming.message().await {}
        });
        announcements
    }
}

pub struct Accepting {
    pub id: u32,
    _end: tokio_util::sync::DropGuard,
}

struct Echo;

#[tonic::async_trait]
impl CallBack for Echo {
    async fn echo(&self, request: Request<EchoRequest>) -> Result<Response<EchoResponse>, Status> {
        Ok(Response::new(EchoResponse { nonce: request.into_inner().nonce }))
    }
}
