package handshakematrix.harness.client;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import handshakematrix.harness.Fields;
import handshakematrix.harness.Provider;
import handshakematrix.harness.Refusal;
import handshakematrix.harness.Tls;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A JSON-RPC 2.0 worker, one message a line. At the end of its input the requests that were begun
 * are still answered, each within its own deadline; then the plugins of open sessions end.
 */
final class Worker {
  // JSON-RPC 2.0 section 5.1.
  private static final int PARSE_ERROR = -32700;
  private static final int INVALID_REQUEST = -32600;
  private static final int METHOD_NOT_FOUND = -32601;
  private static final int INVALID_PARAMS = -32602;
  private static final int INTERNAL_ERROR = -32603;

  /** Fields that are null stand in messages. */
  private static final Gson WRITER =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

  private final Provider provider;
  private final Prover prover;
  private final BufferedReader requests;
  private final PrintStream answers;

  Worker(Provider provider, InputStream requests, PrintStream answers) {
    this.provider = provider;
    prover = new Prover(new Tls(provider));
    this.requests = new BufferedReader(new InputStreamReader(requests, StandardCharsets.UTF_8));
    this.answers = answers;
  }

  /** Answers requests, which may overlap, until the end of input. */
  void serve() throws IOException, InterruptedException {
    ExecutorService executor = Executors.newCachedThreadPool();
    for (String line = requests.readLine(); line != null; line = requests.readLine()) {
      if (line.isBlank()) continue;
      String request = line;
      executor.execute(() -> write(answer(request)));
    }
    executor.shutdown();
    executor.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    prover.close();
  }

  private void write(JsonObject answer) {
    byte[] line = (WRITER.toJson(answer) + "\n").getBytes(StandardCharsets.UTF_8);
    synchronized (answers) {
      answers.write(line, 0, line.length);
      answers.flush();
    }
  }

  private JsonObject answer(String line) {
    JsonElement request;
    try {
      request = Fields.parse(line);
    } catch (Refusal.Invalid error) {
      return failure(JsonNull.INSTANCE, PARSE_ERROR, "Parse error: " + error.getMessage());
    }
    JsonElement id =
        request instanceof JsonObject object && object.has("id")
            ? object.get("id")
            : JsonNull.INSTANCE;
    String method;
    try {
      method = Fields.of(request, "").text("method");
    } catch (Refusal.Invalid error) {
      return failure(id, INVALID_REQUEST, "Invalid Request");
    }
    JsonElement params = request.getAsJsonObject().get("params");
    try {
      return switch (method) {
        case "describe" -> success(id, Description.of(provider));
        case "prove" -> success(id, prover.prove(Fields.of(params, "params")));
        default -> failure(id, METHOD_NOT_FOUND, "Method not found: " + method);
      };
    } catch (Refusal.Unsupported refusal) {
      return success(id, unsupported(refusal.getMessage()));
    } catch (Refusal refusal) {
      return failure(id, INVALID_PARAMS, "Invalid params: " + refusal.getMessage());
    } catch (InterruptedException | RuntimeException error) {
      error.printStackTrace();
      return failure(id, INTERNAL_ERROR, "Internal error: " + error);
    }
  }

  private static JsonObject unsupported(String reason) {
    JsonObject result = new JsonObject();
    result.addProperty("kind", "unsupported");
    result.addProperty("reason", reason);
    return result;
  }

  private static JsonObject success(JsonElement id, JsonObject result) {
    JsonObject answer = answerTo(id);
    answer.add("result", result);
    return answer;
  }

  private static JsonObject failure(JsonElement id, int code, String message) {
    JsonObject error = new JsonObject();
    error.addProperty("code", code);
    error.addProperty("message", message);
    JsonObject answer = answerTo(id);
    answer.add("error", error);
    return answer;
  }

  private static JsonObject answerTo(JsonElement id) {
    JsonObject answer = new JsonObject();
    answer.addProperty("jsonrpc", "2.0");
    answer.add("id", id);
    return answer;
  }
}
