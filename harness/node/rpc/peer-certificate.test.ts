import type { PeerCertificate } from "node:tls";
import { expect, test } from "vitest";
import { derOf } from "./peer-certificate.ts";

test("a certificate's bytes are a Buffer, whatever the runtime has", () => {
  const raw = Uint8Array.of(0x30, 0x03) as unknown as Buffer;
  expect(derOf({ raw } as PeerCertificate)).toEqual(Buffer.of(0x30, 0x03));
});

test("no certificate has no bytes", () => {
  expect(derOf(undefined)).toBeNull();
});
