import type { Side } from "../../domain/cause.ts";
import type { ConnectionEvidence } from "../../domain/evidence.ts";
import type { TlsFacts } from "../../domain/wire-facts.ts";
import { answersSome, how, resetAtOnce } from "../cut-off.ts";
import {
  clientTexts,
  type Finding,
  quoted,
  type Rule,
  type Symptoms,
  seenIn,
  sentAlert,
  sentAt,
  wire,
} from "../rule.ts";
import { unofferedChoice } from "../server-choice.ts";
import { someAnswered } from "../unsteady-endpoint.ts";

/**
 * One side ended the connection before HTTP/2 began, and nothing says why: no alert that names a cause, no
 * certificate that could be refused.
 */
export const closedBeforePreface: Rule = {
  code: "closed-before-preface",
  diagnose: (symptoms) => {
    const { connection } = seenIn(symptoms.evidence);
    if (connection?.dialError) return resetAtOnce(connection, symptoms);
    if (!connection || connection.firstClose === null) return undefined;
    // Who closes when the time is up ends nothing.
    if (symptoms.outcome.kind === "timed-out") return undefined;
    const { wire: seen } = connection;
    if (seen.tls === null) return inTheClear(connection, symptoms);
    const choice = unofferedChoice(seen.tls);
    if (choice !== null) return unoffered(choice, seen.tls);
    const elsewhere = connection.bytes.server === 0 ? someAnswered(symptoms) : [];
    if (connection.firstClose.by === "server" && elsewhere.length > 0) {
      return answersSome("within the TLS handshake", connection, elsewhere);
    }
    if (seen.tls.alerts.some(({ fatal }) => fatal)) return undefined;
    if (connection.firstClose.by === "client" && mindsCertificate(symptoms)) return undefined;
    if (seen.tls.finished.client && seen.tls.finished.server) return afterHandshake(connection);
    return silently(connection, symptoms) ?? withinHandshake(connection, symptoms);
  },
};

/** A client that leaves and speaks of certificates has refused one, even if for a reason that nobody knows. */
const mindsCertificate = ({ evidence }: Symptoms): boolean =>
  clientTexts(evidence).some((text) => /certificate|verif/i.test(text));

const inTheClear = (connection: ConnectionEvidence, symptoms: Symptoms): Finding | undefined => {
  const { evidence } = symptoms;
  const { bytes, firstClose, serverAddress } = connection;
  if (bytes.server > 0 || firstClose?.by !== "server") return undefined;
  const elsewhere = someAnswered(symptoms);
  if (elsewhere.length > 0) return answersSome("after the preface", connection, elsewhere);
  const trial = seenIn(evidence).wide;
  return {
    side: "server",
    decided: trial !== undefined && trial.result !== "accepted" && trial.result !== "inconclusive",
    sentence: "The server accepted the connection and closed it without sending a byte.",
    matched: [
      wire(
        `the server at ${serverAddress} closed first (${how(connection)}) after ${bytes.client} bytes of the client`,
      ),
      ...(trial ? [quoted("orchestrator", `a ClientHello got: ${trial.saw}`)] : []),
    ],
    remedy: "read the server's log; look for what accepts connections in its place",
    nextCheck: "offer a ClientHello to the same address: a TLS server answers it",
  };
};

/** TLS 1.3 lets a client end such a handshake (RFC 8446 section 4.1.3); some do so without an alert. */
const unoffered = (choice: string, { alerts }: TlsFacts): Finding => ({
  side: "server",
  decided: true,
  sentence: `The server chose ${choice}, which the client had not offered, and the client left.`,
  matched: [
    wire(`the server chose ${choice}, which the ClientHello had not offered`),
    ...alerts.map(sentAlert),
  ],
  remedy: "update the server's TLS library, and look for what rewrites handshakes in between",
});

/** No byte of an endpoint, whatever it was offered: it has no way to say why, or nobody to ask. */
const silently = (connection: ConnectionEvidence, symptoms: Symptoms): Finding | undefined => {
  const { endpoint, evidence } = symptoms;
  const { bytes, firstClose, wire: seen } = connection;
  if (!endpoint || bytes.server > 0 || firstClose?.by !== "server") return undefined;
  if (!seen.tls?.clientHello) return undefined;
  const { wide } = seenIn(evidence);
  if (wide?.result === "accepted") return undefined;
  const name = seen.tls.clientHello.serverName;
  return {
    side: null,
    decided: false,
    sentence:
      "The endpoint takes the connection and closes it without a byte in answer to the ClientHello.",
    matched: [
      wire(
        `the server closed first (${how(connection)}) after ${bytes.client} bytes of the client`,
      ),
      wire(`ClientHello server_name: ${name ?? "none"}`),
      ...(wide ? [quoted("orchestrator", `offered everything: ${wide.saw}`)] : []),
    ],
    remedy: `dial a name that is routed there${name === null ? "" : `, since ${name} may not be`}; start the server behind it, if it is a TCP proxy; let both ends agree on the PROXY protocol (a listener that wants its header, or a server that is sent one and does not); admit this client's address`,
    nextCheck:
      "probe with --server-name <a name that it serves>; where that is closed too, the log of what listens there tells whether it reaches its server, and wants the PROXY protocol",
  };
};

