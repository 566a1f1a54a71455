package handshakematrix.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {
  private interface Read {
    Object of(Fields fields) throws Refusal;
  }

  private static Fields fields(String text) throws Refusal {
    return Fields.of(Fields.parse(text), "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{a:1}", "{\"a\":1} {}", "{\"a\":'1'}"})
  void noJson(String text) {
    assertThrows(Refusal.Invalid.class, () -> Fields.parse(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{}; a: expected a text",
        "{\"a\":1}; a: expected a text",
        "{\"a\":null}; a: expected a text",
      })
  void noText(String text, String expected) throws Refusal {
    assertRefused(text, expected, fields -> fields.text("a"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{}; a: expected a number",
        "{\"a\":\"5\"}; a: expected a number",
        "{\"a\":0}; a: expected a positive number of milliseconds, of a day at most",
        "{\"a\":-1}; a: expected a positive number of milliseconds, of a day at most",
        "{\"a\":1e300}; a: expected a positive number of milliseconds, of a day at most",
      })
  void noMilliseconds(String text, String expected) throws Refusal {
    assertRefused(text, expected, fields -> fields.milliseconds("a"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":256}", "{\"a\":-1}", "{\"a\":1.5}"})
  void noNatural(String text) throws Refusal {
    assertRefused(
        text, "a: expected a whole number from 0 to 255", fields -> fields.natural("a", 255));
  }

  @Test
  void placesAreNamedFromTheTop() throws Refusal {
    Fields fields = fields("{\"a\":{\"b\":[{},{\"c\":1}]}}");
    assertRefused(
        fields, "a.b[1].c: expected a text", top -> top.fields("a").list("b").get(1).text("c"));
  }

  @Test
  void fractionsOfMilliseconds() throws Refusal {
    assertEquals(Duration.ofNanos(1_500_000), fields("{\"a\":1.5}").milliseconds("a"));
  }

  private static void assertRefused(String text, String expected, Read read) throws Refusal {
    assertRefused(fields(text), expected, read);
  }

  private static void assertRefused(Fields fields, String expected, Read read) {
    var refusal = assertThrows(Refusal.Invalid.class, () -> read.of(fields));
    assertEquals(expected, refusal.getMessage());
  }
}
