/** What is missing, by the name of the file that was not there. */
import { expect, test } from "vitest";
import { readText } from "../../diagnose/read-texts.ts";

const factsOf = (file: string) =>
  readText(`open ${file}: no such file or directory`).map(({ fact }) => fact.fact);

test.for([
  "/etc/ssl/certs/ca-certificates.crt",
  "/etc/pki/tls/certs/ca-bundle.crt",
  "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
  "/etc/ssl/cert.pem",
  "/etc/ssl/certs",
  "/usr/lib/jvm/java-17/lib/security/cacerts",
  "/opt/venv/lib/python3.12/site-packages/certifi/cacert.pem",
  "/opt/venv/lib/python3.12/site-packages/grpc/_cython/_credentials/roots.pem",
])("%s is of the system's authorities", (file) => {
  expect(factsOf(file)).toEqual(["no-trust-store"]);
});

test.for([
  "/certs/tls.key",
  "/certs/ca.pem",
  "/certs/my-ca-bundle.pem",
  "/certs/cert.pem",
  "/certs/client.p12",
])("%s is a program's own", (file) => {
  expect(factsOf(file)).toEqual(["key-not-loadable"]);
});

test.for(["/etc/hosts", "/var/lib/cacerts.d/notes.txt"])("%s is none of both", (file) => {
  expect(factsOf(file)).toEqual([]);
});
