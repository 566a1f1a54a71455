import { expect, test } from "vitest";
import type { CertificateFacts } from "../domain/wire-facts.ts";
import {
  certificate,
  configured,
  failedReport,
  finishedTls,
  tlsConnection,
} from "../tooling/test/evidence.ts";
import { headerBlock, http2Facts, http2Side } from "../tooling/test/http2.ts";
import { symptoms } from "../tooling/test/symptoms.ts";
import { certificatePage } from "./certificate-page.ts";
import { diagnose } from "./diagnose.ts";

const own = certificate("p256", { extendedKeyUsage: ["clientAuth"] });
const expired = { ...own, notAfter: "2026-02-01T00:00:00.000Z" };

/** A handshake with a CertificateRequest, and an answer of HTTP to the first call. */
const answered = (
  status: string,
  title: string,
  sent: CertificateFacts | null,
  asks: "asked" | "not asked" = "asked",
) => {
  const request = { signatureSchemes: ["ecdsa_secp256r1_sha256"], authorities: [own.issuer] };
  const tls = finishedTls({
    certificateRequest: asks === "asked" ? request : null,
    clientCertificate: asks === "asked" ? { chain: sent ? [sent] : [] } : null,
  });
  const { wire, ...rest } = tlsConnection(tls);
  const headers = [headerBlock({ status, contentType: "text/html", server: "nginx" })];
  const http2 = http2Facts({ server: http2Side({ headers }) });
  const said = `HTTP status ${status}, content-type text/html, no grpc-status: "${title}"`;
  return symptoms(
    "rpc",
    {
      connections: [{ ...rest, wire: { ...wire, http2 } }],
      configured: configured({ client: sent }),
      report: failedReport("INTERNAL", said),
    },
    { mode: "mtls" },
  );
};

test.for([
  [
    "nginx's page for none",
    answered("400", "400 No required SSL certificate was sent", null),
    [["client-certificate-missing", "client", true]],
  ],
  [
    "nginx's page for a bad one, which has expired",
    answered("400", "400 The SSL certificate error", expired),
    [["certificate-expired", "client", true]],
  ],
  [
    "nginx's page for a bad one, with which nothing is wrong from here",
    answered("400", "400 The SSL certificate error", own),
    [["client-certificate-untrusted", null, true]],
  ],
  [
    "a page in other words",
    answered("403", "403 Forbidden", null),
    [
      ["client-certificate-missing", "client", false],
      ["access-denied", null, false],
    ],
  ],
  [
    "a page in other words for a client that gave a sound certificate",
    answered("403", "403 Forbidden", own),
    [["access-denied", null, true]],
  ],
  [
    "a status that speaks of no certificate",
    answered("502", "502 Bad Gateway", null),
    [["http-status-from-intermediary", "between", true]],
  ],
  [
    "a server that asked for none",
    answered("403", "403 Forbidden", null, "not asked"),
    [["access-denied", null, true]],
  ],
] as const)("%s", ([, of, expected]) => {
  expect(diagnose(of).causes.map(({ code, side, decided }) => [code, side, decided])).toEqual(
    expected,
  );
});

test.for([
  ["400", "400"],
  ["401", "401"],
  ["403", "403"],
  ["495", "495"],
  ["496", "496"],
  ["502", undefined],
] as const)("status %s where a certificate was asked for", ([status, page]) => {
  const { evidence } = answered(status, "a page", null);
  expect(certificatePage(evidence)?.block.status).toBe(page);
});
