package handshakematrix.harness.client;

import handshakematrix.harness.Provider;
import handshakematrix.harness.TemporaryFolder;
import handshakematrix.harness.Tls;
import java.io.IOException;

/** The client: a worker that answers JSON-RPC requests on stdin. */
final class Main {
  private Main() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    TemporaryFolder.ofEnvironment();
    Prover prover = new Prover(new Tls(Provider.of(arguments)));
    new Worker(prover, System.in, System.out).serve();
    prover.close();
    System.exit(0);
  }
}
