import { describe, expect, test } from "vitest";
import type { Configured } from "../domain/evidence.ts";
import type { CertificateFacts, EncodingFault } from "../domain/wire-facts.ts";
import { certificate, configured } from "../tooling/test/evidence.ts";
import { certificateFindings } from "./certificate-findings.ts";

const at = "2026-06-01T00:00:00.000Z";
const root = certificate("p256", {
  subject: "CN=root",
  issuer: "CN=root",
  isCa: true,
  sha256: "01".repeat(32),
});
const intermediate = certificate("p256", {
  subject: "CN=intermediate",
  issuer: "CN=root",
  isCa: true,
  extendedKeyUsage: null,
  sha256: "02".repeat(32),
});

const leaf = (over: Partial<CertificateFacts> = {}): CertificateFacts =>
  certificate("p256", { issuer: "CN=root", sha256: "03".repeat(32), ...over });

const told = (over: Partial<Configured> = {}): Configured =>
  configured({ clientTrusts: [root], serverTrusts: [root], serverName: "localhost", at, ...over });

const codes = (
  chain: readonly CertificateFacts[],
  presenter: "server" | "client" = "server",
  of = told(),
) =>
  certificateFindings(chain, presenter, of).map(
    ({ code, certainty }) => `${certainty === "sure" ? "" : "perhaps "}${code}`,
  );

test("nothing is wrong with a leaf of the trusted authority", () => {
  expect(codes([leaf()])).toEqual([]);
  expect(codes([leaf()], "client")).toEqual([]);
});

test("nothing to say of an empty chain", () => {
  expect(codes([])).toEqual([]);
});

describe("one thing alone", () => {
  test.for([
    ["certificate-expired", { notAfter: "2026-05-31T23:59:59.000Z" }],
    ["certificate-not-yet-valid", { notBefore: "2026-06-01T00:00:01.000Z" }],
    ["wrong-extended-key-usage", { extendedKeyUsage: ["clientAuth"] }],
    ["ca-used-as-end-entity", { isCa: true }],
    ["wrong-extended-key-usage", { keyUsage: ["keyEncipherment"] }],
    ["key-too-weak", { keyType: "rsa1024" }],
    ["key-too-weak", { signatureAlgorithm: "sha1WithRSAEncryption" }],
    ["key-too-weak", { signatureAlgorithm: "ecdsa-with-SHA1" }],
    ["key-too-weak", { signatureAlgorithm: "md5WithRSAEncryption" }],
    ["no-subject-alt-name", { dnsNames: [], ipAddresses: [] }],
    ["hostname-mismatch", { dnsNames: ["other.test"], ipAddresses: [] }],
  ] as const)("of a server: %s", ([code, over]) => {
    expect(codes([leaf(over)])).toEqual([code]);
  });

  test.for([
    ["certificate-expired", { notAfter: "2026-05-31T23:59:59.000Z" }],
    ["wrong-extended-key-usage", { extendedKeyUsage: ["serverAuth"] }],
  ] as const)("of a client: %s", ([code, over]) => {
    expect(codes([leaf(over)], "client")).toEqual([code]);
  });

  test("a client's name is nobody's business", () => {
    expect(codes([leaf({ dnsNames: [], ipAddresses: [] })], "client")).toEqual([]);
  });
});

test("two things at once, both told", () => {
  const over = { notAfter: "2026-01-02T00:00:00.000Z", dnsNames: ["other.test"], ipAddresses: [] };
  expect(certificateFindings([leaf(over)], "server", told())).toEqual([
    {
      code: "certificate-expired",
      text: `notAfter 2026-01-02T00:00:00.000Z is before ${at}`,
      certainty: "sure",
      of: "sent",
    },
    {
      code: "hostname-mismatch",
      text: "it is for other.test, and the client dials localhost",
      certainty: "sure",
      of: "sent",
    },
  ]);
});

