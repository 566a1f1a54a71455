import { expect, test } from "vitest";
import type { CauseCode } from "../domain/cause.ts";
import {
  alert,
  certificate,
  configured,
  failedReport,
  finishedTls,
  tlsConnection,
} from "../tooling/test/evidence.ts";
import { symptoms } from "../tooling/test/symptoms.ts";
import { serverCertificateRejection } from "./certificate-rejection.ts";

/** The server closed the connection: what the client says, in an alert or in words, is all that there is. */
const after = (alerts: ReturnType<typeof alert>[], message = "Socket closed") =>
  serverCertificateRejection(
    symptoms("tls", {
      connections: [
        tlsConnection(finishedTls({ finished: { client: false, server: true }, alerts }), {
          firstClose: { by: "server", how: "fin" },
        }),
      ],
      configured: configured({ server: certificate("p256") }),
      report: failedReport("UNAVAILABLE", message),
    }),
  );

test.for<readonly [code: number, name: string, named: readonly CauseCode[]]>([
  [42, "bad_certificate", []],
  [43, "unsupported_certificate", []],
  [44, "certificate_revoked", []],
  [45, "certificate_expired", ["certificate-expired", "certificate-not-yet-valid"]],
  [46, "certificate_unknown", []],
  [48, "unknown_ca", ["unknown-ca"]],
  [49, "access_denied", []],
  [51, "decrypt_error", []],
  [80, "internal_error", []],
])("alert %s %s is about the server's certificate", ([code, name, named]) => {
  expect(after([alert("client", code, name)])?.named).toEqual(named);
});

test("an alert of another kind is not", () => {
  expect(after([alert("client", 40, "handshake_failure")])).toBeNull();
});

test.for<readonly [said: string, named: CauseCode]>([
  ["invalid peer certificate: Expired", "certificate-expired"],
  ["invalid peer certificate: NotValidYet", "certificate-not-yet-valid"],
  ["x509: certificate signed by unknown authority", "unknown-ca"],
  ["x509: certificate is valid for other.example, not localhost", "hostname-mismatch"],
  ["No subject alternative names present", "no-subject-alt-name"],
  ["x509: certificate specifies an incompatible key usage", "wrong-extended-key-usage"],
  ["invalid peer certificate: Other(OtherError(CaUsedAsEndEntity))", "ca-used-as-end-entity"],
  ["Algorithm constraints check failed on keysize limits: RSA 1024 bit key used", "key-too-weak"],
])("%s", ([said, named]) => {
  expect(after([], said)?.named).toContain(named);
});
