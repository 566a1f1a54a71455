/** Clients that stay out of what lets the probe in, or would once what keeps it out is mended. */
import { readFileSync } from "node:fs";
import type { Duplex } from "node:stream";
import { createServer as createTlsServer, type TlsOptions } from "node:tls";
import { expect, test } from "vitest";
import type { KeyType } from "../domain/cell.ts";
import type { ProbeReport } from "../domain/probe-report.ts";
import { makeRunPki } from "../run/pki/run-pki.ts";
import { serverName } from "../run/pki/server-name.ts";
import { grpc, listen } from "../tooling/test/grpc-server.ts";
import { answering, headers } from "../tooling/test/raw-http2.ts";
import { temporaryFolder } from "../tooling/test/temporary-folder.ts";
import { probe } from "./probe.ts";
import { questionOf } from "./question-of.ts";

/** What a server does once TLS stands. */
type Speaks = (socket: Duplex) => void;

const probed = async (
  { keyType = "p256", ...options }: TlsOptions & Readonly<{ keyType?: KeyType }>,
  speaks: Speaks = grpc(),
  as: readonly string[] = [],
): Promise<ProbeReport> => {
  const pki = await makeRunPki(temporaryFolder());
  const { certificate, key } = await pki.server(keyType);
  const client = options.requestCert ? await pki.client("p256") : null;
  const { endpoint } = await listen(
    createTlsServer(
      {
        cert: readFileSync(certificate),
        key: readFileSync(key),
        ca: readFileSync(pki.ca),
        ALPNProtocols: ["h2"],
        ...options,
      },
      speaks,
    ),
  );
  const own = client && { cert: client.certificate, key: client.key };
  const asked = { ca: pki.ca, serverName, timeout: 1000, as, ...own };
  return probe(await questionOf(endpoint.address, asked), {});
};

const told = ({ diagnosis, rungs }: ProbeReport) => ({
  causes: diagnosis?.causes.map(({ code, decided }) => `${code}${decided ? " decided" : ""}`) ?? [],
  clients: rungs.find(({ name }) => name === "clients")?.summary,
});

const leaves: Speaks = (socket) => socket.once("data", () => socket.end());
const fails: Speaks = answering([
  headers({ ":status": "200", "content-type": "application/grpc", "grpc-status": "2" }, "end"),
]);

/** Of suites for TLS 1.2 only OpenSSL's clients offer these. */
const dheAlone: TlsOptions = {
  maxVersion: "TLSv1.2",
  ciphers: "DHE-RSA-AES128-GCM-SHA256",
  dhparam: "auto",
};
const x448Alone: TlsOptions = { ecdhCurve: "X448" };
const onlyNode = "go ✗ python ✗ node ✓ rust ✗ java ✗";
const nobody = "go ✗ python ✗ node ✗ rust ✗ java ✗";
const unknown = "go ✗ python ✗ node ? rust ✗ java ✗";

test.for<readonly [string, Parameters<typeof probed>[0], Speaks, readonly string[], string]>([
  ["a sound server", {}, grpc(), [], "go ✓ python ✓ node ✓ rust ✓ java ✓"],
  [
    "a key that some verify",
    { keyType: "p521" },
    grpc(),
    ["signature-scheme-not-offered"],
    "go ✓ python ✗ node ✓ rust ✓ java ✗",
  ],
  ["a group of Node's alone", x448Alone, grpc(), ["no-common-group"], onlyNode],
  [
    "a suite of Node's alone",
    { ...dheAlone, keyType: "rsa2048" },
    grpc(),
    ["no-common-cipher-suite"],
    onlyNode,
  ],
  [
    "a group of Go's alone",
    { ecdhCurve: "SecP256r1MLKEM768" },
    grpc(),
    ["no-common-group decided"],
    "go ✓ python ✗ node ✗ rust ✗ java ✗",
  ],
  [
    "a group of Node's alone, and nobody goes further",
    x448Alone,
    leaves,
    ["closed-before-preface decided", "no-common-group"],
    nobody,
  ],
  [
    "a suite of Node's alone, and a service that fails",
    { ...dheAlone, keyType: "rsa2048" },
    fails,
    ["step-incomplete", "no-common-cipher-suite"],
    unknown,
  ],
  [
    "a client's certificate that is asked for within the handshake of TLS 1.2",
    { maxVersion: "TLSv1.2", requestCert: true, rejectUnauthorized: true },
    grpc(),
    [],
    "go ✓ python ✓ node ✓ rust ✓ java ✓",
  ],
])("%s", async ([, options, speaks, causes, clients]) => {
  expect(told(await probed(options, speaks))).toEqual({ causes, clients });
});

test("what was seen, who gets in, and how to be certain", async () => {
  const { diagnosis } = await probed(x448Alone);
  const [cause] = diagnosis?.causes ?? [];
  expect(diagnosis?.determinable).toBe(false);
  expect(diagnosis?.nextCheck).toMatch(/--as go,python,rust,java$/);
  expect(cause?.sentence).toBe(
    "Clients of go, python, rust, java stay out, those of node get in: client and server have no named group for the key exchange in common.",
  );
  expect(cause?.matched[0]?.text).toMatch(
    /^go, as of grpc-go [\d.]+, go [\d.]+: no-common-group \(its ClientHello is refused: .* \(40\)\)$/,
  );
  expect(cause?.remedy).toBe("enable x25519 or secp256r1 on both sides");
});

test("of stacks that were named, those alone are asked for", async () => {
  const { diagnosis } = await probed({ keyType: "p521" }, grpc(), ["node"]);
  expect(diagnosis).toBeNull();
});
