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

/** What one side's application sent over TLS, as far as it could be read. */
export class ApplicationLog {
  readonly application: Piece[] = [];

  handshake(
    _endsAt: number,
    _message: HandshakeMessage,
    _negotiated: Negotiated,
    _seen: "clear" | "decrypted",
  ): void {}

  /** What is in a record besides handshake messages. */
  content(
    endsAt: number,
    type: number,
    bytes: Uint8Array,
    _negotiated: Negotiated,
    _seen: "clear" | "decrypted",
  ): void {
    if (type === contentType.applicationData && bytes.length > 0) {
      this.application.push({ bytes, endsAt });
    }
  }

  /** Records that were passed over, or that could not be read. */
  unread(_record: TlsRecord, _seen: "clear" | "encrypted"): void {}
}

/** The same, with a list of all messages. */
export class SideLog extends ApplicationLog {
  readonly #from: Side;
  readonly list: MessageList;

  constructor(from: Side) {
    super();
    this.#from = from;
    this.list = new MessageList(from);
  }

  override handshake(
    endsAt: number,
    message: HandshakeMessage,
    negotiated: Negotiated,
    seen: "clear" | "decrypted",
  ): void {
    if (this.list.isFull) return;
    const { name, detail } = handshakeSummary(message, negotiated);
    this.list.add(endsAt, name, detail, seen);
  }

  override content(
    endsAt: number,
    type: number,
    bytes: Uint8Array,
    negotiated: Negotiated,
    seen: "clear" | "decrypted",
  ): void {
    super.content(endsAt, type, bytes, negotiated, seen);
    if (type !== contentType.alert) return;
    const alerts = readAlerts(bytes, this.#from, negotiated.version, seen);
    for (const { code, name, fatal } of alerts) {
      this.list.add(endsAt, "Alert", `${code} ${name} ${fatal ? "fatal" : "warning"}`, seen);
    }
  }

  override unread({ type, endsAt }: TlsRecord, seen: "clear" | "encrypted"): void {
    this.list.add(endsAt, unreadNames.get(type) ?? "bytes", "", seen);
  }
}

export type SideLogs<Log extends ApplicationLog = ApplicationLog> = Readonly<Record<Side, Log>>;
