package handshakematrix.harness.server;

import com.google.protobuf.ByteString;
import handshakematrix.harness.MetadataEntry;
import handshakematrix.v1.ToldOuterClass.Header;
import handshakematrix.v1.ToldOuterClass.Script;
import handshakematrix.v1.ToldOuterClass.Seen;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The metadata of one call, which only an interceptor has, and what grpc-java told of it. */
final class ToldCall {
  private static final Context.Key<ToldCall> KEY = Context.key("told call");

  private final long begun = System.nanoTime();
  private final long timeoutMs =
      Optional.ofNullable(Context.current().getDeadline())
          .map(deadline -> deadline.timeRemaining(TimeUnit.MILLISECONDS))
          .orElse(-1L);
  private final CountDownLatch cancelled = new CountDownLatch(1);
  private final List<MetadataEntry> metadata;
  private final String authority;
  private volatile long cancelledAfterMs = -1;
  private volatile int received;
  private volatile Runnable sendHeaders = () -> {};
  private volatile Metadata initial = new Metadata();
  private volatile Metadata trailing = new Metadata();

  private ToldCall(ServerCall<?, ?> call, Metadata headers) {
    metadata = MetadataEntry.of(headers);
    authority = Optional.ofNullable(call.getAuthority()).orElse("");
  }

  static ToldCall current() {
    return KEY.get();
  }

  /** Throws what grpc-java throws for names that it refuses. */
  void prepare(Script script) {
    initial = all(script.getInitialList());
    Metadata prepared = all(script.getTrailingList());
    ByteString details = script.getDetails();
    if (!details.isEmpty()) MetadataEntry.putDetails(prepared, details.toByteArray());
    trailing = prepared;
  }

  void sendHeaders() {
    sendHeaders.run();
  }

  void countRequest() {
    received++;
  }

  void noteCancelled() {
    cancelledAfterMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    cancelled.countDown();
  }

  /** Until the call is cancelled, at most. */
  void sleep(int ms) throws InterruptedException {
    cancelled.await(ms, TimeUnit.MILLISECONDS);
  }

  Seen seen() {
    Seen.Builder seen =
        Seen.newBuilder()
            .setTimeoutMs(timeoutMs)
            .setReceived(received)
            .setCancelledAfterMs(cancelledAfterMs)
            .setAuthority(authority);
    for (MetadataEntry entry : metadata) {
      seen.addMetadata(Header.newBuilder().setName(entry.name()).setValue(entry.value()));
    }
    return seen.build();
  }

  private static Metadata all(List<Header> headers) {
    return MetadataEntry.all(
        headers.stream().map(one -> new MetadataEntry(one.getName(), one.getValue())).toList());
  }

  /** Adds a call's metadata to what it sends. */
  static final class Interceptor implements ServerInterceptor {
    @Override
    public <RequestT, ResponseT> ServerCall.Listener<RequestT> interceptCall(
        ServerCall<RequestT, ResponseT> call,
        Metadata headers,
        ServerCallHandler<RequestT, ResponseT> next) {
      ToldCall told = new ToldCall(call, headers);
      ServerCall<RequestT, ResponseT> forwarding =
          new SimpleForwardingServerCall<>(call) {
            private boolean hasHeaders;

            @Override
            public void sendHeaders(Metadata own) {
              // An observer sends them with its first message, sent or not.
              if (hasHeaders) return;
              hasHeaders = true;
              own.merge(told.initial);
              super.sendHeaders(own);
            }

            @Override
            public void close(Status status, Metadata trailers) {
              if (!hasHeaders && !told.initial.keys().isEmpty()) sendHeaders(new Metadata());
              trailers.merge(told.trailing);
              super.close(status, trailers);
            }
          };
      told.sendHeaders = () -> forwarding.sendHeaders(new Metadata());
      Context context = Context.current().withValue(KEY, told);
      return Contexts.interceptCall(context, forwarding, headers, next);
    }
  }
}
