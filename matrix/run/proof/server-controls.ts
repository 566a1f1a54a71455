/** Negative tests of a listener, made by the orchestrator itself: whom must a server refuse? */
import { readFile } from "node:fs/promises";
import { connect as connectTcp, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import type { Mode } from "../../domain/cell.ts";
import type { Control, ControlName } from "../../domain/evidence.ts";
import type { CertificateFacts } from "../../domain/wire-facts.ts";
import { Eventual } from "../../limits/eventual.ts";
import { certificateFacts } from "../../wire/certificate-facts.ts";
import { addressOf, type Endpoint } from "../observe/tap.ts";
import type { RunPki } from "../pki/run-pki.ts";
import { serverName } from "../pki/server-name.ts";
import { controlsOf, type ServerControlName } from "../plan/owed.ts";
import { opensslReason } from "./openssl-reason.ts";

/** A server that neither refuses nor answers within this is `inconclusive`. */
const limitMs = 3000;

/** HTTP/2 client preface with an empty SETTINGS frame (RFC 9113 sections 3.4 and 6.5). */
const preface = Buffer.concat([
  Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
  Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]),
]);
const settingsFrameType = 4;

type Finding = Pick<Control, "result" | "saw">;

const asControl = async (
  name: ControlName,
  subject: string,
  find: (settle: (finding: Finding) => void) => Socket,
): Promise<Control> => {
  const begun = performance.now();
  let socket: Socket | undefined;
  const found = Eventual.when<Finding>((settle) => {
    socket = find(settle);
  });
  const finding = await found.orAfter<Finding>(limitMs, {
    result: "inconclusive",
    saw: `neither refused nor answered within ${limitMs} ms`,
  });
  socket?.destroy();
  return { name, subject, ...finding, elapsedMs: performance.now() - begun };
};

/** A failure to reach the listener is no refusal. */
const whyClosed = (error: Error | null): Finding => {
  const code = (error as NodeJS.ErrnoException | null)?.code ?? "";
  if (code === "ECONNREFUSED" || code === "ENOENT") {
    return { result: "inconclusive", saw: `the listener was not reached: ${error?.message}` };
  }
  return {
    result: "refused",
    saw: error
      ? `the server ended it: ${opensslReason(error.message)}`
      : "the server closed the connection",
  };
};

/** Speaks HTTP/2 in the clear to a TLS listener. */
export const plaintextClient = (endpoint: Endpoint, subject: string): Promise<Control> =>
  asControl("plaintext-client", subject, (settle) => {
    const socket: Socket = connectTcp(addressOf(endpoint));
    let error: Error | null = null;
    socket.on("connect", () => socket.write(preface));
    socket.on("error", (reason) => {
      error = reason;
    });
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
    socket.on("close", () => settle(whyClosed(error)));
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
  endpoint: Endpoint,
  subject: string,
  serverName: string,
  presented: Presented,
): Promise<Control> => {
  const credential = presented && {
    cert: await readFile(presented.certificate),
    key: await readFile(presented.key),
  };
  const name = presented ? "untrusted-client-certificate" : "no-client-certificate";
  return asControl(name, subject, (settle) => {
    const socket = connectTls({
      ...addressOf(endpoint),
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
    // An alert is an error of the socket; a bare close is a refusal too.
    socket.on("error", (reason) => settle(whyClosed(reason)));
    socket.on("close", () => settle(whyClosed(null)));
    socket.write(getCall);
    return socket;
  });
};

/** The controls that a listener of this mode owes, all at once. */
export const serverControls = async (
  endpoint: Endpoint,
  subject: string,
  mode: Mode,
  pki: Pick<RunPki, "untrustedClient">,
): Promise<readonly Control[]> => {
  const dialled = mode === "auto-mtls" ? "localhost" : serverName;
  const controls: Record<ServerControlName, () => Promise<Control>> = {
    "plaintext-client": () => plaintextClient(endpoint, subject),
    "no-client-certificate": () => clientCertificateControl(endpoint, subject, dialled, null),
    "untrusted-client-certificate": async () =>
      clientCertificateControl(endpoint, subject, dialled, await pki.untrustedClient()),
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
