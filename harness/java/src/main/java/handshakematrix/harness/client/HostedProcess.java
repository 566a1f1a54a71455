package handshakematrix.harness.client;

import com.google.gson.JsonObject;
import io.grpc.Deadline;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The process of a plugin that this client is a host of. */
sealed interface HostedProcess permits PluginProcess, RunningPlugin {
  /** What a go-plugin host gives a plugin to end after the controller was asked (client.go). */
  long SHUTDOWN_GRACE_MS = 2000;

  /** Empty once it has ended, or where the system has forgotten it. */
  Optional<ProcessHandle> handle();

  /** Ends it at once if it still runs, and is this client's own. */
  void kill() throws InterruptedException;

  /** Waits for its end, which the controller was asked for. */
  default JsonObject endWithin(Deadline deadline) {
    long begun = System.nanoTime();
    long limitMs = Math.min(SHUTDOWN_GRACE_MS, deadline.timeRemaining(TimeUnit.MILLISECONDS));
    handle()
        .ifPresent(
            process ->
                process.onExit().completeOnTimeout(process, limitMs, TimeUnit.MILLISECONDS).join());
    JsonObject details = new JsonObject();
    details.addProperty("exited", handle().filter(ProcessHandle::isAlive).isEmpty());
    details.addProperty("waitedMs", Elapsed.ms(begun));
    return details;
  }
}
