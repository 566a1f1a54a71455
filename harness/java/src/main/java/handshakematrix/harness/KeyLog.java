package handshakematrix.harness;

import io.grpc.netty.shaded.io.netty.handler.ssl.ReferenceCountedOpenSslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.internal.tcnative.SSLContext;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Appends TLS secrets to the file that {@code SSLKEYLOGFILE} names. BoringSSL tells them through
 * netty-tcnative, which Netty itself does not use; the JDK tells them nobody.
 */
public final class KeyLog {
  private KeyLog() {}

  /** Empty where none is asked for, or none can be had. */
  public static Optional<Path> of(Provider provider) {
    return Optional.ofNullable(System.getenv("SSLKEYLOGFILE"))
        .filter(path -> !path.isEmpty() && provider == Provider.TCNATIVE)
        .map(Path::of);
  }

  /** To be called before the first handshake. */
  static void write(SslContext context, Path file) {
    SSLContext.setKeyLogCallback(handle(context), (ssl, line) -> append(file, line));
  }

  /** Netty's public methods give BoringSSL's own context, which crashes tcnative's. */
  private static long handle(SslContext context) {
    try {
      Field handle = ReferenceCountedOpenSslContext.class.getDeclaredField("ctx");
      handle.setAccessible(true);
      return handle.getLong(context);
    } catch (ReflectiveOperationException error) {
      throw new IllegalStateException("another Netty than the one that is built with", error);
    }
  }

  private static synchronized void append(Path file, byte[] line) {
    try {
      byte[] ended = new String(line).concat("\n").getBytes();
      Files.write(file, ended, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException error) {
      System.err.println("SSLKEYLOGFILE: " + error);
    }
  }
}
