package handshakematrix.harness.client;

import handshakematrix.harness.Provider;
import handshakematrix.harness.TemporaryFolder;
import java.io.IOException;

/** The client: a worker that answers JSON-RPC requests on stdin. */
final class Main {
  private Main() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    TemporaryFolder.ofEnvironment();
    new Worker(Provider.of(arguments), System.in, System.out).serve();
    System.exit(0);
  }
}
