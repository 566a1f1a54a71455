import type { ConnectionEvidence } from "../domain/evidence.ts";
import type { Http2Facts } from "../domain/http2-facts.ts";
import type { Phase } from "../domain/phase.ts";

/** What one connection came to, as far as its octets tell. */
export type ConnectionState = Readonly<
  /** Both sides spoke what they had agreed on. */
  | { kind: "healthy" }
  /** `phase` is null where the wire's own order tells it. */
  | { kind: "failed"; reason: string; phase: Phase | null }
  /** A side waited for the other, and gave up or waits still. */
  | { kind: "stalled"; reason: string; limitMs: number }
  | { kind: "pending" }
  /** The client spoke neither TLS nor HTTP: nothing is said of it. */
  | { kind: "foreign" }
  /** The client sent nothing and left, as health checks of a port do. */
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
  if (haveSpoken(connection)) {
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

/** Whether both sides were seen to speak beyond what opens a connection. */
const haveSpoken = (connection: ConnectionEvidence): boolean => {
  const { tls, http2, client, server, messages } = connection.wire;
  if (http2) return http2.preface && http2.server.frames.length > 0;
  if (messages.some(({ from, name }) => from === "server" && name === "HTTP/1")) {
    return messages.some(({ from, name }) => from === "client" && name === "HTTP/1");
  }
  if (!tls) return client.protocol === "http2" && server.protocol === "http2";
  return tls.visibility.kind !== "all" && tls.serverHello !== null && answeredUnseen(connection);
};

/**
 * A server that refuses a client after its second flight sends an alert, which is a record of 24 octets
 * before padding (RFC 8446 sections 5.2 and 6), and one more for close_notify.
 */
const alertsOctets = 64;

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
  return bytes.server - (before.at(-1)?.endsAt ?? 0) > alertsOctets;
};

/** How streams and connections are given up in good order. */
const orderly: ReadonlySet<string> = new Set(["NO_ERROR", "CANCEL"]);

/** What went wrong after HTTP/2 had begun, one clause; null if nothing did. */
const http2Trouble = (
  { client, server }: Http2Facts,
  { firstClose }: ConnectionEvidence,
): string | null => {
  for (const [side, { goaway, resets }] of Object.entries({ client, server })) {
    if (goaway && !orderly.has(goaway.code)) return `the ${side} sent GOAWAY ${goaway.code}`;
    const reset = resets.find(({ code }) => !orderly.has(code));
    if (reset) return `the ${side} reset stream ${reset.stream} with ${reset.code}`;
  }
  const status = server.headers.find(({ status }) => status !== null && status !== "200");
  if (status) return `HTTP status ${status.status}`;
  const ends = server.headers.flatMap(({ grpcStatus }) => grpcStatus ?? []);
  // A go-plugin host asks for optional services: one that is missing among others is in order.
  if (ends.length > 0 && ends.every((one) => one === "UNIMPLEMENTED")) {
    return "every call was answered with UNIMPLEMENTED";
  }
  const calls = client.headers.filter(({ method }) => method === "POST");
  // go-plugin's server ends the connection that it is told to shut down on (server.go, Shutdown).
  const shutDown = calls.some(({ path }) => path === "/plugin.GRPCController/Shutdown");
  if (firstClose?.by === "server" && !server.goaway && !shutDown && calls.length > ends.length) {
    return `the server ended the connection with ${calls.length - ends.length} calls unanswered`;
  }
  return null;
};
