/** Another protocol than HTTP and TLS that can be served where gRPC was expected. */
export type ForeignProtocol = Readonly<{
  name: string;
  /** What it has to be told before it shows itself, hexadecimal; null: it speaks first, or answers anything. */
  asked: string | null;
  /** How what it sends begins, a character for each byte. */
  begins: RegExp;
  /** The specification, or the server that was read. */
  source: string;
}>;

/** The first that fits counts. */
export const foreignProtocols: readonly ForeignProtocol[] = [
  {
    name: "SSH",
    asked: null,
    begins: /^SSH-/,
    source: "RFC 4253 section 4.2",
  },
  {
    name: "SMTP",
    asked: null,
    begins: /^220[ -][^\r\n]{0,200}\bE?SMTP\b/i,
    source: "RFC 5321 section 4.2",
  },
  {
    name: "FTP",
    asked: null,
    begins: /^220[ -][^\r\n]{0,200}FTP/i,
    source: "RFC 959 section 4.2",
  },
  {
    name: "SMTP or FTP",
    asked: null,
    begins: /^(?:220|421)[ -]/,
    source: "RFC 5321 section 4.2; RFC 959 section 4.2",
  },
  {
    name: "IMAP",
    asked: null,
    begins: /^\* (?:OK|PREAUTH|BYE)\b/,
    source: "RFC 9051 section 7.1",
  },
  {
    name: "POP3",
    asked: null,
    begins: /^\+OK\b/,
    source: "RFC 1939 section 4",
  },
  {
    name: "MySQL",
    asked: null,
    // A packet's length and number, and then version 10 with the server's, or an error.
    begins: /^[\s\S]{2}\0\0(?:\n\d{1,3}\.|\xff[\s\S]{2})/,
    source: "MySQL Client/Server Protocol, Protocol::HandshakeV10",
  },
  {
    name: "Redis",
    asked: null,
    begins: /^-(?:ERR|NOAUTH|DENIED|NOPERM|LOADING)\b/,
    source: "Redis serialization protocol (RESP), simple errors",
  },
  {
    name: "Memcached",
    asked: null,
    begins: /^(?:ERROR\r\n|CLIENT_ERROR |SERVER_ERROR )/,
    source: "memcached doc/protocol.txt, Error strings",
  },
  {
    name: "AMQP",
    asked: null,
    // What a broker sends to a header that it does not know.
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what the protocol sends
    begins: /^AMQP[\0-\x03]/,
    source: "AMQP 0-9-1 section 4.2.2; AMQP 1.0 section 2.2",
  },
  {
    name: "PostgreSQL",
    // SSLRequest.
    asked: "0000000804d2162f",
    begins: /^(?:[SN]$|E[\s\S]{4}S)/,
    source: "PostgreSQL documentation, Message Formats: SSLRequest",
  },
  {
    name: "MQTT",
    // CONNECT of version 3.1.1 with an empty client identifier; CONNACK answers it.
    asked: "100c00044d5154540402003c0000",
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what the protocol sends
    begins: /^ [\x02-\x7f][\0\x01]/,
    source: "MQTT 3.1.1 section 3.2",
  },
  {
    name: "SOCKS5",
    // Version 5, one method: no authentication.
    asked: "050100",
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what the protocol sends
    begins: /^\x05[\0-\x02\xff]/,
    source: "RFC 1928 section 3",
  },
  {
    name: "ttrpc",
    // A request on stream 1 of service "x", method "y"; a response has type 2.
    asked: "000000060000000101000a0178120179",
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what the protocol sends
    begins: /^[\s\S]{4}\0\0\0\x01\x02/,
    source: "containerd/ttrpc PROTOCOL.md",
  },
];

/** The version 1 header of the PROXY protocol that names no client (haproxy doc/proxy-protocol.txt section 2.1). */
export const proxyHeader = "PROXY UNKNOWN\r\n";
