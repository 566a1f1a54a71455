package handshakematrix.harness.client;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;

final class StepAnswer {
  private StepAnswer() {}

  static JsonObject json(String name, double elapsedMs, List<CallAnswer> calls) {
    JsonArray answers = new JsonArray();
    for (CallAnswer call : calls) answers.add(call.json());
    JsonObject step = new JsonObject();
    step.addProperty("name", name);
    step.addProperty("elapsedMs", elapsedMs);
    step.add("calls", answers);
    return step;
  }
}
