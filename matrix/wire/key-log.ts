import { ownText } from "../domain/own-text.ts";

/** Secrets of NSS key log files (RFC 9850), by client random and label. */
export type KeyLog = Readonly<{
  /** The secrets by label; undefined where the log has none for this client random (lower-case hex). */
  get(clientRandom: string): ReadonlyMap<string, Uint8Array> | undefined;
}>;

const line = /^([A-Z][A-Z0-9_]{0,63}) ([0-9a-fA-F]{64}) ((?:[0-9a-fA-F]{2}){1,256})\s{0,8}$/;

/** Label, random and secret take some 200 characters. What goes on without a line feed is no line. */
const longestLine = 4096;

/**
 * Collects key log text as it is written; a line counts when its line feed has come. A server's log has a connection for
 * each of a run's cells: of each one text is kept, and nothing of the text that it was cut from.
 */
export class KeyLogReader implements KeyLog {
  /** By client random: label and secret, and so on, all with a space between. */
  readonly #secrets = new Map<string, string>();
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
      const before = this.#secrets.get(key);
      const one = `${label} ${secret}`;
      this.#secrets.set(ownText(key), ownText(before === undefined ? one : `${before} ${one}`));
    }
  }

  get(clientRandom: string): ReadonlyMap<string, Uint8Array> | undefined {
    const words = this.#secrets.get(clientRandom)?.split(" ");
    if (words === undefined) return undefined;
    const secrets = new Map<string, Uint8Array>();
    for (let at = 0; at < words.length; at += 2) {
      secrets.set(words[at] ?? "", Buffer.from(words[at + 1] ?? "", "hex"));
    }
    return secrets;
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
