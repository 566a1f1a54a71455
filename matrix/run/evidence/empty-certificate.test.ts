import { expect, test } from "vitest";
import type { TlsFacts } from "../../domain/wire-facts.ts";
import { finishedTls, serverHello, tlsConnection } from "../../tooling/test/evidence.ts";
import { sentEmptyCertificate } from "./empty-certificate.ts";

const unread = { visibility: { kind: "clear-only", reason: "no secrets" } } as const;

/** Lengths as Go's client sends them without a certificate, and with go-plugin's P-521 one. */
test.for<{ name: string; tls: Partial<TlsFacts>; lengths: readonly number[]; empty: boolean }>([
  { name: "no certificate", tls: unread, lengths: [30, 58, 46], empty: true },
  { name: "a certificate", tls: unread, lengths: [630, 169, 58], empty: false },
  { name: "none was asked for", tls: unread, lengths: [58, 46, 30], empty: false },
  { name: "an alert", tls: unread, lengths: [24], empty: false },
  { name: "nothing", tls: unread, lengths: [], empty: false },
  { name: "all was read", tls: {}, lengths: [30, 58], empty: false },
  {
    name: "TLS 1.2",
    tls: { ...unread, serverHello: serverHello({ version: "1.2" }) },
    lengths: [30],
    empty: false,
  },
])("sentEmptyCertificate: $name", ({ tls, lengths, empty }) => {
  const one = tlsConnection(finishedTls(tls));
  let endsAt = 1502;
  const hello = { from: "client", endsAt, name: "ClientHello", detail: "", seen: "clear" } as const;
  const records = lengths.map((length) => {
    endsAt += length;
    return { ...hello, endsAt, name: "application data", seen: "encrypted" as const };
  });
  const wire = { ...one.wire, messages: [hello, ...records] };
  expect(sentEmptyCertificate({ ...one, wire })).toBe(empty);
});
