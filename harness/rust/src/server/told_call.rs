//! What `Told` keeps of a call for `Report`.
use crate::{
    metadata::entries,
    pb::handshakematrix::{Header, Seen, ToldRequest},
};
use futures_util::{TryStreamExt, stream::BoxStream};
use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicI64, AtomicU32, Ordering::Relaxed},
    },
    time::Instant,
};
use tonic::{Status, metadata::MetadataMap};

/// The contract's number of ids that are found.
const KEPT: usize = 1024;

/// What tonic has no way to do, in the contract's words.
const LEFT_OUT: [&str; 4] =
    ["trailing-with-ok", "initial-with-status", "timeout", "lone-surrogate"];

pub type Requests = BoxStream<'static, Result<ToldRequest, Status>>;

/// The last calls that had an id; clones share them.
#[derive(Clone, Default)]
pub struct ToldCalls(Arc<Mutex<VecDeque<Kept>>>);

struct Kept {
    id: String,
    call: Arc<ToldCall>,
}

impl ToldCalls {
    pub fn keep(&self, id: &str, call: &Arc<ToldCall>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.push_back(Kept { id: id.into(), call: call.clone() });
        if kept.len() > KEPT {
            kept.pop_front();
        }
    }

    pub fn find(&self, id: &str) -> Option<Arc<ToldCall>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().find(|one| one.id == id).map(|one| one.call.clone())
    }
}

/// What one call shows while it lasts.
pub struct ToldCall {
    begun: Instant,
    metadata: Vec<Header>,
    received: AtomicU32,
    cancelled_after_ms: AtomicI64,
    ended: AtomicBool,
}

impl ToldCall {
    fn begin(metadata: &MetadataMap) -> Self {
        Self {
            begun: Instant::now(),
            metadata: entries(metadata).map(|(name, value)| Header { name, value }).collect(),
            received: 0.into(),
            cancelled_after_ms: (-1).into(),
            ended: false.into(),
        }
    }

    /// None after the last request, and where the call is cancelled: tonic makes no difference.
    pub async fn next(&self, requests: &mut Requests) -> Result<Option<ToldRequest>, Status> {
        let next = requests.try_next().await;
        match &next {
            Ok(Some(_)) => _ = self.received.fetch_add(1, Relaxed),
            Ok(None) => {}
            Err(_) => self.end(),
        }
        next
    }

    /// What is dropped of the call from now on is not dropped for a cancellation.
    pub fn end(&self) {
        self.ended.store(true, Relaxed);
    }

    /// tonic tells no deadline, and no authority.
    pub fn seen(&self) -> Seen {
        Seen {
            metadata: self.metadata.clone(),
            timeout_ms: -1,
            received: self.received.load(Relaxed),
            cancelled_after_ms: self.cancelled_after_ms.load(Relaxed),
            authority: String::new(),
            left_out: LEFT_OUT.map(String::from).to_vec(),
        }
    }
}

/// Lives as long as tonic keeps the call: of one that is cancelled or late, tonic drops everything, and tells no more.
pub struct Watched(pub Arc<ToldCall>);

impl Watched {
    pub fn begin(metadata: &MetadataMap) -> Self {
        Self(Arc::new(ToldCall::begin(metadata)))
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        if !self.0.ended.load(Relaxed) {
            let after = i64::try_from(self.0.begun.elapsed().as_millis()).unwrap_or(i64::MAX);
            self.0.cancelled_after_ms.store(after, Relaxed);
        }
    }
}
