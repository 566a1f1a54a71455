import type { CellEvidence } from "../../domain/evidence.ts";
import type { Fact } from "../../domain/fact.ts";
import { isReset } from "../cut-off.ts";
import { endedByHost, endOf } from "../ended.ts";
import { connectUnanswered, noWayThere, unreachable, unresolved } from "../endpoint-findings.ts";
import { certain, firstOf, nothingArrived, ofEndpoint, type Rule, seenIn, wire } from "../rule.ts";
import { clientSays } from "../said.ts";

/** What a client says that dialled nothing. */
const saidByClient = (evidence: CellEvidence, fact: Fact["fact"]) => {
  const said = clientSays(evidence, fact);
  return said && [said, nothingArrived];
};

/** The client's library refuses the target before it dials. */
export const targetUnusable = firstOf(
  "target-unusable",
  certain({
    side: "client",
    sentence: "The client's library does not understand the target that it was given.",
    remedy: "give it a target in the form of its library",
    shownBy: ({ evidence }) =>
      evidence.connections.length > 0 ? [] : saidByClient(evidence, "target-unusable"),
  }),
);

/** sun_path of unix(7) has 108 bytes on Linux, the last of them 0. */
const longestPathBytes = 107;

/** The kernel takes no socket's path of such a length. */
export const pathTooLong: Rule = {
  code: "target-unusable",
  clause: "unix(7), sun_path",
  diagnose: ({ evidence }) => {
    const dialError = seenIn(evidence).connection?.dialError ?? "";
    const path = /\bEINVAL (\/[^\n]{1,2000}?)(?: - Local|$)/.exec(dialError)?.[1];
    const bytes = Buffer.byteLength(path ?? "");
    if (bytes <= longestPathBytes) return undefined;
    return {
      side: "client",
      decided: true,
      sentence: `The socket's path has ${bytes} bytes, and the kernel takes ${longestPathBytes} at most.`,
      matched: [wire(dialError.slice(0, 300))],
      remedy: "put the socket into a folder with a shorter path, or dial it by a relative one",
    };
  },
};

const isResolution = (error: string): boolean => /getaddrinfo/.test(error);

/** The announced address has a name that no resolver knows; or the client's library says so, and nothing was dialled. */
export const nameNotResolved = firstOf(
  "name-not-resolved",
  certain({
    side: "client",
    sentence: "The client cannot resolve the name that it was told to dial.",
    remedy: "dial a name that resolves where the client runs",
    shownBy: ({ evidence, endpoint }) =>
      seenIn(evidence).connection || endpoint ? [] : saidByClient(evidence, "name-not-resolved"),
  }),
  ({ evidence, endpoint }) => {
    const { connection } = seenIn(evidence);
    const error = connection?.dialError ?? "";
    if (!connection || !isResolution(error)) return undefined;
    if (endpoint) return unresolved(connection);
    return {
      side: "server",
      decided: true,
      sentence: `The name in the announced address ${connection.serverAddress} cannot be resolved.`,
      matched: [wire(error)],
      remedy: "announce an address that the host can resolve; a plugin announces 127.0.0.1",
    };
  },
);

/** A socket in the file system that this user may not connect to. */
export const socketNotPermitted: Rule = {
  code: "socket-not-permitted",
  diagnose: ({ evidence }) => {
    const { dialError, serverAddress } = seenIn(evidence).connection ?? {};
    if (!dialError || !/\bE(?:ACCES|PERM)\b.{0,4096}\//.test(dialError)) return undefined;
    return {
      side: null,
      decided: true,
      sentence: `This user may not connect to the socket ${serverAddress}.`,
      matched: [wire(dialError)],
      remedy:
        "let the client's user or group write to the socket and search the folders above it, or run both as one user",
    };
  },
};

const isUnanswered = (dialError: string): boolean =>
  /^connect: no answer within|\bETIMEDOUT\b/.test(dialError);

const isUnrouted = (dialError: string): boolean =>
  /\b(?:EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN)\b/.test(dialError);

/** A SYN that nobody answers (seen by a probe). */
export const silentToConnect = ofEndpoint({
  code: "silent-peer",
  clause: "RFC 9293 section 3.5",
  diagnose: ({ evidence, endpoint }) => {
    const { connection } = seenIn(evidence);
    return connection?.dialError && isUnanswered(connection.dialError)
      ? connectUnanswered(connection, endpoint)
      : undefined;
  },
});

/** The operating system's own word (seen by a probe). */
export const hostUnreachable = ofEndpoint({
  code: "host-unreachable",
  diagnose: ({ evidence, endpoint }) => {
    const { connection } = seenIn(evidence);
    return connection?.dialError && isUnrouted(connection.dialError)
      ? noWayThere(connection, endpoint)
      : undefined;
  },
});

/** It announced an address on which nobody listens. */
export const connectionRefused: Rule = {
  code: "connection-refused",
  diagnose: ({ evidence, endpoint }) => {
    const refused = seenIn(evidence).connection;
    if (!refused?.dialError || isResolution(refused.dialError)) return undefined;
    if (/\bE(?:ACCES|PERM|INVAL)\b/.test(refused.dialError) || endpoint?.protocol) return undefined;
    if (endpoint) {
      const isOther = [isReset, isUnanswered, isUnrouted].some((is) => is(refused.dialError ?? ""));
      return isOther ? undefined : unreachable(refused, endpoint);
    }
    if (!/ECONNREFUSED|ENOENT/.test(refused.dialError)) {
      return {
        side: "server",
        decided: false,
        sentence: `The announced address ${refused.serverAddress} cannot be reached.`,
        matched: [wire(refused.dialError)],
        nextCheck: "connect to the address from the same machine while the server runs",
      };
    }
    const exit = endedByHost(evidence) ? null : evidence.server?.exit;
    return {
      side: "server",
      decided: true,
      sentence: `Nobody accepts connections at the announced address ${refused.serverAddress}${exit ? `: the server's process has ended (${endOf(exit)})` : ""}.`,
      matched: [wire(refused.dialError)],
      remedy: "listen before the address is announced, and for as long as the plugin lives",
    };
  },
};
