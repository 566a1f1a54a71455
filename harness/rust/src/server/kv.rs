use crate::pb::kv::{Empty, GetRequest, GetResponse, PutRequest, kv_server};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};
use tonic::{Request, Response, Status};

/// `proto.KV` over one store, which its clones share.
#[derive(Clone, Default)]
pub struct Kv(Arc<Mutex<HashMap<String, Vec<u8>>>>);

#[tonic::async_trait]
impl kv_server::Kv for Kv {
    async fn get(&self, request: Request<GetRequest>) -> Result<Response<GetResponse>, Status> {
        let key = not_empty(request.into_inner().key)?;
        let store = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let value = store.get(&key).cloned();
        value
            .map(|value| Response::new(GetResponse { value }))
            .ok_or_else(|| Status::not_found(format!("no value for key {key}")))
    }

    async fn put(&self, request: Request<PutRequest>) -> Result<Response<Empty>, Status> {
        let PutRequest { key, value } = request.into_inner();
        let key = not_empty(key)?;
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(key, value);
        Ok(Response::new(Empty {}))
    }
}

fn not_empty(key: String) -> Result<String, Status> {
    if key.is_empty() { Err(Status::invalid_argument("the key is empty")) } else { Ok(key) }
}
