//! What go-plugin's host asks of a plugin beside its application.
use super::plugin_output::PluginOutput;
use crate::pb::go_plugin::{
    Empty, StdioData, grpc_controller_server::GrpcController, grpc_stdio_server::GrpcStdio,
};
use futures_util::{StreamExt, stream::BoxStream};
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

/// Held open: a host takes the end of this stream for the end of the plugin. What libraries print reaches it through the
/// pipes.
pub struct Stdio {
    pub output: PluginOutput,
    pub end: CancellationToken,
}

#[tonic::async_trait]
impl GrpcStdio for Stdio {
    type StreamStdioStream = BoxStream<'static, Result<StdioData, Status>>;

    async fn stream_stdio(
        &self,
        _: Request<()>,
    ) -> Result<Response<Self::StreamStdioStream>, Status> {
        let pieces = self.output.pieces().map(Ok);
        Ok(Response::new(pieces.take_until(self.end.clone().cancelled_owned()).boxed()))
    }
}
