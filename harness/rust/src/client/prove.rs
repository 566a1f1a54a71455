//! `prove`: connect, make the steps' calls, report what was seen.
use super::{
    answer::{CallAnswer, Failure, Observed, StepAnswer, milliseconds},
    call::make,
    plugin_host,
    request::{Address, Prove, Step, Target, Tls},
    running_plugin,
    session::Session,
};
use crate::{
    channel::{ClientTls, kept_alive},
    provider::Provider,
    refusal::{Refusal, read},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use futures_util::future::join_all;
use serde_json::Value;
use std::{
    collections::HashMap,
    error::Error,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Instant,
};

/// Keeps the sessions between requests, which may overlap.
pub struct Prover {
    provider: Provider,
    sessions: Mutex<Sessions>,
}

#[derive(Default)]
struct Sessions {
    open: HashMap<String, Session>,
    last_id: u64,
}

impl Prover {
    pub fn new(provider: Provider) -> Self {
        Self { provider, sessions: Mutex::default() }
    }

    pub async fn prove(&self, params: Value) -> Result<Observed, Refusal> {
        let arrived = Instant::now();
        let request = Prove::from_params(params)?;
        let deadline = arrived + request.deadline_ms.0;
        let missing = || Refusal::invalid("tls", "is missing");
        let mut observed = Observed::default();
        let (id, session) = match &request.target {
            Target::Session { id } => (Some(id.clone()), self.take(id, request.needs_plugin())?),
            Target::Address(address) => {
                match to_address(address, request.tls.as_ref().ok_or_else(missing)?)? {
                    Ok(session) => (None, session),
                    Err(error) => {
                        observed.steps = refused(&request.steps, &error);
                        return Ok(observed);
                    }
                }
            }
            Target::Plugin(plugin) => {
                let tls = request.tls.as_ref().ok_or_else(missing)?;
                let remaining = deadline.saturating_duration_since(Instant::now());
                let (session, start) =
                    plugin_host::start(plugin, tls, remaining, self.provider).await?;
                observed.start = Some(start);
                let Some(session) = session else { return Ok(observed) };
                (None, session)
            }
            Target::Attach(running) => (None, running_plugin::attach(running)?),
        };
        take_steps(&request.steps, &session, deadline, &mut observed).await;
        observed.output = session.output();
        if request.keep_open && !observed.steps.is_empty() {
            observed.session = Some(self.keep(id, session));
        } else {
            session.close().await;
        }
        Ok(observed)
    }

    /// Ends every session and its plugin.
    pub async fn close(&self) {
        let open: Vec<_> = self.lock().open.drain().map(|(_, session)| session.close()).collect();
        join_all(open).await;
    }

    /// Taken out while in use, so that no other request closes it.
    fn take(&self, id: &str, needs_plugin: bool) -> Result<Session, Refusal> {
        let mut sessions = self.lock();
        match sessions.open.remove(id) {
            Some(session) if needs_plugin && session.plugin.is_none() => {
                sessions.open.insert(id.into(), session);
                Err(Refusal::invalid(
                    "target.id",
                    format_args!("session {id} is not one of a plugin"),
                ))
            }
            Some(session) => Ok(session),
            None => Err(Refusal::invalid("target.id", format_args!("session {id} is not open"))),
        }
    }

    fn keep(&self, id: Option<String>, session: Session) -> String {
        let mut sessions = self.lock();
        let id = id.unwrap_or_else(|| {
            sessions.last_id += 1;
            sessions.last_id.to_string()
        });
        sessions.open.insert(id.clone(), session);
        id
    }

    fn lock(&self) -> MutexGuard<'_, Sessions> {
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The inner error is the library's about this client's own certificate or key.
fn to_address(
    Address { network, address, keepalive_ms }: &Address,
    tls: &Tls,
) -> Result<Result<Session, tonic::transport::Error>, Refusal> {
    let tls = match tls {
        Tls::None => None,
        Tls::Tls { ca, server_name } => {
            Some(ClientTls { ca: read(ca)?, server_name: server_name.clone(), identity: None })
        }
        Tls::Mtls { ca, server_name, certificate, key } => {
            let identity = Some((read(certificate)?, read(key)?));
            Some(ClientTls { ca: read(ca)?, server_name: server_name.clone(), identity })
        }
        Tls::AutoMtls { .. } => {
            return Err(Refusal::invalid("tls.mode", "auto-mtls is a mode of plugin targets"));
        }
    };
    let silence = keepalive_ms.map(|count| count.0);
    Ok(kept_alive(network, address, tls, silence).map(Session::to_address))
}

/// As if the calls of the first step had failed to connect.
fn refused(steps: &[Step], error: &(dyn Error + 'static)) -> Vec<StepAnswer> {
    let call = || CallAnswer { status: "UNAVAILABLE", text: Failure::from(error), details: None };
    let refused = |step: &Step| StepAnswer {
        name: step.name.clone(),
        elapsed_ms: 0.0,
        calls: step.calls.iter().map(|_| call()).collect(),
    };
    steps.iter().take(1).map(refused).collect()
}

async fn take_steps(steps: &[Step], session: &Session, deadline: Instant, observed: &mut Observed) {
    for Step { name, calls } in steps {
        let begun = Instant::now();
        let made = join_all(calls.iter().map(|call| make(&call.method, session, deadline))).await;
        let elapsed_ms = milliseconds(begun);
        let goes_on = calls
            .iter()
            .zip(&made)
            .all(|(call, made)| call.continue_on.iter().any(|status| status == made.answer.status));
        let mut answers = vec![];
        for one in made {
            answers.push(one.answer);
            let encoded = one.client_certificate.map(|der| STANDARD.encode(der));
            observed.client_certificate = encoded.or(observed.client_certificate.take());
        }
        observed.steps.push(StepAnswer { name: name.clone(), elapsed_ms, calls: answers });
        if !goes_on {
            return;
        }
    }
}
