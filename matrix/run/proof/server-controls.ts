/** Negative tests of a listener, made by the orchestrator itself: whom must a server refuse? */
import { readFile } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import { setTimeout } from "node:timers/promises";
import { connect as connectTls } from "node:tls";
import type { Mode } from "../../domain/cell.ts";
import type { ConnectionOwner, Control, ControlName } from "../../domain/evidence.ts";
import type { CertificateFacts } from "../../domain/wire-facts.ts";
import { Eventual } from "../../limits/eventual.ts";
import { certificateFacts } from "../../wire/certificate-facts.ts";
import { addressOf, type Endpoint } from "../observe/tap.ts";
import type { RunPki } from "../pki/run-pki.ts";
import { serverName } from "../pki/server-name.ts";
import { controlsOf, type ServerControlName } from "../plan/owed.ts";
import type { AskOwner, Served } from "./answerers.ts";
import { opensslReason } from "./openssl-reason.ts";

/**
 * A server that neither refuses nor answers within this is `inconclusive`. All controls of its listeners may be its first
 * handshakes, for which a JVM takes its time.
 */
const limitMs = 6000;

/** HTTP/2 client preface with an empty SETTINGS frame (RFC 9113 sections 3.4 and 6.5). */
const preface = Buffer.concat([
  Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
  Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]),
]);
const settingsFrameType = 4;

type Finding = Pick<Control, "result" | "saw">;

/**
 * @param speak - what the control says on a connection that the server has accepted; returns the socket that it speaks
 *   on, whose end is a refusal.
 */
const asControl = async (
  name: ControlName,
  subject: string,
  { endpoint, ownerOf }: Served,
  speak: (socket: Socket, settle: (finding: Finding) => void) => Socket,
): Promise<Control> => {
  const begun = performance.now();
  const socket = connect(addressOf(endpoint));
  const found = Eventual.when<Finding>((settle) => {
    let error: Error | null = null;
    const unspoken = () => settle(notReached(error));
    socket.on("error", (reason) => {
      error = reason;
    });
    socket.on("close", unspoken);
    socket.once("connect", async () => {
      const owner = await acceptedBy(socket, ownerOf);
      if (socket.destroyed) return;
      if (owner.kind === "other") return settle(anothers(owner.process));
      socket.off("close", unspoken);
      settleByEnd(speak(socket, settle), settle);
    });
  });
  const finding = await found.orAfter<Finding>(limitMs, {
    result: "inconclusive",
    saw: `neither refused nor answered within ${limitMs} ms`,
  });
  socket.destroy();
  return { name, subject, ...finding, elapsedMs: performance.now() - begun };
};

/** An alert is an error of the socket; a bare close is a refusal too. */
const settleByEnd = (socket: Socket, settle: (finding: Finding) => void): void => {
  let error: Error | null = null;
  socket.on("error", (reason) => {
    error ??= reason;
  });
  socket.on("close", () => settle(whyClosed(error)));
};

/** Between two looks whether a connection has been accepted: of that nobody tells. */
const lookAgainMs = 2;

/** A server may leave a connection to the kernel until something is said on it (TCP_DEFER_ACCEPT of tcp(7), as nghttpx does). */
const deferredMs = 100;

/**
 * Who has accepted a connection; nobody for one whose server wants to hear something before. Asked before anything is said,
 * since whoever refuses may close at once, and then it is nobody's.
 */
const acceptedBy = async (socket: Socket, ownerOf: AskOwner): Promise<ConnectionOwner> => {
  const begun = performance.now();
  for (;;) {
    const owner = await ownerOf(socket);
    const isDeferred = performance.now() - begun > deferredMs;
    if (owner.kind !== "nobody" || socket.destroyed || isDeferred) return owner;
    // Without this an end that the server has sent is not heard.
    socket.read(0);
    await setTimeout(lookAgainMs);
  }
};

/** What another process does says nothing of the server. */
const anothers = (process: string): Finding => ({
  result: "inconclusive",
  saw: `another process answered in the server's place: ${process}`,
});

/** A failure to reach the listener is no refusal, nor is an end before anybody could be asked who is at the other one. */
const notReached = (error: Error | null): Finding => ({
  result: "inconclusive",
  saw: error
    ? `the listener was not reached: ${error.message}`
    : "the connection was closed before anything was said",
});

const whyClosed = (error: Error | null): Finding => ({
  result: "refused",
  saw: error
    ? `the server ended it: ${opensslReason(error.message)}`
    : "the server closed the connection",
});

/** Speaks HTTP/2 in the clear to a TLS listener. */
export const plaintextClient = (served: Served, subject: string): Promise<Control> =>
  asControl("plaintext-client", subject, served, (socket, settle) => {
    socket.write(preface);
    socket.once("data", (bytes: Buffer) => {
      if (bytes[3] === settingsFrameType && bytes[0] !== 21) {
        settle({ result: "accepted", saw: "the server answered in cleartext HTTP/2" });
      } else {
        settle({
          result: "refused",
          saw: `the server answered ${bytes.subarray(0, 16).toString("hex")}, which is no HTTP/2 SETTINGS frame`,
        });
      }
    });
    return socket;
  });