describe("dates at the edge (RFC 5280 section 4.1.2.5: both ends are inside)", () => {
  test.for([
    [{ notAfter: at }, []],
    [{ notBefore: at }, []],
    [{ notAfter: "2026-05-31T23:59:59.999Z" }, ["certificate-expired"]],
    [{ notBefore: "2026-06-01T00:00:00.001Z" }, ["certificate-not-yet-valid"]],
  ] as const)("%o", ([over, expected]) => {
    expect(codes([leaf(over)])).toEqual(expected);
  });
});

describe("keys", () => {
  test.for([
    ["rsa2047", ["key-too-weak"]],
    ["rsa2048", []],
    ["p256", []],
    ["ed25519", []],
    ["a key that no table knows", []],
  ] as const)("%s", ([keyType, expected]) => {
    expect(codes([leaf({ keyType })])).toEqual(expected);
  });
});

describe("extended key usage", () => {
  test.for([
    ["absent: any use", null, []],
    ["both", ["serverAuth", "clientAuth"], []],
    ["none that counts", ["codeSigning"], ["wrong-extended-key-usage"]],
  ] as const)("%s", ([, extendedKeyUsage, expected]) => {
    expect(codes([leaf({ extendedKeyUsage })])).toEqual(expected);
  });
});

describe("names", () => {
  test.for([
    ["kv.example.test", ["kv.example.test"], true],
    ["KV.Example.TEST", ["kv.example.test"], true],
    ["kv.example.test", ["other.test", "kv.example.test"], true],
    ["kv.example.test", ["*.example.test"], true],
    ["example.test", ["*.example.test"], false],
    ["a.kv.example.test", ["*.example.test"], false],
    ["localhost", ["*.localhost"], false],
    ["localhost", ["*"], false],
    ["kv.example.test", ["k*.example.test"], false],
    ["kv.example.test", ["*.*.test"], false],
  ] as const)("%s, certificate for %o: %s", ([serverName, dnsNames, covered]) => {
    const over = { dnsNames, ipAddresses: [] };
    const expected = covered ? [] : ["hostname-mismatch"];
    expect(codes([leaf(over)], "server", told({ serverName }))).toEqual(expected);
  });

  test.for([
    ["127.0.0.1", ["127.0.0.1"], []],
    ["::1", ["::1"], []],
    ["127.0.0.2", ["127.0.0.1"], ["hostname-mismatch"]],
    ["127.0.0.1", [], ["hostname-mismatch"]],
  ] as const)("address %s, certificate for %o", ([serverName, ipAddresses, expected]) => {
    const over = { dnsNames: ["localhost"], ipAddresses };
    expect(codes([leaf(over)], "server", told({ serverName }))).toEqual(expected);
  });

  test("an alternative name of another kind is one, and covers nothing", () => {
    const over = { dnsNames: [], ipAddresses: [], otherNames: ["URI:spiffe://test/kv"] };
    expect(codes([leaf(over)])).toEqual(["hostname-mismatch"]);
  });

  test("a client that dials no name wants none", () => {
    const over = { dnsNames: [], ipAddresses: [] };
    expect(codes([leaf(over)], "server", told({ serverName: null }))).toEqual([]);
  });
});

