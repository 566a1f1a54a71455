import { generateKeyPairSync } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Misuse } from "../domain/misuse.ts";
import { makeRunPki } from "../run/pki/run-pki.ts";
import { temporaryFolder } from "../tooling/test/temporary-folder.ts";
import { type ProbeOptions, questionOf } from "./question-of.ts";

const target = "127.0.0.1:50051";

/** Files of every kind that somebody may name. */
const files = async () => {
  const folder = temporaryFolder();
  const pki = await makeRunPki(folder);
  const [own, other] = [await pki.client("p256"), await pki.client("p384")];
  const write = async (name: string, text: string) => {
    const file = join(folder, name);
    await writeFile(file, text);
    return file;
  };
  const encrypted = generateKeyPairSync("ec", {
    namedCurve: "P-256",
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "x" },
  }).privateKey;
  const label = "PRIVATE KEY";
  return {
    folder,
    ca: pki.ca,
    cert: own.certificate,
    key: own.key,
    otherKey: other.key,
    encrypted: await write("encrypted.key", encrypted),
    damaged: await write("damaged.key", `-----BEGIN ${label}-----\nAAAA\n-----END ${label}-----\n`),
    damagedCertificate: await write(
      "damaged.crt",
      "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
    ),
    empty: await write("empty.pem", ""),
    missing: join(folder, "missing.pem"),
  };
};

type Files = Awaited<ReturnType<typeof files>>;

test.for<readonly [string, (files: Files) => ProbeOptions, string]>([
  [
    "a key without a certificate",
    ({ key }) => ({ key }),
    "--cert and --key go together: a certificate is of no use without its key",
  ],
  [
    "a file that is not there",
    ({ missing }) => ({ ca: missing }),
    "--ca {folder}/missing.pem cannot be read: there is no such file",
  ],
  ["a folder", ({ folder }) => ({ ca: folder }), "--ca {folder} cannot be read: it is a folder"],
  [
    "an empty file",
    ({ empty }) => ({ ca: empty }),
    "--ca {folder}/empty.pem holds no PEM certificate",
  ],
  [
    "a key for a certificate",
    ({ key }) => ({ ca: key }),
    "--ca {folder}/client-p256.key holds no PEM certificate, but a private key",
  ],
  [
    "a damaged certificate",
    ({ damagedCertificate }) => ({ ca: damagedCertificate }),
    "--ca {folder}/damaged.crt: certificate 1 of 1 is damaged",
  ],
  [
    "another's key",
    ({ cert, otherKey }) => ({ cert, key: otherKey }),
    "the key in {folder}/client-p384.key is not the key of the certificate in {folder}/client-p256.crt",
  ],
  [
    "an encrypted key",
    ({ cert, encrypted }) => ({ cert, key: encrypted }),
    "the key in {folder}/encrypted.key is encrypted; decrypt it into a file of mode 0600 first",
  ],
  [
    "a damaged key",
    ({ cert, damaged }) => ({ cert, key: damaged }),
    "the private key in {folder}/damaged.key is damaged",
  ],
  [
    "a certificate for a key",
    ({ cert }) => ({ cert, key: cert }),
    "--key {folder}/client-p256.crt holds no PEM private key",
  ],
  [
    "plaintext with roots",
    ({ ca }) => ({ ca, plaintext: true }),
    "--plaintext has no use for --ca, --cert, --key or --server-name",
  ],
  [
    "a stack that is not known",
    () => ({ as: ["cobol"] }),
    "--as cobol: there is no such stack; there are go, python, node, rust, java",
  ],
  [
    "a method without a service",
    () => ({ call: "Get" }),
    "--call Get is no method; give package.Service/Method",
  ],
  [
    "half a byte",
    () => ({ call: "a.B/C", message: "0" }),
    "--message is no hexadecimal text of whole bytes",
  ],
  ["a field without a name", () => ({ header: ["Bearer x"] }), "--header is no field; give"],
  [
    "a field in two lines",
    () => ({ header: ["a: b\nc: d"] }),
    "--header is no field; give 'name: value', in ASCII",
  ],
  [
    "a field of gRPC's own",
    () => ({ header: ["grpc-timeout: 1S"] }),
    "--header grpc-timeout: a call has that field of its own",
  ],
  ["a message for no call", () => ({ message: "00" }), "--message goes with --call"],
])("%s is one sentence", async ([, options, sentence]) => {
  const made = await files();
  const asked = questionOf(target, options(made));
  await expect(asked).rejects.toThrow(Misuse);
  await expect(asked).rejects.toThrow(sentence.replaceAll("{folder}", made.folder));
});

test.for<readonly [string, string, ProbeOptions, object]>([
  [
    "a name is verified and called",
    "a.test:1",
    {},
    { mode: "tls", serverName: "a.test", authority: "a.test:1", alpn: ["h2"] },
  ],
  [
    "a name that is set",
    "10.0.0.1:1",
    { serverName: "a.test" },
    { serverName: "a.test", authority: "a.test" },
  ],
  ["a socket", "unix:/run/x", {}, { serverName: "localhost", authority: "localhost" }],
  ["plaintext", "a.test:1", { plaintext: true }, { mode: "none", roots: null }],
  [
    "a call",
    "a.test:1",
    { call: "a.B/C", message: "0aff" },
    { ownCall: { path: "/a.B/C", message: Buffer.of(10, 255) } },
  ],
  [
    "metadata",
    "a.test:1",
    { header: ["Authorization: Bearer a:b", "x-key:1"] },
    { metadata: { authorization: "Bearer a:b", "x-key": "1" } },
  ],
])("%s", async ([, text, options, expected]) => {
  expect(await questionOf(text, options)).toMatchObject(expected);
});

test("a client certificate makes it mTLS; of the key only the file's name is kept", async () => {
  const { ca, cert, key } = await files();
  const question = await questionOf(target, { ca, cert, key });
  expect(question.mode).toBe("mtls");
  expect(JSON.stringify(question)).not.toMatch(/PRIVATE KEY/);
});
