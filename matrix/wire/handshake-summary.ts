import type { TlsVersion } from "../domain/wire-facts.ts";
import { ByteReader, Malformed } from "./byte-reader.ts";
import { readCertificate, readCertificateRequest } from "./certificate-messages.ts";
import { handshakeMessages, nameOf, signatureSchemes } from "./code-points.ts";
import { type HandshakeMessage, handshakeType, lacksScheme } from "./handshake-messages.ts";
import {
  alpnNames,
  extensionType,
  readClientHello,
  readExtensions,
  readServerHello,
} from "./hello.ts";
import { printableText } from "./printable-text.ts";
import { readServerKeyExchange } from "./server-key-exchange.ts";

/** What was negotiated: messages are laid out by it. Empty before that. */
export type Negotiated = Readonly<{ version: TlsVersion; cipherSuite: string }>;

export type Summary = Readonly<{ name: string; detail: string }>;

/** A handshake message's name, and what matters of it; "malformed" where it cannot be read. */
export const handshakeSummary = (
  { type, body }: HandshakeMessage,
  negotiated: Negotiated,
): Summary => {
  const name = nameOf(handshakeMessages, type);
  try {
    return type === handshakeType.serverHello
      ? serverHello(body)
      : { name, detail: detailOf(type, body, negotiated) };
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return { name, detail: "malformed" };
  }
};

const detailOf = (type: number, body: Uint8Array, { version, cipherSuite }: Negotiated): string => {
  if (lacksScheme(type, version)) return "";
  const layout = version === "1.3" ? "1.3" : "before 1.3";
  switch (type) {
    case handshakeType.clientHello:
      return clientHello(body);
    case handshakeType.encryptedExtensions: {
      const extensions = readExtensions(new ByteReader(body));
      return printableText(alpnNames(extensions.get(extensionType.alpn)).join(", "));
    }
    case handshakeType.certificate: {
      const { chain } = readCertificate(body, layout);
      return chain[0] ? `leaf ${chain[0].keyType}, chain of ${chain.length}` : "empty";
    }
    case handshakeType.certificateRequest: {
      const request = readCertificateRequest(body, layout);
      return `${request.signatureSchemes.length} schemes, ${request.authorities.length} authorities`;
    }
    case handshakeType.serverKeyExchange: {
      const exchange = readServerKeyExchange(body, cipherSuite);
      return exchange ? joined(exchange.group, exchange.signatureScheme) : "";
    }
    case handshakeType.certificateVerify:
      return nameOf(signatureSchemes, new ByteReader(body).uint(2));
    default:
      return "";
  }
};

const clientHello = (body: Uint8Array): string => {
  const { versions, alpn, serverName } = readClientHello(body);
  return [
    `TLS ${versions.join(", ")}`,
    ...(alpn.length > 0 ? [printableText(alpn.join(", "))] : []),
    ...(serverName === null ? [] : [`SNI ${printableText(serverName)}`]),
  ].join("; ");
};

const serverHello = (body: Uint8Array): Summary => {
  const { version, cipherSuite, group, retry } = readServerHello(body);
  return {
    name: retry ? "HelloRetryRequest" : "ServerHello",
    detail: joined(`TLS ${version}`, cipherSuite, group),
  };
};

const joined = (...parts: readonly (string | null)[]): string =>
  parts.filter((part) => part !== null).join(", ");
