package handshakematrix.harness.client;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import handshakematrix.harness.KeyLog;
import handshakematrix.harness.Provider;
import io.grpc.internal.GrpcUtil;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The versions that every observation of this client depends on. */
final class Description {
  private Description() {}

  static JsonObject of(Provider provider) {
    Properties built = built();
    String grpc = GrpcUtil.getGrpcBuildVersion().getImplementationVersion();
    String runtime = System.getProperty("java.version");
    JsonArray stack = new JsonArray();
    stack.add(named("grpc-java", grpc));
    stack.add(named("protobuf-java", built.getProperty("protobuf")));
    JsonObject description = new JsonObject();
    description.add("stack", stack);
    description.add("runtime", named(System.getProperty("java.vm.name"), runtime));
    description.add(
        "tls",
        switch (provider) {
          case TCNATIVE -> named("BoringSSL", "bundled with grpc-netty-shaded " + grpc);
          case JDK -> named("SunJSSE", runtime);
        });
    description.addProperty("keyLog", KeyLog.of(provider).isPresent());
    return description;
  }

  private static JsonObject named(String name, String version) {
    JsonObject named = new JsonObject();
    named.addProperty("name", name);
    named.addProperty("version", version);
    return named;
  }

  /** Written by the build. */
  private static Properties built() {
    Properties versions = new Properties();
    try (InputStream file = Description.class.getResourceAsStream("/versions.properties")) {
      versions.load(file);
      return versions;
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    }
  }
}
