import type { Fact } from "../../domain/fact.ts";
import { type Row, rowsFrom, textIn } from "./row.ts";

const handshake: Fact = { fact: "wrapper", of: "handshake", status: null };

const roots: Fact = { fact: "key-not-loadable", what: "roots" };

export const grpcCoreTlsRows: readonly Row[] = [
  ...rowsFrom({ stack: "grpc-core", seen: "grpcio 1.85.1 cygrpc, run in part" }, [
    [
      /Handshake (?:read|write) failed \(Socket closed\)/,
      { fact: "closed-in-handshake" },
      "Handshake read failed (Socket closed)",
    ],
    [
      /Handshake read failed \(Endpoint closing\)/,
      { fact: "timeout", of: "handshake" },
      "Handshake read failed (Endpoint closing)",
    ],
    [/Handshake (?:read|write) failed/, handshake, "Handshake read failed (recvmsg:x)"],
    [
      /Handshake failed with error \w{3,30}:?/,
      handshake,
      "Handshake failed with error SSL_ERROR_SSL: x",
    ],
    [
      /Handshake failed with fatal error SSL_ERROR_\w{2,12}:?/,
      handshake,
      "Handshake failed with fatal error SSL_ERROR_SSL: x",
    ],
    [
      /\bconnect failed \(UNKNOWN:Handshake failed\)/,
      handshake,
      "connect failed (UNKNOWN:Handshake failed)",
    ],
    [/Handshake timed out/i, { fact: "timeout", of: "handshake" }, "Handshake timed out"],
    [
      /Tls handshake failed \(TSI_\w{3,30}\):?/,
      handshake,
      "Tls handshake failed (TSI_PROTOCOL_FAILURE): x",
    ],
    [
      /Unwrap failed \(TSI_DATA_CORRUPTED\)/,
      { fact: "wrapper", of: "close", status: null },
      "Unwrap failed (TSI_DATA_CORRUPTED)",
    ],
    [
      /Failed to create security handshaker\.?/,
      { fact: "key-not-loadable", what: "unsaid" },
      "Failed to create security handshaker.",
    ],
    [
      /(?:Client|Server) (?:handshaker|side) factory creation failed|Handshaker (?:factory )?creation failed/i,
      { fact: "key-not-loadable", what: "unsaid" },
      "Handshaker factory creation failed with TSI_INVALID_ARGUMENT",
    ],
    [
      /pem_root_certs cannot be empty|Could not load any root certificate|Cannot load server root certificates|Could not load root certificates/,
      roots,
      "Could not load any root certificate.",
    ],
    ["Could not get default pem root certs", { fact: "no-trust-store" }],
    [
      /Failed to parse root certificates as PEM/,
      roots,
      "Failed to parse root certificates as PEM: x",
    ],
    [
      /Invalid cert chain file|Failed to parse certificate chain as PEM|Failed to parse cert chain/,
      { fact: "key-not-loadable", what: "certificate" },
      "Invalid cert chain file.",
    ],
    [
      /Invalid private key\.|Failed to parse private key(?: as PEM)?/,
      { fact: "key-not-loadable", what: "key" },
      "Invalid private key.",
    ],
    [
      /Cannot check peer: missing selected ALPN property/,
      { fact: "no-alpn-selected" },
      "Cannot check peer: missing selected ALPN property.",
    ],
    [
      /Cannot check peer: invalid ALPN value/,
      { fact: "alpn-none-in-common" },
      "Cannot check peer: invalid ALPN value.",
    ],
    [
      /Cannot check peer: missing pem cert property/,
      { fact: "no-peer-certificate" },
      "Cannot check peer: missing pem cert property.",
    ],
    [
      /Hostname Verification Check failed/,
      { fact: "hostname-mismatch", wanted: null, valid: null },
      "Hostname Verification Check failed.",
      "client",
    ],
    [
      /Custom verification check failed with error:/,
      handshake,
      "Custom verification check failed with error: UNAUTHENTICATED: x",
    ],
    [
      /No match found for server name: (\S{1,253}?)\.?(?=\s|$)/,
      (match) => ({ fact: "hostname-mismatch", wanted: textIn(match), valid: null }),
      "No match found for server name: db.internal.",
      "server",
    ],
    [
      /Peer name (\S{1,255}) is not in peer certificate/,
      (match) => ({ fact: "hostname-mismatch", wanted: textIn(match), valid: null }),
      "Peer name localhost is not in peer certificate",
      "client",
    ],
  ]),
  ...rowsFrom(
    {
      stack: "grpc-core",
      seen: "grpc 0.10 to 1.0 src/core/security: security_connector.c, secure_transport_setup.c, handshake.c",
    },
    [
      [
        /(?:Missing|Invalid) selected ALPN property\./,
        { fact: "no-alpn-selected" },
        "Missing selected ALPN property.",
      ],
      ["Invalid ALPN value.", { fact: "alpn-none-in-common" }],
      [
        /Peer (?:check failed\.|extraction failed with error \w{3,40})|Secure transport setup failed with error \d{1,3}\./,
        handshake,
        "Secure transport setup failed with error 2.",
      ],
      [/Security handshake failed: /, handshake, "Security handshake failed: {}"],
    ],
  ),
];
