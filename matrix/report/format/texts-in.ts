/** A value with every string in it replaced, names of members too; what is no plain value of JSON stays as it is. */
export const textsIn = <T>(value: T, replaced: (text: string) => string): T =>
  walked(value, replaced) as T;

const walked = (value: unknown, replaced: (text: string) => string): unknown => {
  if (typeof value === "string") return replaced(value);
  if (Array.isArray(value)) return value.map((one) => walked(one, replaced));
  if (typeof value !== "object" || value === null) return value;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [replaced(name), walked(one, replaced)]),
  );
};
