import { describe, expect, test } from "vitest";
import type { CellEvidence } from "../domain/evidence.ts";
import type { CertificateFacts, TlsAlert } from "../domain/wire-facts.ts";
import {
  alert,
  certificate,
  configured,
  failedReport,
  finishedTls,
  report,
  tlsConnection,
} from "../tooling/test/evidence.ts";
import { found, gist, symptoms } from "../tooling/test/symptoms.ts";
import { diagnose } from "./diagnose.ts";

const root = certificate("p256", {
  subject: "CN=root",
  issuer: "CN=root",
  isCa: true,
  sha256: "01".repeat(32),
});
const leaf = certificate("p256", { issuer: "CN=root", sha256: "02".repeat(32) });

/** The client left after it had seen this chain. */
const refused = (
  chain: readonly CertificateFacts[],
  alerts: readonly TlsAlert[],
  over: Partial<CellEvidence> = {},
) =>
  symptoms("tls", {
    connections: [
      tlsConnection(
        finishedTls({
          serverCertificate: { chain },
          finished: { client: false, server: true },
          alerts,
        }),
        { firstClose: { by: "client", how: "fin" } },
      ),
    ],
    configured: configured({ server: leaf, clientTrusts: [root] }),
    report: report(),
    ...over,
  });

describe("an authority's certificate as a leaf, which most verifiers accept", () => {
  const code = "ca-used-as-end-entity";
  const authority = { ...leaf, isCa: true };
  const bad = alert("client", 42, "bad_certificate");

  test("decided where the client says so", () => {
    const said = failedReport(
      "UNAVAILABLE",
      "invalid peer certificate: Other(OtherError(CaUsedAsEndEntity))",
    );
    expect(gist(found(code, refused([authority], [bad], { report: said })))).toMatchObject({
      side: "server",
      decided: true,
    });
  });

  test.for([
    ["an alert that names nothing", [bad]],
    ["an alert that the signature does not verify", [alert("client", 51, "decrypt_error")]],
    ["a close without an alert", []],
  ] as const)("a candidate: %s", ([, alerts]) => {
    expect(found(code, refused([authority], alerts))?.decided).toBe(false);
  });
});

describe("a signature that does not verify is no matter of what the certificate says", () => {
  const expired = { ...leaf, notAfter: "2026-02-01T00:00:00.000Z" };

  test("an expired certificate alone decides", () => {
    const of = refused([expired], [alert("client", 42, "bad_certificate")]);
    expect(found("certificate-expired", of)?.decided).toBe(true);
  });

  test.for([
    ["by alert", [alert("client", 51, "decrypt_error")], report()],
    [
      "by text",
      [],
      failedReport("UNAVAILABLE", "tls: invalid signature by the server certificate: x"),
    ],
  ] as const)("%s: not with a fault beside it", ([, alerts, said]) => {
    const of = refused([expired], alerts, { report: said });
    expect(found("certificate-expired", of)?.decided).toBe(false);
  });
});

describe("the issuer was not sent", () => {
  const intermediate = certificate("p256", {
    subject: "CN=intermediate",
    issuer: "CN=root",
    isCa: true,
    sha256: "03".repeat(32),
  });
  const below = { ...leaf, issuer: "CN=intermediate", sha256: "04".repeat(32) };
  const unknown = alert("client", 48, "unknown_ca");

  test("nothing tells an unknown authority from an intermediate one: not decided", () => {
    expect(found("unknown-ca", refused([below], [unknown]))?.decided).toBe(false);
  });

  test("the server's own certificate is the issuer: it is known to be intermediate", () => {
    const of = refused([below], [unknown], {
      configured: configured({ server: intermediate, clientTrusts: [root] }),
    });
    expect(diagnose(of).causes[0]).toMatchObject({
      code: "incomplete-chain",
      side: "server",
      decided: true,
    });
  });
});

