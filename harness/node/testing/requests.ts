/** `prove` requests and what they are answered with. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import type { KeyType, Pki } from "./pki.ts";

const value = { pattern: { size: 300, first: 250 } };
export const bytes = Uint8Array.from({ length: 300 }, (_, at) => (250 + at) % 256);
export const digest = { size: 300, sha256: createHash("sha256").update(bytes).digest("hex") };

export const put = { call: "put", key: "k", value, continueOn: ["OK"] };
export const get = { call: "get", key: "k", continueOn: ["OK"] };
export const ping = { call: "health", service: "plugin", continueOn: ["OK"] };
export const shutdown = { call: "shutdown", continueOn: ["OK"] };
export const step = (...calls: { call: string }[]) => ({ name: calls[0]?.call ?? "", calls });
export const ok = { status: "OK", message: "OK", chain: [] };

/** A `prove` of a plugin under auto-mTLS, with keys of one type at both ends. */
export const pluginRequest = (
  folder: string,
  pki: Pki,
  keyType: KeyType,
  ...steps: ReturnType<typeof step>[]
) => ({
  target: {
    kind: "plugin",
    argv: [process.execPath, join(folder, "server.cjs")],
    environment: {
      KV_SERVER_CONFIG: JSON.stringify({
        endOnStdinEof: true,
        listeners: [
          {
            id: "plugin",
            mode: "auto-mtls",
            network: "tcp",
            address: "127.0.0.1:0",
            keyType,
            key: pki.key(keyType),
          },
        ],
      }),
    },
    startTimeoutMs: 5_000,
  },
  tls: { mode: "auto-mtls", keyType, key: pki.key(keyType) },
  deadlineMs: 10_000,
  steps,
});
