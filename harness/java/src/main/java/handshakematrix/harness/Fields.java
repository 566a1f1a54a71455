package handshakematrix.harness;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of a JSON object from outside. One that is missing or of another type is invalid.
 *
 * @param place for texts about it; empty at the top
 */
public record Fields(String place, JsonObject object) {
  private static final Gson STRICT = new GsonBuilder().setStrictness(Strictness.STRICT).create();

  /** Any JSON value, and nothing behind it. */
  public static JsonElement parse(String text) throws Refusal.Invalid {
    try {
      return Optional.ofNullable(STRICT.fromJson(text, JsonElement.class))
          .orElseThrow(() -> new Refusal.Invalid("there is no JSON value"));
    } catch (JsonParseException error) {
      throw new Refusal.Invalid(error.getMessage(), error);
    }
  }

  public static Fields of(JsonElement element, String place) throws Refusal.Invalid {
    if (element instanceof JsonObject object) return new Fields(place, object);
    throw new Refusal.Invalid((place.isEmpty() ? "" : place + ": ") + "expected an object");
  }

  public boolean has(String name) {
    return object.has(name);
  }

  public String text(String name) throws Refusal.Invalid {
    return textOf(object.get(name), name);
  }

  public Optional<String> optionalText(String name) throws Refusal.Invalid {
    return has(name) ? Optional.of(text(name)) : Optional.empty();
  }

  /** False where it is absent. */
  public boolean flag(String name) throws Refusal.Invalid {
    if (!has(name)) return false;
    if (object.get(name) instanceof JsonPrimitive value && value.isBoolean()) {
      return value.getAsBoolean();
    }
    throw expected(name, "true or false");
  }

  public int natural(String name, int most) throws Refusal.Invalid {
    return naturalOf(object.get(name), name, most);
  }

  public List<Integer> naturals(String name) throws Refusal.Invalid {
    List<Integer> numbers = new ArrayList<>();
    for (JsonElement element : array(name)) {
      numbers.add(naturalOf(element, name, Integer.MAX_VALUE));
    }
    return numbers;
  }

  /** Empty where it is absent; else more than 0. */
  public Optional<Integer> optionalLimit(String name) throws Refusal.Invalid {
    if (!has(name)) return Optional.empty();
    int limit = natural(name, Integer.MAX_VALUE);
    if (limit == 0) throw expected(name, "a whole number from 1");
    return Optional.of(limit);
  }

  public Duration milliseconds(String name) throws Refusal.Invalid {
    double value = number(name);
    // Longer than a day is nobody's deadline, and fits any clock's arithmetic.
    if (value <= 0 || value > Duration.ofDays(1).toMillis()) {
      throw expected(name, "a positive number of milliseconds, of a day at most");
    }
    return Duration.ofNanos((long) (value * 1_000_000));
  }

  /** Of any length, or none. */
  public Duration pause(String name) throws Refusal.Invalid {
    double value = number(name);
    if (value < 0) throw expected(name, "a number of milliseconds that is not negative");
    return Duration.ofNanos((long) (value * 1_000_000));
  }

  public boolean isNull(String name) {
    return has(name) && object.get(name).isJsonNull();
  }

  public byte[] base64(String name) throws Refusal.Invalid {
    try {
      return Base64.getDecoder().decode(text(name));
    } catch (IllegalArgumentException error) {
      throw expected(name, "base64");
    }
  }

  public Fields fields(String name) throws Refusal.Invalid {
    return of(object.has(name) ? object.get(name) : new JsonArray(), placeOf(name));
  }

  public List<Fields> list(String name) throws Refusal.Invalid {
    List<Fields> list = new ArrayList<>();
    for (JsonElement element : array(name)) {
      list.add(of(element, placeOf(name) + "[" + list.size() + "]"));
    }
    return list;
  }

  public List<String> texts(String name) throws Refusal.Invalid {
    List<String> texts = new ArrayList<>();
    for (JsonElement element : array(name)) texts.add(textOf(element, name));
    return texts;
  }

  /** Empty where it is absent. */
  public Map<String, String> textByName(String name) throws Refusal.Invalid {
    Map<String, String> texts = new HashMap<>();
    if (!has(name)) return texts;
    for (var entry : fields(name).object.entrySet()) {
      texts.put(entry.getKey(), textOf(entry.getValue(), name + "." + entry.getKey()));
    }
    return texts;
  }

  public Refusal.Invalid expected(String name, String what) {
    return new Refusal.Invalid(placeOf(name) + ": expected " + what);
  }

  private int naturalOf(JsonElement element, String name, int most) throws Refusal.Invalid {
    double value = numberOf(element, name);
    if (value < 0 || value > most || value != Math.rint(value)) {
      throw expected(name, "a whole number from 0 to " + most);
    }
    return (int) value;
  }

  private double number(String name) throws Refusal.Invalid {
    return numberOf(object.get(name), name);
  }

  private double numberOf(JsonElement element, String name) throws Refusal.Invalid {
    if (element instanceof JsonPrimitive value && value.isNumber()) {
      return value.getAsDouble();
    }
    throw expected(name, "a number");
  }

  private String textOf(JsonElement element, String name) throws Refusal.Invalid {
    if (element instanceof JsonPrimitive value && value.isString()) return value.getAsString();
    throw expected(name, "a text");
  }

  private JsonArray array(String name) throws Refusal.Invalid {
    if (object.get(name) instanceof JsonArray array) return array;
    throw expected(name, "a list");
  }

  private String placeOf(String name) {
    return place.isEmpty() ? name : place + "." + name;
  }
}
