package handshakematrix.harness.client;

import handshakematrix.harness.Address;
import handshakematrix.harness.PeerCertificate;
import io.grpc.Attributes;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.Optional;

/** What calls, which may be made at once, told of their connection: of each, what came last. */
final class ConnectionWatcher implements ClientInterceptor {
  private volatile Optional<byte[]> serverCertificate = Optional.empty();
  private volatile Optional<byte[]> clientCertificate = Optional.empty();
  private volatile Optional<String> peer = Optional.empty();

  /** DER of the leaf that this client authenticated. */
  Optional<byte[]> serverCertificate() {
    return serverCertificate;
  }

  /** DER that the server told. */
  Optional<byte[]> clientCertificate() {
    return clientCertificate;
  }

  Optional<String> peer() {
    return peer;
  }

  @Override
  public <RequestT, ResponseT> ClientCall<RequestT, ResponseT> interceptCall(
      MethodDescriptor<RequestT, ResponseT> method, CallOptions options, Channel next) {
    return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
      @Override
      public void start(Listener<ResponseT> listener, Metadata headers) {
        super.start(
            new SimpleForwardingClientCallListener<>(listener) {
              @Override
              public void onClose(Status status, Metadata trailers) {
                note(getAttributes(), trailers);
                super.onClose(status, trailers);
              }
            },
            headers);
      }
    };
  }

  private void note(Attributes transport, Metadata trailers) {
    PeerCertificate.of(transport).ifPresent(der -> serverCertificate = Optional.of(der));
    Optional.ofNullable(trailers.get(PeerCertificate.TRAILER))
        .ifPresent(der -> clientCertificate = Optional.of(der));
    Optional.ofNullable(transport.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR))
        .ifPresent(address -> peer = Optional.of(Address.textOf(address)));
  }
}
