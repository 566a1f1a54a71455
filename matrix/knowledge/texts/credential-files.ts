import type { Fact } from "../../domain/fact.ts";
import { type Row, rowsFrom } from "./row.ts";

const notLoadable: Fact = { fact: "key-not-loadable", what: "unsaid" };

/** How the name of a file of a key, a certificate or authorities ends. */
const ofCredentials = /\.(?:key|pem|crt|cer|p12|pfx|jks)$/;

/** Files of authorities that systems and images bring, by the names that they have in Debian, Red Hat, Alpine, BSD, curl and Java. */
const ofSystem =
  /(?:^|[/\\])(?:ca-certificates\.crt|ca-bundle\.(?:crt|pem)|tls-ca-bundle\.pem|cacerts?(?:\.pem|\.crt)?|(?:etc\/ssl|etc\/pki\/tls)\/certs?(?:\.pem|\.crt)?|roots\.pem)$/i;

/** Of a match whose first group is the name of a file that is not there. */
const missing = ([, name = ""]: RegExpMatchArray): Fact | undefined => {
  if (ofSystem.test(name)) return { fact: "no-trust-store" };
  return ofCredentials.test(name) ? notLoadable : undefined;
};

/** A file of a key, a certificate or authorities that is not there, known by its name, in the words of who wanted to open it. */
export const credentialFileRows: readonly Row[] = [
  ...rowsFrom({ stack: "os", seen: "go 1.26.8 os, Node 24 fs, CPython 3.11, JDK 17, run" }, [
    [
      /\bopen ([^\s:"'][^\s"']{1,210}): (?:no such file or directory|The system cannot find the (?:file|path) specified)/,
      missing,
      "open /certs/tls.key: no such file or directory",
    ],
    [
      /ENOENT: no such file or directory, open '([^'\n]{1,210})'/,
      missing,
      "Error: ENOENT: no such file or directory, open '/certs/tls.key'",
    ],
    [
      /\[Errno 2\] No such file or directory: '([^'\n]{1,210})'/,
      missing,
      "FileNotFoundError: [Errno 2] No such file or directory: '/certs/ca.pem'",
    ],
    [
      /FileNotFoundException: ([^\s(][^\n(]{1,210}) \((?:No such file or directory|The system cannot find the (?:file|path) specified)\)/,
      missing,
      "java.io.FileNotFoundException: /certs/server.pem (No such file or directory)",
    ],
    [
      /FileNotFoundException: Could not find file '([^'\n]{1,210})'/,
      missing,
      "System.IO.FileNotFoundException: Could not find file '/certs/server.pfx'.",
    ],
    [
      /(?:Can't|Cannot|Could not|Unable to|Failed to) (?:read|open|load) (?:the )?(?:\w{1,20} ){0,3}['"]([^'"\n]{1,210})['"][^\n]{0,80}: No such file or directory/,
      missing,
      "Can't read file '/certs/ca.pem' for grpc.ssl_ca_cert_file: No such file or directory",
    ],
  ]),
  ...rowsFrom(
    {
      stack: "other",
      seen: "Node 24 node_crypto; .NET 8 X509Certificate2; x/crypto pkcs12; CPython 3.11",
    },
    [
      [
        /\bmac verify failure\b|\bThe specified network password is not correct\b|\bpkcs12: decryption password incorrect\b/i,
        notLoadable,
        "Error: mac verify failure",
      ],
      [
        // An encrypted key whose pass phrase nobody gave.
        /\bSSLError: \[SSL\] PEM lib\b/,
        notLoadable,
        "ssl.SSLError: [SSL] PEM lib (_ssl.c:3900)",
      ],
    ],
  ),
  ...rowsFrom({ stack: "openssl", seen: "OpenSSL 3.0 and 1.1 crypto/bio/bss_file.c, run" }, [
    [
      /No such file or directory:(?:\.\.\/)?(?:[\w./]{1,40}:\d{1,5}:)?(?:calling )?fopen\('?([^,)'\n]{1,210})/,
      missing,
      "error:80000002:system library::No such file or directory:calling fopen(/certs/tls.crt, r)",
    ],
  ]),
];
