import type { Fact } from "../../domain/fact.ts";
import { type Row, rowsFrom, textIn } from "./row.ts";
import { namedVerifyCode } from "./verify-codes.ts";

/** The error's reason goes on "Host: localhost. is not in the cert's altnames: DNS:other.example". */
const altNames = (match: RegExpMatchArray): Fact => ({
  fact: "hostname-mismatch",
  wanted: textIn(match, 1)?.replace(/\.$/, "") ?? null,
  valid: textIn(match, 2),
});

const mismatch: Fact = { fact: "hostname-mismatch", wanted: null, valid: null };

export const nodeRows: readonly Row[] = [
  ...rowsFrom(
    { stack: "node", seen: "node 20.20.2 and 24.21.0 lib/internal/errors.js, lib/tls.js" },
    [
      [
        /Hostname\/IP (?:does not match|doesn't match) certificate's altnames: (?:Host|IP): ([^\s]{1,255}) is not (?:in the )?(?:cert's altnames|in the cert's list|cert's CN): ?([^\n]{0,200})/,
        altNames,
        "Hostname/IP does not match certificate's altnames: Host: localhost. is not in the cert's altnames: DNS:other.example",
        "client",
      ],
      [
        /Hostname\/IP (?:does not match|doesn't match) certificate's altnames/,
        mismatch,
        "Hostname/IP does not match certificate's altnames: x",
        "client",
      ],
      [/\bERR_TLS_CERT_ALTNAME_INVALID\b/, mismatch, "[ERR_TLS_CERT_ALTNAME_INVALID]", "client"],
      [/\bCERT_HAS_EXPIRED\b/, { fact: "certificate-expired" }, "code: 'CERT_HAS_EXPIRED'"],
      [
        /\bCERT_NOT_YET_VALID\b/,
        { fact: "certificate-not-yet-valid" },
        "code: 'CERT_NOT_YET_VALID'",
      ],
      [
        /\bDEPTH_ZERO_SELF_SIGNED_CERT\b/,
        { fact: "self-signed", which: "leaf" },
        "code: 'DEPTH_ZERO_SELF_SIGNED_CERT'",
      ],
      [
        /\bSELF_SIGNED_CERT_IN_CHAIN\b/,
        { fact: "self-signed", which: "root-in-chain" },
        "code: 'SELF_SIGNED_CERT_IN_CHAIN'",
      ],
      [
        /\bUNABLE_TO_VERIFY_LEAF_SIGNATURE\b/,
        { fact: "unknown-authority", chain: "leaf-alone" },
        "code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'",
      ],
      [
        /\bUNABLE_TO_GET_ISSUER_CERT(?:_LOCALLY)?\b/,
        { fact: "unknown-authority", chain: "unsaid" },
        "code: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'",
      ],
      [
        /\bCERT_UNTRUSTED\b/,
        { fact: "unknown-authority", chain: "unsaid" },
        "code: 'CERT_UNTRUSTED'",
      ],
      [
        /\bCERT_SIGNATURE_FAILURE\b/,
        { fact: "bad-certificate-signature" },
        "code: 'CERT_SIGNATURE_FAILURE'",
      ],
      [/\bINVALID_PURPOSE\b/, { fact: "wrong-eku" }, "code: 'INVALID_PURPOSE'"],
      [/\bCERT_REVOKED\b/, { fact: "certificate-revoked" }, "code: 'CERT_REVOKED'"],
      [/\bCERT_REJECTED\b/, { fact: "certificate-rejected" }, "code: 'CERT_REJECTED'"],
      [/\bINVALID_CA\b/, { fact: "not-a-ca" }, "code: 'INVALID_CA'"],
      [
        // X509ErrorCode of src/crypto/crypto_common.cc: the rest of its list.
        /(?<![#\w/])(UNABLE_TO_(?:GET_CRL|DECRYPT_C(?:ERT|RL)_SIGNATURE|DECODE_ISSUER_PUBLIC_KEY)|CRL_(?:SIGNATURE_FAILURE|NOT_YET_VALID|HAS_EXPIRED)|ERROR_IN_C(?:ERT_NOT_(?:BEFORE|AFTER)|RL_(?:LAST|NEXT)_UPDATE)_FIELD|CERT_CHAIN_TOO_LONG|PATH_LENGTH_EXCEEDED)\b/,
        (match) => namedVerifyCode(match[1] ?? ""),
        "code: 'CRL_HAS_EXPIRED'",
      ],
      [/\bHOSTNAME_MISMATCH\b/, mismatch, "code: 'HOSTNAME_MISMATCH'"],
      [
        /Client network socket disconnected before secure TLS connection was established/,
        { fact: "closed-in-handshake" },
        "Client network socket disconnected before secure TLS connection was established",
        "client",
      ],
      [/socket hang up/, { fact: "closed" }, "Error: socket hang up"],
      [
        /tlsClientError\b[^\n]{0,40}?(?:socket hang up|Client network socket disconnected before secure TLS connection was established)/,
        { fact: "closed-in-handshake" },
        "tlsClientError Error: socket hang up",
        "server",
      ],
      [
        /\bERR_TLS_HANDSHAKE_TIMEOUT\b|TLS handshake timeout/,
        { fact: "timeout", of: "handshake" },
        "Error [ERR_TLS_HANDSHAKE_TIMEOUT]: TLS handshake timeout",
      ],
      [
        /\bERR_TLS_INVALID_PROTOCOL_(?:VERSION|METHOD)\b/,
        { fact: "no-common-version", offered: null },
        "TypeError [ERR_TLS_INVALID_PROTOCOL_VERSION]",
      ],
      [/Failed to set ECDH curve/, { fact: "no-common-group" }, "Failed to set ECDH curve"],
      [
        /getaddrinfo (?:ENOTFOUND|EAI_AGAIN) (\S{1,253})/,
        (match) => ({ fact: "name-not-resolved", name: textIn(match) }),
        "getaddrinfo ENOTFOUND db.internal",
      ],
      [
        /\b(?:ENOTFOUND|EAI_AGAIN|ENODATA)\b/,
        { fact: "name-not-resolved", name: null },
        "queryA ENOTFOUND",
      ],
      [
        /\bconnect ENOENT (\S{1,120})/,
        { fact: "connection-refused" },
        "connect ENOENT /tmp/kv.sock",
      ],
      [
        /\bERR_HTTP2_ERROR\b/,
        { fact: "http2-error", code: null },
        "Error [ERR_HTTP2_ERROR]: Protocol error",
      ],
      [
        /Session closed with error code (?:(\d{1,2})|(?:NGHTTP2_)?([A-Z_\d]{4,30}))/,
        (match) => ({ fact: "goaway", code: match[1] ?? match[2] ?? null, debug: null }),
        "Error [ERR_HTTP2_SESSION_ERROR]: Session closed with error code 2",
      ],
      [
        /Stream closed with error code (?:NGHTTP2_)?([A-Z_\d]{1,30})/,
        (match) => ({ fact: "stream-reset", code: textIn(match) }),
        "Error [ERR_HTTP2_STREAM_ERROR]: Stream closed with error code NGHTTP2_REFUSED_STREAM",
      ],
      [
        // The bytes stand below the error's trace.
        /Parse Error: Expected HTTP\//,
        ({ index = 0, input = "" }) =>
          /rawPacket: <Buffer 00 00 [\da-f]{2} 04/.test(input.slice(index, index + 2000))
            ? { fact: "http2-answer" }
            : { fact: "not-http2" },
        "Error: Parse Error: Expected HTTP/, RTSP/ or ICE/",
        "client",
      ],
    ],
  ),
];
