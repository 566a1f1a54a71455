package handshakematrix.harness.server;

import handshakematrix.harness.Address;
import handshakematrix.harness.FileGroup;
import handshakematrix.harness.PluginVariables;
import handshakematrix.harness.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where go-plugin puts a plugin's unix socket, and who may use it (server.go). */
final class PluginSocket {
  private PluginSocket() {}

  /** A name that nobody has, in the host's directory or the temporary one. */
  static Address unused() throws IOException {
    String directory =
        PluginVariables.told(PluginVariables.SOCKET_DIRECTORY)
            .orElseGet(() -> System.getProperty("java.io.tmpdir"));
    // As go-plugin finds one: a file of that name is made, and removed.
    Path path = Files.createTempFile(Path.of(directory), "plugin", "");
    Files.delete(path);
    return new Address(Address.Network.UNIX, path.toString());
  }

  /** Lets the host's group use the socket, if the host named one. */
  static void giveToHostsGroup(Address socket) throws Refusal.Invalid {
    Optional<String> group = PluginVariables.told(PluginVariables.SOCKET_GROUP);
    if (group.isEmpty()) return;
    try {
      FileGroup.set(Path.of(socket.text()), group.get(), "rw-rw----");
    } catch (IOException error) {
      throw new Refusal.Invalid(
          PluginVariables.SOCKET_GROUP + " " + group.get() + ": " + error, error);
    }
  }
}
