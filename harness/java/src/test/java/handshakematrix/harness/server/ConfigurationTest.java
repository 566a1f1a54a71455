package handshakematrix.harness.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handshakematrix.harness.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {
  private static final String PLACE = "\"network\":\"tcp\",\"address\":\"127.0.0.1:0\"";

  private static Configuration parse(String listeners) throws Refusal {
    return Configuration.parse("{\"endOnStdinEof\":true,\"listeners\":[" + listeners + "]}");
  }

  private static String listener(String mode, String more) {
    return "{\"id\":\"a\",\"mode\":\"" + mode + "\"," + PLACE + more + "}";
  }

  @Test
  void standaloneListeners() throws Refusal {
    String unix = "{\"id\":\"b\",\"mode\":\"none\",\"network\":\"unix\",\"address\":\"/run/b\"}";
    Configuration configuration = parse(listener("none", "") + "," + unix);
    assertTrue(configuration.endOnStdinEof());
    var serve = assertInstanceOf(Configuration.Standalone.class, configuration.serve());
    assertEquals(2, serve.listeners().size());
  }

  @Test
  void aPlugin() throws Refusal {
    String listener = listener("auto-mtls", ",\"keyType\":\"p256\",\"key\":\"k\"");
    assertInstanceOf(Configuration.Plugin.class, parse(listener).serve());
    assertInstanceOf(Configuration.Plugin.class, Configuration.plainPlugin().serve());
  }

  @ParameterizedTest
  @CsvSource({
    "ssh, '', listener a: mode ssh: not known to this server",
    "auto-mtls, ',\"keyType\":\"dsa\",\"key\":\"k\"', keyType dsa: not known to this implementation",
  })
  void unsupported(String mode, String more, String expected) {
    var refusal = assertThrows(Refusal.Unsupported.class, () -> parse(listener(mode, more)));
    assertEquals("KV_SERVER_CONFIG: " + expected, refusal.getMessage());
  }

  @Test
  void aNetworkThatIsNotThereIsUnsupported() {
    String listener = listener("none", "").replace("\"tcp\"", "\"pipe\"");
    assertThrows(Refusal.Unsupported.class, () -> parse(listener));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{\"id\":\"a\",\"mode\":\"none\"}",
        "{\"id\":\"a\",\"mode\":\"none\",\"network\":\"unix\",\"address\":\"b\"}",
        "{\"id\":\"a\",\"mode\":\"none\",\"network\":\"tcp\",\"address\":\"127.0.0.1:x\"}",
        "{\"id\":\"a\",\"mode\":\"tls\",\"network\":\"tcp\",\"address\":\"127.0.0.1:0\",\"key\":\"k\"}",
        "{\"id\":\"a\",\"mode\":\"auto-mtls\",\"network\":\"tcp\",\"address\":\"127.0.0.1:0\"}",
      })
  void invalid(String listener) {
    assertThrows(Refusal.Invalid.class, () -> parse(listener));
  }

  @Test
  void aPluginIsTheOnlyListener() {
    String listeners = listener("auto-mtls", "") + "," + listener("none", "");
    assertThrows(Refusal.Invalid.class, () -> parse(listeners));
  }
}
