use crate::{TRAILER, listen::PeerCertificate};
use axum::{body::Body, extract::Request, middleware::Next, response::Response};
use http_body_util::BodyExt;
use tonic::metadata::{BinaryMetadataKey, BinaryMetadataValue, MetadataMap};

/// Tells the client, in the trailers of an answer, the certificate that it was authenticated by. tonic has no way to: a
/// response's metadata becomes its headers.
pub async fn tell_peer_certificate(request: Request, next: Next) -> Response {
    let peer = request.extensions().get().and_then(|PeerCertificate(der)| der.clone());
    let mut response = next.run(request).await;
    let Some(der) = peer else { return response };
    let mut told = MetadataMap::new();
    told.insert_bin(BinaryMetadataKey::from_static(TRAILER), BinaryMetadataValue::from_bytes(&der));
    let told = told.into_headers();
    // An answer of trailers alone, as an error's, has them in the place of its headers.
    if response.headers().contains_key("grpc-status") {
        response.headers_mut().extend(told);
        return response;
    }
    response.map(|body| Body::new(body.with_trailers(async { Some(Ok(told)) })))
}
