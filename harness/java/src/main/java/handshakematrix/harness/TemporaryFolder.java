package handshakematrix.harness;

/** Where Netty unpacks its libraries to load them. */
public final class TemporaryFolder {
  private TemporaryFolder() {}

  /** The JVM does not ask the environment for it. To be called before anything of Netty. */
  public static void ofEnvironment() {
    String folder = System.getenv("TMPDIR");
    if (folder != null) System.setProperty("java.io.tmpdir", folder);
  }
}
