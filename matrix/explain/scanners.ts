import { logLines } from "./log-lines.ts";
import type { ReadSource } from "./read-text-matches.ts";
import { successesIn } from "./successes.ts";
import type { TextMatch } from "./text-match.ts";

type FactName = TextMatch["fact"]["fact"];

/** What a server says of who speaks to it in another way than it is made for. */
const ofStrangers: ReadonlySet<FactName> = new Set([
  "first-record-not-tls",
  "no-common-version",
  "alpn-none-in-common",
  "tls-record-received",
  "http2-preface-refused",
  "http1-request",
  "not-http2",
]);

/** The end of a connection, which tells nothing of who it was. */
const ofAnybody: ReadonlySet<FactName> = new Set([
  "wrapper",
  "closed",
  "closed-in-handshake",
  "opened-and-closed",
  "reset",
  "connected",
]);

const address = String.raw`(\d{1,3}(?:\.\d{1,3}){3}|\[?[\da-f]{0,4}(?::[\da-f]{0,4}){2,7}\]?)`;

/** The address of whom a server speaks with, as it names it itself, and as an access log begins with it. */
const remotes: readonly RegExp[] = [
  new RegExp(
    String.raw`\b(?:from|with|client|peer|addr|remote[\w-]{0,12})"?[=:]?\s?"?${address}(?=[:,"\s]|$)`,
    "i",
  ),
  new RegExp(String.raw`(?:^|[\s:])${address}(?::\d{1,5})? (?:- |\[)`, "i"),
];

/** UTF-16 units of a line that are looked at. */
const looked = 400;

const remoteIn = (words: string): string | undefined =>
  remotes.map((pattern) => pattern.exec(words)?.[1]).find((one) => one !== undefined);

/** A request that gRPC never makes. */
const foreignRequest = /"(?:GET|HEAD|OPTIONS|PROPFIND|TRACE|CONNECT) \S{1,300} HTTP\//;

/** What scanners alone offer by ALPN; TLS before 1.2 alone, old clients offer too. */
const ofScanners = /"http\/(?:0\.9|1\.0)"/;

/** The way of a request of HTTP/1. */
const request = "request";

/** Different ways in which one address speaks that no client has a second of. */
const mostOfClient = 1;

/**
 * The lines, as pasted, of addresses that only ever spoke in ways that no client of the server does, in several or in one that scanners alone have,
 * while others are served.
 */
const scannersIn = (source: ReadSource): ReadonlySet<number> => {
  const { textMatches } = source;
  const isStrange = ({ fact, acting }: TextMatch): boolean =>
    acting === "server" && ofStrangers.has(fact.fact);
  const successes = textMatches.some(isStrange) ? successesIn(source) : [];
  if (successes.length === 0) return new Set();
  const remoteOf = new Map<number, string>();
  const ways = new Map<string, Set<string>>();
  const add = (remote: string, way: string) =>
    ways.set(remote, (ways.get(remote) ?? new Set<string>()).add(way));
  for (const { line, words } of logLines(source, looked)) {
    const remote = remoteIn(words);
    if (remote === undefined) continue;
    remoteOf.set(line, remote);
    if (foreignRequest.test(words)) add(remote, request);
  }
  const known = new Set<string>();
  for (const { line } of successes) {
    const remote = remoteOf.get(line);
    if (remote !== undefined) known.add(remote);
  }
  for (const { fact, line, quote } of textMatches) {
    const remote = remoteOf.get(line);
    if (remote === undefined || ofAnybody.has(fact.fact)) continue;
    if (!ofStrangers.has(fact.fact)) known.add(remote);
    // The request that the server quotes is the same one.
    add(remote, fact.fact === "http1-request" ? request : fact.fact);
    if (ofScanners.test(quote)) add(remote, "scan");
  }
  const isScanner = (remote: string): boolean =>
    !known.has(remote) && (ways.get(remote)?.size ?? 0) > mostOfClient;
  return new Set([...remoteOf].flatMap(([line, remote]) => (isScanner(remote) ? [line] : [])));
};

/** Finds out of a text whether it is a server's complaint about a scanner. */
export const scannerFinder = (sources: readonly ReadSource[]): ((said: TextMatch) => boolean) => {
  const scanners = new Map(sources.map((source) => [source.name, scannersIn(source)]));
  return ({ acting, line, fact, source }) =>
    acting === "server" &&
    scanners.get(source)?.has(line) === true &&
    (ofStrangers.has(fact.fact) || ofAnybody.has(fact.fact));
};