describe("an issuer that may not issue", () => {
  const below = certificate("p256", { issuer: "CN=below", sha256: "04".repeat(32) });
  const issuer = certificate("p256", {
    subject: "CN=below",
    issuer: "CN=root",
    extendedKeyUsage: null,
    sha256: "05".repeat(32),
  });

  const either =
    "it may not issue certificates: basicConstraints without CA:TRUE, or keyUsage without keyCertSign";
  const keyUsage = "its keyUsage leaves out keyCertSign (RFC 5280 section 4.2.1.3)";
  const basicConstraints = "its basicConstraints do not say CA:TRUE (RFC 5280 section 4.2.1.9)";

  test.for([
    ["UNSPECIFIED", "key usage does not include certificate signing", keyUsage],
    ["INVALID_CA", "", basicConstraints],
    ["UNSPECIFIED", "invalid CA certificate", basicConstraints],
    ["INVALID_PURPOSE", "unsuitable certificate purpose", either],
  ] as const)("OpenSSL says %s: %s", ([reason, text, lack]) => {
    const verification = { result: "refused", reason } as const;
    const said = failedReport("UNAVAILABLE", text);
    const of = refused([below, issuer], [], { verification, report: said });
    const cause = found("chain-unverifiable", of);
    expect(cause?.matched[0]?.text).toBe(`server's certificate: its issuer CN=below: ${lack}`);
    expect(cause?.sentence).toBe(
      "The server's certificate was issued with a certificate that may not issue any.",
    );
    expect(cause?.remedy).toMatch(/^issue the intermediate certificate with /);
  });
});

test("an issuer that may not issue is what OpenSSL calls unsuitable for its purpose", () => {
  const below = certificate("p256", { issuer: "CN=below", sha256: "04".repeat(32) });
  const issuer = { ...below, subject: "CN=below", issuer: "CN=root", sha256: "05".repeat(32) };
  const report = failedReport("UNAVAILABLE", "unsuitable certificate purpose");
  const { causes } = diagnose(refused([below, issuer], [], { report }));
  expect(causes[0]).toMatchObject({ code: "chain-unverifiable", decided: true });
  expect(causes.some(({ code }) => code === "wrong-extended-key-usage")).toBe(false);
});

test.for([
  ["certificate-expired", { notAfter: "2026-02-01T00:00:00.000Z" }, "certificate has expired"],
  ["certificate-not-yet-valid", { notBefore: "2026-12-01T00:00:00.000Z" }, ""],
] as const)(
  "one alert stands for both dates, and the certificate says which: %s",
  ([code, dates, text]) => {
    const of = refused([{ ...leaf, ...dates }], [alert("client", 45, "certificate_expired")], {
      report: text === "" ? report() : failedReport("UNAVAILABLE", text),
    });
    expect(diagnose(of).causes.map(({ code: named, decided }) => [named, decided])).toEqual([
      [code, true],
    ]);
  },
);

test.for([
  [
    "refused too",
    { result: "refused", reason: "UNABLE_TO_VERIFY_LEAF_SIGNATURE" },
    /^The client trusts a CA of the same name/,
  ],
  ["accepted", { result: "verified" }, /in which nothing wrong was found/],
] as const)(
  "an authority of the issuer's name was given, and by another verifier %s",
  ([, verification, sentence]) => {
    const said = failedReport("UNAVAILABLE", "unable to verify the first certificate");
    const of = refused([leaf], [], { report: said, verification });
    expect(found("unknown-ca", of)?.sentence).toMatch(sentence);
  },
);

test.for([
  ["with its issuer's name among what is trusted", {}, ["unknown-ca", false]],
  ["without", { issuer: "CN=nobody" }, undefined],
] as const)("a signature that is not its authority's, %s", ([, over, expected]) => {
  const of = refused([{ ...leaf, ...over }], [], {
    report: failedReport("UNAVAILABLE", "certificate signature failure"),
    verification: { result: "refused", reason: "CERT_SIGNATURE_FAILURE" },
  });
  const cause = found("unknown-ca", of);
  const isNamed = cause?.sentence.startsWith("The client trusts a CA of the same name") ?? false;
  expect(isNamed ? [cause?.code, cause?.decided] : undefined).toEqual(expected);
});

