import type { Role, Stack } from "../domain/fact.ts";
import type { PrinterHint } from "../knowledge/printer-words.ts";
import type { Acting } from "./text-match.ts";

/** What is known of who printed a text, the surest first. */
type Hints = Readonly<{
  /** Said by the caller. */
  told: Role | null;
  /** The only role that prints this text. */
  own: Role | null;
  stack: Stack;
  /** By a label of the line or the heading above it. */
  labelled: PrinterHint | undefined;
  /** By words around it. */
  hinted: PrinterHint | undefined;
  /** The role of another text of the same record; a proxy's own words do not tell which of its two it is. */
  beside: Role | null;
}>;

const proxies: ReadonlySet<Stack> = new Set([
  "nginx",
  "haproxy",
  "envoy",
  "caddy",
  "stunnel",
  "httpd",
]);

export const isProxy = (stack: Stack): boolean => proxies.has(stack);

/** Who printed a text, and as which end of the connection that it speaks of. */
export const printerOf = (hints: Hints): Readonly<{ by: Role | null; acting: Acting }> => {
  const { told, own, stack, labelled, hinted, beside } = hints;
  // A server is a client, too, of those behind it.
  if (told !== null && told !== "between") {
    return { by: told, acting: own === null && hinted?.acting ? hinted.acting : told };
  }
  const ofProxy =
    told === "between" ||
    isProxy(stack) ||
    (own === null && beside === "between") ||
    own === "between" ||
    hinted?.by === "between" ||
    (own === null && hinted === undefined && labelled?.by === "between");
  if (ofProxy) return { by: "between", acting: actingOfProxy(hints) };
  const by = own ?? hinted?.by ?? labelled?.by ?? beside;
  return { by, acting: by === "client" || by === "server" ? by : null };
};

const actingOfProxy = ({ own, stack, hinted, labelled }: Hints): Acting => {
  if (own === "client" || own === "server") return own;
  // nginx's rows for upstreams have the role "between", its others "server".
  if (stack === "nginx" && own === "between") return "client";
  return hinted?.acting ?? labelled?.acting ?? null;
};
