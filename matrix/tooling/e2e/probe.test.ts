import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Cell } from "../../domain/cell.ts";
import type { ProbeReport } from "../../domain/probe-report.ts";
import { usualStacks } from "../../knowledge/stacks.ts";
import { places } from "../../places.ts";
import { atMost } from "../../probe/at-most.ts";
import { probe } from "../../probe/probe.ts";
import { questionOf } from "../../probe/question-of.ts";
import { crossedCells } from "../../run/axes/preset.ts";
import { readPreset } from "../../run/inputs/read-inputs.ts";
import { makeRunPki, type RunPki } from "../../run/pki/run-pki.ts";
import { serverName } from "../../run/pki/server-name.ts";
import { listenerId } from "../../run/plan/plan.ts";
import { readInputs } from "../../run/planned.ts";
import { ensureLauncher } from "../../run/supervise/launcher-build.ts";
import {
  type ListenerConfig,
  startStandaloneServer,
} from "../../run/supervise/standalone-server.ts";
import { expectationFor } from "../../run/verdict/expectations.ts";

/** Faults of a key-value store: without knowing what was put, nobody sees them. */
const unseen = /:(corrupted-value|other-key-value|ok-for-missing)$/;

/** Alike from outside: an authority that nobody has heard of, and an intermediate one that was not sent. */
const likeUnknownAuthority = "missing-intermediate";

const preset = await readPreset("broken-peers");
const { expectations, implementations } = await readInputs(crossedCells(preset.content), {
  harness: [],
});

/** The cells of the preset whose fault is a standalone server's, of its certificate, or of the client's. */
const cells = crossedCells(preset.content).filter(
  ({ client, server, mode, serverCertificate, clientCertificate }) =>
    client === "go" &&
    mode !== "auto-mtls" &&
    (server.startsWith("broken-server:") || (serverCertificate ?? clientCertificate) !== null) &&
    // It cannot load the key, and serves nothing.
    !(server === "node" && serverCertificate === "weak-key"),
);

type Expected = Readonly<{ code: string | null; side: string | null }>;

/**
 * The probe insists on what go insists on, and is OpenSSL: where go's client does not mind a server, node's expectation
 * counts. As node, and unlike go, it presents a certificate to a server that does not name its issuer. Of a certificate that
 * both let pass it foresees who refuses it, and leaves the side open: another's expectation counts.
 */
