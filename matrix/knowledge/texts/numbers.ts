import { grpcStatusNames } from "../../domain/grpc-status.ts";
import { http2ErrorNames } from "../../domain/http2-errors.ts";
import { firstBytesOf } from "./hex-bytes.ts";
import { errnoNames, httpStatusNames, tlsVersionNames, verifyErrorNames } from "./number-names.ts";
import { alertName } from "./tls-alerts.ts";

/** A number in a text and what it says. `text` is the part of the input that `span` covers. */
export type DecodedNumber = Readonly<{
  span: Readonly<{ from: number; to: number }>;
  text: string;
  meaning: string;
}>;

type Decoder = Readonly<{
  /** Group 1 is the number; without the flag g. */
  pattern: RegExp;
  /** @returns undefined where the number has no known meaning. */
  meaning(digits: string): string | undefined;
}>;

const alertOf = (code: number): string => `TLS alert ${code}, ${alertName(code)}`;

const bytesMeaning = (hex: string): string | undefined => {
  switch (firstBytesOf(hex)) {
    case "client-hello":
      return "TLS ClientHello";
    case "handshake":
      return "TLS handshake record";
    case "alert":
      return hex.length >= 14 && /^.{4}[\da-f]{2}0002/i.test(hex)
        ? alertOf(Number.parseInt(hex.slice(12, 14), 16))
        : "TLS alert record";
    case "http1-answer":
      return 'HTTP/1 answer ("HTTP/")';
    case "http1-request":
      return "HTTP/1 request";
    case "http2-preface":
      return 'HTTP/2 preface ("PRI * HTTP/2.0")';
    case "http2-settings":
      return "HTTP/2 SETTINGS frame";
    case "ssh":
      return "SSH banner";
    case "foreign-greeting":
      return "a greeting of another protocol";
    case "unknown":
      return undefined;
  }
};

/** Openings of texts that get read as a length: of HTTP/1, HTML, XML, JSON and SSH. */
const openings = [
  "HTT",
  "htm",
  "<ht",
  "<HT",
  "<!D",
  "<!d",
  "<?x",
  "GET",
  "POS",
  "PUT",
  "HEA",
  "OPT",
  "CON",
  "DEL",
  "PRI",
  "SSH",
  '{"',
];

/** A length of 3 or 4 bytes (HTTP/2's, gRPC's) that was in truth a text or a TLS record. */
const lengthMeaning = (digits: string): string | undefined => {
  const value = Number(digits);
  if (value > 0xffffffff) return undefined;
  const hex = value.toString(16).padStart(value > 0xffffff ? 8 : 6, "0");
  const text = Buffer.from(hex, "hex").toString("latin1");
  if (openings.some((opening) => text.startsWith(opening)) && /^[\x20-\x7e]+$/.test(text))
    return `the bytes ${JSON.stringify(text)}`;
  return /^1[56]030[0-4]/.test(hex) ? bytesMeaning(hex) : undefined;
};

const asciiMeaning = (digits: string): string | undefined => {
  const code = Number(digits);
  return code > 0x20 && code < 0x7f
    ? `the byte ${JSON.stringify(String.fromCharCode(code))}`
    : undefined;
};

const named =
  (names: Readonly<Record<number, string>>, label: string) =>
  (digits: string): string | undefined => {
    const name = names[Number(digits)];
    return name === undefined ? undefined : `${label}${name}`;
  };

/** "304" or "0304": hexadecimal without a prefix, as Go prints versions. */
const versionMeaning = (digits: string): string | undefined =>
  tlsVersionNames[Number(digits.slice(-1))];

/** Library and reason of an error packed as OpenSSL 1.1 and BoringSSL do (12 bits) or OpenSSL 3 (23 bits). */
const errorCodeMeaning = (code: number): string | undefined => {
  const reason = code & 0xfff;
  if (reason >= 1000 && reason <= 1255) return alertOf(reason - 1000);
  return undefined;
};

