//! The plugin's end of go-plugin's broker, and the service that proves it.
//!
//! A broker is one stream per host, on which each side announces the addresses it listens on
//! (`grpc_broker.go`). Multiplexing over the first connection is not offered, so no knock is answered.
use crate::{
    channel::{ClientTls, channel},
    pb::{
        go_plugin::{ConnInfo, grpc_broker_server::GrpcBroker},
        handshakematrix::{
            CallHostRequest, CallHostResponse, EchoRequest, broker_proof_server::BrokerProof,
            call_back_client::CallBackClient,
        },
    },
};
use futures_util::{StreamExt, stream::BoxStream};
use std::{collections::HashMap, future::ready, sync::Arc, time::Duration};
use tokio::{sync::watch, time::timeout};
use tokio_util::sync::CancellationToken;
use tonic::{Request, Response, Status, Streaming};

/// How long an address is waited for, and the call back to it.
const LIMIT: Duration = Duration::from_secs(5);

#[derive(Clone)]
pub struct Broker {
    announced: Arc<watch::Sender<HashMap<u32, ConnInfo>>>,
    /// How the host is dialled; none: in the clear.
    tls: Option<ClientTls>,
    end: CancellationToken,
}

impl Broker {
    pub fn new(tls: Option<ClientTls>, end: CancellationToken) -> Self {
        Self { announced: Arc::default(), tls, end }
    }

    /// The address that was announced for the id, which is then forgotten.
    async fn take(&self, id: u32) -> Result<ConnInfo, Status> {
        let mut changes = self.announced.subscribe();
        let arrived = changes.wait_for(|announced| announced.contains_key(&id));
        let late = || {
            Status::deadline_exceeded(format!(
                "timeout waiting for connection info of broker id {id}"
            ))
        };
        drop(timeout(LIMIT, arrived).await.map_err(|_| late())?);
        let mut taken = None;
        self.announced.send_modify(|announced| taken = announced.remove(&id));
        taken.ok_or_else(late)
    }
}

#[tonic::async_trait]
impl GrpcBroker for Broker {
    type StartStreamStream = BoxStream<'static, Result<ConnInfo, Status>>;

    async fn start_stream(
        &self,
        request: Request<Streaming<ConnInfo>>,
    ) -> Result<Response<Self::StartStreamStream>, Status> {
        let broker = self.clone();
        let reading = request.into_inner().filter_map(move |announced| {
            if let Ok(announced) = announced {
                broker
                    .announced
                    .send_modify(|all| drop(all.insert(announced.service_id, announced)));
            }
            ready(None)
        });
        Ok(Response::new(reading.take_until(self.end.clone().cancelled_owned()).boxed()))
    }
}

#[tonic::async_trait]
impl BrokerProof for Broker {
    async fn call_host(
        &self,
        request: Request<CallHostRequest>,
    ) -> Result<Response<CallHostResponse>, Status> {
        let CallHostRequest { broker_id, nonce } = request.into_inner();
        let host = self.take(broker_id).await?;
        let channel = channel(&host.network, &host.address, self.tls.clone())
            .map_err(|error| Status::internal(format!("call back to the host: {error}")))?;
        let mut echo = Request::new(EchoRequest { nonce });
        echo.set_timeout(LIMIT);
        let answer = timeout(LIMIT, CallBackClient::new(channel).echo(echo))
            .await
            .map_err(|_| Status::deadline_exceeded("the call back to the host had no answer"))??;
        Ok(Response::new(CallHostResponse { echoed: answer.into_inner().nonce }))
    }
}