test("the dates of an intermediate certificate are its own", () => {
  const below = certificate("p256", { issuer: "CN=below", sha256: "04".repeat(32) });
  const issuer = {
    ...below,
    subject: "CN=below",
    issuer: "CN=root",
    isCa: true,
    notAfter: "2026-02-01T00:00:00.000Z",
    sha256: "05".repeat(32),
  };
  const cause = found("certificate-expired", refused([below, issuer], []));
  expect(cause?.sentence).toMatch(/^An intermediate certificate that the server sends /);
  expect(cause?.remedy).toMatch(/its own may stay$/);
});

describe("what not every verifier minds explains no refusal that does not name it", () => {
  test.for([
    [
      "key-too-weak",
      { signatureAlgorithm: "sha1WithRSAEncryption" },
      "CA signature digest algorithm too weak",
    ],
    ["wrong-extended-key-usage", { keyUsage: ["keyAgreement"] }, "KEY_USAGE_BIT_INCORRECT"],
  ] as const)("%s", ([code, over, text]) => {
    const silent = refused([{ ...leaf, ...over }], [alert("client", 42, "bad_certificate")]);
    expect(found(code, silent)?.decided).toBe(false);
    const report = failedReport("UNAVAILABLE", text);
    const cause = found(code, refused([{ ...leaf, ...over }], [], { report }));
    expect([cause?.side, cause?.decided]).toEqual(["server", true]);
    expect(cause?.sentence).toMatch(/SHA-1|digitalSignature/);
  });
});

test("a name in the subject alone: a client that finds no name for the one that it dials", () => {
  const nameless = { ...leaf, dnsNames: [], ipAddresses: [] };
  const said = failedReport(
    "UNAVAILABLE",
    'invalid peer certificate: certificate not valid for name "localhost"; certificate is not valid for any names (according to its subjectAltName extension)',
  );
  const of = refused([nameless], [alert("client", 42, "bad_certificate")], {
    report: said,
    verification: { result: "verified" },
  });
  expect(diagnose(of).causes.map(({ code, side, decided }) => [code, side, decided])).toEqual([
    ["no-subject-alt-name", "server", true],
  ]);
});

test("CA:TRUE without keyCertSign is an authority's to a client that says so", () => {
  const said = failedReport(
    "UNAVAILABLE",
    "invalid peer certificate: Other(OtherError(CaUsedAsEndEntity))",
  );
  const odd = { ...leaf, ca: "without-key-cert-sign" } as const;
  const of = refused([odd], [alert("client", 42, "bad_certificate")], { report: said });
  expect(gist(found("ca-used-as-end-entity", of))).toMatchObject({
    side: "server",
    decided: true,
    quotes: [
      "wire: server's certificate: basicConstraints say CA:TRUE, and keyUsage leaves out keyCertSign",
      expect.any(String),
      expect.any(String),
    ],
  });
});

describe("words of Deno, which calls by two names what rustls refuses", () => {
  const trusting = { configured: configured({ server: leaf, clientTrusts: [root] }) };
  const says = (text: string, chain: readonly CertificateFacts[], alerts: readonly TlsAlert[]) =>
    diagnose(
      refused(chain, alerts, {
        ...trusting,
        verification: { result: "refused", reason: "UNSPECIFIED" },
        report: failedReport(
          "UNAVAILABLE",
          `No connection established. Last error: Error: ${text}.`,
        ),
      }),
    ).causes.map(({ code, decided }) => [code, decided]);

  test("self-signed is no word for a leaf that another issued: that it is an authority's is likely", () => {
    const authority = certificate("p256", { ...leaf, isCa: true });
    expect(says("self-signed certificate", [authority], [])[0]).toEqual([
      "ca-used-as-end-entity",
      false,
    ]);
  });

  test("a signature of a key that is too short is not found bad for another reason", () => {
    const short = certificate("rsa1024", leaf);
    const alerts = [alert("client", 51, "decrypt_error")];
    const causes = says(
      "unable to verify the first certificate",
      [{ ...short, keyType: "rsa1024" }],
      alerts,
    );
    expect(causes[0]).toEqual(["key-too-weak", false]);
    expect(causes.map(([code]) => code)).not.toContain("key-not-loadable");
  });
});

