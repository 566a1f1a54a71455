package handshakematrix.harness.client;

import java.util.Optional;

/**
 * A plugin that somebody else has started, as go-plugin's host attaches to one. Its process is not
 * this one's to end.
 */
record RunningPlugin(long pid) implements HostedProcess {
  @Override
  public Optional<ProcessHandle> handle() {
    return ProcessHandle.of(pid);
  }

  @Override
  public void kill() {}
}
