import type { Cell } from "../domain/cell.ts";
import { axes } from "../domain/rule-axes.ts";

/**
 * What a stack does not support, without the words in front that only repeat the cell: of "listener tls/p256: tlsVersion
 * 1.2: no API limits the version" the last part. Cells that lack the same thing have the same fact.
 *
 * @param reason - parts with ": " between them; the last one always stays.
 */
export const unsupportedFact = (cell: Cell, reason: string): string => {
  const own = new Set(axes.flatMap((axis) => String(cell[axis] ?? "")).filter(Boolean));
  const repeats = (part: string) => {
    const value = part.slice(part.lastIndexOf(" ") + 1).replaceAll('"', "");
    return value.split("/").every((one) => own.has(one));
  };
  const parts = reason.split(": ");
  const first = parts.findIndex((part, at) => at === parts.length - 1 || !repeats(part));
  return parts.slice(first).join(": ");
};