const expectedOf = (cell: Cell): Expected => {
  if (unseen.test(cell.server)) return { code: null, side: null };
  const expectedAs = (clients: readonly string[]) =>
    clients.flatMap((client) => {
      const id = cell.id.replace(/^go\//, `${client}/`);
      return expectationFor({ ...cell, id, client }, expectations, []) ?? [];
    })[0];
  // Nothing shows that anybody stands before the server.
  if (cell.server === "broken-server:http-200-html") {
    return { code: "content-type-not-grpc", side: null };
  }
  // Of a cell it is known that the name is served; an endpoint may fail for want of a certificate for it.
  if (cell.server === "broken-server:alert-internal") {
    return { code: "authority-rejected", side: null };
  }
  const found = expectedAs(cell.clientCertificate === null ? ["go", "node"] : ["node"]);
  const foreseen = cell.serverCertificate && !found ? expectedAs(usualStacks)?.cause : undefined;
  if (foreseen) return { code: foreseen, side: null };
  const code = found?.cause ?? null;
  // A cell asks for no TLS of its server; of an endpoint only whoever dials it in the clear supposes so.
  const side = code === "plaintext-client-to-tls-port" ? "client" : found?.side;
  return { code, side: ofNobody.has(cell.id) ? null : (side ?? null) };
};

/** A probe sees no server: something before it may be what does not answer, or what closes. */
const ofNobody: ReadonlySet<string> = new Set([
  "go/broken-server:never-answers/none",
  "go/broken-server:never-answers/tls/p256",
  "go/broken-server:silent-after-accept/tls/p256",
  "go/broken-server:silent-after-client-hello/tls/p256",
  "go/broken-server:reset-after-client-hello/tls/p256",
  "go/broken-server:fin-after-client-hello/tls/p256",
  "go/broken-server:content-type-json/none",
  "go/broken-server:no-content-type/none",
  "go/broken-server:no-trailers/none",
  "go/broken-server:no-status/none",
  "go/broken-server:message-cut-off/none",
  "go/broken-server:upper-case-name/none",
  "go/broken-server:data-before-headers/none",
  "go/broken-server:trailers-without-end/none",
]);

/** As the preset has it. */
const timeoutMs = 2500;

const serverOf = (id: string, folder: string): readonly string[] =>
  (implementations.find((one) => one.id === id)?.server ?? []).map((word) =>
    word.replaceAll("{keyLog}", join(folder, "keys.txt")),
  );

const optionsFor = async (pki: RunPki, { mode, clientCertificate }: Cell) => {
  const call = { call: "proto.KV/Get", message: "0a0570726f6265", timeout: timeoutMs };
  if (mode === "none") return { ...call, plaintext: true };
  const tls = { ...call, ca: pki.ca, serverName };
  if (mode === "tls" || clientCertificate === "absent") return tls;
  const { certificate, key } = await pki.client("p256", clientCertificate);
  return { ...tls, cert: certificate, key };
};

describe("probe", () => {
  let folder = "";
  const reports = new Map<string, ProbeReport>();

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "handshake-matrix-probe-"));
    const pki = await makeRunPki(folder);
    const { argv: launcher } = await ensureLauncher(places.builds, () => {});
    const listenerFor = async (cell: Cell): Promise<ListenerConfig> => {
      const own = cell.serverKey && (await pki.server(cell.serverKey, cell.serverCertificate));
      return {
        id: listenerId(cell),
        mode: cell.mode,
        network: "tcp",
        address: "127.0.0.1:0",
        ...(own && { certificate: own.certificate, key: own.key }),
        ...(cell.mode === "mtls" && { clientCa: pki.ca }),
      };
    };
    const ofServer = Map.groupBy(cells, ({ server }) => server);
    await atMost(3, [...ofServer], async ([id, own]) => {
      const all = await Promise.all(own.map(listenerFor));
      const listeners = [...new Map(all.map((one) => [one.id, one])).values()];
      const server = await startStandaloneServer(listeners, 10_000, {
        launcher,
        argv: serverOf(id, folder),
        environment: {},
      });
      if (server.kind !== "serving") throw new Error(`${id} does not serve: ${server.reason}`);
      try {
        for (const cell of own) {
          const address = server.endpoints.get(listenerId(cell))?.address ?? "";
          const question = await questionOf(address, await optionsFor(pki, cell));
          reports.set(cell.id, await probe(question, {}));
        }
      } finally {
        await server.process.stop();
      }
    });
  }, 300_000);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const found = (cell: Cell): Expected => {
    const cause = reports.get(cell.id)?.diagnosis?.causes[0];
    return { code: cause?.code ?? null, side: cause?.side ?? null };
  };
  const named = (cell: Cell) => [cell.id.replace(/^go\//, ""), cell] as const;
  const isAlike = ({ serverCertificate, clientCertificate }: Cell) =>
    (serverCertificate ?? clientCertificate) === likeUnknownAuthority;
  const alike = cells.filter(isAlike);
  const clear = cells.filter((cell) => !isAlike(cell));

  test.for(clear.map(named))("%s: the cause and the side of its fault", ([, cell]) => {
    expect(found(cell)).toEqual(expectedOf(cell));
  });

  test.for(alike.map(named))("%s is not told from an unknown authority", ([, cell]) => {
    expect(found(cell)).toEqual(
      cell.serverCertificate
        ? { code: "unknown-ca", side: "server" }
        : { code: "client-certificate-untrusted", side: "client" },
    );
    expect(reports.get(cell.id)?.diagnosis?.determinable).toBe(false);
  });

  test.for([
    ["servers", 0.95, (cell: Cell) => cell.clientCertificate === null],
    ["servers and clients' certificates", 0.92, () => true],
  ] as const)("the right cause stands first: %s, %f of them", ([, share, counts]) => {
    const faulty = cells.filter((cell) => counts(cell) && expectedOf(cell).code !== null);
    const right = faulty.filter((cell) => found(cell).code === expectedOf(cell).code);
    expect(right.length / faulty.length).toBeGreaterThanOrEqual(share);
  });

  test("a stack that is named is tried with its own client", async () => {
    const pki = await makeRunPki(folder);
    const { argv: launcher } = await ensureLauncher(places.builds, () => {});
    const { certificate, key } = await pki.server("p521");
    const server = await startStandaloneServer(
      [{ id: "a", mode: "tls", network: "tcp", address: "127.0.0.1:0", certificate, key }],
      10_000,
      { launcher, argv: serverOf("node", folder), environment: {} },
    );
    if (server.kind !== "serving") throw new Error(server.reason);
    try {
      const address = server.endpoints.get("a")?.address ?? "";
      const as = ["go", "python", "node"];
      const report = await probe(await questionOf(address, { ca: pki.ca, serverName, as }), {});
      const facts = report.rungs.find(({ name }) => name === "clients")?.facts;
      expect(facts?.map(({ name, value }) => [name, value])).toEqual([
        ["go", "passes, its client tried"],
        ["python", "fails: signature-scheme-not-offered"],
        ["node", "passes, its client tried"],
      ]);
      // The alert that grpcio reports says nothing of it; a wider hello has shown the server's key.
      expect(report.diagnosis?.causes[0]).toMatchObject({
        code: "signature-scheme-not-offered",
        side: "client",
        decided: true,
      });
    } finally {
      await server.process.stop();
    }
  });

  test("no wrong cause is stated as decided", () => {
    const wrong = cells.filter((cell) => {
      const diagnosis = reports.get(cell.id)?.diagnosis;
      return diagnosis?.determinable === true && found(cell).code !== expectedOf(cell).code;
    });
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });
});
