import { describe, expect, test } from "vitest";
import {
  alert,
  begunTls,
  certificate,
  clientHello,
  configured,
  finishedTls,
  serverHello,
  tlsConnection,
} from "../../tooling/test/evidence.ts";
import { wideTrial } from "../../tooling/test/first-bytes.ts";
import { found, gist, ofProbe, symptoms } from "../../tooling/test/symptoms.ts";
import { diagnose } from "../diagnose.ts";

const code = "certificate-curve-refused";

describe("a server's key on a curve that the client's groups leave out (RFC 8422 section 5.3)", () => {
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

  test.for([
    ["secp384r1, of which the client's list is short", "p384", "client"],
    ["secp521r1, as well", "p521", "client"],
    ["one that nobody has to have any more", "secp192r1", "server"],
  ] as const)("the side follows from the curve: %s", ([, keyType, side]) => {
    expect(found(code, showing(keyType, ["secp256r1"]))?.side).toBe(side);
  });

  test("a client that leaves out secp256r1 is the odd one", () => {
    expect(found(code, showing("p256", ["secp384r1"]))?.side).toBe("client");
  });

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

  test.for(["sect283k1", "brainpoolP256r1"])("as they leave out %s", (curve) => {
    expect(found(code, showing(curve, ["x25519"]))?.side).toBe("server");
  });

  test.for([
    [
      "a server that has TLS 1.2 alone",
      "TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, X25519",
      true,
    ],
    [
      "one that has TLS 1.3, where the scheme counts",
      "TLSv1.3, TLS_AES_128_GCM_SHA256, X25519",
      false,
    ],
  ] as const)("P-521 is the certificate's curve, and no missing group: %s", ([, saw, found]) => {
    const trial = (narrowed: "nothing" | "versions" | "groups") => ({
      narrowed,
      result: narrowed === "groups" ? ("refused" as const) : ("accepted" as const),
      saw,
    });
    const tls = finishedTls({
      clientHello: clientHello({
        groups: ["x25519", "secp256r1"],
        signatureSchemes: ["ecdsa_secp521r1_sha512"],
      }),
      serverHello: null,
      serverCertificate: null,
      finished: { client: false, server: false },
      alerts: [alert("server", 40, "handshake_failure")],
    });
    const of = symptoms("tls", {
      connections: [tlsConnection(tls)],
      trials: [trial("nothing"), trial("versions"), trial("groups")],
    });
    const shown = ofProbe(of, {
      address: "",
      addresses: [],
      inTheClear: null,
      serverCertificate: certificate("p521"),
    });
    const [cause] = diagnose(shown).causes;
    expect(cause?.code === code && cause.decided).toBe(found);
    expect(diagnose(shown).causes.map((one) => one.code)).not.toContain("no-common-group");
  });

  /** A hello with these groups alone was refused, and everything else was accepted. */
  const groupsRefused = (
    keyType: string,
    groups: readonly string[],
    saw: string,
    alerts = [alert("server", 40, "handshake_failure")],
  ) =>
    symptoms("tls", {
      connections: [
        tlsConnection(begunTls({ clientHello: clientHello({ groups }), alerts }), {
          firstClose: { by: "server", how: "fin" },
        }),
      ],
      trials: [
        wideTrial("accepted", saw),
        { narrowed: "versions", result: "accepted", saw },
        { narrowed: "groups", result: "refused", saw: "alert handshake failure (40)" },
        { narrowed: "cipher-suites", result: "accepted", saw },
        { narrowed: "signature-schemes", result: "accepted", saw },
      ],
      configured: configured({ server: certificate(keyType) }),
    });

  const x25519In12 = "TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, X25519";
  const x25519In13 = "TLSv1.3, TLS_AES_128_GCM_SHA256, X25519";
  const asOpenssl = ["secp256r1"];

  test.for([
    ["an alert, P-384", groupsRefused("p384", asOpenssl, x25519In12)],
    ["an alert, P-521", groupsRefused("p521", asOpenssl, x25519In12)],
    ["no alert", groupsRefused("p521", asOpenssl, x25519In12, [])],
    ["two groups", groupsRefused("p384", ["x25519", "secp256r1"], "TLSv1.2, X, secp521r1")],
  ] as const)("a refusal of the groups alone is one of the curve: %s", ([, of]) => {
    const [first, second] = diagnose(of).causes;
    expect([first?.code, first?.side, first?.decided]).toEqual([code, "client", true]);
    expect([second?.code, second?.decided]).toEqual(["no-common-group", false]);
    expect(second?.doubt).toMatch(/^the same groups lack the curve secp(384|521)r1 /);
  });

  test.for([
    ["the groups have the key's curve", groupsRefused("p256", asOpenssl, x25519In12)],
    ["the key is on no curve", groupsRefused("rsa2048", asOpenssl, x25519In12)],
    ["TLS 1.3 asks for a scheme alone", groupsRefused("p384", asOpenssl, x25519In13)],
  ] as const)("and one of the key exchange where %s", ([, of]) => {
    const [first, ...others] = diagnose(of).causes;
    expect([first?.code, first?.decided]).toEqual(["no-common-group", true]);
    expect(others.map((one) => one.code)).not.toContain(code);
  });

  /** A plugin of whose key only the handshake line tells. */
  const plugin = (
    keyType: string,
    versionChosen: "1.2" | "1.3" | undefined,
    alerts = [alert("server", 40, "handshake_failure")],
  ) =>
    symptoms("tls", {
      connections: [
        tlsConnection(begunTls({ clientHello: clientHello({ groups: asOpenssl }), alerts }), {
          firstClose: { by: "server", how: "fin" },
        }),
      ],
      serverCertificateInLine: certificate(keyType),
      ...(versionChosen && { versionChosen }),
    });

  test.for([
    ["with an alert", plugin("p384", "1.2")],
    ["without one", plugin("p521", "1.2", [])],
  ] as const)("a plugin's key is left out, and TLS 1.2 is what it has: %s", ([, of]) => {
    const [first, ...others] = diagnose(of).causes;
    expect([first?.code, first?.side, first?.decided]).toEqual([code, "client", true]);
    expect(first?.matched.map(({ text }) => text)).toContain(
      "offered TLS 1.2 and 1.3, the same server chose TLS 1.2",
    );
    expect(others).toEqual([]);
  });

  test.for([
    ["it has TLS 1.3, where the scheme counts", plugin("p384", "1.3")],
    ["nobody asked which version it has", plugin("p384", undefined)],
    ["its key is on a curve of the client's", plugin("p256", "1.2")],
  ] as const)("and no plugin's where %s", ([, of]) => {
    expect(found(code, of)).toBeUndefined();
  });

  test("silent: the groups have it", () => {
    expect(found(code, showing("brainpoolP256r1", ["brainpoolP256r1"]))).toBeUndefined();
  });
});

