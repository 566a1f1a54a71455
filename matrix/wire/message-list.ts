import type { WireMessage } from "../domain/wire-message.ts";
import type { Side } from "./opener.ts";
import { shortened } from "./printable-text.ts";

/** How many messages of a side are listed, the first ones. */
const longestList = 200;

/** How long a message's detail is. */
const longestDetail = 160;

/** The messages of one side, in their order. */
export class MessageList {
  readonly messages: WireMessage[] = [];
  readonly #from: Side;

  constructor(from: Side) {
    this.#from = from;
  }

  get isFull(): boolean {
    return this.messages.length >= longestList;
  }

  /** Passed over when the list is full. */
  add(endsAt: number, name: string, detail: string, seen: WireMessage["seen"]): void {
    if (this.isFull) return;
    const short = shortened(detail, longestDetail);
    this.messages.push({ from: this.#from, endsAt, name, detail: short, seen });
  }
}

/** Two lists of one side as one, by where their messages end; each is in that order. */
export const mergedMessages = (
  some: readonly WireMessage[],
  others: readonly WireMessage[],
): readonly WireMessage[] =>
  [...some, ...others].sort((one, other) => one.endsAt - other.endsAt).slice(0, longestList);
