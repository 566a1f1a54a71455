import type { Fact } from "../../domain/fact.ts";
import { type Row, rowsFrom } from "./row.ts";

const handshake: Fact = { fact: "wrapper", of: "handshake", status: null };

const clientBad: Fact = { fact: "client-certificate-bad" };

export const haproxyRows: readonly Row[] = [
  ...rowsFrom(
    {
      stack: "haproxy",
      seen: "haproxy 2.6.12 run, 50872daa6 read: connection.c, check.c, session.c",
      role: "between",
    },
    [
      [
        /: SSL handshake failure(?: \(|(?=\s|$))/,
        handshake,
        "fe/1: SSL handshake failure (error:0A000076:SSL routines::x)",
      ],
      [/SSL handshake failure after heartbeat/, handshake, "SSL handshake failure after heartbeat"],
      [
        /Connection closed during SSL handshake/,
        { fact: "closed-in-handshake" },
        "Connection closed during SSL handshake",
      ],
      [/Connection error during SSL handshake/, handshake, "Connection error during SSL handshake"],
      [
        /Timeout during SSL handshake/,
        { fact: "timeout", of: "handshake" },
        "Timeout during SSL handshake",
      ],
      [
        /SSL client CA chain cannot be verified/,
        clientBad,
        "SSL client CA chain cannot be verified",
      ],
      [/SSL client certificate not trusted/, clientBad, "SSL client certificate not trusted"],
      [
        /Server presented an SSL certificate different from the (?:configured|expected) one/,
        { fact: "hostname-mismatch", wanted: null, valid: null },
        "Server presented an SSL certificate different from the expected one",
      ],
      [
        /Received (?:something which does not look like|an invalid|an unhandled protocol in the) (?:a )?PROXY protocol header|Truncated PROXY protocol header received/,
        { fact: "proxy-header-missing" },
        "Received something which does not look like a PROXY protocol header",
      ],
      [
        /(?:Connection (?:closed|error)|Timeout) while waiting for (?:a )?(?:PROXY protocol|NetScaler Client IP) header/,
        { fact: "proxy-header-awaited" },
        "Connection closed while waiting for PROXY protocol header",
      ],
      [
        /Too many SSL connections|Reached configured maxconn value|Too many sockets on the (?:process|system)/,
        { fact: "too-many-calls" },
        "Too many SSL connections",
      ],
      [
        /Rejected a client-initiated SSL renegotiation attempt/,
        { fact: "renegotiation-unsafe" },
        "Rejected a client-initiated SSL renegotiation attempt",
      ],
      [
        /Layer4 connection problem|\bL4CON\b/,
        { fact: "wrapper", of: "attempt", status: null },
        "Layer4 connection problem",
      ],
      [/Layer4 timeout|\bL4TOUT\b/, { fact: "timeout", of: "connect" }, "Layer4 timeout"],
      [/Layer6 invalid response|\bL6RSP\b/, handshake, "Layer6 invalid response"],
      [/Layer6 timeout|\bL6TOUT\b/, { fact: "timeout", of: "handshake" }, "Layer6 timeout"],
      [/Layer7 timeout|\bL7TOUT\b/, { fact: "timeout", of: "upstream" }, "Layer7 timeout"],
      [
        /Layer7 (?:invalid response|wrong status)|\bL7RSP\b|\bL7STS\b/,
        { fact: "wrapper", of: "attempt", status: null },
        "Layer7 wrong status, code: 404",
      ],
      [
        /Server \S{1,120} is DOWN/,
        { fact: "upstream-unavailable" },
        "Server be/s1 is DOWN, reason: Layer4 connection problem",
      ],
      [
        /backend \S{1,80} has no server available/,
        { fact: "upstream-unavailable" },
        "backend be has no server available!",
      ],
      // Its page with status 503.
      ["No server is available to handle this request", { fact: "upstream-unavailable" }],
      [/(?<=\s)<BADREQ>/, { fact: "not-http2" }, "fe fe/<NOSRV> <BADREQ>"],
      [
        /unable to load SSL private key/,
        { fact: "key-not-loadable", what: "key" },
        "unable to load SSL private key into SSL Context '/x.pem'.",
      ],
      [
        /unable to load (?:SSL|chain) certificate/,
        { fact: "key-not-loadable", what: "certificate" },
        "unable to load SSL certificate into SSL Context '/x.pem': x",
      ],
      // ssl_ckch.c, while it reads its configuration.
      [
        /No Private Key found in '[^'\n]{1,260}'/,
        { fact: "key-not-loadable", what: "key" },
        "No Private Key found in '/x.pem.key'.",
      ],
      [
        /inconsistencies between private key and certificate loaded/,
        { fact: "key-not-loadable", what: "pair" },
        "inconsistencies between private key and certificate loaded '/x.pem'.",
      ],
      [
        /cannot bind socket/,
        { fact: "port-in-use" },
        "Starting frontend fe: cannot bind socket (Address already in use) [0.0.0.0:443]",
      ],
    ],
  ),
];
