/** Secrets of NSS key log files (draft-ietf-tls-keylogfile), by client random and label. */
export type KeyLog = ReadonlyMap<string, ReadonlyMap<string, Uint8Array>>;

const line = /^([A-Z][A-Z0-9_]*) ([0-9a-fA-F]{64}) ([0-9a-fA-F]+)\s*$/;

/** Reads key log text; comments, blank lines and lines that are cut off or are something else are passed over. */
export const parseKeyLog = (text: string): KeyLog => {
  const log = new Map<string, Map<string, Uint8Array>>();
  for (const candidate of text.split("\n")) {
    const [, label, random, secret] = line.exec(candidate) ?? [];
    if (!label || !random || !secret) continue;
    const key = random.toLowerCase();
    const secrets = log.get(key) ?? new Map<string, Uint8Array>();
    log.set(key, secrets);
    secrets.set(label, Buffer.from(secret, "hex"));
  }
  return log;
};
