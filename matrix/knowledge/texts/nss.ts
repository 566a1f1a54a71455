import type { Fact } from "../../domain/fact.ts";
import { nssErrors } from "./nss-errors.ts";
import { type Row, rowsFrom } from "./row.ts";

const byCode: ReadonlyMap<number, Fact> = new Map(
  nssErrors.map(([code, , , fact]) => [code, fact]),
);
const byName: ReadonlyMap<string, Fact> = new Map(
  nssErrors.map(([, name, , fact]) => [name, fact]),
);

const coded = (match: RegExpMatchArray): Fact | undefined => byCode.get(Number(match[1]));

/** Firefox of 2010 to 2016 prints the names in lower case. */
const named = (match: RegExpMatchArray): Fact | undefined => byName.get(match[0].toUpperCase());

/** How far behind it the error is that ends the connection for which curl found no certificate. */
const errorLimit = 1000;

/** Where a server only asks, to have no certificate is in order, and curl goes on. */
const withheld = ({ 0: text, index = 0, input = "" }: RegExpMatchArray): Fact | undefined =>
  text.startsWith("curl: ") || /NSS error -\d/.test(input.slice(index, index + errorLimit))
    ? { fact: "client-certificate-withheld" }
    : undefined;

/** NSS: Firefox, curl of Red Hat up to 8, 389-ds, mod_nss, OpenLDAP of Red Hat. */
export const nssRows: readonly Row[] = [
  ...rowsFrom(
    { stack: "nss", seen: "NSS 9d75dfde2 SSLerrs.h, SECerrs.h, pkixnss.h; NSPR in reports" },
    [
      ...nssErrors.flatMap(([, , words, fact]) => (words === null ? [] : [[words, fact] as const])),
      [
        /\b(?:SSL|SEC|MOZILLA_PKIX|PR)_(?:[A-Z\d]{1,12}_){0,3}ERROR(?:_[A-Z\d]{2,15}){0,7}\b/i,
        named,
        "NSS error -12271 (SSL_ERROR_BAD_CERT_ALERT)",
      ],
      [
        /\b(?:NSS|NSPR|Portable Runtime|SSL Library|SSL|TLS) error:? \(?(-\d{4,5})(?!\d)/i,
        coded,
        "Netscape Portable Runtime error -8172 (x)",
      ],
      [
        /\bSSL_ForceHandshake failed: \(?(-\d{4,5})\)?/,
        coded,
        "SSL_ForceHandshake failed: (-12190)",
      ],
    ],
  ),
  ...rowsFrom({ stack: "nss", seen: "curl 00370a98 (2015) lib/vtls/nss.c", role: "client" }, [
    [
      /(?:curl: \(\d{2}\) )?NSS: client certificate not found/,
      withheld,
      "curl: (58) NSS: client certificate not found (nickname not specified)",
    ],
    [
      /NSS: private key (?:not found for certificate|from file not found)/,
      { fact: "key-not-loadable", what: "key" },
      "NSS: private key from file not found",
    ],
    [
      "NSS: client certificate from file not found",
      { fact: "key-not-loadable", what: "certificate" },
    ],
  ]),
];
