package handshakematrix.harness.server;

import com.google.protobuf.ByteString;
import handshakematrix.v1.ToldGrpc;
import handshakematrix.v1.ToldOuterClass.ReportRequest;
import handshakematrix.v1.ToldOuterClass.Script;
import handshakematrix.v1.ToldOuterClass.Seen;
import handshakematrix.v1.ToldOuterClass.ToldRequest;
import handshakematrix.v1.ToldOuterClass.ToldResponse;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import plugin.GoPlugin.StdioData;

/**
 * Does what the first request of a call tells it (proto/told.proto). Values go to grpc-java as they
 * came; what it throws becomes the status. A call is served on a thread of its own, since grpc-java
 * tells of a cancellation only on one that does not wait.
 */
final class Told extends ToldGrpc.ToldImplBase {
  /** As many as the contract asks for. */
  private static final int KEPT_REPORTS = 1024;

  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "told");
            thread.setDaemon(true);
            return thread;
          });

  private final Map<String, ToldCall> calls =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ToldCall> eldest) {
          return size() > KEPT_REPORTS;
        }
      };

  private final Runnable stopServer;
  private final Optional<PluginOutput> output;

  /**
   * @param stopServer has the server stop gracefully
   * @param output a plugin's; empty for another server, whose output is nobody's
   */
  Told(Runnable stopServer, Optional<PluginOutput> output) {
    this.stopServer = stopServer;
    this.output = output;
  }

  /** Empty at their end. */
  private interface Requests {
    Optional<ToldRequest> next() throws InterruptedException;
  }

  private interface Responses {
    void send(Script script) throws InterruptedException;
  }

  @Override
  public void unary(ToldRequest request, StreamObserver<ToldResponse> answer) {
    obey(only(request), answer, script -> sendOne(script, answer));
  }

  @Override
  public StreamObserver<ToldRequest> clientStream(StreamObserver<ToldResponse> answer) {
    RequestStream requests = new RequestStream(serverCall(answer));
    obey(requests, answer, script -> sendOne(script, answer));
    return requests;
  }

  @Override
  public void serverStream(ToldRequest request, StreamObserver<ToldResponse> answer) {
    ToldCall call = ToldCall.current();
    obey(only(request), answer, script -> sendAll(script, call, answer));
  }

  @Override
  public StreamObserver<ToldRequest> bidi(StreamObserver<ToldResponse> answer) {
    ToldCall call = ToldCall.current();
    RequestStream requests = new RequestStream(serverCall(answer));
    obey(requests, answer, script -> sendAll(script, call, answer));
    return requests;
  }

  @Override
  public void report(ReportRequest request, StreamObserver<Seen> answer) {
    Optional<ToldCall> call;
    synchronized (calls) {
      call = Optional.ofNullable(calls.get(request.getId()));
    }
    if (call.isEmpty()) {
      String text = "no call had the id " + request.getId();
      answer.onError(Status.NOT_FOUND.withDescription(text).asException());
      return;
    }
    answer.onNext(call.get().seen());
    answer.onCompleted();
  }

  private void obey(Requests requests, StreamObserver<ToldResponse> answer, Responses responses) {
    ToldCall call = ToldCall.current();
    ServerCallStreamObserver<ToldResponse> observer = serverCall(answer);
    observer.setOnCancelHandler(call::noteCancelled);
    threads.execute(
        () -> {
          try {
            Script script = begin(call, requests, observer);
            responses.send(script);
            end(script, answer);
          } catch (InterruptedException | RuntimeException error) {
            answer.onError(error);
          }
        });
  }

  /** Does all that comes before the responses. */
  private Script begin(
      ToldCall call, Requests requests, ServerCallStreamObserver<ToldResponse> observer)
      throws InterruptedException {
    Optional<ToldRequest> first = requests.next();
    first.ifPresent(request -> call.countRequest());
    Script script = first.map(ToldRequest::getScript).orElse(Script.getDefaultInstance());
    if (!script.getId().isEmpty()) {
      synchronized (calls) {
        calls.put(script.getId(), call);
      }
    }
    if (script.getStopServer()) stopServer.run();
    call.prepare(script);
    if (script.getGzip()) observer.setCompression("gzip");
    if (script.getHeadersFirst()) call.sendHeaders();
    call.sleep(script.getDelayMs());
    boolean reads = first.isPresent() && !script.getEarly();
    while (reads && requests.next().isPresent()) call.countRequest();
    output.ifPresent(
        plugin -> {
          plugin.write(StdioData.Channel.STDOUT, script.getStdout());
          plugin.write(StdioData.Channel.STDERR, script.getStderr());
        });
    return script;
  }

  private static void sendOne(Script script, StreamObserver<ToldResponse> answer) {
    if (script.getCode() != Status.Code.OK.value()) return;
    answer.onNext(response(script.getSizesCount() > 0 ? script.getSizes(0) : 0));
  }

  private static void sendAll(Script script, ToldCall call, StreamObserver<ToldResponse> answer)
      throws InterruptedException {
    for (int at = 0; at < script.getSizesCount(); at++) {
      if (at > 0) call.sleep(script.getEachMs());
      answer.onNext(response(script.getSizes(at)));
    }
  }

  private static void end(Script script, StreamObserver<ToldResponse> answer) {
    Status status = Status.fromCodeValue(script.getCode());
    if (status.isOk()) answer.onCompleted();
    else answer.onError(status.withDescription(message(script)).asException());
  }

  /** A text of Java can hold half of a surrogate pair. */
  private static String message(Script script) {
    return script.getLoneSurrogate() ? script.getMessage() + '\ud800' : script.getMessage();
  }

  private static ToldResponse response(int size) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) bytes[i] = (byte) i;
    return ToldResponse.newBuilder().setPayload(ByteString.copyFrom(bytes)).build();
  }

  /** The observer that grpc-java gives a service is always one of these. */
  private static ServerCallStreamObserver<ToldResponse> serverCall(
      StreamObserver<ToldResponse> answer) {
    return (ServerCallStreamObserver<ToldResponse>) answer;
  }

  private static Requests only(ToldRequest request) {
    BlockingQueue<Optional<ToldRequest>> queue = new LinkedBlockingQueue<>();
    queue.add(Optional.of(request));
    queue.add(Optional.empty());
    return queue::take;
  }

  /** Asks for a request when it is wanted. */
  private static final class RequestStream implements Requests, StreamObserver<ToldRequest> {
    private final BlockingQueue<Optional<ToldRequest>> queue = new LinkedBlockingQueue<>();
    private final ServerCallStreamObserver<ToldResponse> call;

    RequestStream(ServerCallStreamObserver<ToldResponse> call) {
      this.call = call;
      call.disableAutoRequest();
    }

    @Override
    public Optional<ToldRequest> next() throws InterruptedException {
      call.request(1);
      return queue.take();
    }

    @Override
    public void onNext(ToldRequest request) {
      queue.add(Optional.of(request));
    }

    @Override
    public void onError(Throwable error) {
      queue.add(Optional.empty());
    }

    @Override
    public void onCompleted() {
      queue.add(Optional.empty());
    }
  }
}
