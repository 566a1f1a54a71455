import type { CauseCode } from "../domain/cause.ts";
import type { CauseCheck } from "../knowledge/cause-knowledge.ts";
import { causes } from "../knowledge/causes.ts";

/** What a check needs to know of the text. */
export type CheckContext = Readonly<{
  /** host:port that was dialled; null where the text names none. */
  endpoint: string | null;
  /** The path of a socket in the file system that was dialled; null where there is none. */
  socket: string | null;
}>;

const checkOf = (code: CauseCode | null): CauseCheck | null =>
  code === null || code === "undiagnosed" ? null : causes[code].check;

const placeOf = (code: CauseCode): CauseCheck["at"] => checkOf(code)?.at ?? "endpoint";

/** The probe of what was dialled. */
const probeCommand = ({ endpoint }: CheckContext, first: CauseCode | null = null): string =>
  [
    `npm run matrix -- probe ${endpoint ?? "<host:port>"}`,
    ...(first !== null && placeOf(first) === "endpoint in plaintext" ? ["--plaintext"] : []),
  ].join(" ");

/** Where a text only says that something failed: each rung by itself. */
export const ladderCheck = (first: CauseCode, context: CheckContext): string =>
  context.socket === null ? ladder(first, context) : socketCheck(context.socket);

/** Nothing of TLS concerns a socket in the file system. */
const socketCheck = (path: string): string =>
  `on the host of the socket: ls -l ${path} and ss -xlp; whether somebody listens on it, and whether this user may open it`;

/** Where a text says nothing: another text, or the endpoint itself. */
export const noHintCheck = (context: CheckContext): string =>
  `read the client's whole error with its status, and the server's log of the same moment, with GRPC_GO_LOG_SEVERITY_LEVEL=info GRPC_GO_LOG_VERBOSITY_LEVEL=2 (Go), GRPC_VERBOSITY=debug (Python, Node) or RUST_LOG=debug; or ask the endpoint: ${probeCommand(context)}`;

const ladder = (first: CauseCode, context: CheckContext): string =>
  `${probeCommand(context)}, and look at the first rung that fails, each with its own time limit: the addresses of the name, TCP, TLS with its alert and the certificate's names, issuer and dates, ALPN, HTTP/2 SETTINGS, the call${
    first === "peer-not-http2" ? "; then the same on the working tool's address" : ""
  }`;

/** The check that tells the first of two candidates from the second. */
export const checkFor = (
  first: CauseCode,
  second: CauseCode | null,
  context: CheckContext,
): string => {
  const looks = [first, second].flatMap((code) => checkOf(code)?.look ?? []);
  if (context.socket !== null && first !== "hostname-mismatch") return socketCheck(context.socket);
  const words = looks.length > 0 ? [...new Set(looks)].join("; and ") : "what the ladder shows";
  return placeOf(first) === "program"
    ? words
    : `${probeCommand(context, first)}, and look at ${words}`;
};
