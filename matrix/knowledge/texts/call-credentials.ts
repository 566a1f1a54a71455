import type { Fact } from "../../domain/fact.ts";
import { type Row, rowsFrom } from "./row.ts";

/** UTF-16 units on either side in which the status of the call is looked for. */
const near = 400;

/** A program also says so of a token that it renews: the status of a call makes a failure of it. */
const ofCall = ({ 0: words, index = 0, input = "" }: RegExpMatchArray): Fact | undefined =>
  /unauthenticated|\b401\b|grpc_status: ?"?16\b/i.test(
    input.slice(Math.max(0, index - near), index + words.length + near),
  )
    ? { fact: "credentials-rejected" }
    : undefined;

/** What servers answer of the token of a call, in their own words. */
export const callCredentialRows: readonly Row[] = rowsFrom(
  {
    stack: "other",
    seen: "reports; golang-jwt, jose, PyJWT and Spring Security by their messages",
  },
  [
    [
      /\b(?:token|jwt|bearer|credentials?) (?:has |have |is |are )?(?:been )?expired\b|\bexpired (?:bearer |access |id |auth )?(?:token|jwt|credentials)\b|\bSignature has expired\b/i,
      ofCall,
      "code = Unauthenticated desc = token has expired",
    ],
    [
      // lnd's (macaroons/service.go).
      /\bexpected 1 macaroon, got \d{1,3}\b/,
      { fact: "credentials-rejected" },
      "expected 1 macaroon, got 0",
    ],
    [
      // etcd's (api/v3rpc/rpctypes/error.go), with authentication on.
      /\betcdserver: (?:user name is empty|authentication failed, invalid user ID or password|invalid auth token)/,
      { fact: "credentials-rejected" },
      "etcdserver: user name is empty",
    ],
    ["etcdserver: permission denied", { fact: "call-forbidden" }],
    ["etcdserver: too many requests", { fact: "too-many-calls" }],
    ["etcdserver: request is too large", { fact: "message-too-large", size: null, limit: null }],
    [
      // Salesforce's Pub/Sub API.
      /\bsfdc\.platform\.eventbus\.grpc\.service\.auth\.\w{1,40}/,
      { fact: "credentials-rejected" },
      "UNAUTHENTICATED: sfdc.platform.eventbus.grpc.service.auth.error: Authentication exception occurred",
    ],
  ],
);
