import { readAlerts } from "./alerts.ts";
import type { Piece } from "./application-reading.ts";
import type { HandshakeMessage } from "./handshake-messages.ts";
import { handshakeSummary, type Negotiated } from "./handshake-summary.ts";
import { MessageList } from "./message-list.ts";
import type { Side } from "./opener.ts";
import { contentType, type TlsRecord } from "./tls-records.ts";

/** How a record that was not read is listed: by its type, all that it says of itself. */
const unreadNames: ReadonlyMap<number, string> = new Map([
  [contentType.changeCipherSpec, "ChangeCipherSpec"],
  [contentType.alert, "Alert"],
  [contentType.handshake, "handshake"],
  [contentType.applicationData, "application data"],
  [contentType.heartbeat, "heartbeat"],
]);

/** What one side sent over TLS, in its order: messages, and the application's data as far as it could be read. */
export class SideLog {
  readonly #from: Side;
  readonly list: MessageList;
  readonly application: Piece[] = [];

  constructor(from: Side) {
    this.#from = from;
    this.list = new MessageList(from);
  }

  handshake(
    endsAt: number,
    message: HandshakeMessage,
    negotiated: Negotiated,
    seen: "clear" | "decrypted",
  ): void {
    if (this.list.isFull) return;
    const { name, detail } = handshakeSummary(message, negotiated);
    this.list.add(endsAt, name, detail, seen);
  }

  /** What is in a record besides handshake messages. */
  content(
    endsAt: number,
    type: number,
    octets: Uint8Array,
    { version }: Negotiated,
    seen: "clear" | "decrypted",
  ): void {
    if (type === contentType.alert) {
      for (const { code, name, fatal } of readAlerts(octets, this.#from, version, seen)) {
        this.list.add(endsAt, "Alert", `${code} ${name} ${fatal ? "fatal" : "warning"}`, seen);
      }
    } else if (type === contentType.applicationData && octets.length > 0) {
      this.application.push({ octets, endsAt });
    }
  }

  /** Records that were passed over, or that could not be read. */
  unread({ type, endsAt }: TlsRecord, seen: "clear" | "encrypted"): void {
    this.list.add(endsAt, unreadNames.get(type) ?? "octets", "", seen);
  }
}

export type SideLogs = Readonly<Record<Side, SideLog>>;
