package handshakematrix.harness.client;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import handshakematrix.harness.MetadataEntry;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptors;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The call {@code rpc}: one of any kind, whose messages are bytes, told as grpc-java gave it to its
 * application.
 */
final class RpcCall {
  private static final int SHORT_MESSAGE_BYTES = 4096;

  private static final ScheduledExecutorService CLOCK =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "clock of rpc");
            thread.setDaemon(true);
            return thread;
          });

  private final long begun = System.nanoTime();
  private final List<byte[]> messages = Collections.synchronizedList(new ArrayList<>());
  private final List<Future<?>> timers = Collections.synchronizedList(new ArrayList<>());
  private final CompletableFuture<Status> ended = new CompletableFuture<>();
  private final RpcRequest request;
  private final Calls calls;
  private final ClientCall<byte[], byte[]> call;
  private volatile Metadata initial = new Metadata();
  private volatile Metadata trailing = new Metadata();
  private volatile boolean isCancelled;

  /** Returns when the call is due. */
  static RpcCall whenDue(RpcRequest request, Calls calls) {
    calls.pause(request.beginAfter());
    return new RpcCall(request, calls);
  }

  private RpcCall(RpcRequest request, Calls calls) {
    this.request = request;
    this.calls = calls;
    call =
        new Watched(
            ClientInterceptors.intercept(calls.session().channel(), calls.watcher())
                .newCall(request.method(), request.options()));
  }

  CallAnswer make() {
    try {
      begin();
    } catch (RuntimeException error) {
      // grpc-java did not begin it.
      call.cancel("not begun", error);
      return new CallAnswer("none", Failure.of(error), details());
    } finally {
      timers.forEach(timer -> timer.cancel(false));
    }
    Status status = ended.join();
    return new CallAnswer(status.getCode().name(), Failure.of(status), details());
  }

  /** Returns when the call has its status. */
  private void begin() {
    byte[] first = request.requests().isEmpty() ? new byte[0] : request.requests().get(0);
    switch (request.method().getType()) {
      case UNARY -> {
        try {
          messages.add(ClientCalls.blockingUnaryCall(call, first));
          ended.complete(Status.OK);
        } catch (StatusRuntimeException error) {
          ended.complete(error.getStatus());
        }
      }
      case SERVER_STREAMING -> ClientCalls.asyncServerStreamingCall(call, first, new Responses());
      case CLIENT_STREAMING -> send(ClientCalls.asyncClientStreamingCall(call, new Responses()));
      default -> send(ClientCalls.asyncBidiStreamingCall(call, new Responses()));
    }
    ended.join();
  }

  private void send(StreamObserver<byte[]> requests) {
    begunToSend();
    try {
      boolean isFirst = true;
      for (byte[] message : request.requests()) {
        if (!isFirst && endsWithin(request.sendEvery().toNanos())) return;
        isFirst = false;
        requests.onNext(message);
      }
      if (request.halfClose()) requests.onCompleted();
    } catch (IllegalStateException error) {
      // What grpc-java says to a message of a cancelled call.
      if (!isCancelled) throw error;
    }
  }

  private boolean endsWithin(long nanos) {
    try {
      ended.get(nanos, TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException error) {
      return false;
    } catch (InterruptedException | ExecutionException error) {
      throw new IllegalStateException("it ends with a status alone", error);
    }
  }

  /** Cancels the call when that is due; before its only request it would not be begun. */
  private void begunToSend() {
    cancelAfter(calls.deadline().timeRemaining(TimeUnit.NANOSECONDS));
    request.cancelAfter().ifPresent(after -> cancelAfter(after.toNanos()));
    cancelIfEnough();
  }

  private void cancelAfter(long nanos) {
    timers.add(CLOCK.schedule(this::cancel, nanos, TimeUnit.NANOSECONDS));
  }

  private void cancelIfEnough() {
    if (messages.size() == request.cancelAfterMessages().orElse(-1)) cancel();
  }

  private void cancel() {
    isCancelled = true;
    call.cancel("cancelled by the application", null);
  }

  private JsonObject details() {
    JsonObject rpc = new JsonObject();
    JsonArray told = new JsonArray();
    for (byte[] message : List.copyOf(messages)) told.add(told(message));
    rpc.add("messages", told);
    rpc.add("initial", entries(initial));
    rpc.add("trailing", entries(trailing));
    rpc.add(
        "details",
        MetadataEntry.details(trailing)
            .<JsonElement>map(RpcCall::base64)
            .orElse(JsonNull.INSTANCE));
    rpc.addProperty("elapsedMs", Elapsed.ms(begun));
    JsonObject details = new JsonObject();
    details.add("rpc", rpc);
    return details;
  }

  private static JsonObject told(byte[] message) {
    JsonObject told = Digest.of(message).json();
    if (message.length <= SHORT_MESSAGE_BYTES) told.add("base64", base64(message));
    return told;
  }

  private static JsonArray entries(Metadata metadata) {
    JsonArray entries = new JsonArray();
    for (MetadataEntry one : MetadataEntry.of(metadata)) {
      JsonObject entry = new JsonObject();
      entry.addProperty("name", one.name());
      entry.add("value", base64(one.value().toByteArray()));
      entries.add(entry);
    }
    return entries;
  }

  private static JsonPrimitive base64(byte[] bytes) {
    return new JsonPrimitive(Base64.getEncoder().encodeToString(bytes));
  }

  private final class Responses implements StreamObserver<byte[]> {
    @Override
    public void onNext(byte[] message) {
      messages.add(message);
      cancelIfEnough();
    }

    @Override
    public void onError(Throwable error) {
      ended.complete(Status.fromThrowable(error));
    }

    @Override
    public void onCompleted() {
      ended.complete(Status.OK);
    }
  }

  /** Adds the metadata, notes what comes back, and is cancelled when it is to be. */
  private final class Watched extends SimpleForwardingClientCall<byte[], byte[]> {
    Watched(ClientCall<byte[], byte[]> call) {
      super(call);
    }

    @Override
    public void start(Listener<byte[]> listener, Metadata headers) {
      headers.merge(MetadataEntry.all(request.metadata()));
      super.start(
          new SimpleForwardingClientCallListener<>(listener) {
            @Override
            public void onHeaders(Metadata headers) {
              initial = headers;
              super.onHeaders(headers);
            }

            @Override
            public void onClose(Status status, Metadata trailers) {
              trailing = trailers;
              super.onClose(status, trailers);
            }
          },
          headers);
    }

    @Override
    public void halfClose() {
      super.halfClose();
      if (request.method().getType().clientSendsOneMessage()) begunToSend();
    }
  }
}
