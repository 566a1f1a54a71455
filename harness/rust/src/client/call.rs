//! Makes one call and reports its status, whatever it is.
use super::{
    answer::{CallAnswer, Details, Failure, milliseconds},
    request::{Base64, Method, Path},
    rpc::rpc,
    session::{HostedPlugin, Session},
    unary::unary,
};
use crate::{
    TRAILER,
    pb::{
        go_plugin::{Empty, grpc_controller_client::GrpcControllerClient},
        handshakematrix::{CallHostRequest, broker_proof_client::BrokerProofClient},
        kv::{GetRequest, PutRequest, kv_client::KvClient},
    },
};
use std::{
    error::Error,
    future::Future,
    time::{Duration, Instant},
};
use tokio::time::{sleep, timeout};
use tonic::{Code, Request, Response, Status, metadata::MetadataMap};
use tonic_health::pb::{HealthCheckRequest, health_client::HealthClient};

/// The time that a go-plugin host gives a plugin to end after the controller was asked (client.go).
const SHUTDOWN_GRACE: Duration = Duration::from_secs(2);
/// tonic ends a call at its deadline with words of its own, but not one that still connects.
const CONNECTING_GRACE: Duration = Duration::from_millis(50);

pub struct Made {
    pub answer: CallAnswer,
    /// DER, if the server told.
    pub client_certificate: Option<Vec<u8>>,
}

pub async fn make(method: &Method, session: &Session, deadline: Instant) -> Made {
    let channel = session.channel.clone();
    match (method, &session.plugin) {
        (Method::Put { key, value }, _) => {
            let message = PutRequest { key: key.clone(), value: value.bytes() };
            let mut client = KvClient::new(channel);
            made(within(deadline, message, |request| client.put(request)).await, |_| None)
        }
        (Method::Get { key }, _) => {
            let mut client = KvClient::new(channel);
            let answer =
                within(deadline, GetRequest { key: key.clone() }, |request| client.get(request))
                    .await;
            made(answer, |got| Some(Details::Value { value: got.value.as_slice().into() }))
        }
        (Method::Health { service }, _) => {
            let mut client = HealthClient::new(channel);
            let message = HealthCheckRequest { service: service.clone() };
            let answer = within(deadline, message, |request| client.check(request)).await;
            made(answer, |health| Some(Details::Serving { serving: health.status().as_str_name() }))
        }
        (Method::Unary { path: Path(path), value }, _) => {
            let call = |request| unary(channel, path.clone(), request);
            let answer = within(deadline, value.bytes(), call).await;
            made(answer, |message| Some(Details::Value { value: message.as_slice().into() }))
        }
        (Method::Rpc(call), _) => {
            Made { answer: rpc(channel, call, deadline).await, client_certificate: None }
        }
        (Method::Broker { nonce: Base64(nonce) }, Some(plugin)) => {
            let accepting = match plugin.broker.accept().await {
                Ok(accepting) => accepting,
                Err(status) => return made::<()>(Err(status), |()| None),
            };
            let message = CallHostRequest { broker_id: accepting.id, nonce: nonce.clone() };
            let mut client = BrokerProofClient::new(channel);
            let answer = within(deadline, message, |request| client.call_host(request)).await;
            made(answer, |answer| Some(Details::Value { value: answer.echoed.as_slice().into() }))
        }
        (Method::Shutdown { after_ms }, Some(plugin)) => {
            let pause = Duration::from_secs_f64(after_ms / 1000.0);
            sleep(pause.min(deadline.saturating_duration_since(Instant::now()))).await;
            let mut client = GrpcControllerClient::new(channel);
            let answer = within(deadline, Empty {}, |request| client.shutdown(request)).await;
            let mut made = made(answer, |_| None);
            made.answer.details = Some(end_of(plugin, deadline).await);
            made
        }
        (Method::Broker { .. } | Method::Shutdown { .. }, None) => made::<()>(
            Err(Status::failed_precondition("the session is not one of a plugin")),
            |()| None,
        ),
    }
}

async fn end_of(plugin: &HostedPlugin, deadline: Instant) -> Details {
    let begun = Instant::now();
    let limit = SHUTDOWN_GRACE.min(deadline.saturating_duration_since(begun));
    let exited = plugin.process.ends_within(limit).await;
    Details::Shutdown { exited, waited_ms: milliseconds(begun) }
}

async fn within<Message, Answer, Call>(
    deadline: Instant,
    message: Message,
    call: impl FnOnce(Request<Message>) -> Call,
) -> Result<Response<Answer>, Status>
where
    Call: Future<Output = Result<Response<Answer>, Status>>,
{
    let remaining = deadline.saturating_duration_since(Instant::now());
    let mut request = Request::new(message);
    request.set_timeout(remaining);
    timeout(remaining + CONNECTING_GRACE, call(request))
        .await
        .unwrap_or_else(|_| Err(Status::deadline_exceeded("no connection before the deadline")))
}

fn made<Answer>(
    outcome: Result<Response<Answer>, Status>,
    details: impl FnOnce(&Answer) -> Option<Details>,
) -> Made {
    match outcome {
        Ok(response) => Made {
            answer: CallAnswer {
                status: "OK",
                text: Failure::default(),
                details: details(response.get_ref()),
            },
            client_certificate: certificate(response.metadata()),
        },
        Err(status) => {
            let error: &(dyn Error + 'static) = &status;
            let text =
                Failure { message: status.message().into(), chain: Failure::from(error).chain };
            Made {
                answer: CallAnswer { status: name(status.code()), text, details: None },
                client_certificate: certificate(status.metadata()),
            }
        }
    }
}

fn certificate(metadata: &MetadataMap) -> Option<Vec<u8>> {
    Some(metadata.get_bin(TRAILER)?.to_bytes().ok()?.to_vec())
}

pub const fn name(code: Code) -> &'static str {
    match code {
        Code::Ok => "OK",
        Code::Cancelled => "CANCELLED",
        Code::Unknown => "UNKNOWN",
        Code::InvalidArgument => "INVALID_ARGUMENT",
        Code::DeadlineExceeded => "DEADLINE_EXCEEDED",
        Code::NotFound => "NOT_FOUND",
        Code::AlreadyExists => "ALREADY_EXISTS",
        Code::PermissionDenied => "PERMISSION_DENIED",
        Code::ResourceExhausted => "RESOURCE_EXHAUSTED",
        Code::FailedPrecondition => "FAILED_PRECONDITION",
        Code::Aborted => "ABORTED",
        Code::OutOfRange => "OUT_OF_RANGE",
        Code::Unimplemented => "UNIMPLEMENTED",
        Code::Internal => "INTERNAL",
        Code::Unavailable => "UNAVAILABLE",
        Code::DataLoss => "DATA_LOSS",
        Code::Unauthenticated => "UNAUTHENTICATED",
    }
}
