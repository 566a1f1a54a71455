package handshakematrix.harness.client;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import handshakematrix.harness.Fields;
import handshakematrix.harness.Refusal;
import handshakematrix.harness.Tls;
import io.grpc.Deadline;
import io.grpc.ManagedChannel;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/** {@code prove}: connect, make the steps' calls, report what was seen. */
final class Prover {
  private final ExecutorService callers = Executors.newCachedThreadPool();
  private final Sessions sessions = new Sessions();
  private final Tls tls;
  private final PluginHost host;

  Prover(Tls tls) {
    this.tls = tls;
    host = new PluginHost(tls);
  }

  JsonObject prove(Fields params) throws Refusal, InterruptedException {
    ProveRequest request = ProveRequest.of(params);
    Deadline deadline = Deadline.after(request.deadline().toNanos(), TimeUnit.NANOSECONDS);
    Opened opened = request.target().open(this, request, deadline);
    ConnectionWatcher watcher = new ConnectionWatcher();
    JsonObject observed = new JsonObject();
    observed.addProperty("kind", "observed");
    observed.add("start", opened.start());
    observed.add("steps", opened.steps());
    observed.add("session", JsonNull.INSTANCE);
    if (opened.session().isPresent()) {
      Session session = opened.session().get();
      takeSteps(request.steps(), new Calls(session, deadline, watcher), opened.steps());
      session
          .plugin()
          .flatMap(Session.HostedPlugin::output)
          .ifPresent(output -> observed.add("output", output.report()));
      if (request.keepOpen() && !opened.steps().isEmpty()) {
        observed.addProperty("session", sessions.keep(opened.id(), session));
      } else {
        session.close();
      }
    }
    observed.add("serverCertificate", base64(watcher.serverCertificate()));
    observed.add("clientCertificate", base64(watcher.clientCertificate()));
    observed.add("peer", orNull(watcher.peer()));
    return observed;
  }

  Opened open(ProveRequest.AddressTarget target, ProveRequest request) throws Refusal {
    try {
      var secured = target.security().of(tls);
      ManagedChannel channel = target.address().channel(secured, target.keepalive());
      Session session = new Session(channel, Optional.empty());
      return Opened.session(session, Optional.empty());
    } catch (GeneralSecurityException | SSLException error) {
      return Opened.refused(request, error);
    }
  }

  Opened open(ProveRequest.PluginTarget target, Deadline deadline)
      throws Refusal, InterruptedException {
    return host.start(target, deadline);
  }

  Opened open(ProveRequest.RunningTarget target) throws Refusal {
    return Opened.session(host.attach(target), Optional.empty());
  }

  Opened open(ProveRequest.SessionTarget target, ProveRequest request) throws Refusal {
    Session session = sessions.take(target.id(), request.needsPlugin());
    return Opened.session(session, Optional.of(target.id()));
  }

  /** Ends every session and its plugin. */
  void close() throws InterruptedException {
    sessions.close();
  }

  private void takeSteps(List<ProveRequest.Step> steps, Calls calls, JsonArray answers) {
    for (ProveRequest.Step step : steps) {
      long begun = System.nanoTime();
      List<CallAnswer> made = makeAtOnce(step.calls(), calls);
      answers.add(StepAnswer.json(step.name(), Elapsed.ms(begun), made));
      for (int i = 0; i < made.size(); i++) {
        if (!step.calls().get(i).continueOn().contains(made.get(i).status())) return;
      }
    }
  }

  private List<CallAnswer> makeAtOnce(List<ProveRequest.Call> wanted, Calls calls) {
    List<CompletableFuture<CallAnswer>> begun = new ArrayList<>();
    for (ProveRequest.Call call : wanted) {
      begun.add(CompletableFuture.supplyAsync(() -> call.method().callOn(calls), callers));
    }
    return begun.stream().map(CompletableFuture::join).toList();
  }

  private static JsonElement base64(Optional<byte[]> der) {
    return orNull(der.map(Base64.getEncoder()::encodeToString));
  }

  private static JsonElement orNull(Optional<String> text) {
    return text.<JsonElement>map(JsonPrimitive::new).orElse(JsonNull.INSTANCE);
  }
}
