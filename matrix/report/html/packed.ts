/**
 * Values in which whatever repeats stands once: cells of a run have most of their texts, steps and properties in
 * common. Each value is taken out alone, so that a page reads a cell when somebody opens it.
 */
export type Packed = Readonly<{
  /** The names of an object's members. */
  shapes: readonly (readonly string[])[];
  parts: readonly Part[];
  /** The place of each value among the parts. */
  values: readonly number[];
}>;

/** A value without members, or the shape of one with them and where each of them stands. */
type Part = string | number | boolean | null | readonly number[];

/** In place of a shape. */
const list = -1;

/** @param values - as JSON has them: a member that is undefined is left out. Each is taken once, and not kept. */
export const packed = (values: Iterable<unknown>): Packed => {
  const shapes = new Places<readonly string[]>();
  const parts: Part[] = [];
  const plain = new Places<Part>(parts);
  const compound = new Places<Part>(parts);
  // Of the values that are under way, each behind that which has it: a list for each would be made for every repetition.
  const open: number[] = [];
  const add = (value: unknown): number => {
    if (typeof value !== "object" || value === null) return plain.of(value, () => value as Part);
    const from = open.length;
    if (Array.isArray(value)) addMembers(list, value);
    else {
      const members = Object.entries(value).filter(([, member]) => member !== undefined);
      const names = members.map(([name]) => name);
      const shape = shapes.of(JSON.stringify(names), () => names);
      addMembers(
        shape,
        members.map(([, member]) => member),
      );
    }
    const place = compound.of(keyFrom(from), () => open.slice(from));
    open.length = from;
    return place;
  };
  const addMembers = (shape: number, members: readonly unknown[]) => {
    open.push(shape);
    for (const member of members) open.push(add(member));
  };
  const keyFrom = (from: number) => {
    let key = "";
    for (let at = from; at < open.length; at++) key += `${open[at]},`;
    return key;
  };
  const places: number[] = [];
  for (const value of values) places.push(add(value));
  return { shapes: shapes.all, parts, values: places };
};

/** What has the same key, once, and where it stands. */
class Places<T> {
  readonly all: T[];
  readonly #places = new Map<unknown, number>();

  /** @param all - may have others, which are never found. */
  constructor(all: T[] = []) {
    this.all = all;
  }

  of(key: unknown, make: () => T): number {
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    this.#places.set(key, this.all.length);
    return this.all.push(make()) - 1;
  }
}

/**
 * Gives a value by its place in what {@link packed} got; what repeats is the same object each time. Thousands of cells are
 * taken out before anything is seen, so it makes nothing on its way.
 */
export const unpacker = <T>({ shapes, parts, values }: Packed): ((at: number) => T) => {
  const made: unknown[] = [];
  const partAt = (at: number): unknown => {
    const part = parts[at];
    if (!isCompound(part)) return part;
    made[at] ??= part[0] === list ? listOf(part) : objectOf(part);
    return made[at];
  };
  const listOf = (part: readonly number[]): unknown[] => {
    const whole: unknown[] = [];
    for (let at = 1; at < part.length; at++) whole.push(partAt(part[at] ?? 0));
    return whole;
  };
  const objectOf = (part: readonly number[]): unknown => {
    const whole: Record<string, unknown> = {};
    const names = shapes[part[0] ?? 0] ?? [];
    for (let at = 1; at < part.length; at++) {
      const name = names[at - 1] ?? "";
      const value = partAt(part[at] ?? 0);
      // An assignment would give the object a prototype.
      if (name === "__proto__") Object.defineProperty(whole, name, { value, ...ofAnObject });
      else whole[name] = value;
    }
    return whole;
  };
  return (at) => partAt(values[at] ?? 0) as T;
};

const ofAnObject = { configurable: true, enumerable: true, writable: true };

const isCompound = (part: Part | undefined): part is readonly number[] => Array.isArray(part);
