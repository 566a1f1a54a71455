package handshakematrix.harness.server;

import handshakematrix.harness.PeerCertificate;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;

/** Tells the client, in the trailers of an answer, the certificate that it was authenticated by. */
final class PeerCertificateTrailer implements ServerInterceptor {
  @Override
  public <RequestT, ResponseT> ServerCall.Listener<RequestT> interceptCall(
      ServerCall<RequestT, ResponseT> call,
      Metadata headers,
      ServerCallHandler<RequestT, ResponseT> next) {
    return next.startCall(
        new SimpleForwardingServerCall<>(call) {
          @Override
          public void close(Status status, Metadata trailers) {
            PeerCertificate.of(getAttributes())
                .ifPresent(der -> trailers.put(PeerCertificate.TRAILER, der));
            super.close(status, trailers);
          }
        },
        headers);
  }
}
