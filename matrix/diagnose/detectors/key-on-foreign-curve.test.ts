import { describe, expect, test } from "vitest";
import {
  alert,
  certificate,
  clientHello,
  finishedTls,
  serverHello,
  tlsConnection,
} from "../../tooling/test/evidence.ts";
import { found, gist, symptoms } from "../../tooling/test/symptoms.ts";

const code = "signature-scheme-not-offered";

describe("a server's key on a curve that TLS names no scheme for (RFC 8422 section 5.3)", () => {
  const showing = (keyType: string, groups: readonly string[]) => {
    const tls = finishedTls({
      clientHello: clientHello({ groups }),
      serverHello: serverHello({ version: "1.2" }),
      serverCertificate: { chain: [certificate(keyType)] },
      finished: { client: false, server: false },
      alerts: [alert("client", 47, "illegal_parameter")],
    });
    return symptoms("tls", { connections: [tlsConnection(tls)] });
  };

  test("the groups leave it out", () => {
    expect(gist(found(code, showing("secp224r1", ["x25519", "secp256r1"])))).toEqual({
      side: "server",
      decided: true,
      quotes: [
        "wire: ClientHello supported_groups: x25519, secp256r1",
        "orchestrator: server certificate: key type secp224r1",
        "wire: the client sent alert 47 illegal_parameter",
      ],
    });
  });

  test("silent: the groups have it", () => {
    expect(found(code, showing("brainpoolP256r1", ["brainpoolP256r1"]))).toBeUndefined();
  });
});
