import type { Hint } from "./hint.ts";
import { sideOf, type TextMatch } from "./text-match.ts";

/** The verifier's time, in Go's words of its own zone, and the certificate's first moment; then both in rustls's. */
const times: readonly RegExp[] = [
  /current time (\d{4}-\d\d-\d\dT[\d:.]{5,15}(?:Z|[+-]\d\d:\d\d)) is before (\d{4}-\d\d-\d\dT[\d:.]{5,15}Z)/,
  /verification time (\d{9,10}) \(UNIX\), but certificate is not valid before (\d{9,10})/,
];

const day = 86_400_000;

/** No certificate is issued so long before it is to be used. Days. */
const longestWait = 180;

const timeOf = (text: string): number =>
  /^\d{9,10}$/.test(text) ? Number(text) * 1000 : Date.parse(text);

/** A verifier whose clock is so far behind a certificate's beginning that the clock is wrong. */
export const clockBehind = (text: string, textMatches: readonly TextMatch[]): Hint | undefined => {
  const said = textMatches.find(({ fact }) => fact.fact === "certificate-not-yet-valid");
  if (!said) return undefined;
  for (const pattern of times) {
    const match = pattern.exec(text);
    if (!match) continue;
    const days = (timeOf(match[2] ?? "") - timeOf(match[1] ?? "")) / day;
    if (!(days > longestWait)) continue;
    return {
      codes: ["certificate-not-yet-valid"],
      side: sideOf(said, "own"),
      quote: match[0],
      at: match.index,
      sentence: `The clock of the machine that refused the certificate is ${Math.round(days)} days behind the certificate's beginning: it is wrong, or was never set.`,
      remedy:
        "set the clock of that machine (NTP) before it calls; one without a battery for its clock starts at a fixed date",
    };
  }
  return undefined;
};
