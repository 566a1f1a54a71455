/** Negative tests of a listener, made by the orchestrator itself: whom must a server refuse? */
import { readFile } from "node:fs/promises";
import { type ClientHttp2Session, connect as connectHttp2 } from "node:http2";
import { connect as connectTcp, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import type { Mode } from "../domain/cell.ts";
import type { Control, ControlName } from "../domain/evidence.ts";
import type { CertificateFacts } from "../domain/wire-facts.ts";
import type { Endpoint } from "../observe/tap.ts";
import type { RunPki } from "../pki/run-pki.ts";
import { serverName } from "../pki/server-name.ts";
import { certificateFacts } from "../wire/certificate-facts.ts";

/** A server that neither refuses nor answers within this is `inconclusive`. */
const limitMs = 3000;

/** HTTP/2 client preface with an empty SETTINGS frame (RFC 9113 sections 3.4 and 6.5). */
const preface = Buffer.concat([
  Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
  Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]),
]);
const settingsFrameType = 4;

const address = (endpoint: Endpoint) => {
  if (endpoint.network === "unix") return { path: endpoint.address };
  const colon = endpoint.address.lastIndexOf(":");
  return {
    host: endpoint.address.slice(0, colon),
    port: Number(endpoint.address.slice(colon + 1)),
  };
};

type Finding = Pick<Control, "result" | "saw">;

const asControl = async (
  name: ControlName,
  subject: string,
  find: (settle: (finding: Finding) => void) => () => void,
): Promise<Control> => {
  const begun = performance.now();
  const finding = await new Promise<Finding>((resolve) => {
    const cleanUp = find((found) => {
      clearTimeout(timer);
      cleanUp();
      resolve(found);
    });
    const timer = setTimeout(() => {
      cleanUp();
      resolve({ result: "inconclusive", saw: `neither refused nor answered within ${limitMs} ms` });
    }, limitMs);
  });
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
      ? `the server ended it: ${firstLine(error.message)}`
      : "the server closed the connection",
  };
};

const firstLine = (text: string) => (text.split("\n")[0] ?? "").trim();

/** Speaks HTTP/2 in the clear to a TLS listener. */
export const plaintextClient = (endpoint: Endpoint, subject: string): Promise<Control> =>
  asControl("plaintext-client", subject, (settle) => {
    const socket: Socket = connectTcp(address(endpoint));
    let error: Error | null = null;
    socket.on("connect", () => socket.write(preface));
    socket.on("error", (reason) => {
      error = reason;
    });
    socket.once("data", (octets: Buffer) => {
      if (octets[3] === settingsFrameType && octets[0] !== 21) {
        settle({ result: "accepted", saw: "the server answered in cleartext HTTP/2" });
      } else {
        settle({
          result: "refused",
          saw: `the server answered ${octets.subarray(0, 16).toString("hex")}, which is no HTTP/2 SETTINGS frame`,
        });
      }
    });
    socket.on("close", () => settle(whyClosed(error)));
    return () => socket.destroy();
  });

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
      ...address(endpoint),
      ...credential,
      servername: serverName,
      ALPNProtocols: ["h2"],
      // The subject is whom the server lets in; the server's own certificate is the proof's business.
      rejectUnauthorized: false,
    });
    const session: ClientHttp2Session = connectHttp2(`https://${serverName}`, {
      createConnection: () => socket,
    });
    // An alert is an error of the socket; HTTP/2 may then never close it.
    const refused = (reason: Error) => settle(whyClosed(reason));
    socket.on("error", refused);
    session.on("error", refused);
    const stream = session.request({
      ":method": "POST",
      ":path": "/proto.KV/Get",
      "content-type": "application/grpc",
      te: "trailers",
    });
    stream.on("error", refused);
    stream.on("response", (headers) =>
      settle({
        result: "accepted",
        saw: `the server answered the call with HTTP status ${headers[":status"]}, grpc-status ${headers["grpc-status"] ?? "not yet sent"}`,
      }),
    );
    socket.on("close", () => settle(whyClosed(null)));
    // A GetRequest with key "k", behind gRPC's five octets of length prefix.
    stream.end(Buffer.from([0, 0, 0, 0, 3, 10, 1, 107]));
    return () => {
      session.destroy();
      socket.destroy();
    };
  });
};

/** The controls that a listener of this mode owes, all at once. */
export const serverControls = async (
  endpoint: Endpoint,
  subject: string,
  mode: Mode,
  pki: Pick<RunPki, "untrustedClient">,
): Promise<readonly Control[]> => {
  if (mode === "none") return [];
  const plaintext = plaintextClient(endpoint, subject);
  if (mode === "tls") return [await plaintext];
  const name = mode === "mtls" ? serverName : "localhost";
  return Promise.all([
    plaintext,
    clientCertificateControl(endpoint, subject, name, null),
    clientCertificateControl(endpoint, subject, name, await pki.untrustedClient()),
  ]);
};

/** The certificate that a listener serves, from a handshake of the orchestrator's own; null if there was none. */
export const observeCertificate = (
  endpoint: Endpoint,
  name: string,
): Promise<CertificateFacts | null> =>
  new Promise((resolve) => {
    const socket = connectTls({
      ...address(endpoint),
      servername: name,
      ALPNProtocols: ["h2"],
      rejectUnauthorized: false,
      timeout: limitMs,
    });
    const finish = () => {
      const certificate = socket.getPeerX509Certificate();
      socket.destroy();
      resolve(certificate ? certificateFacts(certificate.raw) : null);
    };
    socket.once("secureConnect", finish);
    socket.once("timeout", finish);
    socket.once("error", () => resolve(null));
  });
