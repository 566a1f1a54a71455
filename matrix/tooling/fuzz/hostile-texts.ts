import { textTable } from "../../knowledge/texts/text-table.ts";

/** A text of a length, in UTF-16 units, that is made to be slow to read. */
type Maker = (length: number) => string;

const repeated =
  (piece: string): Maker =>
  (length) =>
    piece.repeat(Math.ceil(length / piece.length)).slice(0, length);

/** A linear congruential generator (ISO C's example): the same text each time. */
const chosen =
  (letters: string, lineLength: number): Maker =>
  (length) => {
    let state = 1;
    const parts: string[] = [];
    for (let at = 0; at < length; at += 1) {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      parts.push(
        at % lineLength === lineLength - 1
          ? "\n"
          : (letters[(state >>> 16) % letters.length] ?? ""),
      );
    }
    return parts.join("");
  };

const base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const latin = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code)).join("");

const counted: Maker = (length) =>
  Array.from({ length: Math.ceil(length / 4) }, (_, index) => index)
    .join("\n")
    .slice(0, length);

/** JSON in JSON in JSON. */
const nested = JSON.stringify({ log: JSON.stringify({ msg: JSON.stringify({ error: '"EOF"' }) }) });

const known = textTable.map(({ example }) => example.replaceAll("\n", " "));

/** By what they are made of. */
export const hostileTexts: ReadonlyMap<string, Maker> = new Map(
  Object.entries<Maker>({
    brackets: repeated("["),
    "base64, in lines": chosen(base64, 65),
    "base64, one line": chosen(base64, Number.POSITIVE_INFINITY),
    "numbers, one a line": counted,
    "bytes of a program": chosen(latin, Number.POSITIVE_INFINITY),
    zeros: repeated("\0"),
    "nested JSON": repeated('{"a":['),
    "JSON in JSON": repeated(`${nested}\n`),
    colours: repeated("\x1b[31mred\x1b[0m "),
    backslashes: repeated("\\"),
    "empty lines": repeated("\n"),
    "lines of a letter": repeated("x\n"),
    blanks: repeated(" "),
    "one known error, in lines": repeated("dial tcp 10.0.0.1:443: connect: connection refused\n"),
    "known words, one line": repeated("connection refused tls: certificate error "),
    "beginnings of a key": repeated("-----BEGIN PRIVATE KEY-----\n"),
    "labels of secrets": repeated("CLIENT_SECRET_"),
    "labels of keys": repeated("&#45;&#45;&#45;&#45;&#45;BEGIN PRIVATE KEY-----"),
    "dashes, spelled": repeated("private key&#45;\\\\u002d%2d"),
    "ends of keys": repeated("AAAAAAAAAAAAAAAAAAAAAAAA\n-----END PRIVATE KEY-----\n"),
    "keys in base64, cut": repeated("AAAAAAAAAAAAAAAAAAAAAAAAUFJJVkFURSBLRV\n"),
    "members of a key": repeated('"kty":"oct","k":"AAAAAAAAAAAAAAAAAAAA",'),
    "lines of PuTTY": repeated("Private-Lines: 1\n"),
    "flags with values": repeated("--password-token x "),
    "users of URLs": repeated("://a:"),
    // A handshake message that claims 262,144 bytes.
    "TLS records of a byte": (length) =>
      `\x16\x03\x03\x00\x04\x01\x04\x00\x00${repeated("\x16\x03\x03\x00\x01\x00")(length)}`.slice(
        0,
        length,
      ),
    "passwords of URLs": repeated("x://a:b/c"),
    "a password of a URL": (length) => `x://a:b/${repeated("x://a:b/@")(length - 8)}`,
    "quotes in values": repeated(String.raw`password=\"x`),
    "lines of curl": repeated("curl -u mysql -p docker login -p "),
    backspaces: repeated("passX\bword=a "),
    "letters of full width": repeated("ｐａｓｓｗｏｒｄ＝"),
    "bytes of a URL": repeated("%e2%80%8d%2541"),
    "escapes of JSON": repeated(String.raw`\\u200d\n`),
    "prefixed lines of a key": repeated(`x ${"A".repeat(64)}\nx -----BEGIN PRIVATE KEY-----\n`),
    "every known text": repeated(`${known.join("\n")}\n`),
  }),
);
