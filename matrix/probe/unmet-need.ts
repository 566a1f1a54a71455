import { usableSchemes } from "../diagnose/usable-schemes.ts";
import type { TlsVersion } from "../domain/wire-facts.ts";
import type { StackHello } from "../knowledge/client-stack.ts";

/** What a server took of the probe's hellos. */
export type Taken = Readonly<{
  /** Each alone, of those that stacks offer. */
  groups: readonly string[];
  versions: readonly TlsVersion[];
  /** Of its certificate; null where none was seen. */
  keyType: string | null;
}>;

/**
 * What a refused hello lacks of all that the server took: a group, or a scheme for the server's key.
 *
 * @returns null where it lacks neither, so that something else is the matter.
 */
export const unmetNeed = (
  { groups, signatureSchemes }: StackHello,
  { groups: taken, versions, keyType }: Taken,
): "no-common-group" | "signature-scheme-not-offered" | null => {
  if (!groups.some((group) => taken.includes(group))) return "no-common-group";
  const usable = versions.flatMap((version) => usableSchemes(keyType ?? "", version) ?? []);
  return usable.length > 0 && !signatureSchemes.some((scheme) => usable.includes(scheme))
    ? "signature-scheme-not-offered"
    : null;
};
