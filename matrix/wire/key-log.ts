/** Secrets of NSS key log files (RFC 9850), by client random and label. */
export type KeyLog = Readonly<{
  /** The secrets by label; undefined where the log has none for this client random (lower-case hex). */
  get(clientRandom: string): ReadonlyMap<string, Uint8Array> | undefined;
}>;

const line = /^([A-Z][A-Z0-9_]{0,63}) ([0-9a-fA-F]{64}) ((?:[0-9a-fA-F]{2}){1,256})\s{0,8}$/;

/** Label, random and secret take some 200 characters. What goes on without a line feed is no line. */
const longestLine = 4096;

/** Collects key log text as it is written; a line counts when its line feed has come. */
export class KeyLogReader implements KeyLog {
  readonly #secrets = new Map<string, Map<string, Uint8Array>>();
  #pending = "";

  /** Comments, blank lines and lines that are something else are passed over. */
  append(text: string): void {
    const lines = (this.#pending + text).split("\n");
    const rest = lines.pop() ?? "";
    this.#pending = rest.length > longestLine ? "" : rest;
    for (const candidate of lines) {
      const [, label, random, secret] = line.exec(candidate) ?? [];
      if (!label || !random || !secret) continue;
      const key = random.toLowerCase();
      const secrets = this.#secrets.get(key) ?? new Map<string, Uint8Array>();
      this.#secrets.set(key, secrets);
      secrets.set(label, Buffer.from(secret, "hex"));
    }
  }

  get(clientRandom: string): ReadonlyMap<string, Uint8Array> | undefined {
    return this.#secrets.get(clientRandom);
  }
}

/**
 * Several logs as one. The log of the side that gave up early lacks the later secrets of a connection;
 * of a secret that stands in two logs, the first log's is taken.
 */
export const joinedKeyLogs = (logs: readonly KeyLog[]): KeyLog => ({
  get: (clientRandom) => {
    const found = logs.flatMap((log) => log.get(clientRandom) ?? []);
    if (found.length < 2) return found[0];
    return new Map(found.reverse().flatMap((secrets) => [...secrets]));
  },
});
