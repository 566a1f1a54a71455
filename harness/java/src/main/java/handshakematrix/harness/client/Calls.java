package handshakematrix.harness.client;

import com.google.gson.JsonObject;
import io.grpc.CallOptions;
import io.grpc.ClientInterceptors;
import io.grpc.Deadline;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Makes calls on one session within one deadline, and reports their statuses, whatever they are.
 */
record Calls(Session session, Deadline deadline, ConnectionWatcher watcher) {
  /**
   * @param details of the answer to a call that ends in OK
   */
  <RequestT, ResponseT> CallAnswer make(
      MethodDescriptor<RequestT, ResponseT> method,
      RequestT request,
      Function<ResponseT, JsonObject> details) {
    try {
      ResponseT answer =
          ClientCalls.blockingUnaryCall(
              ClientInterceptors.intercept(session.channel(), watcher),
              method,
              CallOptions.DEFAULT.withDeadline(deadline),
              request);
      return CallAnswer.ok(details.apply(answer));
    } catch (StatusRuntimeException error) {
      return CallAnswer.of(error.getStatus());
    }
  }

  /** Until the deadline, at most. */
  void pause(Duration time) {
    long limitNanos = Math.max(0, deadline.timeRemaining(TimeUnit.NANOSECONDS));
    try {
      TimeUnit.NANOSECONDS.sleep(Math.min(time.toNanos(), limitNanos));
    } catch (InterruptedException error) {
      throw new IllegalStateException("nobody interrupts it", error);
    }
  }

  /** Of a session that is one. */
  Session.HostedPlugin plugin() {
    return session.plugin().orElseThrow();
  }
}
