package handshakematrix.harness.server;

import handshakematrix.harness.Provider;
import handshakematrix.harness.Refusal;
import handshakematrix.harness.TemporaryFolder;
import handshakematrix.harness.Tls;
import java.io.IOException;
import sun.misc.Signal;

/** A go-plugin plugin that serves {@code proto.KV}, or any number of standalone listeners. */
final class Main {
  private static final int FAILED = 1;
  private static final int UNSUPPORTED = 127;

  private Main() {}

  public static void main(String[] arguments) throws InterruptedException {
    System.exit(exitCode(arguments));
  }

  private static int exitCode(String[] arguments) throws InterruptedException {
    if (!"hello".equals(System.getenv("BASIC_PLUGIN"))) {
      System.err.println(
          "kv-server: this is a plugin of the gRPC handshake matrix: a go-plugin host starts it"
              + " with BASIC_PLUGIN=hello");
      return FAILED;
    }
    TemporaryFolder.ofEnvironment();
    try {
      String text = System.getenv("KV_SERVER_CONFIG");
      Configuration configuration =
          text == null ? Configuration.plainPlugin() : Configuration.parse(text);
      if (configuration.isPlugin()) ignoreInterrupts();
      new KvServer(new Tls(Provider.of(arguments)), configuration).serve();
      return 0;
    } catch (Refusal.Unsupported refusal) {
      System.err.println("unsupported: " + refusal.getMessage());
      return UNSUPPORTED;
    } catch (Refusal | IOException refusal) {
      System.err.println(refusal.getMessage());
      return FAILED;
    }
  }

  /**
   * The terminal sends SIGINT to the host's whole group; the host then ends its plugins itself, as
   * under go-plugin (server.go).
   */
  private static void ignoreInterrupts() {
    Signal.handle(new Signal("INT"), signal -> {});
  }
}
