import { addressFault } from "../../domain/address-fault.ts";
import { type AnnouncementFault, announcementSentence } from "../../domain/announcement-fault.ts";
import { earlyEnd, lastWords } from "../ended.ts";
import { coreVersion, firstLine, isHandshakeLine, isLineOfSomeCore } from "../handshake-line.ts";
import { certain, clientTexts, firstOf, quoted, type Rule } from "../rule.ts";
import { factsIn } from "../said.ts";

/** The announcement has a listener too many, too few, twice or of another kind. */
export const announcementMismatch: Rule = {
  code: "announcement-mismatch",
  diagnose: ({ evidence: { announcementFault: fault, handshakeLine } }) => {
    if (fault?.kind !== "mismatch") return undefined;
    const sentence = announcementSentence(fault);
    return {
      side: "server",
      decided: true,
      sentence: `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`,
      matched: [firstLine(handshakeLine ?? "")],
      remedy: "announce each listener of KV_SERVER_CONFIG once, with its id and its network",
    };
  },
};

/** The plugin's line announces another protocol than the host speaks. */
export const protocolVersionMismatch: Rule = {
  code: "protocol-version-mismatch",
  diagnose: ({ outcome, evidence }) => {
    const line = evidence.handshakeLine?.trim() ?? "";
    const [core = "", app = "", , address, protocol = "netrpc"] = line.split("|");
    if (outcome.phase !== "handshake-line" || !/^\d+$/.test(core) || address === undefined) {
      return undefined;
    }
    const { versions, protocols } = evidence.configured.host ?? unknownHost;
    const differences = [
      { what: "core protocol version", said: core, spoken: [coreVersion] },
      { what: "application protocol version", said: app, spoken: versions },
      { what: "protocol", said: protocol, spoken: protocols },
    ].flatMap(({ what, said, spoken }) =>
      spoken === null || spoken.includes(said)
        ? []
        : [`${what} ${said}, the host speaks ${spoken.join(", ")}`],
    );
    if (differences.length === 0) return undefined;
    return {
      side: "server",
      decided: true,
      sentence: `The plugin announces another protocol than the host speaks: ${differences.join("; ")}.`,
      matched: [quoted("launcher", line.slice(0, 120))],
      remedy: "build plugin and host against the same protocol versions, or offer several",
    };
  },
};

/** Nobody knows what it speaks. */
const unknownHost = { versions: null, protocols: null } as const;

/** The line names no address, or one that is not on this machine. */
export const announcedAddressUnusable: Rule = {
  code: "announced-address-unusable",
  diagnose: ({ outcome, evidence: { handshakeLine: line, announcementFault } }) => {
    if (outcome.phase !== "handshake-line" || line === null) return undefined;
    const announced =
      announcementFault === null ? announcedInLine(line) : announcedInJson(announcementFault);
    if (!announced) return undefined;
    const { who, address, fault } = announced;
    return {
      side: "server",
      decided: true,
      sentence: `The ${who} announces ${JSON.stringify(address.slice(0, 200))}, which cannot be dialled: ${fault}.`,
      matched: [firstLine(line)],
      remedy: "announce the address that the listener itself reports",
    };
  },
};

type Announced = Readonly<{ who: string; address: string; fault: string }>;

const announcedInJson = (fault: AnnouncementFault): Announced | undefined =>
  fault.kind === "unusable-address"
    ? { who: `server's listener ${fault.listener}`, address: fault.address, fault: fault.fault }
    : undefined;

const announcedInLine = (line: string): Announced | undefined => {
  if (!isHandshakeLine.test(line)) return undefined;
  const [, , network = "", address = ""] = line.trim().split("|");
  // A byte that nobody would see is spelled in evidence.
  const fault = addressFault({ network, address: address.replaceAll("\\u0000", "\0") });
  return fault === null ? undefined : { who: "plugin", address, fault };
};

/** The launcher saw the plugin's line, and the host had given up before. A busy machine makes any plugin late. */
export const startTimeout = firstOf(
  "start-timeout",
  certain({
    side: null,
    sentence: "The plugin announced an address, and its host had stopped waiting for it.",
    remedy: "lengthen the host's limit, or let the plugin announce itself before slow work",
    shownBy: ({ outcome, evidence }) => {
      const line = evidence.handshakeLine;
      if (outcome.phase !== "handshake-line" || !line || !isHandshakeLine.test(line)) return [];
      const late = factsIn(clientTexts(evidence)).find(
        ({ fact }) => fact.fact === "timeout" && fact.of === "plugin-start",
      );
      return late && [firstLine(line), quoted("client", late.quote)];
    },
  }),
);

const flush = "print the handshake line as the first line on standard output, and flush it";

/** A server that says so has got as far as its line: what is late for a busy machine alone says nothing of the kind. */
const serves = /\b(?:listening|serving|accepting connections)\b|\bready\b(?! in\b)/i;

/** Words with which such a line is of what is not yet, or will not be. */
const notYet =
  /\b(?:not|no|never|cannot|can't|isn't|before|until|once|when|if|waiting|wait|will|getting|almost|nearly|fail\w{0,4}|stop\w{0,4})\b/i;

const saysThatItServes = (stderr: string): boolean =>
  stderr.split("\n").some((line) => serves.test(line) && !notYet.test(line));

/** No line on standard output within the limit. */
export const handshakeLineMissing: Rule = {
  code: "handshake-line-missing",
  diagnose: (symptoms) => {
    const { outcome, evidence } = symptoms;
    if (outcome.phase !== "handshake-line" || evidence.handshakeLine !== null) return undefined;
    if (earlyEnd(symptoms)) return undefined;
    const said = factsIn(clientTexts(evidence)).map(({ fact }) => fact.fact);
    // Where a host reads the end of standard output, it or somebody else may have ended the plugin.
    const ended = said.includes("plugin-line-missing") && !said.includes("timeout");
    return {
      side: "server",
      // Of one that says nothing it is open whether the line would have come.
      decided: !ended && saysThatItServes(evidence.server?.stderr ?? ""),
      sentence: ended
        ? "The server's standard output ended without a line that announces an address."
        : "The server started but announced no address on standard output in time.",
      matched: [
        quoted("orchestrator", outcome.kind === "failed" ? outcome.reason : "no line"),
        ...lastWords(symptoms),
      ],
      nextCheck: "run the plugin by hand with the host's cookie, and see how it ends",
      remedy: ended
        ? flush
        : `${flush}; where it only starts slowly (a JVM, a busy machine), give the host more time for the start`,
    };
  },
};

/** The first line is something else. */
export const handshakeLinePolluted: Rule = {
  code: "handshake-line-polluted",
  diagnose: ({ outcome, evidence }) => {
    const { handshakeLine: line, announcementFault: fault } = evidence;
    if (outcome.phase !== "handshake-line" || line === null) return undefined;
    if (fault ? fault.kind !== "no-announcement" : isLineOfSomeCore.test(line)) return undefined;
    const said = clientTexts(evidence).slice(0, 1);
    return {
      side: "server",
      decided: true,
      sentence: `The first line on the server's standard output is no ${fault ? "announcement" : "handshake line"}.`,
      matched: [firstLine(line), ...said.map((text) => quoted("client", text.slice(0, 300)))],
      remedy: "keep standard output for the line that announces the address; log to standard error",
    };
  },
};
