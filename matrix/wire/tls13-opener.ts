import type { KeyObject } from "node:crypto";
import { doesNotOpenWith, needs, type Opener, type Secrets, type Side } from "./opener.ts";
import {
  expandLabel,
  nonceFor,
  openAead,
  type SuiteParameters,
  secretKey,
} from "./record-protection.ts";

/** An IV has the length of the nonce, which is 12 for each AEAD of TLS 1.3 (RFC 8446 section 5.3). */
const ivLength = 12;

/** RFC 8446 sections 5.2, 7.2 and 7.3. Keys are derived when a record needs them. */
export const tls13Opener = (side: Side, parameters: SuiteParameters, secrets: Secrets): Opener => {
  const { hash, keyLength, hashLength } = parameters;
  const handshakeLabel = `${side.toUpperCase()}_HANDSHAKE_TRAFFIC_SECRET`;
  const applicationLabel = `${side.toUpperCase()}_TRAFFIC_SECRET_0`;
  let label = handshakeLabel;
  let secret = secrets.get(label);
  let keys: Readonly<{ key: KeyObject; iv: Uint8Array }> | null = null;
  let sequence = 0;
  const change = (next: Uint8Array | undefined) => {
    secret = next;
    keys = null;
    sequence = 0;
  };
  return {
    open: ({ header, fragment }) => {
      if (!secret) return needs(label);
      keys ??= {
        key: secretKey(expandLabel(hash, secret, "key", keyLength)),
        iv: expandLabel(hash, secret, "iv", ivLength),
      };
      const inner = openAead(parameters, keys.key, nonceFor(keys.iv, sequence), header, fragment);
      if (!inner) return doesNotOpenWith(label);
      sequence++;
      // The content type is the last byte that is not zero; zeros after it are padding.
      let end = inner.length - 1;
      while (end > 0 && inner[end] === 0) end--;
      return { type: inner[end] ?? 0, content: inner.subarray(0, Math.max(0, end)) };
    },
    skip: () => {
      sequence++;
    },
    finished: () => {
      // Finished comes again in post-handshake authentication, which changes no keys.
      if (label === applicationLabel) return;
      label = applicationLabel;
      change(secrets.get(label));
    },
    updated: () => change(secret && expandLabel(hash, secret, "traffic upd", hashLength)),
  };
};