const withinHandshake = (
  connection: ConnectionEvidence,
  { evidence }: Symptoms,
): Finding | undefined => {
  const { firstClose, wire: seen } = connection;
  if (!firstClose || seen.client.protocol !== "tls" || seen.tls?.clientHello === null)
    return undefined;
  if (seen.server.protocol !== "tls" && seen.server.protocol !== "nothing") return undefined;
  // A client whose own time was up has met a server that never answers.
  if (firstClose.by === "client" && connection.bytes.server === 0) return undefined;
  const { wide } = seenIn(evidence);
  // Where a full hello is accepted the refused one is to blame, and other rules say for what.
  // Some clients leave without an alert whatever the server did wrong: another one that it let in speaks for it.
  const sound = evidence.verification?.result === "verified";
  const warnings = seen.tls?.alerts.filter(({ fatal }) => !fatal) ?? [];
  const retry = firstClose.by === "client" ? soundRetry(seen.tls) : null;
  const inexplicable =
    firstClose.by === "client"
      ? retry !== null || (sound && seen.tls?.visibility.kind === "all")
      : wide?.result === "refused";
  return {
    side: firstClose.by === "client" && !sound && retry === null ? null : firstClose.by,
    // A warning names a reason that nobody looked into; close_notify names none.
    decided: inexplicable && warnings.every(({ name }) => name === "close_notify"),
    sentence: `The ${firstClose.by} ended the connection ${lastWordOf(firstClose.by, seen.tls)}.`,
    matched: [
      ...(retry === null
        ? []
        : [wire(`the server's HelloRetryRequest asked for ${retry}, which the client offers`)]),
      ...warnings.map(({ from, code, name }) =>
        wire(`the ${from} sent alert ${code} ${name} (warning)`),
      ),
      wire(`the ${firstClose.by} closed first (${how(connection)})`),
      ...(wide ? [quoted("orchestrator", `offered everything: ${wide.saw}`)] : []),
    ],
    remedy: `read the log of the ${firstClose.by}, and of what stands between`,
    nextCheck: `look into the log of the ${firstClose.by} with its TLS debug output on`,
  };
};

/**
 * The group of a HelloRetryRequest that a client has to follow (RFC 8446 section 4.1.4): it offers the group, and sent no
 * key share for it. null where that is not all that the server said: then there is more to mind.
 */
const soundRetry = (tls: TlsFacts | null): string | null => {
  const group = tls?.helloRetryRequest?.group ?? null;
  const hello = tls?.clientHello;
  if (!hello || group === null || tls.serverHello !== null) return null;
  return hello.groups.includes(group) && !hello.keyShares.includes(group) ? group : null;
};

const lastWordOf = (side: Side, tls: TlsFacts | null): string => {
  const alert = tls?.alerts.findLast(({ from }) => from === side);
  if (alert) return `within the TLS handshake, after the alert ${alert.name}, which is a warning`;
  return tls?.serverHello && tls.visibility.kind !== "all"
    ? "within the TLS handshake or right after it: what it said last could not be read"
    : "within the TLS handshake, without an alert";
};

/** Both Finished were seen: whoever did not speak HTTP/2 then is the one that left. */
const afterHandshake = (connection: ConnectionEvidence): Finding | undefined => {
  const { http2, tls, messages } = connection.wire;
  if (messages.length === 0 || (!http2 && tls?.visibility.kind !== "all")) return undefined;
  const serverSpoke = (http2?.server.frames.length ?? 0) > 0;
  const clientSpoke = http2?.preface === true;
  if (serverSpoke && clientSpoke) return undefined;
  const side = serverSpoke ? "client" : leaver(connection, clientSpoke);
  if (side === null)
    return connection.firstClose?.by === "server" ? eitherLeft(connection) : undefined;
  // A server on BoringSSL or OpenSSL that refuses a client's certificate in TLS 1.3 leaves in the same way.
  const mayMindCertificate = side === "server" && tls?.certificateRequest !== null;
  return {
    side: mayMindCertificate ? null : side,
    decided: !mayMindCertificate,
    sentence: serverSpoke
      ? "The client did not speak HTTP/2 after the TLS handshake."
      : `The ${side} ended the connection after the TLS handshake, before it spoke HTTP/2.`,
    matched: [
      wire(`the ${connection.firstClose?.by} closed first (${how(connection)})`),
      wire(
        `HTTP/2 preface of the client: ${clientSpoke ? "sent" : "none"}; frames of the server: ${http2?.server.frames.join(", ") || "none"}`,
      ),
    ],
    remedy: `read the log of the ${side}, and of what ends TLS for it`,
    nextCheck: "look into the server's log for what it says of the client's certificate",
  };
};

/** A client that is left says close_notify too: without one of the server's it is open which was the answer. */
const eitherLeft = (connection: ConnectionEvidence): Finding => ({
  side: null,
  decided: false,
  sentence: "The connection ended after the TLS handshake, before the server spoke HTTP/2.",
  matched: [
    wire(`the server closed first (${how(connection)}), without close_notify`),
    wire("HTTP/2 preface of the client: sent; frames of the server: none"),
  ],
  remedy: "read the log of the server, and of what ends TLS for it",
  nextCheck: "read the server's log, and that of what ends TLS for it, for which side left first",
});

/** Who sent close_notify first, or closed first where nobody did: the other side only answers. */
const leaver = (connection: ConnectionEvidence, clientSpoke: boolean): Side | null => {
  const notified = (["client", "server"] as const)
    .map((from) => ({ from, at: closeNotifyAt(connection, from) }))
    .filter(({ at }) => at !== null)
    .sort((a, b) => (a.at ?? 0) - (b.at ?? 0));
  const first = notified[0]?.from ?? connection.firstClose?.by ?? null;
  // A client that spoke and then left may have left for what it got.
  return first === "client" && clientSpoke ? null : first;
};

const closeNotifyAt = (connection: ConnectionEvidence, from: "client" | "server") =>
  sentAt(
    connection,
    from,
    ({ name, detail }) => name === "Alert" && / close_notify\b/.test(detail),
  );
