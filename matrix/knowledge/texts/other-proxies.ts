import type { Fact } from "../../domain/fact.ts";
import { type Row, rowsFrom } from "./row.ts";

const handshake: Fact = { fact: "wrapper", of: "handshake", status: null };

export const otherProxyRows: readonly Row[] = [
  ...rowsFrom(
    {
      stack: "caddy",
      seen: "reports of Caddy users, not read in a source; its TLS texts are Go's",
      role: "between",
    },
    [
      [
        /aborting with incomplete response/,
        { fact: "closed" },
        "aborting with incomplete response",
      ],
      [/no upstreams available/, { fact: "upstream-unavailable" }, "no upstreams available"],
      [
        /no certificate available for '([^'\n]{0,253})'/,
        (match) => ({ fact: "authority-rejected", authority: match[1] ?? null }),
        "no certificate available for 'localhost'",
      ],
    ],
  ),
  ...rowsFrom(
    {
      stack: "other",
      seen: "statusDetails in logs of Google Cloud's Application Load Balancers; not run",
      role: "between",
    },
    [
      [/\bfailed_to_pick_backend\b/, { fact: "upstream-unavailable" }, "failed_to_pick_backend"],
      [
        /\bfailed_to_connect_to_backend\b/,
        { fact: "upstream-unreachable" },
        "failed_to_connect_to_backend",
      ],
      [
        /\bbackend_timeout\b/,
        { fact: "timeout", of: "upstream" },
        '"statusDetails":"backend_timeout"',
      ],
    ],
  ),
  ...rowsFrom(
    {
      stack: "other",
      seen: "pires/go-proxyproto ErrNoProxyProtocol, as Traefik and others log it; reports",
      role: "server",
    },
    [
      [
        /proxyproto: proxy protocol signature not present/,
        { fact: "proxy-header-missing" },
        "read tcp 10.0.0.9:8443->10.0.1.7:52010: proxyproto: proxy protocol signature not present",
      ],
    ],
  ),
  ...rowsFrom(
    {
      stack: "httpd",
      seen: "Apache httpd 2.4 modules/ssl/ssl_engine_io.c in part; reports",
      role: "server",
    },
    [
      [
        /HTTP spoken on HTTPS port|speaking plain HTTP to an SSL-enabled server port/,
        { fact: "first-record-not-tls", got: "http" },
        "AH01996: SSL handshake failed: HTTP spoken on HTTPS port; trying to send HTML error page",
      ],
    ],
  ),
  ...rowsFrom(
    {
      stack: "stunnel",
      seen: "reports of stunnel users; not read in a source",
      role: "between",
    },
    [
      [
        /SSL_(?:accept|connect): Peer suddenly disconnected/,
        { fact: "closed-in-handshake" },
        "SSL_accept: Peer suddenly disconnected",
      ],
      [
        /SSL_(?:accept|connect): /,
        handshake,
        "SSL_accept: ../ssl/record/ssl3_record.c:354: error:0A00010B:x",
      ],
      [
        /CERT: (?:Pre-)?[Vv]erification error:/,
        { fact: "certificate-rejected" },
        "CERT: Pre-verification error: self-signed certificate",
      ],
      [
        /CERT: (?:Subject checks failed|No matching host name found)/,
        { fact: "hostname-mismatch", wanted: null, valid: null },
        "CERT: Subject checks failed",
      ],
    ],
  ),
];
