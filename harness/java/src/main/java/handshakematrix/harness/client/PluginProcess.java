package handshakematrix.harness.client;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A plugin as a child process of its host. Its stdin stays open for as long as the host keeps it,
 * its stderr is the host's own, its stdout is read to the end so that it never blocks; only the
 * first line counts.
 */
final class PluginProcess implements HostedProcess {
  /** A handshake line with an RSA-4096 certificate has under 2,000 characters. */
  private static final int LONGEST_LINE = 65_536;

  private final Process process;
  private final Optional<SocketDirectory> directory;
  private final CompletableFuture<String> line = new CompletableFuture<>();

  /** Why there is no line. */
  static final class StartException extends Exception {
    StartException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  private PluginProcess(Process process, Optional<SocketDirectory> directory) {
    this.process = process;
    this.directory = directory;
    Thread reader = new Thread(this::readOutput, "plugin's stdout");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * @param environment beside this process's own
   */
  static PluginProcess start(List<String> argv, HostOptions host, Map<String, String> environment)
      throws StartException {
    host.verify(argv.get(0));
    ProcessBuilder builder =
        new ProcessBuilder(argv).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    Optional<SocketDirectory> directory = Optional.empty();
    if (host.sockets().isPresent()) {
      directory = Optional.of(SocketDirectory.make(host.sockets().get()));
    }
    directory.ifPresent(made -> builder.environment().putAll(made.environment()));
    try {
      return new PluginProcess(builder.start(), directory);
    } catch (IOException error) {
      directory.ifPresent(SocketDirectory::remove);
      throw new StartException("the plugin could not be started", error);
    }
  }

  /** The first line of its stdout. */
  String line(long limitMs) throws StartException, InterruptedException {
    try {
      String first = line.get(limitMs, TimeUnit.MILLISECONDS);
      if (first.isEmpty()) {
        throw new StartException("plugin exited before we could connect", null);
      }
      return first.stripTrailing();
    } catch (TimeoutException error) {
      throw new StartException("timeout while waiting for plugin to start", null);
    } catch (ExecutionException error) {
      throw new StartException("reading the plugin's stdout", error.getCause());
    }
  }

  @Override
  public Optional<ProcessHandle> handle() {
    return Optional.of(process.toHandle());
  }

  @Override
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
    directory.ifPresent(SocketDirectory::remove);
  }

  private void readOutput() {
    try (InputStream output = new BufferedInputStream(process.getInputStream())) {
      ByteArrayOutputStream first = new ByteArrayOutputStream();
      int octet = output.read();
      while (octet >= 0 && first.size() < LONGEST_LINE) {
        first.write(octet);
        if (octet == '\n') break;
        octet = output.read();
      }
      line.complete(first.toString(StandardCharsets.UTF_8));
      output.transferTo(OutputStream.nullOutputStream());
    } catch (IOException error) {
      line.completeExceptionally(error);
    }
  }
}
