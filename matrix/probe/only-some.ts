import { usableSchemes } from "../diagnose/usable-schemes.ts";
import type { StackHello } from "../knowledge/client-stack.ts";

/** What a client has to have to get in. */
export type Needed = Readonly<{
  /** Those that the server takes, each alone. */
  groups: readonly string[];
  /** Key types of the certificates that either side shows. */
  keyTypes: readonly string[];
}>;

/** Which clients of a stack get in, where the server needs what not all of them have; null for all. */
export const onlySome = ({ ofSome }: StackHello, { groups, keyTypes }: Needed): string | null => {
  // In TLS 1.2 a scheme names no curve, and a library that has none of 1.3 for it has no such curve there either.
  const choices = [groups, ...keyTypes.map((keyType) => usableSchemes(keyType, "1.3") ?? [])];
  const names = choices.flatMap((choice) => (choice.length === 1 ? choice : []));
  return names.map((name) => ofSome?.[name]).find((who) => who !== undefined) ?? null;
};