describe("a client's key on a curve that the server's groups leave out", () => {
  const shown = (
    keyType: string,
    version: "1.2" | "1.3",
    name: string,
    stderr = "",
    groups: readonly string[] = clientHello().groups,
  ) =>
    symptoms("tls", {
      connections: [
        tlsConnection(
          finishedTls({
            clientHello: clientHello({ groups }),
            serverHello: serverHello({ version }),
            certificateRequest: {
              signatureSchemes: ["ecdsa_secp256r1_sha256", "rsa_pss_rsae_sha256"],
              authorities: [],
            },
            clientCertificate: { chain: [certificate(keyType)] },
            finished: { client: false, server: false },
            alerts: [alert("server", 47, name)],
          }),
        ),
      ],
      server: { shared: true, exit: null, notStarted: null, endedBecause: null, stderr },
    });

  const illegal = "illegal_parameter";
  const words = "error:0A00017A:SSL routines:tls12_check_peer_sigalg:wrong curve:t1_lib.c:2753:";

  test.for([
    ["likely where the alert alone tells", shown("p256", "1.2", illegal), false],
    ["decided where OpenSSL says so", shown("p384", "1.2", illegal, words), true],
    ["decided where BoringSSL does", shown("p384", "1.2", illegal, "BAD_ECC_CERT"), true],
    [
      "BoringSSL's, whatever the client offers",
      shown("p384", "1.2", illegal, "BAD_ECC_CERT", ["x25519"]),
      true,
    ],
    ["a client that sends no groups", shown("p384", "1.2", illegal, words, []), true],
  ] as const)("%s", ([, seen, decided]) => {
    expect(found(code, seen)).toMatchObject({
      side: "server",
      decided,
      remedy: expect.stringContaining("among the server's groups"),
    });
  });

  test.for([
    ["likely by the alert", shown("p384", "1.2", illegal, "", ["secp256r1"]), false],
    ["decided by OpenSSL's words", shown("p521", "1.2", illegal, words, ["x25519"]), true],
  ] as const)("whose own groups leave it out too, is the client's: %s", ([, seen, decided]) => {
    const cause = found(code, seen);
    expect(cause).toMatchObject({
      side: "client",
      decided,
      remedy: expect.stringContaining("among its own groups"),
    });
    expect(cause?.sentence).toContain("the client's own supported_groups leave out");
    expect(cause?.matched.some(({ text }) => /^ClientHello supported_groups: /.test(text))).toBe(
      true,
    );
  });

  test.for([
    ["TLS 1.3 asks for a scheme alone", shown("p256", "1.3", illegal)],
    ["an RSA key is on no curve", shown("rsa2048", "1.2", illegal)],
    ["another alert", shown("p256", "1.2", "decrypt_error")],
  ] as const)("silent: %s", ([, seen]) => {
    expect(found(code, seen)).toBeUndefined();
  });
});
