package handshakematrix.harness.client;

import handshakematrix.harness.Address;
import handshakematrix.harness.Fields;
import handshakematrix.harness.HandshakeLine;
import handshakematrix.harness.Refusal;
import io.grpc.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parameters of {@code prove}, checked before anything is done. */
record ProveRequest(Target target, Duration deadline, boolean keepOpen, List<Step> steps) {
  sealed interface Target {
    Opened open(Prover prover, ProveRequest request, Deadline deadline)
        throws Refusal, InterruptedException;
  }

  /**
   * @param keepalive how long its connection may be silent, while it has calls, before it is pinged
   */
  record AddressTarget(Address address, Security security, Optional<Duration> keepalive)
      implements Target {
    @Override
    public Opened open(Prover prover, ProveRequest request, Deadline deadline) throws Refusal {
      return prover.open(this, request);
    }
  }

  /**
   * @param versions of its application's protocol that the host speaks
   */
  record PluginTarget(
      List<String> argv,
      Map<String, String> environment,
      Duration startTimeout,
      List<Integer> versions,
      HostOptions host,
      PluginSecurity security)
      implements Target {
    @Override
    public Opened open(Prover prover, ProveRequest request, Deadline deadline)
        throws Refusal, InterruptedException {
      return prover.open(this, deadline);
    }
  }

  /** A plugin that another process has started. */
  record RunningTarget(Address address, long pid) implements Target {
    @Override
    public Opened open(Prover prover, ProveRequest request, Deadline deadline) throws Refusal {
      return prover.open(this);
    }
  }

  record SessionTarget(String id) implements Target {
    @Override
    public Opened open(Prover prover, ProveRequest request, Deadline deadline) throws Refusal {
      return prover.open(this, request);
    }
  }

  /** Its calls are made at once. */
  record Step(String name, List<Call> calls) {}

  /**
   * @param continueOn names of statuses
   */
  record Call(Method method, List<String> continueOn) {}

  static ProveRequest of(Fields params) throws Refusal {
    List<Step> steps = new ArrayList<>();
    for (Fields step : params.list("steps")) steps.add(step(step));
    ProveRequest request =
        new ProveRequest(
            target(params), params.milliseconds("deadlineMs"), params.flag("keepOpen"), steps);
    if (request.target instanceof AddressTarget && request.needsPlugin()) {
      throw new Refusal.Invalid("steps: broker and shutdown are calls of plugin sessions");
    }
    return request;
  }

  /** Whether a call is one that only a plugin's host can make. */
  boolean needsPlugin() {
    return steps.stream()
        .flatMap(step -> step.calls.stream())
        .anyMatch(call -> call.method instanceof Method.OfPlugin);
  }

  private static Target target(Fields params) throws Refusal {
    Fields target = params.fields("target");
    String kind = target.text("kind");
    return switch (kind) {
      case "address" ->
          new AddressTarget(
              Address.of(target),
              Security.of(params.fields("tls")),
              target.has("keepaliveMs")
                  ? Optional.of(target.milliseconds("keepaliveMs"))
                  : Optional.empty());
      case "plugin" -> plugin(target, params.fields("tls"));
      case "attach" ->
          new RunningTarget(Address.of(target), target.natural("pid", Integer.MAX_VALUE));
      case "session" -> new SessionTarget(target.text("id"));
      default -> throw target.expected("kind", "address, plugin, attach or session");
    };
  }

  private static PluginTarget plugin(Fields target, Fields tls) throws Refusal {
    List<String> argv = target.texts("argv");
    if (argv.isEmpty()) throw target.expected("argv", "at least one word");
    HostOptions host = HostOptions.of(target);
    int version =
        target.has("protocolVersion")
            ? target.natural("protocolVersion", Integer.MAX_VALUE)
            : HandshakeLine.PROTOCOL_VERSION;
    return new PluginTarget(
        argv,
        target.textByName("environment"),
        target.milliseconds("startTimeoutMs"),
        host.versions().isEmpty() ? List.of(version) : host.versions(),
        host,
        PluginSecurity.of(tls));
  }

  private static Step step(Fields fields) throws Refusal {
    List<Call> calls = new ArrayList<>();
    for (Fields call : fields.list("calls")) {
      List<String> continueOn = call.has("continueOn") ? call.texts("continueOn") : List.of();
      calls.add(new Call(Method.of(call), continueOn));
    }
    return new Step(fields.text("name"), calls);
  }
}
