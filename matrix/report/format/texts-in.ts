/**
 * A value with every string in it replaced, names of members too; what is no plain value of JSON stays as it is. What
 * nothing is replaced in is not copied.
 */
export const textsIn = <T>(value: T, replaced: (text: string) => string): T =>
  walked(value, replaced) as T;

const walked = (value: unknown, replaced: (text: string) => string): unknown => {
  if (typeof value === "string") return replaced(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return ofArray(value, replaced);
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null
    ? ofObject(value as Readonly<Record<string, unknown>>, replaced)
    : value;
};

const ofArray = (values: readonly unknown[], replaced: (text: string) => string): unknown => {
  const changed = values.findIndex((one) => walked(one, replaced) !== one);
  return changed === -1 ? values : values.map((one) => walked(one, replaced));
};

const ofObject = (
  members: Readonly<Record<string, unknown>>,
  replaced: (text: string) => string,
): unknown => {
  for (const name in members) {
    const value = members[name];
    if (replaced(name) === name && walked(value, replaced) === value) continue;
    return Object.fromEntries(
      Object.entries(members).map(([one, of]) => [replaced(one), walked(of, replaced)]),
    );
  }
  return members;
};
