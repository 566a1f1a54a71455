import type { Finding } from "../domain/behaviour.ts";
import type { Quote } from "../domain/cause.ts";

type End = "client" | "server";

export const violation = (
  by: End | null,
  clause: string,
  sentence: string,
  ...saw: readonly Quote[]
): Finding => ({ kind: "violation", by, clause, sentence, saw });

export const permitted = (by: End, clause: string, sentence: string): Finding => ({
  kind: "permitted",
  by,
  clause,
  sentence,
});

/** Nothing where it never happened. */
export const rate = (
  by: End | null,
  sentence: string,
  times: number,
  of: number,
): readonly Finding[] => (times === 0 ? [] : [{ kind: "rate", by, sentence, times, of }]);

export const quote = (by: Quote["by"], text: string): Quote => ({ by, text: text.slice(0, 300) });

/** What differs of several tries in nothing that matters stands once. */
export const distinct = (findings: readonly Finding[]): readonly Finding[] => {
  const keys = new Set<string>();
  return findings.filter((finding) => {
    const key = JSON.stringify([finding.kind, finding.by, finding.sentence]);
    if (keys.has(key)) return false;
    keys.add(key);
    return true;
  });
};
