import type { Fact } from "../diagnose/texts/fact.ts";
import { oneOf, type Reading, type Sided } from "./candidate.ts";
import type { Utterance } from "./utterance.ts";

/** What reports found behind a deadline, the most frequent first. */
const behindDeadline: readonly Sided[] = [
  ["hostname-mismatch", null],
  ["unknown-ca", null],
  ["wrong-endpoint", null],
  ["client-certificate-missing", "client"],
  ["tls-client-to-plaintext-port", null],
  ["plaintext-client-to-tls-port", null],
  ["silent-peer", null],
  ["deadline-exceeded", null],
];

/** Law of grpc-go's "connection closed before server preface received": expired twice, not HTTP/2 once. */
const behindPreface: readonly Sided[] = [
  ["certificate-expired", null],
  ["peer-not-http2", null],
  ["plaintext-client-to-tls-port", "client"],
  ["client-certificate-missing", "client"],
  ["closed-before-preface", null],
];

const behindClose: readonly Sided[] = [
  ["plaintext-client-to-tls-port", "client"],
  ["peer-not-http2", null],
  ["client-certificate-missing", "client"],
  ["reset-by-intermediary", "between"],
  ["closed-before-preface", null],
];

/** Python, Node and Java say at once that a TLS check failed: a deadline there is silence. */
const behindSilence: readonly Sided[] = [
  ["silent-peer", null],
  ["wrong-endpoint", null],
  ["deadline-exceeded", null],
  ["tls-client-to-plaintext-port", null],
  ["unknown-ca", null],
];

/** The connection stood: the call was not answered. */
const behindCall: readonly Sided[] = [
  ["deadline-exceeded", null],
  ["idle-drop", "between"],
  ["silent-peer", null],
];

/** Of ConnectEx and WinHTTP, whose words are in the system's language or missing. */
const behindWindowsDial: readonly Sided[] = [
  ["connection-refused", null],
  ["silent-peer", null],
];

/** Calls on a Kubernetes node go over sockets in its file system: their deadline is the callee's. */
const ofNode =
  /\b(?:MountVolume|AttachVolume|UnmountVolume|NodeStageVolume|NodePublishVolume|FailedMount|FailedAttachVolume|RunPodSandbox|CreateContainer|StopPodSandbox|kubelet|csi|containerd|cri-o|crio|dockerd)\b/i;

/** grpc-go's status of a call, and net/http's error of a request: neither is a dial that blocks. */
const statusOfCall = /rpc error: code = DeadlineExceeded/;
const requestOfGo = /\b(?:Get|Post|Put|Patch|Delete|Head) \\{0,8}"https?:/;

/** A call that waits for a connection ends so too, and then the connection's own error is not told. */
const behindCallOfGo: readonly Sided[] = [
  ["deadline-exceeded", null],
  ["silent-peer", null],
  ["hostname-mismatch", null],
  ["unknown-ca", null],
  ["wrong-endpoint", null],
];

const deadlineOf = ({ stack, around }: Utterance): readonly Sided[] => {
  if (/authentication handshake failed/.test(around)) return stalled;
  if (ofNode.test(around)) return behindCall;
  if (/\bremote_addr=\S|Remote call: ?\S/i.test(around)) return behindCall;
  if (statusOfCall.test(around)) return behindCallOfGo;
  if (requestOfGo.test(around)) return behindSilence;
  return stack === "go" || stack === "grpc-go" ? behindDeadline : behindSilence;
};

const behindLostTransport: readonly Sided[] = [
  ["peer-not-http2", null],
  ["idle-drop", "between"],
  ["silent-peer", null],
];

const behindAttempt: readonly Sided[] = [
  ["tls-client-to-plaintext-port", null],
  ["unknown-ca", null],
  ["wrong-endpoint", null],
  ["plaintext-client-to-tls-port", null],
  ["http-proxy-intercept", "client"],
  ["hostname-mismatch", null],
];

const behindUpstream: readonly Sided[] = [
  ["peer-not-http2", "between"],
  ["wrong-endpoint", "between"],
  ["http-status-from-intermediary", "between"],
  ["connection-refused", "server"],
];

/** A socket in the file system never reaches TLS. */
const unixSocket =
  /\bunix(?:-abstract)?:|\bdial unix\b|\bnpipe:|\/[\w./-]{1,200}\.sock\b|@\/[\w./-]{3,200}\b(?= )/;

const behindUnixSocket: readonly Sided[] = [
  ["target-unusable", "client"],
  ["connection-refused", "server"],
  ["silent-peer", "server"],
];

/** Nobody checks a name over a socket, and who is not there is refused at once. */
const behindSocketDeadline: readonly Sided[] = [
  ["silent-peer", "server"],
  ["deadline-exceeded", null],
  ["connection-refused", "server"],
  ["target-unusable", "client"],
];

const stalled: readonly Sided[] = [
  ["handshake-stalled", null],
  ["silent-peer", null],
];

/**
 * A text that hides a cause: what was found behind it, in public reports.
 *
 * @param socket - the path of the only peer that the logs name; null where they name a host, or none.
 */
export const wrapperCandidates = (
  said: Utterance,
  { of }: Extract<Fact, { fact: "wrapper" }>,
  socket: string | null,
): Reading => {
  const isOverSocket = unixSocket.test(said.around);
  if (of === "deadline" && (isOverSocket || socket !== null)) {
    return oneOf("wrapper", ofNode.test(said.around) ? behindCall : behindSocketDeadline);
  }
  if (isOverSocket) return oneOf("wrapper", behindUnixSocket);
  if (/connectex:|\bError 12029\b/.test(said.around)) return oneOf("wrapper", behindWindowsDial);
  switch (of) {
    case "deadline":
      return oneOf("wrapper", deadlineOf(said));
    case "close":
      return oneOf("wrapper", closeOf(said.quote));
    case "attempt":
    case "handshake":
      return oneOf("wrapper", said.stack === "envoy" ? behindUpstream : behindAttempt);
    case "program":
      // A key that cannot be read looks like an address that cannot be bound (gRPC core, measured).
      return said.stack === "grpc-core" && /bind|add port/.test(said.quote)
        ? oneOf("root", [["key-not-loadable", "server"]])
        : oneOf("wrapper", []);
    case "status":
      return oneOf("wrapper", []);
  }
};

const closeOf = (quote: string): readonly Sided[] => {
  if (/before server preface/.test(quote)) return behindPreface;
  return /transport is closing|idle|client connection is closing/.test(quote)
    ? behindLostTransport
    : behindClose;
};
