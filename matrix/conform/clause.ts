import { OutsideText } from "../domain/outside-text.ts";

/** Headings of harness/CONTRACT.md. */
type Section = "Server" | "Unsupported" | "Client" | "describe" | "prove" | "Behaviours";

export type Role = "server" | "client";

/** What a check saw. `sent` and `came` are one line each. */
export type Finding = Readonly<
  | { kind: "met" | "broken"; sent: string; came: string }
  /** The clause is about something that this stack cannot do, and has said so as the contract wants. */
  | { kind: "not-applicable"; sent: string; came: string }
>;

/** One sentence of the contract that can be tried on one program alone. */
export type Clause<Bench> = Readonly<{
  /** Unique; stays the same when the sentence is reworded. */
  id: string;
  section: Section;
  role: Role;
  /** What the program must do. */
  sentence: string;
  /** Of a check that has to wait for a limit of the contract; it is begun before the others. */
  lasts?: "seconds";
  /** Starts the program anew, so that no clause depends on another. */
  check(bench: Bench): Promise<Finding>;
}>;

/** What came, which may hold anything, as one line. */
const line = (text: string) => new OutsideText(text).cleanLine(300);

const met = (sent: string, came: string): Finding => ({
  kind: "met",
  sent,
  came: line(came),
});

export const broken = (sent: string, came: string): Finding => ({
  kind: "broken",
  sent,
  came: line(came),
});

export const notApplicable = (sent: string, came: string): Finding => ({
  kind: "not-applicable",
  sent,
  came: line(came),
});

/** @param isMet - whether what came is what the clause wants. */
export const judged = (isMet: boolean, sent: string, came: string): Finding =>
  isMet ? met(sent, came) : broken(sent, came);

/** Of several tries of one clause: the first that broke it, else all of them in one line. */
export const every = (findings: readonly Finding[]): Finding => {
  const wrong = findings.find(({ kind }) => kind === "broken");
  if (wrong) return wrong;
  const tried = findings.filter(({ kind }) => kind === "met");
  const shown = tried.length > 0 ? tried : findings;
  return {
    kind: tried.length > 0 ? "met" : "not-applicable",
    sent: shown.map(({ sent }) => sent).join("; "),
    came: [...new Set(shown.map(({ came }) => came))].join("; "),
  };
};
