import { globSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Symptoms } from "../../diagnose/rule.ts";
import { type Cause, causeCodes } from "../../domain/cause.ts";

/**
 * The evidence of one real cell: fixtures/evidence/<cause code>/<client>-to-<server>[-<mode>].json, of mode
 * `tls` where the name says none. Client or server can be a fault instead (fixtures/peers), the server a route
 * (fixtures/routes).
 *
 * Left out of it: certificates as base64, ports and times that say nothing, long lists' ends.
 */
export type EvidenceFixture = Readonly<{
  name: string;
  expected: Pick<Cause, "code" | "side" | "decided">;
  symptoms: Symptoms;
}>;

const folder = join(import.meta.dirname, "../../../fixtures/evidence");

const read = (path: string): EvidenceFixture => {
  const code = causeCodes.find((one) => one === dirname(path));
  if (!code) throw new Error(`${path} is in a folder that is no cause's`);
  const { expected, ...symptoms } = JSON.parse(readFileSync(join(folder, path), "utf8"));
  // A cell without a route, or whose server announced itself, has nothing to say of these.
  const evidence = { upstream: null, announcementFault: null, ...symptoms.evidence };
  return {
    name: `${code}/${basename(path, ".json")}`,
    expected: { code, ...expected },
    symptoms: { ...symptoms, endpoint: null, evidence },
  };
};

export const evidenceFixtures: readonly EvidenceFixture[] = globSync("*/*.json", { cwd: folder })
  .sort()
  .map(read);