const headersFrameType = 1;

/** An HTTP/2 frame (RFC 9113 section 4.1). */
const frame = (type: number, flags: number, stream: number, payload: Buffer): Buffer => {
  const header = Buffer.alloc(9);
  header.writeUIntBE(payload.length, 0, 3);
  header[3] = type;
  header[4] = flags;
  header.writeUInt32BE(stream, 5);
  return Buffer.concat([header, payload]);
};

/** A header field as a literal without indexing or Huffman code (RFC 7541 section 6.2.2). */
const field = (name: string, value: string): Buffer =>
  Buffer.concat([
    Buffer.from([0, name.length]),
    Buffer.from(name),
    Buffer.from([value.length]),
    Buffer.from(value),
  ]);

/** The connection preface and a whole call of `proto.KV/Get` for key "k" on stream 1. */
const getCall = Buffer.concat([
  preface,
  frame(
    headersFrameType,
    0x4,
    1,
    Buffer.concat([
      field(":method", "POST"),
      field(":scheme", "https"),
      field(":path", "/proto.KV/Get"),
      field(":authority", "localhost"),
      field("content-type", "application/grpc"),
      field("te", "trailers"),
    ]),
  ),
  // A GetRequest behind gRPC's five bytes of length prefix; END_STREAM.
  frame(0, 0x1, 1, Buffer.from([0, 0, 0, 0, 3, 10, 1, 107])),
]);

/** Whether an answer's HEADERS on stream 1 are among the frames; a server's SETTINGS alone mean nothing. */
const answersCall = (bytes: Buffer): boolean => {
  for (let at = 0; at + 9 <= bytes.length; at += 9 + bytes.readUIntBE(at, 3)) {
    if (bytes[at + 3] === headersFrameType && bytes.readUInt32BE(at + 5) === 1) return true;
  }
  return false;
};

/** What a client of the TLS controls presents: nothing, or a certificate that the server must not trust. */
type Presented = Readonly<{ certificate: string; key: string }> | null;

/** Completes a TLS handshake as far as the server lets it and calls `proto.KV/Get`. */
export const clientCertificateControl = async (
  served: Served,
  subject: string,
  serverName: string,
  presented: Presented,
): Promise<Control> => {
  const credential = presented && {
    cert: await readFile(presented.certificate),
    key: await readFile(presented.key),
  };
  const name = presented ? "untrusted-client-certificate" : "no-client-certificate";
  return asControl(name, subject, served, (accepted, settle) => {
    const socket = connectTls({
      socket: accepted,
      ...credential,
      servername: serverName,
      ALPNProtocols: ["h2"],
      // The subject is whom the server lets in; the server's own certificate is the proof's business.
      rejectUnauthorized: false,
    });
    let received: Buffer = Buffer.alloc(0);
    socket.on("data", (bytes: Buffer) => {
      received = Buffer.concat([received, bytes]);
      if (answersCall(received)) {
        settle({ result: "accepted", saw: "the server answered a call" });
      }
    });
    socket.write(getCall);
    return socket;
  });
};

/** The controls that a listener of this mode owes, all at once. */
export const serverControls = async (
  served: Served,
  subject: string,
  mode: Mode,
  pki: Pick<RunPki, "untrustedClient" | "untrustedHost">,
): Promise<readonly Control[]> => {
  const dialled = mode === "auto-mtls" ? "localhost" : serverName;
  const untrusted = mode === "auto-mtls" ? pki.untrustedHost : pki.untrustedClient;
  const controls: Record<ServerControlName, () => Promise<Control>> = {
    "plaintext-client": () => plaintextClient(served, subject),
    "no-client-certificate": () => clientCertificateControl(served, subject, dialled, null),
    "untrusted-client-certificate": async () =>
      clientCertificateControl(served, subject, dialled, await untrusted()),
  };
  return Promise.all(controlsOf[mode].server.map((name) => controls[name]()));
};

/** The certificate that a listener serves, from a handshake of the orchestrator's own; null if there was none. */
export const observeCertificate = async (
  endpoint: Endpoint,
  name: string,
): Promise<CertificateFacts | null> => {
  const socket = connectTls({
    ...addressOf(endpoint),
    servername: name,
    ALPNProtocols: ["h2"],
    rejectUnauthorized: false,
  });
  await Eventual.when<void>((settle) => {
    socket.once("secureConnect", () => settle());
    socket.on("error", () => settle());
    socket.once("close", () => settle());
  }).orAfter(limitMs, undefined);
  const certificate = socket.getPeerX509Certificate();
  socket.destroy();
  return certificate ? certificateFacts(certificate.raw) : null;
};
