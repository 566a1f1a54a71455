import { expect, onTestFinished, test } from "vitest";
import { parseCellId } from "../axes/cell-id.ts";
import { buildRoot, readImplementations } from "../inputs/read-inputs.ts";
import { planCells } from "../plan/plan.ts";
import { openLab } from "../proof/lab.ts";
import { clientCertificateControl, plaintextClient } from "../proof/server-controls.ts";
import { ensureLauncher } from "../supervise/launcher-build.ts";

/** A control that could not be accepted would be green whatever a server does. */
test.for(["go", "python", "node"])(
  "the server controls are accepted by a server of %s that demands less",
  async (language) => {
    const cells = [`${language}/${language}/none`, `${language}/${language}/tls/p256`];
    const { argv } = await ensureLauncher(buildRoot, () => {});
    const lab = await openLab({
      plan: planCells("control", { steps: ["put"], deadlineMs: 5000 }, cells.map(parseCellId)),
      implementations: await readImplementations([], []),
      launcher: argv,
      debug: false,
      recorded: "failing",
    });
    onTestFinished(() => lab.close());
    const [plain, tls] = await Promise.all(cells.map((id) => lab.servers.shared(parseCellId(id))));
    if (plain?.kind !== "serving" || tls?.kind !== "serving") throw new Error("no server");
    expect(await plaintextClient(plain.endpoint, "s")).toMatchObject({ result: "accepted" });
    const name = "kv.handshake-matrix.test";
    const untrusted = await lab.pki.untrustedClient();
    for (const presented of [null, untrusted]) {
      expect(await clientCertificateControl(tls.endpoint, "s", name, presented)).toMatchObject({
        result: "accepted",
      });
    }
  },
);
