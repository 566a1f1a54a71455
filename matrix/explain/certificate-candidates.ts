import type { Fact } from "../diagnose/texts/fact.ts";
import { byActing, decidedAs, oneOf, type Reading, type Sided } from "./candidate.ts";
import { sideOf, type Utterance } from "./utterance.ts";

type CertificateFact = Extract<
  Fact,
  {
    fact:
      | "certificate-expired"
      | "certificate-not-yet-valid"
      | "certificate-outside-validity"
      | "unknown-authority"
      | "self-signed"
      | "hostname-mismatch"
      | "no-san"
      | "key-too-weak"
      | "wrong-eku"
      | "ca-used-as-end-entity"
      | "not-a-ca"
      | "bad-certificate-signature"
      | "certificate-revoked"
      | "certificate-malformed"
      | "certificate-rejected"
      | "no-trusted-roots"
      | "no-peer-certificate";
  }
>;

/** What a verifier says of its peer's certificate. A server's peer is a client. */
export const certificateCandidates = (said: Utterance, fact: CertificateFact): Reading => {
  const own = sideOf(said, "own");
  const peer = sideOf(said, "peer");
  switch (fact.fact) {
    case "certificate-expired":
      return decidedAs("certificate-expired", peer);
    case "certificate-not-yet-valid":
      return decidedAs("certificate-not-yet-valid", peer);
    case "certificate-outside-validity":
      return oneOf("root", [
        ["certificate-expired", peer],
        ["certificate-not-yet-valid", peer],
      ]);
    case "unknown-authority":
      return byActing(said, {
        client: oneOf(
          "root",
          fact.chain === "leaf-alone"
            ? [
                ["unknown-ca", own],
                ["incomplete-chain", peer],
                ["tls-interception", "between"],
              ]
            : [
                ["unknown-ca", own],
                ["tls-interception", "between"],
                ["incomplete-chain", peer],
              ],
        ),
        server: clientUntrusted(said),
        unknown: oneOf("root", [
          ["unknown-ca", null],
          ["tls-interception", "between"],
          ["client-certificate-untrusted", null],
          ["incomplete-chain", null],
        ]),
      });
    case "self-signed":
      return byActing(said, {
        client: oneOf("root", [
          ["unknown-ca", own],
          ["tls-interception", "between"],
          ["wrong-endpoint", null],
        ]),
        server: clientUntrusted(said),
        unknown: oneOf("root", [
          ["unknown-ca", null],
          ["tls-interception", "between"],
          ["client-certificate-untrusted", null],
        ]),
      });
    case "hostname-mismatch":
      // etcd compares the address that a peer came from: another's, behind a translation, or a name it cannot resolve.
      return /match any of DNSNames/.test(said.quote)
        ? oneOf("root", [
            ["hostname-mismatch", peer],
            ["name-not-resolved", own],
          ])
        : decidedAs("hostname-mismatch", null, [["wrong-endpoint", null]]);
    case "no-san":
      return fact.of === "address"
        ? // Of names it may have many.
          decidedAs("hostname-mismatch", null)
        : decidedAs("no-subject-alt-name", peer);
    case "key-too-weak":
      return decidedAs("key-too-weak", peer);
    case "wrong-eku":
      return decidedAs("wrong-extended-key-usage", peer);
    case "ca-used-as-end-entity":
      return decidedAs("ca-used-as-end-entity", peer);
    case "not-a-ca":
      return oneOf("root", [
        ["unknown-ca", peer],
        ["ca-used-as-end-entity", peer],
      ]);
    case "bad-certificate-signature":
      return said.acting === "server"
        ? clientUntrusted(said)
        : oneOf("root", [
            ["unknown-ca", own],
            ["tls-interception", "between"],
          ]);
    case "certificate-rejected":
      return rejected(said);
    case "no-trusted-roots":
      return decidedAs("unknown-ca", own);
    case "no-peer-certificate":
      return said.acting === "server"
        ? oneOf("root", missingFrom(peer))
        : oneOf("end", [
            ["tls-client-to-plaintext-port", null],
            ["wrong-endpoint", null],
          ]);
    case "certificate-malformed":
      // X.509 before version 3 has no extensions, so no names.
      return oneOf("root", [
        ["no-subject-alt-name", peer],
        ["key-not-loadable", peer],
      ]);
    case "certificate-revoked":
      return oneOf("root", []);
  }
};

/** CERTIFICATE_VERIFY_FAILED and its like, with no reason. */
const rejected = (said: Utterance): Reading =>
  byActing(said, {
    client: oneOf("root", [
      ["unknown-ca", sideOf(said, "own")],
      ["tls-interception", "between"],
      ["certificate-expired", sideOf(said, "peer")],
      ["hostname-mismatch", null],
    ]),
    server: oneOf("root", [
      ["client-certificate-untrusted", null],
      ["certificate-expired", sideOf(said, "peer")],
      ["wrong-extended-key-usage", sideOf(said, "peer")],
    ]),
    unknown: oneOf("root", [
      ["unknown-ca", null],
      ["tls-interception", "between"],
      ["client-certificate-untrusted", null],
      ["certificate-expired", null],
    ]),
  });

const clientUntrusted = (said: Utterance): Reading =>
  decidedAs("client-certificate-untrusted", sideOf(said, "peer"));

/** Go's and Java's clients keep back a certificate that the server's list of authorities does not fit. */
export const missingFrom = (client: Sided[1]): readonly Sided[] => [
  ["client-certificate-missing", client],
  ["client-certificate-withheld", client],
];
