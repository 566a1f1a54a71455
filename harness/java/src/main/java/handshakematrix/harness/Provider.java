package handshakematrix.harness;

import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;

/** What does TLS below Netty. */
public enum Provider {
  /** netty-tcnative on BoringSSL, which grpc-netty-shaded brings and takes of its own accord. */
  TCNATIVE(SslProvider.OPENSSL),
  /** The JDK's JSSE. */
  JDK(SslProvider.JDK);

  final SslProvider ssl;

  Provider(SslProvider ssl) {
    this.ssl = ssl;
  }

  /** The variant `jdk` is started with the word `--jdk`. */
  public static Provider of(String[] arguments) {
    return arguments.length > 0 && arguments[0].equals("--jdk") ? JDK : TCNATIVE;
  }
}
