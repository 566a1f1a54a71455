import type { ConnectionEvidence } from "../../domain/evidence.ts";
import type { Http2Facts } from "../../domain/http2-facts.ts";
import type { Phase } from "../../domain/phase.ts";
import { isRecordedWhole } from "../../domain/recorded-whole.ts";

/** What one connection came to, as far as its bytes tell. */
export type ConnectionState = Readonly<
  /** Both sides spoke what they had agreed on. */
  | { kind: "healthy" }
  /** Both sides went on after the TLS handshake, and nobody could read with what. */
  | { kind: "unread" }
  /** `phase` is null where the wire's own order tells it. */
  | { kind: "failed"; reason: string; phase: Phase | null }
  /** A side waited for the other, and gave up or waits still. */
  | { kind: "stalled"; reason: string; limitMs: number }
  | { kind: "pending" }
  /** The client spoke neither TLS nor HTTP: nothing is said of it. */
  | { kind: "foreign" }
  /** The client made no call and left, as checks of a port do. */
  | { kind: "unused" }
>;

/** A client that leaves sooner has not waited. */
const shortestWaitMs = 1000;

/**
 * @param atMs - now, on the clock of the connection's times.
 * @param patienceMs - silence on an open connection that is a failure.
 */
export const connectionState = (
  connection: ConnectionEvidence,
  atMs: number,
  patienceMs: number,
): ConnectionState => {
  const { wire, bytes, dialError, closedMs, openedMs, firstClose } = connection;
  const failed = (reason: string, phase: Phase | null = null): ConnectionState => ({
    kind: "failed",
    reason,
    phase,
  });
  if (dialError !== null) return failed(dialError);
  if (bytes.client === 0) {
    return closedMs === null && bytes.server === 0 ? { kind: "pending" } : { kind: "unused" };
  }
  if (wire.client.protocol === "other" && !wire.tls) return { kind: "foreign" };
  const alert = wire.tls?.alerts.find(({ fatal }) => fatal);
  if (alert) return failed(`the ${alert.from} sent the alert ${alert.name}`);
  const spoken = spokenOn(connection);
  if (spoken === "unread") return { kind: "unread" };
  if (spoken === "read") {
    const calls = wire.http2?.client.headers.filter(({ method }) => method !== null);
    if (calls?.length === 0 && closedMs !== null) return { kind: "unused" };
    const trouble = wire.http2 && http2Trouble(wire.http2, connection);
    return trouble ? failed(trouble, "rpc") : { kind: "healthy" };
  }
  const lastMs = Math.max(openedMs, ...connection.passages.map((passage) => passage.atMs));
  if (closedMs === null) {
    const silentMs = atMs - lastMs;
    return silentMs < patienceMs
      ? { kind: "pending" }
      : { kind: "stalled", reason: "no answer", limitMs: silentMs };
  }
  const waitedMs = closedMs - lastMs;
  if (firstClose?.by === "client" && waitedMs >= shortestWaitMs) {
    return { kind: "stalled", reason: "no answer", limitMs: waitedMs };
  }
  return failed(`the ${firstClose?.by ?? "relay"} ended the connection`);
};

/** Whether both sides were seen to speak beyond what opens a connection; null if not. */
const spokenOn = (connection: ConnectionEvidence): "read" | "unread" | null => {
  const { tls, http2, client, server, messages } = connection.wire;
  const http1 = (side: "client" | "server") =>
    messages.some(({ from, name }) => from === side && name === "HTTP/1");
  const clear = !tls && client.protocol === "http2" && server.protocol === "http2";
  const read = http2
    ? http2.preface && http2.server.frames.length > 0
    : clear || (http1("client") && http1("server"));
  if (read) return "read";
  const unread = !http2 && tls?.serverHello && tls.visibility.kind !== "all";
  return unread && answeredUnseen(connection) ? "unread" : null;
};

/**
 * A server that refuses a client after its second flight sends an alert, which is a record of 24 bytes
 * before padding (RFC 8446 sections 5.2 and 6), and one more for close_notify.
 */
const alertsBytes = 64;

/** Whether a server sent more than alerts after the client's first record that could not be read. */
const answeredUnseen = ({ wire, passages, bytes }: ConnectionEvidence): boolean => {
  const hidden = wire.messages.find(
    ({ from, name, seen }) =>
      from === "client" && name === "application data" && seen === "encrypted",
  );
  const sent =
    hidden && passages.find((one) => one.from === "client" && one.endsAt >= hidden.endsAt);
  if (!sent) return false;
  const before = passages.filter((one) => one.from === "server" && one.atMs <= sent.atMs);
  return bytes.server - (before.at(-1)?.endsAt ?? 0) > alertsBytes;
};

/** How streams and connections are given up in good order. */
const orderly: ReadonlySet<string> = new Set(["NO_ERROR", "CANCEL"]);

/** What went wrong after HTTP/2 had begun, one clause; null if nothing did. */
const http2Trouble = (
  { client, server }: Http2Facts,
  connection: ConnectionEvidence,
): string | null => {
  const { firstClose, closedMs } = connection;
  for (const [side, own, other] of [
    ["client", client, server],
    ["server", server, client],
  ] as const) {
    // A side that is left in good order may find fault with that: nghttp2 does with grpc-go's last stream.
    const answersGoaway =
      own.goaway?.code === "PROTOCOL_ERROR" && other.goaway?.code === "NO_ERROR";
    if (own.goaway && !orderly.has(own.goaway.code) && !answersGoaway) {
      return `the ${side} sent GOAWAY ${own.goaway.code}`;
    }
    const reset = own.resets.find(({ code }) => !orderly.has(code));
    if (reset) return `the ${side} reset stream ${reset.stream} with ${reset.code}`;
  }
  for (const { status, contentType } of server.headers) {
    if (status !== null && status !== "200")
      return `the server answered with HTTP status ${status}`;
    if (contentType !== null && !contentType.startsWith("application/grpc")) {
      return `the server answered with ${contentType}`;
    }
  }
  const ends = server.headers.flatMap(({ grpcStatus }) => grpcStatus ?? []);
  // A go-plugin host asks for optional services: one that is missing among others is in order.
  if (ends.length > 0 && ends.every((one) => one === "UNIMPLEMENTED")) {
    return "the server answered every call with UNIMPLEMENTED";
  }
  const calls = client.headers.filter(({ method }) => method === "POST");
  const left = calls.length - ends.length;
  // go-plugin's server ends the connection that it is told to shut down on (server.go, Shutdown).
  const shutDown = calls.some(({ path }) => path === "/plugin.GRPCController/Shutdown");
  if (left <= 0 || closedMs === null || shutDown) return null;
  if (!isRecordedWhole(connection, "server")) return null;
  if (server.headers.length === 0) return `the server answered none of ${calls.length} calls`;
  return firstClose?.by === "server" && !server.goaway
    ? `the server ended the connection with ${left} calls unanswered`
    : null;
};