describe("trust", () => {
  const below = leaf({ issuer: "CN=intermediate" });
  const foreign = leaf({ issuer: "CN=elsewhere" });

  test.for([
    ["the intermediate was sent", [below, intermediate], told(), []],
    ["the intermediate was sent first of two others", [below, root, intermediate], told(), []],
    ["the leaf itself is trusted", [foreign], told({ clientTrusts: [foreign] }), []],
    ["nobody is told whom to trust", [foreign], told({ clientTrusts: [] }), []],
    [
      "a known intermediate was not sent",
      [below],
      told({ intermediates: [intermediate] }),
      ["incomplete-chain"],
    ],
    [
      "an intermediate that nobody knows, or an authority that nobody trusts",
      [below],
      told(),
      ["perhaps unknown-ca"],
    ],
    [
      "the configured certificate, of another authority",
      [foreign],
      told({ server: foreign, intermediates: [intermediate] }),
      ["unknown-ca"],
    ],
    [
      "its issuer is no authority",
      [below, { ...intermediate, isCa: false }],
      told(),
      ["chain-unverifiable"],
    ],
    [
      "its issuer has expired",
      [below, { ...intermediate, notAfter: "2026-02-01T00:00:00.000Z" }],
      told(),
      ["certificate-expired"],
    ],
    [
      "what else was sent does not matter",
      [leaf(), { ...intermediate, notAfter: "2026-02-01T00:00:00.000Z" }],
      told(),
      [],
    ],
  ] as const)("%s", ([, chain, of, expected]) => {
    expect(codes(chain, "server", of)).toEqual(expected);
  });

  test("two certificates that issue each other lead nowhere", () => {
    const other = { ...intermediate, issuer: "CN=b" };
    const another = { ...intermediate, subject: "CN=b", issuer: "CN=intermediate" };
    expect(codes([below, other, another])).toEqual(["perhaps unknown-ca"]);
  });

  test("a client's foreign certificate", () => {
    const of = told({ client: foreign });
    expect(codes([foreign], "client", of)).toEqual(["client-certificate-untrusted"]);
    expect(codes([foreign], "client")).toEqual(["perhaps client-certificate-untrusted"]);
  });
});

describe("the dates of the authority that was given (RFC 5280 section 6.1 leaves them to the verifier)", () => {
  const past = { notAfter: "2026-05-31T23:59:59.000Z" };
  const renewed = { ...root, sha256: "04".repeat(32) };

  test.for([
    ["it has expired", [{ ...root, ...past }], ["certificate-expired anchor"]],
    ["it was renewed, and both were given", [{ ...root, ...past }, renewed], []],
    ["it is signed with SHA-1", [{ ...root, signatureAlgorithm: "sha1WithRSAEncryption" }], []],
    ["another one has expired", [root, { ...root, ...past, subject: "CN=other" }], []],
  ] as const)("%s", ([, clientTrusts, expected]) => {
    const found = certificateFindings([leaf()], "server", told({ clientTrusts }));
    expect(found.map(({ code, of }) => `${code} ${of}`)).toEqual(expected);
  });

  test("it was sent too: it is told once", () => {
    const sent = { ...root, ...past };
    const found = certificateFindings([leaf(), sent], "server", told({ clientTrusts: [sent] }));
    expect(found.map(({ code }) => code).length).toBeLessThan(2);
  });
});

describe("an encoding that RFC 5280 does not have", () => {
  test.for<readonly [EncodingFault, string, "some" | "all"]>([
    ["negative-serial-number", "its serial number is negative", "some"],
    ["duplicate-extension", "it has an extension twice", "all"],
    ["unlike-signature-algorithms", "it names another signature algorithm within", "all"],
    ["address-length", "an address among its alternative names has neither 4 nor 16", "some"],
    ["name-not-ascii", "an alternative name of it is not ASCII", "some"],
    ["not-printable-string", "a PrintableString of its names has characters", "some"],
    ["version-without-extensions", "it has extensions, and its version is not 3", "some"],
    ["not-parsable", "OpenSSL cannot read it", "some"],
  ])("%s", ([fault, words, refusing]) => {
    const found = certificateFindings([leaf({ encoding: [fault] })], "server", told());
    expect(found).toMatchObject([{ code: "certificate-malformed", certainty: "sure" }]);
    expect(found[0]?.text).toContain(words);
    expect(found[0]?.lesser).toBe(refusing === "some" ? fault : undefined);
  });

  test("of an issuer it is said of which", () => {
    const [finding] = certificateFindings(
      [
        leaf({ issuer: "CN=intermediate" }),
        { ...intermediate, encoding: ["negative-serial-number"] },
      ],
      "server",
      told(),
    );
    expect(finding?.text).toMatch(/^its issuer CN=intermediate: its serial number is negative/);
  });

  test("of a certificate that cannot be read nothing else is said", () => {
    const unread = leaf({ encoding: ["not-parsable"], dnsNames: [], notAfter: "", subject: "" });
    expect(codes([unread])).toEqual(["certificate-malformed"]);
  });
});
