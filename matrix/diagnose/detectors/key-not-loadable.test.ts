import { describe, expect, test } from "vitest";
import type { TlsFacts } from "../../domain/wire-facts.ts";
import {
  alert,
  certificate,
  configured,
  exited,
  failedReport,
  finishedTls,
  processEvidence,
  report,
  tlsConnection,
} from "../../tooling/test/evidence.ts";
import { found, gist, symptoms } from "../../tooling/test/symptoms.ts";

const code = "key-not-loadable";

describe("a side's own library", () => {
  test("a server that ended for it", () => {
    const of = symptoms("spawn", {
      connections: [],
      server: processEvidence({
        exit: exited({ code: 1 }),
        stderr: "tls: failed to parse private key",
      }),
    });
    expect(found(code, of)).toMatchObject({ side: "server", decided: true });
  });

  test("a client that never dialled", () => {
    const of = symptoms("dial", {
      connections: [],
      report: failedReport("UNAVAILABLE", "tls: failed to parse private key"),
    });
    expect(found(code, of)).toMatchObject({ side: "client", decided: true });
  });

  test.for([
    [
      "[SSL: EE_KEY_TOO_SMALL] ee key too small (_ssl.c:3905)",
      "mldsa65",
      { side: "client", decided: true },
    ],
    ["empty address list: ", "mldsa65", { side: "client", decided: false }],
    // A key of RSA can be too small.
    ["[SSL: EE_KEY_TOO_SMALL] ee key too small (_ssl.c:3905)", "rsa1024", undefined],
    ["context deadline exceeded", "mldsa65", undefined],
  ] as const)("%s, with a key of type %s", ([said, keyType, expected]) => {
    const of = symptoms("dial", {
      connections: [],
      configured: configured({ client: certificate(keyType) }),
      report: failedReport("UNAVAILABLE", said),
    });
    const cause = found(code, of);
    expect(cause && { side: cause.side, decided: cause.decided }).toEqual(expected);
  });
});

describe("the other side finds that key and certificate do not belong together", () => {
  const mismatch = alert("client", 51, "decrypt_error");
  const text = "tls: invalid signature by the server certificate";
  const said = failedReport("UNAVAILABLE", `authentication handshake failed: ${text}: x`);
  const unfinished = { finished: { client: false, server: true } };
  const on = (tls: Partial<TlsFacts>, client = report()) =>
    symptoms("tls", {
      connections: [tlsConnection(finishedTls({ ...unfinished, ...tls }))],
      report: client,
    });

  test.for([
    [
      "by alert",
      { alerts: [mismatch] },
      report(),
      ["wire: the client sent alert 51 decrypt_error"],
    ],
    ["by text", {}, said, [`client: ${text}:`]],
  ] as const)("the client, %s: a candidate", ([, tls, client, quotes]) => {
    const cause = found(code, on(tls, client));
    expect(gist(cause)).toEqual({ side: "server", decided: false, quotes });
    expect(cause?.nextCheck).toMatch(/openssl/);
  });

  test("the server, of the certificate that the client sent", () => {
    const cause = found(
      code,
      on({
        finished: { client: true, server: true },
        clientCertificate: { chain: [certificate("p256")] },
        alerts: [alert("server", 51, "decrypt_error")],
      }),
    );
    expect(gist(cause)).toEqual({
      side: "client",
      decided: false,
      quotes: ["wire: the server sent alert 51 decrypt_error"],
    });
  });

  test.for([
    ["the server had sent no ServerHello", on({ serverHello: null, alerts: [mismatch] })],
    ["the client had no certificate", on({ alerts: [alert("server", 51, "decrypt_error")] })],
    [
      "a signature in the certificate",
      on(
        {},
        failedReport(
          "UNAVAILABLE",
          "ECDSA routines:OPENSSL_internal:BAD_SIGNATURE: certificate signature failure: OK",
        ),
      ),
    ],
    ["another alert", on({ alerts: [alert("client", 42, "bad_certificate")] })],
  ] as const)("silent: %s", ([, of]) => {
    expect(found(code, of)).toBeUndefined();
  });
});
