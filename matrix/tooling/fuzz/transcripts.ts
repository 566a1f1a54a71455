import { readFileSync } from "node:fs";
import { KeyLogReader } from "../../wire/key-log.ts";
import type { ConnectionBytes } from "../../wire/read-connection.ts";

/** Bytes of both sides, and the key log's text. */
type Transcript = Readonly<{ client: Uint8Array; server: Uint8Array; keyLog: string }>;

const folder = new URL("../../../fixtures/transcripts/", import.meta.url);

/** A transcript of RFC 8448: records as `client <hex>` and `server <hex>`, and lines of an NSS key log. */
export const transcript = (name: string): Transcript => {
  const text = readFileSync(new URL(`${name}.txt`, folder), "utf8");
  const sent = (side: string) =>
    Buffer.concat(
      [...text.matchAll(new RegExp(`^${side} (.*)$`, "gm"))].map(([, bytes = ""]) =>
        Buffer.from(bytes, "hex"),
      ),
    );
  return { client: sent("client"), server: sent("server"), keyLog: text };
};

export type DecryptedBytes = Required<Omit<ConnectionBytes, "tlsRead">>;

export const withSecrets = ({ client, server, keyLog }: Transcript): DecryptedBytes => {
  const secrets = new KeyLogReader();
  secrets.append(keyLog);
  return { client, server, secrets };
};
