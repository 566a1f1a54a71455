import { mkdirSync, mkdtempSync, readdirSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { execa } from "execa";

/** A user's machine: an empty folder with the package in it, and places of the user's own. */
export type Installation = Readonly<{
  /** The working folder. */
  folder: string;
  home: string;
  cache: string;
  state: string;
  temporary: string;
  /** Runs `npx handshake-matrix` with a Node of one's choice. */
  npx(nodeFolder: string, ...words: readonly string[]): Promise<Ended>;
  /** Runs a program of ES modules in the working folder. */
  evaluate(nodeFolder: string, program: string): Promise<Ended>;
  /** Every file of the package, with when it was changed. */
  packageFiles(): readonly string[];
}>;

type Ended = Readonly<{ code: number | undefined; stdout: string; stderr: string }>;

/** Whatever npm and the checkout's own scripts have set is the developer's, not the user's. */
const kept = [
  "PATH",
  "LANG",
  "PYENV_ROOT",
  "GOMODCACHE",
  "GOPROXY",
  "PIP_INDEX_URL",
  "SSL_CERT_FILE",
  "NODE_EXTRA_CA_CERTS",
];

/** A file of the developer's npm that says where packages come from, which is not in question here. */
const npmConfigured = async (file: "userconfig" | "globalconfig"): Promise<string> =>
  (await execa("npm", ["config", "get", file])).stdout;

/** Installs a tarball. Compilers and installers keep what they have in the developer's caches: only their speed differs. */
export const install = async (tarball: string): Promise<Installation> => {
  const machine = mkdtempSync(join(tmpdir(), "package-"));
  const [folder = "", home = "", cache = "", state = "", temporary = ""] = [
    "work",
    "home",
    "cache",
    "state",
    "tmp",
  ].map((name) => {
    const path = join(machine, name);
    mkdirSync(path);
    return path;
  });
  const goCaches = await execa("go", ["env", "GOCACHE", "GOMODCACHE"], { reject: false });
  const [goBuilds, goModules] = (goCaches.stdout ?? "").split("\n");
  const environment: Readonly<Record<string, string | undefined>> = {
    ...Object.fromEntries(kept.map((name) => [name, process.env[name]])),
    HOME: home,
    XDG_CACHE_HOME: cache,
    XDG_STATE_HOME: state,
    TMPDIR: temporary,
    CI: "true",
    NPM_CONFIG_USERCONFIG: await npmConfigured("userconfig"),
    NPM_CONFIG_GLOBALCONFIG: await npmConfigured("globalconfig"),
    ...(goBuilds && { GOCACHE: goBuilds }),
    ...(goModules && { GOMODCACHE: goModules }),
  };
  const call = async (
    nodeFolder: string,
    command: string,
    words: readonly string[],
  ): Promise<Ended> => {
    const { exitCode, stdout, stderr } = await execa(command, words, {
      cwd: folder,
      extendEnv: false,
      env: { ...environment, PATH: [nodeFolder, environment["PATH"]].join(delimiter) },
      reject: false,
      stdin: "ignore",
    });
    return { code: exitCode, stdout: String(stdout ?? ""), stderr: String(stderr ?? "") };
  };
  const packaged = join(folder, "node_modules", "handshake-matrix");
  await execa("npm", ["init", "--yes"], { cwd: folder, extendEnv: false, env: environment });
  await execa("npm", ["install", "--offline", "--no-audit", "--no-fund", tarball], {
    cwd: folder,
    extendEnv: false,
    env: environment,
  });
  return {
    ...{ folder, home, cache, state, temporary },
    npx: (nodeFolder, ...words) =>
      call(nodeFolder, "npx", ["--no", "--", "handshake-matrix", ...words]),
    evaluate: (nodeFolder, program) =>
      call(nodeFolder, "node", ["--input-type=module", "--eval", program]),
    packageFiles: () =>
      readdirSync(packaged, { recursive: true, encoding: "utf8" })
        .map((name) => `${name} ${statSync(join(packaged, name)).mtimeMs}`)
        .sort(),
  };
};
