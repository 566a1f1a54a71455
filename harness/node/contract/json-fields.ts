/** A JSON value of the wrong shape; the message names the place. */
export class InvalidField extends Error {
  override readonly name = "InvalidField";
}

/** Typed access to one JSON object. Every reader throws InvalidField if the value is not of its type. */
export class JsonFields {
  readonly #fields: Readonly<Record<string, unknown>>;
  readonly #place: string;

  /** @param place - how messages call this object, such as `listeners[0]`. */
  constructor(value: unknown, place: string) {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw new InvalidField(`${place}: expected an object`);
    }
    this.#fields = value as Record<string, unknown>;
    this.#place = place;
  }

  string(name: string): string {
    const value = this.#fields[name];
    return typeof value === "string" ? value : this.#fail(name, "a string");
  }

  optionalString(name: string): string | undefined {
    return this.has(name) ? this.string(name) : undefined;
  }

  /** Absent means false. */
  flag(name: string): boolean {
    const value = this.#fields[name] ?? false;
    return typeof value === "boolean" ? value : this.#fail(name, "true or false");
  }

  /** A finite number that is not negative. */
  number(name: string): number {
    const value = this.#fields[name];
    return typeof value === "number" && Number.isFinite(value) && value >= 0
      ? value
      : this.#fail(name, "a number that is not negative");
  }

  object(name: string): JsonFields {
    return new JsonFields(this.#fields[name], `${this.#place}.${name}`);
  }

  objects(name: string): JsonFields[] {
    return this.#list(name).map(
      (item, at) => new JsonFields(item, `${this.#place}.${name}[${at}]`),
    );
  }

  /** Absent means none. */
  strings(name: string): string[] {
    if (!this.has(name)) return [];
    return this.#list(name).map((item) =>
      typeof item === "string" ? item : this.#fail(name, "a list of strings"),
    );
  }

  numbers(name: string): number[] {
    return this.#list(name).map((item) =>
      typeof item === "number" ? item : this.#fail(name, "a list of numbers"),
    );
  }

  /** Absent means none. */
  stringMap(name: string): Record<string, string> {
    if (!this.has(name)) return {};
    const map = this.object(name);
    return Object.fromEntries(Object.keys(map.#fields).map((key) => [key, map.string(key)]));
  }

  /** One of the words, or InvalidField. */
  word<const Word extends string>(name: string, words: readonly Word[]): Word {
    const value = this.string(name);
    return words.find((word) => word === value) ?? this.#fail(name, `one of ${words.join(", ")}`);
  }

  has(name: string): boolean {
    return this.#fields[name] !== undefined;
  }

  isNull(name: string): boolean {
    return this.#fields[name] === null;
  }

  #list(name: string): unknown[] {
    const value = this.#fields[name];
    return Array.isArray(value) ? value : this.#fail(name, "a list");
  }

  #fail(name: string, expected: string): never {
    throw new InvalidField(`${this.#place}.${name}: expected ${expected}`);
  }
}
