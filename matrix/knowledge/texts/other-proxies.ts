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
        /Error binding service \[[^\]\n]{1,80}\] to \S{1,120}|LOG3\[ui\]: bind: /,
        { fact: "cannot-listen" },
        "Error binding service [kv] to 0.0.0.0:443: Address already in use (98)",
      ],
      [
        /TIMEOUTconnect exceeded|No more addresses to connect/,
        { fact: "upstream-unreachable" },
        "s_connect: s_poll_wait 10.0.0.1:9000: TIMEOUTconnect exceeded",
      ],
      [
        /TIMEOUTidle exceeded/,
        { fact: "timeout", of: "keepalive" },
        "transfer: s_poll_wait: TIMEOUTidle exceeded: sending reset",
      ],
      [
        /TIMEOUTbusy exceeded/,
        { fact: "timeout", of: "upstream" },
        "transfer: s_poll_wait: TIMEOUTbusy exceeded: sending reset",
      ],
      [
        /\bError resolving "([^"\n]{1,253})"/,
        (match) => ({ fact: "name-not-resolved", name: match[1] ?? null }),
        'Error resolving "kv.internal": Neither nodename nor servname known (EAI_NONAME)',
      ],
      [
        /Error reading (?:certificate|private key) (?:from )?(?:file|engine)|: Failed to initialize TLS context/,
        { fact: "key-not-loadable", what: "unsaid" },
        'Error reading certificate from file "/etc/stunnel/kv.pem"',
      ],
      [
        /CERT: (?:Subject checks failed|No matching host name found)/,
        { fact: "hostname-mismatch", wanted: null, valid: null },
        "CERT: Subject checks failed",
      ],
    ],
  ),
  ...rowsFrom(
    {
      stack: "other",
      seen: "Hitch 1.8 src/hitch.c, hssl_locks.c; lighttpd 1.4 src/mod_openssl.c, gw_backend.c",
    },
    [
      [
        /\{bind-socket\}: /,
        { fact: "cannot-listen" },
        "{bind-socket}: Address already in use: *:443",
        "server",
      ],
      [
        /Error loading private key \(|SSL: couldn't read private key from '/,
        { fact: "key-not-loadable", what: "key" },
        "Error loading private key (/etc/hitch/kv.pem)",
        "server",
      ],
      [
        /Could not read certificate '|SSL: (?:couldn't read X509 certificates? from|inactive\/expired X509 certificate) '/,
        { fact: "key-not-loadable", what: "certificate" },
        "Could not read certificate '/etc/hitch/kv.pem'",
        "server",
      ],
      [
        /all handlers for \S{1,400} on \S{1,80} are down/,
        { fact: "upstream-unavailable" },
        "(gw_backend.c.981) all handlers for /kv.v1.KV/Get? on .proto are down.",
        "between",
      ],
      [
        /SSL: no certificate\/private key for TLS server name "([^"\n]{1,253})"/,
        (match) => ({ fact: "authority-rejected", authority: match[1] ?? null }),
        'SSL: no certificate/private key for TLS server name "kv.example.com"',
        "server",
      ],
      [
        /SSL: addr:\S{1,60} verify error:num=\d{1,3}:/,
        { fact: "client-certificate-bad" },
        "SSL: addr:10.0.0.9 verify error:num=20:unable to get local issuer certificate:depth=0:subject=CN=kv",
        "server",
      ],
    ],
  ),
  ...rowsFrom(
    {
      stack: "other",
      seen: "Traefik fd5a576df2 pkg/tls/tlsmanager.go; net/http transport.go and h2_bundle.go in go 1.26.8",
    },
    [
      [
        /strict SNI enabled - No certificate found for domain: \\{0,4}"([^"\\\n]{0,253})/,
        (match) => ({ fact: "authority-rejected", authority: match[1] || null }),
        'strict SNI enabled - No certificate found for domain: "kv.example.com", closing connection',
        "server",
      ],
      [
        /'504 Gateway Timeout' caused by: [^\n"]{1,120}|"msg":"net\/http: timeout awaiting response headers"/,
        { fact: "timeout", of: "upstream" },
        "'504 Gateway Timeout' caused by: net/http: timeout awaiting response headers",
        "between",
      ],
    ],
  ),
];
