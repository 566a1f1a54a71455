import type { CauseCode } from "../domain/cause.ts";
import type { CauseCheck } from "../knowledge/cause-knowledge.ts";
import { causes } from "../knowledge/causes.ts";

/**
 * Whom the client of a text dialled. `endpoint`: host:port. `socket`: a path in the file system. `plugin`: one that its host
 * started, at an address that goes with it; `command` is its path, null where the text names none.
 */
export type Dialled = Readonly<
  | { kind: "endpoint"; address: string }
  | { kind: "socket"; path: string }
  | { kind: "plugin"; command: string | null }
  | { kind: "unsaid" }
>;

const checkOf = (code: CauseCode | null): CauseCheck | null =>
  code === null || code === "undiagnosed" ? null : causes[code].check;

const placeOf = (code: CauseCode): CauseCheck["at"] => checkOf(code)?.at ?? "endpoint";

/** What shows the connection by itself. Nothing of TLS concerns a socket in the file system, and a plugin is gone with its host. */
const look = (dialled: Dialled, first: CauseCode | null = null): string => {
  switch (dialled.kind) {
    case "socket":
      return socketCheck(dialled.path);
    case "plugin":
      return `handshake-matrix tap -- ${dialled.command ?? "<plugin>"}, started by the host in the plugin's place`;
    case "endpoint":
    case "unsaid":
      return [
        `handshake-matrix probe ${dialled.kind === "endpoint" ? dialled.address : "<host:port>"}`,
        ...(first !== null && placeOf(first) === "endpoint in plaintext" ? ["--plaintext"] : []),
      ].join(" ");
  }
};

const socketCheck = (path: string): string =>
  `on the host of the socket: ls -l ${path} and ss -xlp; whether somebody listens on it, and whether this user may open it`;

/** Where a text only says that something failed: each rung by itself. */
export const ladderCheck = (first: CauseCode, dialled: Dialled): string => {
  switch (dialled.kind) {
    case "socket":
      return look(dialled);
    case "plugin":
      return `${look(dialled)}, and look at the first rung that fails: the handshake line, the connection, TLS with its alert, the call`;
    case "endpoint":
    case "unsaid":
      return ladder(first, dialled);
  }
};

/** Where a text says nothing: another text, or the connection itself. */
export const noHintCheck = (dialled: Dialled): string =>
  `read the client's whole error with its status, and the server's log of the same moment, with GRPC_GO_LOG_SEVERITY_LEVEL=info GRPC_GO_LOG_VERBOSITY_LEVEL=2 (Go), GRPC_VERBOSITY=debug (Python, Node) or RUST_LOG=debug; or see for yourself: ${look(asEndpoint(dialled))}`;

const ladder = (first: CauseCode, dialled: Dialled): string =>
  `${look(dialled, first)}, and look at the first rung that fails, each with its own time limit: the addresses of the name, TCP, TLS with its alert and the certificate's names, issuer and dates, ALPN, HTTP/2 SETTINGS, the call${
    first === "peer-not-http2" ? "; then the same on the working tool's address" : ""
  }`;

/** The check that tells the first of two candidates from the second. */
export const checkFor = (first: CauseCode, second: CauseCode | null, dialled: Dialled): string => {
  const looks = [first, second].flatMap((code) => checkOf(code)?.look ?? []);
  if (dialled.kind === "socket" && first !== "hostname-mismatch") return look(dialled);
  const words = looks.length > 0 ? [...new Set(looks)].join("; and ") : "what the ladder shows";
  return placeOf(first) === "program"
    ? words
    : `${look(asEndpoint(dialled), first)}, and look at ${words}`;
};

/** A name that does not fit is one of a certificate, so of an endpoint. */
const asEndpoint = (dialled: Dialled): Dialled =>
  dialled.kind === "socket" ? { kind: "unsaid" } : dialled;
