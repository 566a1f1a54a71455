import { expect, onTestFinished, test } from "vitest";
import { places } from "../../places.ts";
import { parseCellId } from "../../run/axes/cell-id.ts";
import { noNeeds, readImplementations } from "../../run/inputs/read-inputs.ts";
import { planCells } from "../../run/plan/plan.ts";
import { clientCertificateControl, plaintextClient } from "../../run/proof/server-controls.ts";
import { openTestbed } from "../../run/proof/testbed.ts";
import { ensureLauncher } from "../../run/supervise/launcher-build.ts";

/** A control that could not be accepted would be green whatever a server does. */
test.for(["go", "python", "node"])(
  "the server controls are accepted by a server of %s that demands less",
  async (language) => {
    const cells = [`${language}/${language}/none`, `${language}/${language}/tls/p256`];
    const { argv } = await ensureLauncher(places.builds, () => {});
    const testbed = await openTestbed({
      plan: planCells("control", { steps: ["put"], deadlineMs: 5000 }, cells.map(parseCellId)),
      implementations: await readImplementations(noNeeds, []),
      launcher: argv,
      debug: false,
      recorded: "failing",
    });
    onTestFinished(() => testbed.close());
    const [plain, tls] = await Promise.all(
      cells.map((id) => testbed.servers.shared(parseCellId(id))),
    );
    if (plain?.kind !== "serving" || tls?.kind !== "serving") throw new Error("no server");
    expect(await plaintextClient(plain, "s")).toMatchObject({ result: "accepted" });
    const name = "kv.handshake-matrix.test";
    const untrusted = await testbed.pki.untrustedClient();
    for (const presented of [null, untrusted]) {
      expect(await clientCertificateControl(tls, "s", name, presented)).toMatchObject({
        result: "accepted",
      });
    }
  },
);
