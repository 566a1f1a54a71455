import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createSecureContext, createServer as createTlsServer } from "node:tls";
import { expect, test } from "vitest";
import type { StackName } from "../knowledge/stacks.ts";
import { grpc, listen } from "../tooling/test/grpc-server.ts";
import {
  addressWithMask,
  alternative,
  belowExampleOrg,
  keyEnciphermentAlone,
  type OddChain,
  oddChain,
  selfSigned,
  unknownCritical,
} from "../tooling/test/odd-certificates.ts";
import { temporaryFolder } from "../tooling/test/temporary-folder.ts";
import { probe } from "./probe.ts";
import { questionOf } from "./question-of.ts";

const probed = async (
  { cert, key, ca }: OddChain,
  roots: "own" | "default" = "own",
  as: readonly StackName[] = [],
) => {
  const { endpoint } = await listen(createTlsServer({ cert, key, ALPNProtocols: ["h2"] }, grpc()));
  const options = { as, ...(roots === "own" && { ca }), serverName: "my.test", timeout: 1000 };
  const { diagnosis, rungs } = await probe(await questionOf(endpoint.address, options), {});
  const causes = diagnosis?.causes ?? [];
  return {
    first: causes[0] && { code: causes[0].code, decided: causes[0].decided },
    causes,
    clients: rungs.find(({ name }) => name === "clients")?.summary,
  };
};

test("a chain of three is healthy", async () => {
  const { first, clients } = await probed(await oddChain(temporaryFolder(), {}));
  expect(first).toBeUndefined();
  expect(clients).toBe("go ✓ python ✓ node ✓ rust ✓ java ✓");
});

test.for([
  ["name constraints", { root: [belowExampleOrg] }],
  ["a path that is too long", { pathLength: 0 }],
  ["an unknown critical extension", { leaf: [alternative("dns", "my.test"), unknownCritical] }],
] as const)("unverifiable: %s", async ([, shape]) => {
  const { first, clients } = await probed(await oddChain(temporaryFolder(), shape));
  expect(first).toEqual({ code: "chain-unverifiable", decided: true });
  expect(clients).toBe("go ✗ python ✗ node ✗ rust ✗ java ✗");
});

test.for([
  ["an address alone", [alternative("ip", "10.0.0.1")], "go ✗ python ✗ node ✓ rust ✗ java ✓"],
  [
    "an e-mail address alone",
    [alternative("email", "a@my.test")],
    "go ✗ python ✗ node ✓ rust ✗ java ✓",
  ],
  [
    "a name with a trailing dot",
    [alternative("dns", "my.test.")],
    "go ✗ python ✓ node ✓ rust ✗ java ✗",
  ],
] as const)("names: %s", async ([, leaf, summary]) => {
  const { first, clients } = await probed(await oddChain(temporaryFolder(), { leaf }));
  expect([first, clients]).toEqual([{ code: "hostname-mismatch", decided: true }, summary]);
});

test.for([
  [
    "an extension twice, which every verifier refuses",
    [alternative("dns", "my.test"), alternative("dns", "my.test")],
    "go ✗ python ✗ node ✗ rust ✗ java ✗",
  ],
  ["an address with its mask", [addressWithMask], "go ✗ python ✗ node ✓ rust ✓ java ✓"],
] as const)("encoding: %s", async ([, leaf, summary]) => {
  const { first, clients } = await probed(await oddChain(temporaryFolder(), { leaf }));
  expect([first, clients]).toEqual([{ code: "certificate-malformed", decided: true }, summary]);
});

test("a key that may not sign: a client of a stack that was named and minds it does not get in", async () => {
  const leaf = [alternative("dns", "my.test"), keyEnciphermentAlone];
  const chain = await oddChain(temporaryFolder(), { leaf });
  const { first } = await probed(chain, "own", ["go", "python", "node"]);
  expect(first).toEqual({ code: "wrong-extended-key-usage", decided: true });
  expect((await probed(chain, "own", ["go", "node"])).first).toBeUndefined();
  const { first: unnamed, clients } = await probed(chain);
  expect([unnamed, clients]).toEqual([
    { code: "wrong-extended-key-usage", decided: false },
    "go ✓ python ✗ node ✓ rust ✓ java ✗",
  ]);
});

test("a self-signed certificate of another name that is trusted", async () => {
  const { first, clients } = await probed(await selfSigned(temporaryFolder(), "my-service"));
  expect(first?.code).toBe("no-subject-alt-name");
  expect(clients).toBe("go ✗ python ✗ node ✗ rust ✗ java ✗");
});

test("a self-signed certificate that nobody was told to trust is called that", async () => {
  const chain = await selfSigned(temporaryFolder(), "my.test");
  const { causes } = await probed(chain, "default");
  const cause = causes.find(({ code }) => code === "unknown-ca");
  expect(cause?.sentence).toBe(
    "The server's certificate is self-signed, and the client does not trust it.",
  );
  expect(cause?.remedy).toContain("--ca");
  expect(cause?.matched[0]?.text).toMatch(
    /^server's certificate: it is self-signed \(CN=my\.test\), and not one of those trusted: \d+ roots$/,
  );
});

test("several servers behind one address, of which one has another name", async () => {
  const chains = [
    await oddChain(temporaryFolder(), {}),
    await oddChain(temporaryFolder(), { leaf: [alternative("dns", "other.test")] }),
  ] as const;
  let count = 0;
  const [{ cert, key }] = chains;
  const server = createTlsServer(
    {
      cert,
      key,
      ALPNProtocols: ["h2"],
      SNICallback: (_name, tell) => {
        const chain = chains[count++ % 2] ?? chains[0];
        tell(null, createSecureContext({ cert: chain.cert, key: chain.key }));
      },
    },
    grpc(),
  );
  const { endpoint } = await listen(server);
  const ca = join(temporaryFolder(), "both.pem");
  writeFileSync(ca, chains.map((chain) => readFileSync(chain.ca, "utf8")).join(""));
  const options = { ca, serverName: "my.test", timeout: 1000 };
  const { diagnosis } = await probe(await questionOf(endpoint.address, options), {});
  expect(diagnosis?.causes[0]).toMatchObject({ code: "hostname-mismatch", decided: false });
  expect(diagnosis?.nextCheck).toMatch(/several servers behind one address/);
});

test("a leaf without its intermediate certificate is not told from one of an unknown CA", async () => {
  const chain = await oddChain(temporaryFolder(), {});
  const [leaf = ""] = chain.cert.split(/(?<=-----END CERTIFICATE-----\n)/);
  const { causes } = await probed({ ...chain, cert: leaf });
  expect(causes.map(({ code, decided }) => ({ code, decided }))).toEqual([
    { code: "unknown-ca", decided: false },
    { code: "incomplete-chain", decided: false },
  ]);
});