const decoders: readonly Decoder[] = [
  { pattern: /(?<![\w\\])(?:0x)?([\da-f]{6,1024})(?![\w])/i, meaning: bytesMeaning },
  {
    pattern: /((?:\\{1,2}x[\da-f]{2}){3,64})/i,
    meaning: (escaped) => bytesMeaning(escaped.replace(/\\{1,2}x/gi, "")),
  },
  { pattern: /(?<![\w.:-])(\d{7,10})(?![\w.:-])/, meaning: lengthMeaning },
  {
    pattern: /oversized record received with length (\d{5})(?!\d)/,
    meaning: (digits) => {
      const text = Buffer.from(Number(digits).toString(16).padStart(4, "0"), "hex").toString(
        "latin1",
      );
      return /^[\x20-\x7e]{2}$/.test(text) ? `the bytes ${JSON.stringify(text)}` : undefined;
    },
  },
  {
    pattern: /frame type (80)(?!\d)/,
    meaning: () => 'the byte "P", the fourth of "HTTP"',
  },
  { pattern: /(?:compression flag:|got '.{0,4}?' \() ?(\d{1,3})(?!\d)/, meaning: asciiMeaning },
  { pattern: /(?<=[[ ])(30[0-4])(?=[\] ](?:30|$|[^\d]))/, meaning: versionMeaning },
  { pattern: /(?:version|versions:) \[?(30[0-4])(?!\w)/, meaning: versionMeaning },
  { pattern: /(?<!\w)0x(030[0-4])(?!\w)/, meaning: versionMeaning },
  {
    pattern: /alert(?: number|:)? ?\(?(\d{1,3})(?!\d)/i,
    meaning: (digits) => (Number(digits) <= 255 ? alertOf(Number(digits)) : undefined),
  },
  {
    pattern: /TLS alert, [\w ]{1,40} \((\d{3})\)/,
    meaning: (digits) => {
      const code = Number(digits) - 512;
      return code >= 0 && code <= 255 ? alertOf(code) : undefined;
    },
  },
  { pattern: /error:([\da-f]{8}):/i, meaning: (hex) => errorCodeMeaning(Number.parseInt(hex, 16)) },
  {
    pattern: /(?:TLS_error:\||TLS error: )(\d{9})(?!\d)/,
    meaning: (digits) => errorCodeMeaning(Number(digits)),
  },
  {
    pattern:
      /(?:errno["']?[ :=]{0,3}|os error |(?<!\w)error\(|(?:OSError|(?:Connection\w{0,10}|BrokenPipe|Permission|FileNotFound|Timeout)Error)\(|Os \{ code: |WinError )-?(\d{1,5})(?!\d)/i,
    meaning: named(errnoNames, ""),
  },
  {
    pattern: /(?:connection|connect|failed|reset|refused|pipe|peer|error:?) \((\d{2,5})(?=[):])/i,
    meaning: named(errnoNames, ""),
  },
  {
    pattern:
      /(?:HTTP(?:\/[\d.]{1,3})?"? (?:status |response )?(?:code:? )?|status(?:[ -]code)?:? |response code )(\d{3})(?!\d)/i,
    meaning: named(httpStatusNames, "HTTP status "),
  },
  {
    pattern:
      /(?:RST_STREAM with (?:error )?code|goaway[^\n]{0,20}error(?: code)?:?|closed with error code) (\d{1,2})(?!\d)/i,
    meaning: named(http2ErrorNames, "HTTP/2 error "),
  },
  {
    pattern:
      /(?:grpc[-_]status"?[:=] ?"?|Error: |(?<!\b(?:return|exit|error|result|reason|response|alert|curl|SSL) )code[:=] ?)(\d{1,2})(?=[ ",}\n]|$)/i,
    meaning: named(grpcStatusNames, "gRPC status "),
  },
  {
    pattern: /(?:verify (?:error|return code|result):? ?\(?(?:num=)?)(\d{1,2})(?!\d)/i,
    meaning: named(verifyErrorNames, ""),
  },
  {
    pattern: /(?:verification time|not valid (?:after|before)) (\d{9,10})(?!\d)/,
    meaning: (seconds) => new Date(Number(seconds) * 1000).toISOString(),
  },
];

/** Only the first 1 MiB (UTF-16 units) is read. */
const readLimit = 1024 * 1024;

/** Every number of known meaning, in the order of the text; of overlapping ones the longest, then the earlier decoder's. */
export const decodeNumbers = (text: string): readonly DecodedNumber[] => {
  const bounded = text.slice(0, readLimit);
  const found = decoders.flatMap(({ pattern, meaning }): readonly DecodedNumber[] =>
    [...bounded.matchAll(new RegExp(pattern, `${pattern.flags}dg`))].flatMap((match) => {
      const [from, to] = match.indices?.[1] ?? [0, 0];
      const said = meaning(bounded.slice(from, to));
      return said === undefined
        ? []
        : [{ span: { from, to }, text: bounded.slice(from, to), meaning: said }];
    }),
  );
  const size = ({ span }: DecodedNumber): number => span.to - span.from;
  const kept: DecodedNumber[] = [];
  let end = 0;
  for (const one of [...found].sort((a, b) => a.span.from - b.span.from || size(b) - size(a))) {
    if (one.span.from < end) continue;
    kept.push(one);
    end = one.span.to;
  }
  return kept;
};
