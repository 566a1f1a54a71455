//! A call of any kind, with all that an application can ask of tonic.
use super::{
    answer::{CallAnswer, Details, Failure, Message, MetadataEntry, RpcReport, milliseconds},
    call::name,
    request::{Cancel, Payload, Rpc, RpcKind},
    unary::AsItIs,
};
use crate::metadata::{append, entries};
use base64::{Engine, engine::general_purpose::STANDARD};
use futures_util::{FutureExt, Stream, StreamExt, future, stream};
use std::{
    any::Any,
    error::Error,
    panic::AssertUnwindSafe,
    time::{Duration, Instant},
};
use tokio::time::{sleep, sleep_until};
use tonic::{
    Request, Response, Status, Streaming, client::Grpc, codec::CompressionEncoding::Gzip,
    codegen::http::uri::PathAndQuery, metadata::MetadataMap, transport::Channel,
};

/// Up to how many bytes a response is reported whole.
const LONGEST_ENCODED: usize = 4096;

/// Of a response to one request, tonic gives initial and trailing metadata together, as initial ones.
#[derive(Default)]
struct Given {
    messages: Vec<Message>,
    initial: MetadataMap,
    trailing: MetadataMap,
}

enum Ended {
    Status(Status),
    /// tonic gives no status.
    Without(String),
}

impl From<Status> for Ended {
    fn from(status: Status) -> Self {
        Self::Status(status)
    }
}

/// tonic did not take what it was given.
fn refused(error: impl Into<Box<dyn Error>>) -> Ended {
    Ended::Without(error.into().to_string())
}

fn dropped(when: &str) -> Ended {
    Ended::Without(format!(
        "dropped {when}: so a call is cancelled, and tonic then gives no status"
    ))
}

/// tonic, or a type that it takes, panicked at what it was given.
fn panicked(panic: &(dyn Any + Send)) -> Ended {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    Ended::Without(text.or(panic.downcast_ref().copied()).unwrap_or("panicked").into())
}

/// `deadline` is that of the request: the call is dropped there.
pub async fn rpc(channel: Channel, call: &Rpc, deadline: Instant) -> CallAnswer {
    sleep(duration(call.begin_after_ms)).await;
    let begun = Instant::now();
    let mut given = Given::default();
    let ended = tokio::select! {
        ended = AssertUnwindSafe(exchange(channel, call, &mut given)).catch_unwind() => {
            ended.unwrap_or_else(|panic| Err(panicked(&*panic)))
        }
        () = cancelled(call) => Err(dropped("after its time")),
        () = sleep_until(deadline.into()) => Err(dropped("at the deadline of the request")),
    };
    let elapsed_ms = milliseconds(begun);
    let mut details = None;
    let (status, text) = match ended {
        Ok(()) => ("OK", Failure::default()),
        Err(Ended::Without(message)) => ("none", Failure { message, chain: vec![] }),
        Err(Ended::Status(status)) => {
            given.trailing = status.metadata().clone();
            details = Some(status.details()).filter(|bytes| !bytes.is_empty()).map(encode);
            let error: &(dyn Error + 'static) = &status;
            let chain = Failure::from(error).chain;
            (name(status.code()), Failure { message: status.message().into(), chain })
        }
    };
    let rpc = RpcReport {
        messages: given.messages,
        initial: report(&given.initial),
        trailing: report(&given.trailing),
        details,
        elapsed_ms,
    };
    CallAnswer { status, text, details: Some(Details::Rpc { rpc }) }
}

async fn cancelled(call: &Rpc) {
    match call.cancel {
        Some(Cancel::AfterMs(count)) => sleep(duration(count)).await,
        _ => future::pending().await,
    }
}

async fn exchange(channel: Channel, call: &Rpc, given: &mut Given) -> Result<(), Ended> {
    let path: PathAndQuery = call.path.parse().map_err(refused)?;
    let mut metadata = MetadataMap::new();
    for entry in &call.metadata {
        append(&mut metadata, &entry.name, &entry.value.0).map_err(refused)?;
    }
    let mut client = Grpc::new(channel).accept_compressed(Gzip);
    if call.compression.is_some() {
        client = client.send_compressed(Gzip);
    }
    client.ready().await.map_err(|error| Status::from_error(error.into()))?;
    let only = || call.requests.first().map(Payload::bytes).unwrap_or_default();
    match call.kind {
        RpcKind::Unary => {
            let request = request(call, metadata, only());
            single(&client.unary(request, path, AsItIs).await?, given);
        }
        RpcKind::ClientStream => {
            let request = request(call, metadata, sent(call));
            single(&client.client_streaming(request, path, AsItIs).await?, given);
        }
        RpcKind::ServerStream => {
            let request = request(call, metadata, only());
            let response = client.server_streaming(request, path, AsItIs).await?;
            received(response, call, given).await?;
        }
        RpcKind::Bidi => {
            let request = request(call, metadata, sent(call));
            received(client.streaming(request, path, AsItIs).await?, call, given).await?;
        }
    }
    Ok(())
}

fn request<Sent>(call: &Rpc, metadata: MetadataMap, sent: Sent) -> Request<Sent> {
    let mut request = Request::new(sent);
    *request.metadata_mut() = metadata;
    if let Some(count) = call.deadline_ms {
        request.set_timeout(duration(count));
    }
    request
}

/// The requests of a stream, which does not end where it is to stay open.
fn sent(call: &Rpc) -> impl Stream<Item = Vec<u8>> + Send + 'static {
    let requests: Vec<_> = call.requests.iter().map(Payload::bytes).collect();
    let pause = duration(call.send_every_ms);
    let end = if call.half_close {
        stream::empty().left_stream()
    } else {
        stream::pending().right_stream()
    };
    stream::iter(requests.into_iter().enumerate())
        .then(move |(at, request)| async move {
            if at > 0 && !pause.is_zero() {
                sleep(pause).await;
            }
            request
        })
        .chain(end)
}

fn single(response: &Response<Vec<u8>>, given: &mut Given) {
    given.initial = response.metadata().clone();
    given.messages.push(message(response.get_ref()));
}

async fn received(
    response: Response<Streaming<Vec<u8>>>,
    call: &Rpc,
    given: &mut Given,
) -> Result<(), Ended> {
    given.initial = response.metadata().clone();
    let mut responses = response.into_inner();
    loop {
        if matches!(call.cancel, Some(Cancel::AfterMessages(count)) if count == given.messages.len())
        {
            return Err(dropped("after its responses"));
        }
        match responses.message().await? {
            Some(response) => given.messages.push(message(&response)),
            None => break,
        }
    }
    given.trailing = responses.trailers().await?.unwrap_or_default();
    Ok(())
}

fn message(bytes: &[u8]) -> Message {
    let base64 = (bytes.len() <= LONGEST_ENCODED).then(|| encode(bytes));
    Message { digest: bytes.into(), base64 }
}

fn report(metadata: &MetadataMap) -> Vec<MetadataEntry> {
    entries(metadata).map(|(name, value)| MetadataEntry { name, value: encode(&value) }).collect()
}

fn encode(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

fn duration(milliseconds: f64) -> Duration {
    Duration::from_secs_f64(milliseconds / 1000.0)
}
