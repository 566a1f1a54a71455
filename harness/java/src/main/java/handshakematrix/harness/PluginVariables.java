package handshakematrix.harness;

import java.util.Optional;

/** What go-plugin's host says in its plugin's environment (constants.go, client.go). */
public final class PluginVariables {
  public static final String CLIENT_CERTIFICATE = "PLUGIN_CLIENT_CERT";
  public static final String PROTOCOL_VERSIONS = "PLUGIN_PROTOCOL_VERSIONS";
  public static final String SOCKET_DIRECTORY = "PLUGIN_UNIX_SOCKET_DIR";
  public static final String SOCKET_GROUP = "PLUGIN_UNIX_SOCKET_GROUP";

  private PluginVariables() {}

  /** Empty where this process's host says nothing. */
  public static Optional<String> told(String name) {
    return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isEmpty());
  }
}
