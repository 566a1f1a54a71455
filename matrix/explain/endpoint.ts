import type { ReadSource } from "./read-text-matches.ts";

/** Names that are files or sources, not hosts: `server.go:123`. */
const sourceFile =
  /\.(?:go|py|pyx|ts|js|mjs|cjs|java|kt|rs|cc|cpp|c|h|cs|rb|php|log|txt|ya?ml|json|erl|exs?|swift|scala|clj|dart|lua|zig)$/i;

const endpoints =
  /(?:->\s?|\b(?:https?|grpcs?|dns|passthrough|xds):\/{2,3}(?:\/)?|\b(?:dns|ipv[46]):|[\s"'`=(@]|(?<!\w)\/(?=\d)|^)(\[[\da-f:.]{2,45}\]|%5B[\da-f:.]{2,45}%5D|(?:[a-z\d](?:[a-z\d_-]{0,62})\.){1,10}[a-z\d-]{1,63}|[a-z][a-z\d-]{2,62}):(\d{2,5})(?![\d\w]|[.:]\d|->)/gim;

/** Words before `word:123` that are no host. */
const noHost =
  /^(?:line|port|code|status|error|errno|num|pid|alert|level|routines|stream|byte|bytes|frame|type|size|length|took|count|time|version|number|uid|gid|exit|ssl|debug|client|peer|from)$/i;

/**
 * The address that a client in the text dialled: the one that stands nearest before, or in, the lines that
 * something was read in. Null where there is none.
 */
export const endpointIn = (sources: readonly ReadSource[]): string | null => {
  const found: { endpoint: string; weight: number }[] = [];
  for (const { text, textMatches, lineOf } of sources) {
    const faults = textMatches.flatMap(({ fact, line }) =>
      fact.fact === "connected" ? [] : [line],
    );
    const dialled = new Set(
      textMatches.flatMap(({ fact }) => (fact.fact === "dialled" ? [fact.address] : [])),
    );
    const serverSaid =
      textMatches.length > 0 && textMatches.every(({ acting }) => acting === "server");
    for (const match of text.slice(0, scanned).matchAll(endpoints)) {
      const host = (match[1] ?? "").replace(/%5B/i, "[").replace(/%5D/i, "]");
      const port = Number(match[2]);
      if (port < 1 || port > 65535 || sourceFile.test(host) || noHost.test(host)) continue;
      if (
        /^\d+(?:\.\d+)?$/.test(host) ||
        (host.includes(".") && /^[\d.]+$/.test(host) && host.split(".").length !== 4)
      )
        continue;
      const endpoint = `${host}:${port}`;
      // Whom a name was asked of.
      if (port === 53) continue;
      // Ports from 32768 are given to callers (Linux ip_local_port_range).
      const ephemeral = port >= 32768 && port !== 50051 ? -4 : 0;
      const known = dialled.has(endpoint) ? 3 : 0;
      const named = /[a-z]/i.test(host) && !/^\d/.test(host) ? 1 : 0;
      const wildcard = /^(?:0\.0\.0\.0|\[::\])$/.test(host) ? -3 : 0;
      const before = text.slice(
        Math.max(0, match.index - 24),
        match.index + match[0].indexOf(match[1] ?? ""),
      );
      // Of a proxy's two connections, the one that fails is the one to its upstream.
      const upstream = /upstream: "[^"\n]{0,12}$/.test(before) ? 5 : 0;
      const weights = [
        nearness(lineOf(match.index), faults),
        upstream,
        known,
        named,
        ephemeral,
        wildcard,
        serverSaid ? -1 : 0,
      ];
      found.push({ endpoint, weight: weights.reduce((sum, one) => sum + one) });
    }
  }
  const best = Math.max(...found.map(({ weight }) => weight));
  return best < -2 ? null : (found.find(({ weight }) => weight === best)?.endpoint ?? null);
};

/** Lines from a fault within which an address may be the one that was dialled. */
const near = 3;
const far = 20;

/** What it weighs that an address stands in, or near, a line in which something was read. Lines as pasted. */
const nearness = (line: number, faults: readonly number[]): number => {
  if (faults.length === 0) return 0;
  const distance = Math.min(...faults.map((fault) => Math.abs(fault - line)));
  if (distance === 0) return 4;
  if (distance <= near) return 2;
  return distance <= far ? 0 : -4;
};

/** UTF-16 units in which addresses are looked for. */
const scanned = 256 * 1024;

/** The path of a socket in the file system that was dialled; null where a host was, or none. */
export const socketIn = (sources: readonly ReadSource[]): string | null => {
  if (endpointIn(sources) !== null) return null;
  for (const { text } of sources) {
    const match = /(?:unix:(?:\/\/)?|@|(?<![\w.@/-]))(\/[\w.@/-]{1,160}\.sock)\b/.exec(
      text.slice(0, scanned),
    );
    if (match) return match[1] ?? null;
  }
  return null;
};
