//! What go-plugin's host asks of a plugin beside its application.
use crate::pb::go_plugin::{
    Empty, StdioData, grpc_controller_server::GrpcController, grpc_stdio_server::GrpcStdio,
};
use futures_util::{
    StreamExt,
    stream::{self, BoxStream},
};
use tokio_util::sync::CancellationToken;
use tonic::{Request, Response, Status};

pub struct Controller {
    pub end: CancellationToken,
}

#[tonic::async_trait]
impl GrpcController for Controller {
    async fn shutdown(&self, _: Request<Empty>) -> Result<Response<Empty>, Status> {
        self.end.cancel();
        Ok(Response::new(Empty {}))
    }
}

/// Held open and silent: a host takes the end of this stream for the end of the plugin, and gets the
/// real stdout and stderr through the pipes.
pub struct Stdio {
    pub end: CancellationToken,
}

#[tonic::async_trait]
impl GrpcStdio for Stdio {
    type StreamStdioStream = BoxStream<'static, Result<StdioData, Status>>;

    async fn stream_stdio(
        &self,
        _: Request<()>,
    ) -> Result<Response<Self::StreamStdioStream>, Status> {
        Ok(Response::new(stream::pending().take_until(self.end.clone().cancelled_owned()).boxed()))
    }
}