describe("a chain that nobody could read on the wire lacks its issuer where the orchestrator was served none", () => {
  const impostor = certificate("p256", { issuer: "CN=other", sha256: "03".repeat(32) });
  const between = certificate("p256", {
    subject: "CN=between",
    issuer: "CN=root",
    isCa: true,
    sha256: "04".repeat(32),
  });
  const below = certificate("p384", { issuer: "CN=between", sha256: "05".repeat(32) });
  const unread = (
    server: CertificateFacts,
    reason: string | null,
    over: Partial<CellEvidence["configured"]> = {},
  ) =>
    symptoms("tls", {
      connections: [
        tlsConnection(
          finishedTls({
            serverCertificate: null,
            finished: { client: false, server: false },
            visibility: { kind: "clear-only", reason: "nobody gave secrets" },
          }),
          { firstClose: { by: "client", how: "fin" } },
        ),
      ],
      configured: configured({
        server,
        clientTrusts: [root],
        intermediates: [between],
        ...over,
      }),
      verification: reason === null ? null : { result: "refused", reason },
    });

  test.for([
    ["unknown-ca", unread(impostor, "UNABLE_TO_VERIFY_LEAF_SIGNATURE"), true],
    ["unknown-ca", unread(impostor, "UNABLE_TO_GET_ISSUER_CERT_LOCALLY"), true],
    ["unknown-ca", unread(impostor, "UNABLE_TO_GET_ISSUER_CERT"), true],
    ["incomplete-chain", unread(below, "UNABLE_TO_VERIFY_LEAF_SIGNATURE"), true],
    // It was served another chain, or was not asked.
    ["unknown-ca", unread(impostor, "ERR_TLS_CERT_ALTNAME_INVALID"), false],
    ["unknown-ca", unread(impostor, null), false],
    ["incomplete-chain", unread(below, null), false],
  ] as const)("%s", ([code, of, decided]) => {
    const cause = found(code, of);
    expect(cause).toMatchObject({ side: "server", decided });
    expect(
      cause?.matched.some(({ text }) => text.startsWith("its own verification of the server's")),
    ).toBe(decided);
  });
});

describe("a certificate whose encoding some verifiers refuse", () => {
  const code = "certificate-malformed";
  const odd = { ...leaf, encoding: ["negative-serial-number"] } as const;
  const said = failedReport(
    "UNAVAILABLE",
    'connection error: desc = "transport: authentication handshake failed: tls: failed to parse certificate from server: x509: negative serial number"',
  );

  test("decided where the client says so", () => {
    expect(found(code, refused([odd], [], { report: said }))).toMatchObject({
      side: "server",
      decided: true,
      sentence:
        "The server's certificate is not encoded as RFC 5280 wants it: some verifiers refuse it.",
    });
  });

  test("open where the client says nothing", () => {
    expect(found(code, refused([odd], []))).toMatchObject({ side: "server", decided: false });
  });

  test("what the client says of one in which nothing was found", () => {
    expect(found(code, refused([leaf], [], { report: said }))).toMatchObject({
      decided: false,
      sentence: expect.stringMatching(
        /^The client refuses the server's certificate, in which nothing/,
      ),
    });
  });

  test("decided where every verifier refuses it", () => {
    const twice = { ...leaf, encoding: ["duplicate-extension"] } as const;
    expect(found(code, refused([twice], []))).toMatchObject({ side: "server", decided: true });
  });
});
