//! `handshakematrix.v1.Told`: does what the first request of a call says.
//!
//! What tonic has no way to say is left out. A method with one response has initial metadata only with OK, and trailing
//! metadata only with another status. Streams are compressed for every client that takes gzip.
use super::{
    plugin_output::PluginOutput,
    told_call::{Requests, ToldCalls, Watched},
};
use crate::{
    metadata::append,
    pb::go_plugin::stdio_data::Channel,
    pb::handshakematrix::{
        Header, ReportRequest, Script, Seen, ToldRequest, ToldResponse, told_server,
    },
};
use futures_util::{
    Stream, StreamExt, TryStreamExt,
    stream::{self, BoxStream},
};
use std::{future::ready, pin::Pin, time::Duration};
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;
use tonic::{
    Code, Request, Response, Status, Streaming, codec::CompressionEncoding::Gzip,
    metadata::MetadataMap,
};

type Responses = BoxStream<'static, Result<ToldResponse, Status>>;

/// Clones share their record of calls.
#[derive(Clone)]
pub struct Told {
    calls: ToldCalls,
    /// Has the server stop gracefully.
    stop: CancellationToken,
    /// A plugin's; None for another server, whose output is nobody's.
    output: Option<PluginOutput>,
}

#[tonic::async_trait]
impl told_server::Told for Told {
    type ServerStreamStream = Responses;
    type BidiStream = Responses;

    async fn unary(&self, request: Request<ToldRequest>) -> Result<Response<ToldResponse>, Status> {
        self.single(request.map(only)).await
    }

    async fn client_stream(
        &self,
        request: Request<Streaming<ToldRequest>>,
    ) -> Result<Response<ToldResponse>, Status> {
        self.single(request.map(many)).await
    }

    async fn server_stream(
        &self,
        request: Request<ToldRequest>,
    ) -> Result<Response<Responses>, Status> {
        self.stream(request.map(only)).await
    }

    async fn bidi(
        &self,
        request: Request<Streaming<ToldRequest>>,
    ) -> Result<Response<Responses>, Status> {
        self.stream(request.map(many)).await
    }

    async fn report(&self, request: Request<ReportRequest>) -> Result<Response<Seen>, Status> {
        let ReportRequest { id } = request.into_inner();
        let call = self.calls.find(&id);
        let call = call.ok_or_else(|| Status::not_found(format!("no call had the id {id}")))?;
        let mut response = Response::new(call.seen());
        response.disable_compression();
        Ok(response)
    }
}

impl Told {
    pub fn new(stop: CancellationToken) -> Self {
        Self { calls: ToldCalls::default(), stop, output: None }
    }

    pub fn with_output(self, output: PluginOutput) -> Self {
        Self { output: Some(output), ..self }
    }

    pub fn service(self) -> told_server::ToldServer<Self> {
        told_server::ToldServer::new(self).accept_compressed(Gzip).send_compressed(Gzip)
    }

    async fn begin(&self, request: Request<Requests>) -> Result<Call, Status> {
        let watched = Watched::begin(request.metadata());
        let mut requests = request.into_inner();
        let first = watched.0.next(&mut requests).await?;
        let script = first.and_then(|request| request.script).unwrap_or_default();
        if !script.id.is_empty() {
            self.calls.keep(&script.id, &watched.0);
        }
        if script.stop_server {
            self.stop.cancel();
        }
        Ok(Call { watched, script, requests, output: self.output.clone() })
    }

    async fn single(&self, request: Request<Requests>) -> Result<Response<ToldResponse>, Status> {
        let mut call = self.begin(request).await?;
        call.wait().await?;
        call.watched.0.end();
        let status = call.status();
        if status.code() != Code::Ok {
            return Err(status);
        }
        let mut response = Response::new(sized(call.script.sizes.first().copied().unwrap_or(0)));
        *response.metadata_mut() = metadata(&call.script.initial)?;
        if !call.script.gzip {
            response.disable_compression();
        }
        Ok(response)
    }

    async fn stream(&self, request: Request<Requests>) -> Result<Response<Responses>, Status> {
        let call = self.begin(request).await?;
        let initial = metadata(&call.script.initial).inspect_err(|_| call.watched.0.end())?;
        let headers_first = call.script.headers_first;
        let mut responses = call.responses().boxed().peekable();
        if !headers_first {
            // tonic sends them with what this function returns.
            Pin::new(&mut responses).peek().await;
        }
        let mut response = Response::new(responses.boxed());
        *response.metadata_mut() = initial;
        Ok(response)
    }
}

/// A call whose first request was read.
struct Call {
    watched: Watched,
    script: Script,
    requests: Requests,
    output: Option<PluginOutput>,
}

impl Call {
    /// Until the answer is due, which it writes before.
    async fn wait(&mut self) -> Result<(), Status> {
        sleep(Duration::from_millis(self.script.delay_ms.into())).await;
        while !self.script.early && self.watched.0.next(&mut self.requests).await?.is_some() {}
        if let Some(output) = &self.output {
            output.write(Channel::Stdout, &self.script.stdout);
            output.write(Channel::Stderr, &self.script.stderr);
        }
        Ok(())
    }

    fn responses(mut self) -> impl Stream<Item = Result<ToldResponse, Status>> {
        stream::once(async move {
            let waited = self.wait().await;
            waited.map(|()| self.after_waiting())
        })
        .try_flatten()
    }

    /// The last is the status, OK too: tonic takes trailing metadata only with one.
    fn after_waiting(self) -> impl Stream<Item = Result<ToldResponse, Status>> {
        let pause = Duration::from_millis(self.script.each_ms.into());
        stream::iter(self.script.sizes.clone().into_iter().enumerate())
            .then(move |(at, size)| async move {
                if at > 0 && !pause.is_zero() {
                    sleep(pause).await;
                }
                Ok(sized(size))
            })
            .chain(stream::once(async move {
                self.watched.0.end();
                Err(self.status())
            }))
    }

    fn status(&self) -> Status {
        let Script { code, message, details, trailing, .. } = &self.script;
        metadata(trailing).map_or_else(
            |refused| refused,
            |trailing| {
                let code = Code::from_i32(*code);
                Status::with_details_and_metadata(code, message, details.clone().into(), trailing)
            },
        )
    }
}

fn only(request: ToldRequest) -> Requests {
    stream::once(ready(Ok(request))).boxed()
}

/// Of a cancelled call tonic says first that its requests are at their end, and drops it then.
const END_OR_CANCEL: Duration = Duration::from_millis(20);

fn many(requests: Streaming<ToldRequest>) -> Requests {
    // Begins when it is asked for.
    let pause = stream::once(async { sleep(END_OR_CANCEL).await }).filter_map(|()| ready(None));
    requests.fuse().chain(pause).boxed()
}

/// An error is the library's.
fn metadata(headers: &[Header]) -> Result<MetadataMap, Status> {
    let mut map = MetadataMap::new();
    for Header { name, value } in headers {
        append(&mut map, name, value).map_err(|error| Status::internal(error.to_string()))?;
    }
    Ok(map)
}

fn sized(size: u32) -> ToldResponse {
    ToldResponse { payload: (0..=u8::MAX).cycle().take(size as usize).collect() }
}
