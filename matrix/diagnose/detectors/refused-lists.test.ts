import { expect, test } from "vitest";
import type { CauseCode, Side } from "../../domain/cause.ts";
import type { Narrowed } from "../../domain/evidence.ts";
import type { ClientHello } from "../../domain/wire-facts.ts";
import {
  alert,
  begunTls,
  clientHello,
  configured,
  tlsConnection,
} from "../../tooling/test/evidence.ts";
import { wideTrial } from "../../tooling/test/first-bytes.ts";
import { found, symptoms } from "../../tooling/test/symptoms.ts";

/** A server has nothing for this list, and accepts a hello that offers everything. */
const refused = (narrowed: Narrowed, hello: Partial<ClientHello>, chosen = "accepted it") =>
  symptoms("tls", {
    connections: [
      tlsConnection(
        begunTls({
          clientHello: clientHello(hello),
          alerts: [alert("server", 40, "handshake_failure")],
        }),
      ),
    ],
    trials: [
      wideTrial("accepted", chosen),
      { narrowed: "versions", result: "accepted", saw: "accepted" },
      { narrowed, result: "refused", saw: "refused" },
    ],
    configured: configured({ server: null, client: null }),
  });

type Offered = readonly [CauseCode, Narrowed, Partial<ClientHello>, Side];

test.for<Offered>([
  ["no-common-group", "groups", { groups: ["x25519"] }, "server"],
  ["no-common-group", "groups", { groups: ["secp256r1"] }, "server"],
  ["no-common-group", "groups", { groups: ["x448"] }, "client"],
  ...[
    "TLS_AES_128_GCM_SHA256",
    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
  ].map(
    (suite): Offered => [
      "no-common-cipher-suite",
      "cipher-suites",
      { cipherSuites: [suite] },
      "server",
    ],
  ),
  [
    "no-common-cipher-suite",
    "cipher-suites",
    { cipherSuites: ["TLS_ECDHE_ECDSA_WITH_AES_128_CCM"] },
    "client",
  ],
  ["no-common-version", "versions", { versions: ["1.3"] }, "server"],
  ["no-common-version", "versions", { versions: ["1.2"] }, "server"],
  ["no-common-version", "versions", { versions: ["1.1"] }, "client"],
  ...["ecdsa_secp256r1_sha256", "rsa_pss_rsae_sha256", "rsa_pkcs1_sha256"].map(
    (scheme): Offered => [
      "signature-scheme-not-offered",
      "signature-schemes",
      { signatureSchemes: [scheme] },
      "server",
    ],
  ),
  ["signature-scheme-not-offered", "signature-schemes", { signatureSchemes: ["ed448"] }, "client"],
])("%s, by the trial of %s with %j, is the %s's", ([code, narrowed, hello, side]) => {
  expect(found(code, refused(narrowed, hello))?.side).toBe(side);
});

test.for([
  ["TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, X25519", "x25519", false],
  ["TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, prime256v1", "secp256r1", false],
  ["TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, secp384r1", "secp256r1", true],
] as const)(
  "a server that chooses %s, and a client that offers %s: no group is %s",
  ([chosen, group, lacks]) => {
    const of = refused("groups", { groups: [group] }, chosen);
    expect(found("no-common-group", of) !== undefined).toBe(lacks);
  },
);
