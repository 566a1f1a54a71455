import { expect, test } from "vitest";
import { places } from "../../places.ts";
import { ensureLauncher } from "../../run/supervise/launcher-build.ts";
import { startWorker } from "../../run/supervise/worker.ts";

test("a request that is answered with an error costs that request only", async () => {
  const { argv: launcher } = await ensureLauncher(places.builds, () => {});
  const argv = [process.execPath, "fixtures/programs/refuses-requests.ts"];
  const worker = startWorker("w", { launcher, argv, environment: {} });
  const refused = (number: number) =>
    `client w answered with error -32602: no sense in describe ${number}`;
  await expect(worker.describe()).rejects.toThrow(refused(1));
  await expect(worker.describe()).rejects.toThrow(refused(2));
  await worker.process.stop();
});
