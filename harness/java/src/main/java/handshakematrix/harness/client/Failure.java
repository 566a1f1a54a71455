package handshakematrix.harness.client;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.grpc.Status;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * An error's text.
 *
 * @param chain those of its causes, outermost first
 */
record Failure(String message, JsonArray chain) {
  static Failure of(Throwable error) {
    return new Failure(Objects.toString(error.getMessage(), ""), chain(error.getCause()));
  }

  static Failure of(Status status) {
    return new Failure(Objects.toString(status.getDescription(), ""), chain(status.getCause()));
  }

  void addTo(JsonObject object) {
    object.addProperty("message", message);
    object.add("chain", chain);
  }

  private static JsonArray chain(Throwable cause) {
    JsonArray chain = new JsonArray();
    Stream.iterate(cause, Objects::nonNull, Throwable::getCause)
        .forEach(one -> chain.add(one.toString()));
    return chain;
  }
}
