/** One message, record or frame of a stream, in the order in which its side sent it. */
export type WireMessage = Readonly<{
  from: "client" | "server";
  /** Bytes of that side's stream up to and with the message's last one. */
  endsAt: number;
  /**
   * The name in RFC 8446 section 4 or RFC 5246 section 7.4 ("ClientHello", "HelloRetryRequest"), "Alert",
   * "ChangeCipherSpec", "HTTP/2 preface", the frame's name in RFC 9113 section 6 ("SETTINGS"), "HTTP/1" for
   * a status line or a request line, "application data" for records that could not be read ("handshake" or
   * "heartbeat" where their type says so), "bytes" for what is none of these.
   */
  name: string;
  /** What matters of it, short: "TLS 1.3, x25519", "48 unknown_ca fatal", "NO_ERROR"; empty where nothing does, at most 160 characters. */
  detail: string;
  seen: "clear" | "decrypted" | "encrypted";
}>;

/** When bytes passed the observer. A side's stream was `endsAt` bytes long at `atMs`, counted as in {@link WireMessage}. */
export type Passage = Readonly<{
  from: "client" | "server";
  endsAt: number;
  /** Milliseconds since the cell began. */
  atMs: number;
}>;
