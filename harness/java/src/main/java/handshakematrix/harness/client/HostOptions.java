package handshakematrix.harness.client;

import handshakematrix.harness.Fields;
import handshakematrix.harness.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What an application asks of its plugins' host, as go-plugin's ClientConfig has it (client.go).
 * What is empty or false is go-plugin's default.
 *
 * @param versions in the place of the target's
 * @param sha256 of the program, in hexadecimal
 * @param output whether what the plugin's application writes is asked for
 */
record HostOptions(
    List<Integer> versions, Optional<Sockets> sockets, Optional<String> sha256, boolean output) {
  private static final HostOptions DEFAULT =
      new HostOptions(List.of(), Optional.empty(), Optional.empty(), false);

  /** Where unix sockets are made, and the group that may use them beside their user. */
  record Sockets(Path folder, Optional<String> group) {}

  static HostOptions of(Fields target) throws Refusal {
    if (!target.has("host")) return DEFAULT;
    Fields host = target.fields("host");
    if (host.flag("multiplex")) {
      throw new Refusal.Unsupported(
          "host.multiplex: this client has a broker with own connections only");
    }
    return new HostOptions(
        host.has("protocolVersions") ? host.naturals("protocolVersions") : List.of(),
        host.has("sockets") ? Optional.of(sockets(host.fields("sockets"))) : Optional.empty(),
        host.optionalText("sha256"),
        host.flag("output"));
  }

  /** Throws, in go-plugin's words, unless the program's file has the digest that is asked for. */
  void verify(String program) throws PluginProcess.StartException {
    if (sha256.isEmpty()) return;
    byte[] content;
    try {
      content = Files.readAllBytes(Path.of(program));
    } catch (IOException error) {
      throw new PluginProcess.StartException("error verifying checksum", error);
    }
    if (!Digest.of(content).hex().equals(sha256.get())) {
      throw new PluginProcess.StartException("checksums did not match", null);
    }
  }

  private static Sockets sockets(Fields sockets) throws Refusal {
    return new Sockets(Path.of(sockets.text("folder")), sockets.optionalText("group"));
  }
}
