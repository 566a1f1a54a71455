import {
  jsseMessages,
  ownOpenings,
  type PrinterHint,
  printerHeading,
  printerLabel,
  printersByName,
  printerWords,
} from "../knowledge/printer-words.ts";

type Rows = readonly (readonly [RegExp, PrinterHint])[];

const firstIn = (rows: Rows, text: string): PrinterHint | undefined =>
  rows.find(([pattern]) => pattern.test(text))?.[1];

const named = (pattern: RegExp, line: string): PrinterHint | undefined =>
  printersByName[(pattern.exec(line)?.[1] ?? "").toLowerCase()];

/** What the words around a text tell of its printer; undefined where nothing tells. */
export const hintIn = (record: string): PrinterHint | undefined => firstIn(printerWords, record);

/** The role that a line gives to the lines below it, as "Server log:" does, or a message of the handshake. */
export const headingIn = (line: string): PrinterHint | undefined => {
  if (line.startsWith("javax.net.ssl|")) return firstIn(jsseMessages, line);
  if (line.length > 80) return undefined;
  return firstIn(ownOpenings, line) ?? named(printerHeading, line);
};

/** The role that a line's own label gives it, as in "server-1  | …" of Compose or "[client] …". */
export const labelIn = (line: string): PrinterHint | undefined =>
  named(printerLabel, line.slice(0, 120));
