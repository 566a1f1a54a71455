import type { Behaviour } from "./behaviour.ts";
import { clauses } from "./clauses.ts";
import { call } from "./exchange.ts";
import { distinct, permitted, quote, violation } from "./findings.ts";
import { blockFrame } from "./frames.ts";
import { nameOf, relayedStatus } from "./relay-status.ts";
import { streamOf, trailersOf, valueIn } from "./wire-view.ts";

/** Of none that a library makes itself (statuscodes.md): FAILED_PRECONDITION. */
const ownCode = 9;

const codes = Array.from({ length: 16 }, (_, at) => at + 1);

export const statusCodes: Behaviour = {
  name: "status-codes",
  title: "every status code",
  area: "statuses",
  exchanges: codes.map((code) =>
    call("Unary", { name: nameOf(code), script: { code, message: `number ${code}` } }),
  ),
  judge: (shown) =>
    codes.flatMap((code) =>
      relayedStatus(shown(nameOf(code)), { code, message: `number ${code}` }),
    ),
};

const text = 'größer: 100 % of "日本" 😀, %41';

export const statusText: Behaviour = {
  name: "status-text",
  title: "a status text with all of Unicode, and with a per cent sign",
  area: "statuses",
  exchanges: [call("Unary", { script: { code: ownCode, message: text } })],
  judge: (shown) => relayedStatus(shown("call"), { code: ownCode, message: text }),
};

const lines = "two\nlines\tand a \u0000";

export const statusTextControl: Behaviour = {
  name: "status-text-control",
  title: "a status text with line feed, tab and NUL",
  area: "statuses",
  exchanges: [call("Unary", { script: { code: ownCode, message: lines } })],
  judge: (shown) => relayedStatus(shown("call"), { code: ownCode, message: lines }),
};

const spaced = " outer space ";

export const statusTextOuterSpace: Behaviour = {
  name: "status-text-outer-space",
  title: "a status text with space around it",
  advice: "Trim the text of a status: a client on Node gets none at all.",
  area: "statuses",
  exchanges: [call("Unary", { script: { code: ownCode, message: spaced } })],
  judge: (shown) => {
    const stream = streamOf(shown("call"));
    const trailers = stream && trailersOf(stream);
    const raw = (trailers && valueIn(trailers, "grpc-message")) ?? "";
    const findings = relayedStatus(shown("call"), { code: ownCode, message: spaced });
    if (raw === raw.trim()) return findings;
    // What HTTP/2 forbids to send, a receiver may treat as it likes.
    return [
      violation(
        "server",
        clauses.fieldValue,
        "the space is sent as it is, and not percent-encoded",
        quote(
          "wire",
          `grpc-message: ${JSON.stringify(raw)}`,
          blockFrame(stream, "trailing", "grpc-message"),
        ),
      ),
      ...findings.map((finding) =>
        finding.by === "client"
          ? permitted("client", clauses.fieldValue, finding.sentence)
          : finding,
      ),
    ];
  },
};

const unnamed = { code: 17, message: "number 17" };

export const codeOutOfRange: Behaviour = {
  name: "code-out-of-range",
  title: "a status code that has no name",
  advice:
    "Send one of the 17 codes, and a number of your own in the details of the status: of another code a client may see UNKNOWN.",
  area: "statuses",
  exchanges: [call("Unary", { script: unnamed })],
  judge: (shown) => {
    const { report } = shown("call");
    const stream = streamOf(shown("call"));
    const trailers = stream && trailersOf(stream);
    if (stream && !trailers) return relayedStatus(shown("call"), unnamed);
    const sent = trailers ? (valueIn(trailers, "grpc-status") ?? null) : null;
    if (sent === "0") {
      const wire = quote("wire", "grpc-status: 0", blockFrame(stream, "trailing", "grpc-status"));
      return [violation("server", clauses.status, "the number becomes OK", wire)];
    }
    const heard = report.status;
    return distinct([
      ...(sent === null
        ? []
        : [
            sent === String(unnamed.code)
              ? permitted("server", clauses.status, "the number is sent as it is")
              : permitted("server", clauses.status, `the number becomes ${nameOf(Number(sent))}`),
          ]),
      ...(sent !== String(unnamed.code)
        ? []
        : heard === String(unnamed.code)
          ? [permitted("client", clauses.parsingStatus, "the number is handed on as it is")]
          : heard === "UNKNOWN"
            ? [permitted("client", clauses.parsingStatus, "the number becomes UNKNOWN")]
            : [
                violation(
                  "client",
                  clauses.parsingStatus,
                  `the number becomes ${heard}`,
                  quote("client", `${heard}: ${report.message}`),
                ),
              ]),
    ]);
  },
};
