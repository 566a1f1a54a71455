import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import { Misuse } from "../domain/misuse.ts";
import { readAtMost } from "../limits/read-at-most.ts";
import { certificateFacts } from "../wire/certificate-facts.ts";
import type { ProbeCredential, Question } from "./question.ts";

/** @throws Misuse, one sentence, for a file that cannot be read or holds no certificate. */
export const readRoots = async (file: string): Promise<NonNullable<Question["roots"]>> => {
  const pem = await readPem(file, "--ca");
  const facts = certificatesIn(pem, file, "--ca").flatMap(({ raw }) => certificateFacts(raw) ?? []);
  return { file, pem, facts };
};

/** @throws Misuse for files that cannot be read, are no PEM, are encrypted, or do not fit each other. */
export const readCredential = async (
  certificate: string,
  key: string,
): Promise<ProbeCredential> => {
  const [certificatePem, keyPem] = await Promise.all([
    readPem(certificate, "--cert"),
    readPem(key, "--key"),
  ]);
  const [leaf] = certificatesIn(certificatePem, certificate, "--cert");
  const secret = privateKey(keyPem, key);
  if (leaf && !leaf.checkPrivateKey(secret)) {
    throw new Misuse(`the key in ${key} is not the key of the certificate in ${certificate}`);
  }
  return { certificate, key, facts: leaf ? certificateFacts(leaf.raw) : null };
};

/** What the files hold, for a handshake; of a key nothing is kept in between. */
export const pemOf = async (
  credential: ProbeCredential | null,
): Promise<Readonly<{ cert: string; key: string }> | null> =>
  credential && {
    cert: await readPem(credential.certificate, "--cert"),
    key: await readPem(credential.key, "--key"),
  };

/** Every root of a system takes some hundred KiB. */
const longestPemBytes = 16 * 2 ** 20;

const readPem = async (file: string, option: string): Promise<string> => {
  try {
    return await readAtMost(file, longestPemBytes, "certificates or a key as PEM");
  } catch (error) {
    if (error instanceof Misuse) throw error;
    const { code = "error" } = error as NodeJS.ErrnoException;
    throw new Misuse(`${option} ${file} cannot be read: ${reasons[code] ?? code}`);
  }
};

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EACCES: "permission denied",
  EISDIR: "it is a folder",
};

const block =
  /-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----[^-]{1,14000}-----END (?:TRUSTED |X509 )?CERTIFICATE-----/g;

const certificatesIn = (pem: string, file: string, option: string): readonly X509Certificate[] => {
  const blocks = pem.match(block) ?? [];
  if (blocks.length === 0) {
    const other = /-----BEGIN ([A-Z0-9 ]+)-----/.exec(pem)?.[1];
    throw new Misuse(
      `${option} ${file} holds no PEM certificate${other ? `, but a ${other.toLowerCase()}` : ""}`,
    );
  }
  return blocks.map((text, at) => {
    try {
      return new X509Certificate(text);
    } catch {
      throw new Misuse(`${option} ${file}: certificate ${at + 1} of ${blocks.length} is damaged`);
    }
  });
};

const privateKey = (pem: string, file: string): KeyObject => {
  if (/-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m.test(pem)) {
    throw new Misuse(`the key in ${file} is encrypted; decrypt it into a file of mode 0600 first`);
  }
  if (!pem.includes("PRIVATE KEY-----")) throw new Misuse(`--key ${file} holds no PEM private key`);
  try {
    return createPrivateKey(pem);
  } catch {
    throw new Misuse(`the private key in ${file} is damaged`);
  }
};
