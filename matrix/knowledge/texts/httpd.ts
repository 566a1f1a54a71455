import type { Fact } from "../../domain/fact.ts";
import { type Row, rowsFrom } from "./row.ts";

const clientBad: Fact = { fact: "client-certificate-bad" };

/** Apache's HTTP server, for its clients and towards what it passes calls on to. */
export const httpdRows: readonly Row[] = [
  ...rowsFrom(
    {
      stack: "httpd",
      seen: "Apache httpd 2.4 and trunk modules/ssl/ssl_engine_io.c, ssl_engine_kernel.c, ssl_engine_init.c, server/listen.c",
      role: "server",
    },
    [
      [
        /HTTP spoken on HTTPS port|speaking plain HTTP to an SSL-enabled server port/,
        { fact: "first-record-not-tls", got: "http" },
        "AH01996: SSL handshake failed: HTTP spoken on HTTPS port; trying to send HTML error page",
      ],
      [
        /\[client \S{3,60}\] AH0(?:2039|2276): Certificate Verification: Error \(\d{1,3}\): [^\n[]{3,80}/,
        clientBad,
        "[client 10.0.0.9:41012] AH02039: Certificate Verification: Error (20): unable to get local issuer certificate",
      ],
      [
        /AH0(?:2032|2033): /,
        { fact: "authority-rejected", authority: null },
        "AH02032: Hostname a provided via SNI and hostname b provided via HTTP have no compatible SSL setup",
      ],
      [
        /AH0(?:1630|1797): /,
        { fact: "call-forbidden" },
        "AH01630: client denied by server configuration: /x",
      ],
      [
        /AH0(?:1617|1618|1614|1790): /,
        { fact: "credentials-rejected" },
        'AH01617: user ada: authentication failure for "/kv.v1.KV/Get": Password Mismatch',
      ],
      [
        /AH0(?:0072|0078): make_sock: could not (?:bind|listen)/,
        { fact: "cannot-listen" },
        "AH00072: make_sock: could not bind to address [::]:443",
      ],
      [
        /AH0(?:2562|2565|2564|2577|2579|2238): /,
        { fact: "key-not-loadable", what: "unsaid" },
        "AH02565: Certificate and private key kv:443:0 from /x.pem and /x.key do not match",
      ],
    ],
  ),
  ...rowsFrom(
    {
      stack: "httpd",
      seen: "Apache httpd 2.4 and trunk modules/proxy/proxy_util.c, mod_proxy_http.c, http2/mod_proxy_http2.c",
      role: "between",
    },
    [
      [
        /AH0(?:0940|0957|0959|1114|0896): /,
        { fact: "upstream-unreachable" },
        "AH01114: HTTP: failed to make connection to backend: 10.0.0.1",
      ],
      [
        /\(70007\)The timeout specified has expired: (?:\[client \S{3,60}\] )?AH0(?:1102|1110|1095|1084|1097|3351): /,
        { fact: "timeout", of: "upstream" },
        "(70007)The timeout specified has expired: [client 10.0.0.9:41012] AH01102: error reading status line from remote server",
      ],
      [
        /AH0(?:1102|1110|1095|1084|1097|3351): |Error reading from remote server returned by/,
        { fact: "upstream-lost" },
        "AH00898: Error reading from remote server returned by /kv.v1.KV/Get",
      ],
      [
        /AH0(?:2003|0961): |Error during SSL Handshake with remote server/,
        { fact: "upstream-handshake" },
        "AH02003: SSL Proxy connect failed",
      ],
      [
        /AH0(?:2004|2005|2411): /,
        { fact: "upstream-untrusted" },
        "AH02411: SSL Proxy: Peer certificate does not match for hostname kv.internal",
      ],
      [
        /\[remote \S{3,60}\] AH0(?:2039|2276): Certificate Verification: Error \(\d{1,3}\)/,
        { fact: "upstream-untrusted" },
        "[remote 10.0.0.1:9000] AH02039: Certificate Verification: Error (18): x",
      ],
      [
        /AH01144: No protocol handler was valid/,
        { fact: "http-status", status: 500 },
        "AH01144: No protocol handler was valid for the URL /x (scheme 'h2c')",
      ],
    ],
  ),
];
