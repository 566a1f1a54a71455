import type { Quote } from "../../domain/cause.ts";
import type { CellEvidence, Exit } from "../../domain/evidence.ts";
import {
  clientTexts,
  decisiveConnection,
  type Finding,
  type Rule,
  type Symptoms,
  tlsOf,
  wire,
} from "../rule.ts";
import { isResolution } from "./name-not-resolved.ts";

const endOf = (exit: Exit) => exit.signal ?? `exit code ${exit.code}`;

const lastWords = (symptoms: Symptoms): readonly Quote[] => {
  const words = symptoms.evidence.server?.stderr.trim().split("\n").at(-1) ?? "";
  return words === "" ? [] : [{ by: "server", text: words.slice(0, 300) }];
};

/** The server's program cannot be run at all. */
export const commandNotRunnable: Rule = {
  code: "command-not-runnable",
  clause: "execve(2)",
  diagnose: ({ evidence }) => {
    const notStarted = evidence.server?.notStarted;
    if (notStarted?.by !== "launcher") return undefined;
    return {
      side: "server",
      decided: true,
      sentence: "The server's command cannot be run.",
      matched: [{ by: "launcher", text: notStarted.reason }],
      remedy: "correct the command in the manifest, or build it",
    };
  },
};

/** Signals that nobody sends to end a plugin. */
const crashed = (exit: Exit | null | undefined): boolean =>
  /^SIG(ABRT|SEGV|BUS|FPE|ILL|SYS|TRAP)$/.test(exit?.signal ?? "");

/** It ended before it said where it listens. */
export const exitedEarly: Rule = {
  code: "exited-early",
  clause: "hashicorp/go-plugin client.go, Start",
  diagnose: (symptoms) => {
    const { outcome, evidence } = symptoms;
    const exit = evidence.server?.exit;
    if (outcome.phase !== "spawn" && !crashed(exit)) return undefined;
    if (!exit || exit.signal === "SIGKILL" || evidence.handshakeLine !== null) return undefined;
    return {
      side: "server",
      decided: true,
      sentence: `The server ended (${endOf(exit)}) before it announced an address.`,
      matched: [{ by: "launcher", text: `ended with ${endOf(exit)}` }, ...lastWords(symptoms)],
      remedy: "read its last words; run it by hand with the same environment",
    };
  },
};

/** Statuses with which libraries report a connection that broke. */
const lostStatuses: ReadonlySet<string> = new Set([
  "UNAVAILABLE",
  "DEADLINE_EXCEEDED",
  "CANCELLED",
  "INTERNAL",
  "UNKNOWN",
]);

/** It ran and served, and ended while a call was under way. */
export const exitedMidCall: Rule = {
  code: "exited-mid-call",
  clause: "RFC 9113 section 5.4.1",
  diagnose: (symptoms) => {
    const { outcome, evidence, steps } = symptoms;
    const exit = evidence.server?.exit;
    const connection = decisiveConnection(evidence);
    const began = outcome.phase === "rpc" || outcome.phase === "http2" || outcome.phase === "proof";
    if (!began || !exit || connection?.firstClose?.by === "client") return undefined;
    if (steps.length > 0 && steps.every((step) => step.passed)) return undefined;
    const calls = evidence.report?.steps.flatMap((step) => step.calls) ?? [];
    // Every call was answered: the process ended afterwards, as a host ends its plugin.
    if (calls.length > 0 && !calls.some(({ status }) => lostStatuses.has(status))) return undefined;
    return {
      side: "server",
      decided: true,
      sentence: `The server process ended (${endOf(exit)}) while it was being used.`,
      matched: [{ by: "launcher", text: `ended with ${endOf(exit)}` }, ...lastWords(symptoms)],
      remedy: "read its last words; run the cell alone with debug output",
    };
  },
};

/** It printed so much that the runner ended it. */
export const outputFlooded: Rule = {
  code: "output-flooded",
  clause: "harness/CONTRACT.md, Server: the only stdout line",
  diagnose: ({ evidence }) => {
    const because = evidence.server?.endedBecause;
    if (!because) return undefined;
    return {
      side: "server",
      decided: true,
      sentence: "The server printed so much that it was ended.",
      matched: [{ by: "launcher", text: because }],
      remedy: "print the announcement on standard output and little on standard error",
    };
  },
};

