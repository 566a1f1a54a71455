package handshakematrix.harness.client;

import com.google.gson.JsonObject;
import io.grpc.CallOptions;
import io.grpc.ClientInterceptors;
import io.grpc.Deadline;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
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

  /** Of a session that is one. */
  Session.StartedPlugin plugin() {
    return session.plugin().orElseThrow();
  }
}
