import type { Fact } from "../domain/fact.ts";
import { firstBytesOf } from "../knowledge/texts/hex-bytes.ts";
import { decodeNumbers } from "../knowledge/texts/numbers.ts";
import type { Acting, TextMatch } from "./text-match.ts";

/** The same text with all that its own words tell: a number that is a text, a name that is none, who was spoken to. */
export const finer = (said: TextMatch): TextMatch => ({
  ...said,
  fact: finerFact(said),
  acting: said.acting ?? actingByBytes(said),
});

const finerFact = ({ fact, around }: TextMatch): Fact => {
  switch (fact.fact) {
    case "name-not-resolved":
      // The scheme of a URL, taken for a host.
      return /^https?(?::|$)/.test(fact.name ?? "") || /\bname=https?\b/.test(around)
        ? { fact: "target-unusable", why: "the scheme of a URL is taken for a host" }
        : fact;
    case "not-http2":
    case "http2-error":
      return readAsLength(around) ?? fact;
    case "stream-reset":
      return (
        (isOwnDeadline(fact.code, around) ? deadline : undefined) ?? readAsLength(around) ?? fact
      );
    case "no-grpc-status":
      return isOwnDeadline(/\berror code (\d)\b/.exec(around)?.[1] ?? null, around)
        ? deadline
        : fact;
    case "message-too-large":
      return readAsLength(` ${fact.size ?? ""} `) ?? (isText(fact.size) ? notGrpc : fact);
    case "plugin-line-unrecognized":
      return { ...fact, line: ownLine(fact.line) };
    default:
      return fact;
  }
};

/** A status of time that ran out, which a call's own client gives it and then cancels the stream. */
const ranOut = /\bDEADLINE_EXCEEDED\b|\bDeadlineExceeded\b|\b[Dd]eadline [Ee]xceeded\b/;

/** Whether a stream was cancelled since its deadline had passed, by the code of its reset. */
const isOwnDeadline = (code: string | null, around: string): boolean =>
  (code === "8" || code === "CANCEL") && ranOut.test(around);

const deadline: Fact = { fact: "wrapper", of: "deadline", status: null };

const notGrpc: Fact = { fact: "not-grpc", byte: null };

/** What a number says that was read as a length and is text; undefined where none does. */
const readAsLength = (text: string): Fact | undefined => {
  const bytes = decodeNumbers(text).find(({ meaning }) => meaning.startsWith("the bytes "));
  if (bytes === undefined) return undefined;
  return /"HTT/.test(bytes.meaning) ? { fact: "http1-answer", status: null } : notGrpc;
};

/** Behind the byte that gRPC takes for a flag: "!DOC" of "<!DOCTYPE". No message has half a gibibyte. */
const isText = (size: number | null): boolean => {
  if (size === null || size < 0x2020_2020 || size > 0x7e7e_7e7e) return false;
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(size);
  return /^[\x20-\x7e]{4}$/.test(bytes.toString("latin1"));
};

/** Without the host's own next lines, where its message was folded, and the frame that Terraform draws around it. */
const ownLine = (line: string | null): string | null =>
  line
    ?.replace(/[\u2500-\u257f]/g, " ")
    .replace(
      /(?:Failed to read any lines|This usually means|Additional notes|exit status)[^\n]{0,4000}/,
      "",
    )
    .replace(/(?:\\{1,8}n|["\s]){1,40}$/, "")
    .trim() || null;

/** Who printed bytes that came in place of TLS: an answer comes to a client, a request to a server. */
const actingByBytes = ({ fact, quote }: TextMatch): Acting => {
  if (fact.fact !== "first-record-not-tls" || fact.got === "proxy-connect") return null;
  const hex = /[\da-f]{8,}/i.exec(quote)?.[0];
  switch (hex === undefined ? "unknown" : firstBytesOf(hex)) {
    case "http1-answer":
    case "http2-settings":
    case "ssh":
    case "foreign-greeting":
      return "client";
    case "http1-request":
    case "http2-preface":
      return "server";
    case "client-hello":
    case "handshake":
    case "alert":
    case "unknown":
      return null;
  }
};