/** No line on standard output within the limit. */
export const handshakeLineMissing: Rule = {
  code: "handshake-line-missing",
  clause: "hashicorp/go-plugin docs/guide-plugin-write-non-go.md, step 4",
  diagnose: (symptoms) => {
    const { outcome, evidence } = symptoms;
    if (outcome.phase !== "handshake-line" || evidence.handshakeLine !== null) return undefined;
    return {
      side: "server",
      decided: true,
      sentence: "The server started but announced no address on standard output in time.",
      matched: [
        { by: "orchestrator", text: outcome.kind === "failed" ? outcome.reason : "no line" },
        ...lastWords(symptoms),
      ],
      remedy: "print the handshake line as the first line on standard output, and flush it",
    };
  },
};

/** The first line is something else. */
export const handshakeLinePolluted: Rule = {
  code: "handshake-line-polluted",
  clause: "hashicorp/go-plugin client.go, Start: Unrecognized remote plugin message",
  diagnose: ({ outcome, evidence }) => {
    const line = evidence.handshakeLine;
    if (outcome.phase !== "handshake-line" || line === null || isHandshakeLine.test(line)) {
      return undefined;
    }
    return {
      side: "server",
      decided: true,
      sentence: "The first line on the server's standard output is no handshake line.",
      matched: [
        { by: "launcher", text: `first line: ${JSON.stringify(line.slice(0, 200))}` },
        ...clientTexts(evidence)
          .slice(0, 1)
          .map((text): Quote => ({ by: "client", text: text.slice(0, 300) })),
      ],
      remedy: "keep standard output for the handshake line alone; log to standard error",
    };
  },
};

/** The line carries no certificate, so a host has nothing to verify the plugin by. */
export const certificateNotExchanged: Rule = {
  code: "certificate-not-exchanged",
  clause: "hashicorp/go-plugin docs/internals.md, AutoMTLS; client.go, loadServerCert",
  diagnose: ({ mode, outcome, evidence }) => {
    const line = evidence.handshakeLine;
    if (mode !== "auto-mtls" || outcome.kind !== "failed" || line === null) return undefined;
    if (!isHandshakeLine.test(line)) return undefined;
    if (evidence.serverCertificateInLine) return anotherCertificate(evidence);
    const asked = evidence.clientCertificateInEnvironment !== null;
    return {
      side: asked ? "server" : "client",
      decided: true,
      sentence: line.trim().split("|")[5]
        ? "Field 6 of the server's handshake line is no certificate."
        : "The server's handshake line carries no certificate although the host sent its own.",
      matched: [
        { by: "launcher", text: `first line: ${JSON.stringify(line.slice(0, 200))}` },
        {
          by: "launcher",
          text: asked
            ? "the host had set PLUGIN_CLIENT_CERT"
            : "the host had not set PLUGIN_CLIENT_CERT",
        },
      ],
      remedy: "make a certificate and put it into field 6 when PLUGIN_CLIENT_CERT is set",
    };
  },
};

/** What the plugin serves is not what it announced. */
const anotherCertificate = (evidence: CellEvidence): Finding | undefined => {
  const announced = evidence.serverCertificateInLine;
  const served = tlsOf(evidence)?.serverCertificate?.chain[0];
  if (!announced || !served || announced.sha256 === served.sha256) return undefined;
  return {
    side: "server",
    decided: true,
    sentence: "The plugin serves another certificate than the one in its handshake line.",
    matched: [
      { by: "launcher", text: `field 6: SHA-256 ${announced.sha256}` },
      wire(`Certificate of the server: SHA-256 ${served.sha256}`),
    ],
    remedy: "put the certificate that is served into field 6, base64 without padding",
  };
};

const isHandshakeLine = /^1\|\d+\|(tcp|unix)\|/;

/** It announced an address on which nobody listens. */
export const connectionRefused: Rule = {
  code: "connection-refused",
  clause: "connect(2)",
  diagnose: ({ evidence }) => {
    const refused = decisiveConnection(evidence);
    if (!refused?.dialError || isResolution(refused.dialError)) return undefined;
    return {
      side: "server",
      decided: true,
      sentence: `Nobody accepts connections at the announced address ${refused.serverAddress}.`,
      matched: [wire(refused.dialError)],
      remedy: "listen before the address is announced, and for as long as the plugin lives",
    };
  },
};
