package handshakematrix.harness.client;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.Optional;

/**
 * What came of opening a target.
 *
 * @param session empty: there is none, and what there is to say of it stands in the other two
 * @param id of a session that was open before
 */
record Opened(Optional<Session> session, Optional<String> id, JsonElement start, JsonArray steps) {
  static Opened session(Session session, Optional<String> id) {
    return new Opened(Optional.of(session), id, JsonNull.INSTANCE, new JsonArray());
  }

  static Opened plugin(Session session, JsonObject start) {
    return new Opened(Optional.of(session), Optional.empty(), start, new JsonArray());
  }

  static Opened notStarted(JsonObject start) {
    return new Opened(Optional.empty(), Optional.empty(), start, new JsonArray());
  }

  /** As if the calls of the first step had failed to connect. */
  static Opened refused(ProveRequest request, Throwable error) {
    JsonArray steps = new JsonArray();
    request.steps().stream()
        .limit(1)
        .map(
            step ->
                StepAnswer.json(
                    step.name(),
                    0,
                    step.calls().stream().map(call -> CallAnswer.unavailable(error)).toList()))
        .forEach(steps::add);
    return new Opened(Optional.empty(), Optional.empty(), JsonNull.INSTANCE, steps);
  }
}
