import type { Endpoint } from "./endpoints.ts";

export type TcpFlag = keyof typeof flagBits;

/** RFC 9293 section 3.1. */
const flagBits = { fin: 0x01, syn: 0x02, rst: 0x04, psh: 0x08, ack: 0x10 } as const;

export type Segment = Readonly<{
  source: Endpoint;
  destination: Endpoint;
  sequence: number;
  /** Written only with the flag `ack`. */
  acknowledgment: number;
  flags: readonly TcpFlag[];
  bytes: Uint8Array;
}>;

/** What fits into an IPv4 packet: total length 65 535 (RFC 791 section 3.1) less two headers of 20 bytes. */
export const longestSegment = 65_495;

/** The largest window without scaling (RFC 9293 section 3.1): one segment always fits. */
const windowBytes = 65_535;

/** Linux's first time to live (net.ipv4.ip_default_ttl). */
const hops = 64;
const tcpProtocol = 6;

/** One IP packet with a TCP segment in it, from the version field on: link type RAW. */
export const ipPacket = (segment: Segment): Uint8Array => {
  const tcp = tcpSegment(segment);
  const { source, destination } = segment;
  return source.address.length === 4
    ? joined(ipv4Header(source.address, destination.address, tcp.length), tcp)
    : joined(ipv6Header(source.address, destination.address, tcp.length), tcp);
};

/** RFC 9293 section 3.1; a SYN carries the maximum segment size (section 3.7.1), whose absence would mean 536. */
const tcpSegment = ({ source, destination, flags, bytes, ...segment }: Segment): Uint8Array => {
  const options = flags.includes("syn") ? [2, 4, longestSegment >> 8, longestSegment & 0xff] : [];
  const header = new Uint8Array(20 + options.length);
  header.set(options, 20);
  const view = new DataView(header.buffer);
  view.setUint16(0, source.port);
  view.setUint16(2, destination.port);
  view.setUint32(4, segment.sequence);
  view.setUint32(8, flags.includes("ack") ? segment.acknowledgment : 0);
  view.setUint8(12, (header.length / 4) << 4);
  view.setUint8(
    13,
    flags.reduce((bits, flag) => bits | flagBits[flag], 0),
  );
  view.setUint16(14, windowBytes);
  const whole = joined(header, bytes);
  const length = Uint8Array.of(0, tcpProtocol, whole.length >> 8, whole.length & 0xff);
  const sum = checksum(joined(source.address, destination.address, length, whole));
  new DataView(whole.buffer).setUint16(16, sum);
  return whole;
};

/** RFC 791 section 3.1: don't fragment, identification 0 (RFC 6864 section 4.1). */
const ipv4Header = (source: Uint8Array, destination: Uint8Array, payload: number): Uint8Array => {
  const header = new Uint8Array(20);
  const view = new DataView(header.buffer);
  view.setUint8(0, 0x45);
  view.setUint16(2, header.length + payload);
  view.setUint16(6, 0x4000);
  view.setUint8(8, hops);
  view.setUint8(9, tcpProtocol);
  header.set(source, 12);
  header.set(destination, 16);
  view.setUint16(10, checksum(header));
  return header;
};

/** RFC 8200 section 3. */
const ipv6Header = (source: Uint8Array, destination: Uint8Array, payload: number): Uint8Array => {
  const header = new Uint8Array(40);
  const view = new DataView(header.buffer);
  view.setUint8(0, 0x60);
  view.setUint16(4, payload);
  view.setUint8(6, tcpProtocol);
  view.setUint8(7, hops);
  header.set(source, 8);
  header.set(destination, 24);
  return header;
};

/**
 * The Internet checksum (RFC 1071) of bytes whose checksum field is zero. TCP's covers a pseudo-header of
 * addresses, protocol and length (RFC 9293 section 3.1, RFC 8200 section 8.1), whose order does not matter to it.
 */
const checksum = (bytes: Uint8Array): number => {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 2) {
    sum += ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
  }
  while (sum > 0xffff) sum = (sum & 0xffff) + Math.floor(sum / 0x10000);
  return ~sum & 0xffff;
};

const joined = (...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};
