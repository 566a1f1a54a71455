import type { CauseCode, Side } from "../domain/cause.ts";
import { alerts } from "../knowledge/alerts.ts";
import type { AlertRow, FactRow } from "../knowledge/fact-row.ts";
import { facts } from "../knowledge/facts.ts";
import type { Candidate, Reading } from "./candidate.ts";
import { finer } from "./finer-fact.ts";
import { sideOf, type TextMatch } from "./text-match.ts";

/**
 * What one text can come from, the most frequent first; undefined where it states no fault.
 *
 * @param socket - the path of the only peer that the logs name; null where they name a host, or none.
 */
export const candidatesOf = (
  textMatch: TextMatch,
  socket: string | null = null,
): Reading | undefined => {
  const said = finer(textMatch);
  const { fact } = said;
  if (fact.fact === "alert-received" || fact.fact === "alert-sent") return alertReading(said);
  const rows: readonly FactRow[] = facts[fact.fact];
  const row = rows.find((one) => fits(one, said, socket));
  return row && readingOf(row, (whose) => sideFor(whose, said));
};

const fits = (row: FactRow, said: TextMatch, socket: string | null): boolean =>
  (row.acting ?? said.acting) === said.acting &&
  (row.by ?? said.by) === said.by &&
  (row.stack?.includes(said.stack) ?? true) &&
  (row.quote?.test(said.quote) ?? true) &&
  (row.around?.test(said.around) ?? true) &&
  isOver(row.over, said, socket) &&
  Object.entries(row.with ?? {}).every(([field, wanted]) =>
    isWanted((said.fact as Readonly<Record<string, unknown>>)[field], wanted),
  );

const isOver = (over: FactRow["over"], { around }: TextMatch, socket: string | null): boolean => {
  switch (over) {
    case undefined:
      return true;
    case "socket":
      return socket !== null || namesSocket.test(around);
    case "named socket":
      return namesSocket.test(around);
  }
};

/** A path of a socket, or a dial of one. */
const namesSocket =
  /\bunix(?:-abstract)?:|\bdial unix\b|\bnpipe:|\/[\w./-]{1,200}\.sock\b|@\/[\w./-]{3,200}\b(?= )/;

const isWanted = (value: unknown, wanted: unknown): boolean => {
  if (wanted instanceof RegExp) return typeof value === "string" && wanted.test(value);
  return Array.isArray(wanted) ? wanted.includes(value) : value === wanted;
};

const sideFor = (whose: string, said: TextMatch): Side =>
  (whose === "own" || whose === "peer" ? sideOf(said, whose) : whose) as Side;

/** Received, an alert is the peer's verdict on the printer; sent, the printer's on its peer. */
const alertReading = (said: TextMatch): Reading => {
  const { fact, acting } = said;
  const alert = fact.fact === "alert-received" || fact.fact === "alert-sent" ? fact.alert : "";
  const [accused, accuser] =
    fact.fact === "alert-sent" ? (["peer", "own"] as const) : (["own", "peer"] as const);
  const about = fact.fact === "alert-sent" && acting !== null ? otherEnd[acting] : acting;
  const row = (alerts[alert] ?? []).find((one) => (one.about ?? about) === about) ?? unknownAlert;
  const reading = readingOf(row, (whose) =>
    sideFor(whose === "accused" ? accused : whose === "accuser" ? accuser : whose, said),
  );
  // Who sends an alert says why elsewhere, and the alert may be named for less.
  return fact.fact === "alert-sent" ? { ...reading, depth: "end" } : reading;
};

const unknownAlert: AlertRow = { depth: "end", causes: [] };

const otherEnd = { client: "server", server: "client" } as const;

const readingOf = (
  { depth, causes, decides }: Pick<FactRow | AlertRow, "depth" | "causes" | "decides">,
  sideFor: (whose: string) => Side | null,
): Reading => ({
  depth: depth ?? "root",
  candidates: causes.map((sided, rank): Candidate => {
    const [code, whose] = sided.split(": ") as [CauseCode, string?];
    return {
      code,
      side: whose === undefined ? null : sideFor(whose),
      decided: decides === true && rank === 0,
      doubt: null,
    };
  }),
});
