import type { Seen } from "../rpc/messages.ts";

/** As many as the contract asks for. */
const kept = 1024;

/** What was seen of the last calls that had an id, while they last and afterwards. */
export class ToldReports {
  readonly #seen = new Map<string, Seen>();

  keep(id: string, seen: Seen): void {
    if (id === "") return;
    this.#seen.set(id, seen);
    if (this.#seen.size <= kept) return;
    const [oldest = ""] = this.#seen.keys();
    this.#seen.delete(oldest);
  }

  find(id: string): Seen | undefined {
    return this.#seen.get(id);
  }
}
