import { interopCaseNamed } from "../../behaviours/interop/interop-cases.ts";
import { servesCases, testService } from "../../behaviours/interop/test-service.ts";
import { type KnobAxis, knobAxes, knobOf } from "../../domain/axes.ts";
import type { Cell } from "../../domain/cell.ts";
import type { Implementation } from "../../domain/implementation.ts";
import { Misuse } from "../../domain/misuse.ts";
import type { ThirdParties, ThirdParty } from "../../domain/third-party.ts";
import { isLaunched } from "./launched.ts";
import { owedBy } from "./owed.ts";
import type { Plan } from "./plan.ts";

/** Those among implementations that are not written to CONTRACT.md. */
export const thirdPartiesAmong = (implementations: readonly Implementation[]): ThirdParties =>
  new Map(implementations.flatMap(({ id, thirdParty }) => (thirdParty ? [[id, thirdParty]] : [])));

/**
 * What third parties cannot do of a cell: be that end of it, have its mode or its keys, or turn what its other axes name.
 *
 * @returns one sentence; null where the cell asks for nothing of it.
 */
export const beyondThirdParty = (cell: Cell, thirdParties: ThirdParties): string | null =>
  beyondClient(cell, thirdParties) ?? beyondServer(cell, thirdParties);

const beyondClient = (cell: Cell, thirdParties: ThirdParties): string | null => {
  const { client: id } = cell;
  const party = thirdParties.get(id);
  switch (party?.kind) {
    case undefined: {
      const why = interopCaseNamed(cell.behaviour)?.beyondRpc;
      return why === undefined ? null : `${id} cannot be asked for ${cell.behaviour}: ${why}`;
    }
    case "plugin":
      return `${id} is a plugin, and no client`;
    case "grpc": {
      const { client } = party;
      if (client === null) return `${id} is a server, and no client`;
      if (cell.behaviour !== null && !client.cases.includes(cell.behaviour)) {
        return `${id} has no case ${cell.behaviour}, as its manifest says`;
      }
      if (!isIn(client.modes, cell)) return hasModes(id, Object.keys(client.modes));
      if (!servedPaths(thirdParties.get(cell.server)).includes(client.path)) {
        return `${id} calls ${client.path}, which ${cell.server} does not serve as far as its manifest says`;
      }
      return cell.transport === "tcp" ? null : `${id} dials tcp`;
    }
    case "host": {
      if (cell.mode !== party.mode) return hasModes(id, [party.mode]);
      if (cell.clientKey !== party.keyType) {
        return `${id} has a ${party.keyType} key, as its manifest says`;
      }
      const cookie = cookieOf(thirdParties.get(cell.server));
      const isSet = Object.entries(party.cookie).every(([name, value]) => cookie[name] === value);
      return isSet ? null : `${id} starts plugins with another cookie than that of ${cell.server}`;
    }
  }
};

const beyondServer = (cell: Cell, thirdParties: ThirdParties): string | null => {
  const { server: id } = cell;
  const party = thirdParties.get(id);
  switch (party?.kind) {
    case undefined:
      if (interopCaseNamed(cell.behaviour)) return servesNone(id);
      return thirdParties.get(cell.client)?.kind === "host" ? turned(cell, cell.client) : null;
    case "host":
      return `${id} is a host, and no server`;
    case "plugin":
      if (!isLaunched(cell, thirdParties)) return `${id} is a plugin, whose mode is auto-mtls`;
      if (cell.mode === "auto-mtls" && cell.serverKey !== party.keyType) {
        return `${id} has a ${party.keyType} key, as its manifest says`;
      }
      return turned(cell, id);
    case "grpc": {
      const { server } = party;
      if (server === null) return `${id} is a client, and no server`;
      if (!isIn(server.modes, cell)) return hasModes(id, Object.keys(server.modes));
      if (cell.serverKey !== null && !server.keyTypes.includes(cell.serverKey)) {
        return `${id} takes keys of type ${server.keyTypes.join(", ")}, as its manifest says`;
      }
      if (!interopCaseNamed(cell.behaviour)) return turned({ ...cell, ...givenByRun }, id);
      return servesCases(server.call)
        ? turned({ ...cell, ...givenByRun, behaviour: null }, id)
        : servesNone(id);
    }
  }
};

const servesNone = (id: string): string =>
  `${id} does not serve ${testService} as far as its manifest says`;

/** Axes of a standalone server that the run sees to: certificates are its own, and so is what stands between. */
const givenByRun = {
  route: knobOf("route").default,
  serverCertificate: knobOf("serverCertificate").default,
  clientCertificate: knobOf("clientCertificate").default,
};

const turned = (cell: Record<KnobAxis, string | null>, id: string): string | null => {
  const axis = knobAxes.find((one) => cell[one] !== knobOf(one).default);
  return axis === undefined ? null : `${id} knows of no ${axis} to be told`;
};

const isIn = (modes: object, { mode }: Cell): boolean => Object.hasOwn(modes, mode);

const hasModes = (id: string, modes: readonly string[]): string =>
  `${id} has mode ${modes.join(", ")}, as its manifest says`;

const healthCheck = "/grpc.health.v1.Health/Check";

/** Methods of a server that others can call without knowing more of it. */
const servedPaths = (server: ThirdParty | undefined): readonly string[] => {
  switch (server?.kind) {
    case undefined:
      return [healthCheck];
    case "grpc": {
      const { health = null, call = null } = server.server ?? {};
      return [...(health === null ? [] : [healthCheck]), ...(call === null ? [] : [call.path])];
    }
    default:
      return [];
  }
};

/** What hosts of CONTRACT.md set in every plugin's environment. */
const contractCookie = { BASIC_PLUGIN: "hello" };

const cookieOf = (plugin: ThirdParty | undefined): Readonly<Record<string, string>> => ({
  ...contractCookie,
  ...plugin?.environment,
});

/** @throws Misuse for the first cell that a third party cannot be an end of, or that has nothing to show. */
export const checkThirdParties = ({ preset, proof, cells }: Plan): void => {
  for (const cell of cells) {
    const beyond = beyondThirdParty(cell, proof.thirdParties);
    if (beyond !== null) throw new Misuse(`${cell.id}: ${beyond}`);
    const ends = [cell.client, cell.server].filter((id) => proof.thirdParties.has(id));
    if (ends.length === 0 || owedBy(cell, proof.steps, proof.thirdParties).steps.length > 0)
      continue;
    throw new Misuse(
      `${cell.id}: preset ${preset} asks for ${proof.steps.join(", ")}, of which ${ends.join(" and ")} can show nothing`,
    );
  }
};
