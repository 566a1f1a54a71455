/** What is missing, by the name of the file that was not there. */
import { expect, test } from "vitest";
import { readText } from "../../diagnose/read-texts.ts";

const system = ["no-trust-store"];
const own = ["key-not-loadable"];

test.for<readonly [file: string, facts: readonly string[]]>([
  ["/etc/ssl/certs/ca-certificates.crt", system],
  ["/etc/pki/tls/certs/ca-bundle.crt", system],
  ["/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", system],
  ["/etc/ssl/cert.pem", system],
  ["/etc/ssl/certs", system],
  ["/usr/lib/jvm/java-17/lib/security/cacerts", system],
  ["/opt/venv/lib/python3.12/site-packages/certifi/cacert.pem", system],
  ["/opt/venv/lib/python3.12/site-packages/grpc/_cython/_credentials/roots.pem", system],
  ["/certs/tls.key", own],
  ["/certs/ca.pem", own],
  ["/certs/my-ca-bundle.pem", own],
  ["/certs/cert.pem", own],
  ["/certs/client.p12", own],
  ["/etc/hosts", []],
  ["/var/lib/cacerts.d/notes.txt", []],
])("%s is not there: %s", ([file, facts]) => {
  const read = readText(`open ${file}: no such file or directory`);
  expect(read.map(({ fact }) => fact.fact)).toEqual(facts);
});
