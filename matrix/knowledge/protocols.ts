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

/** What is said of a server that no row knows, and that speaks before anything is said to it. */
export const speaksFirst: Pick<ForeignProtocol, "name" | "source"> = {
  name: "a protocol whose server speaks first",
  source: "in TLS and in HTTP/2 the client does: RFC 8446 section 2, RFC 9113 section 3.4",
};

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
    name: "VNC",
    asked: null,
    begins: /^RFB \d{3}\.\d{3}\n/,
    source: "RFC 6143 section 7.1.1",
  },
  {
    name: "Telnet",
    asked: null,
    // Interpret as command, then WILL, WON'T, DO or DON'T, and an option.
    begins: /^\xff[\xfb-\xfe]/,
    source: "RFC 854, TELNET command structure",
  },
  {
    name: "NATS",
    asked: null,
    begins: /^INFO \{/,
    source: "NATS client protocol, INFO",
  },
  {
    name: "LDAP",
    asked: null,
    // A Notice of Disconnection: message 0, an extended response.
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what the protocol sends
    begins: /^0(?:[\0-\x7f]|\x81[\s\S]|\x84[\s\S]{4})\x02\x01\0x/,
    source: "RFC 4511 section 4.4.1",
  },
  {
    name: "LDAP",
    // A search for the root DSE alone, message 1; an entry or its end answers it.
    asked: "3025020101632004000a01000a0100020101020101010100870b6f626a656374436c6173733000",
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what the protocol sends
    begins: /^0(?:[\0-\x7f]|\x81[\s\S]|\x82[\s\S]{2}|\x84[\s\S]{4})\x02\x01\x01[de]/,
    source: "RFC 4511 section 4.5",
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
    name: "Kafka",
    // ApiVersions of version 0, without a client's name; its response has the same number.
    asked: "0000000a0012000000000001ffff",
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what the protocol sends
    begins: /^\0\0[\s\S]{2}\0\0\0\x01\0[\0#]/,
    source: "Kafka protocol guide, ApiVersions",
  },
  {
    name: "MongoDB",
    // OP_MSG with the command hello; what answers request 1 is an OP_MSG.
    asked:
      "340000000100000000000000dd07000000000000001f0000001068656c6c6f0001000000022464620006000000" +
      "61646d696e0000",
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what the protocol sends
    begins: /^[\s\S]{8}\x01\0\0\0\xdd\x07\0\0/,
    source: "MongoDB Wire Protocol, OP_MSG",
  },
  {
    name: "Cassandra",
    // OPTIONS; SUPPORTED or ERROR answers it.
    asked: "040000000500000000",
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what the protocol sends
    begins: /^[\x83-\x85]\0\0\0[\0\x06]/,
    source: "CQL binary protocol v4 section 4.2",
  },
  {
    name: "DNS",
    // A query for the servers of the root, with its length before it; a response has the same number.
    asked: "00110001010000010000000000000000020001",
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what the protocol sends
    begins: /^[\s\S]{2}\0\x01[\x80-\xff]/,
    source: "RFC 1035 section 4.2.2",
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
