package handshakematrix.harness.client;

import com.google.gson.JsonObject;
import io.grpc.Status;

/**
 * How a call ended.
 *
 * @param details what its kind of call tells beside the status
 */
record CallAnswer(String status, Failure failure, JsonObject details) {
  static CallAnswer ok(JsonObject details) {
    return new CallAnswer(Status.Code.OK.name(), Failure.of(Status.OK), details);
  }

  static CallAnswer of(Status status) {
    return new CallAnswer(status.getCode().name(), Failure.of(status), new JsonObject());
  }

  /** As of a call that failed to connect. */
  static CallAnswer unavailable(Throwable error) {
    return new CallAnswer(Status.Code.UNAVAILABLE.name(), Failure.of(error), new JsonObject());
  }

  static JsonObject value(byte[] value) {
    JsonObject details = new JsonObject();
    details.add("value", Digest.of(value).json());
    return details;
  }

  static JsonObject serving(String status) {
    JsonObject details = new JsonObject();
    details.addProperty("serving", status);
    return details;
  }

  CallAnswer with(JsonObject details) {
    return new CallAnswer(status, failure, details);
  }

  JsonObject json() {
    JsonObject answer = new JsonObject();
    answer.addProperty("status", status);
    failure.addTo(answer);
    details.entrySet().forEach(entry -> answer.add(entry.getKey(), entry.getValue()));
    return answer;
  }
}
