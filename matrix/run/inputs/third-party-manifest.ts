/** Manifests of programs that know nothing of CONTRACT.md. */
import { z } from "zod";
import { interopCases } from "../../behaviours/interop/interop-cases.ts";
import { servesCases } from "../../behaviours/interop/test-service.ts";
import { keyTypes } from "../../domain/axes.ts";
import type { Implementation } from "../../domain/implementation.ts";
import type { ModeArguments, SaysVersions, ThirdParty } from "../../domain/third-party.ts";
import { type StepName, stepNames } from "../axes/preset.ts";
import { argv, environment, type Replace, text } from "./build-steps.ts";
import { checkedYaml } from "./checked-yaml.ts";
import { described, name, type Places, startable } from "./program-manifest.ts";

export const thirdPartyKinds = ["plugin", "grpc", "host"] as const satisfies ThirdParty["kind"][];

/** Names of reports, and what stands before the version of each where it is printed. */
const printed = z.record(text(100), text(100));
const one = printed.refine((names) => Object.keys(names).length === 1, "expected one name");

/** What third parties of every kind have. */
const thirdParty = {
  ...startable,
  environment: environment.default({}),
  versions: z.strictObject({ command: argv, stack: printed, runtime: one, tls: one }),
};

const pluginSchema = z.strictObject({
  ...thirdParty,
  kind: z.literal("plugin"),
  plugin: argv,
  protocolVersion: z.number().int().min(1).max(1000).default(1),
  keyType: z.enum(keyTypes),
  shows: z.array(z.enum(stepNames)).min(1),
});

const path = name(
  /^\/[A-Za-z_][\w.]{0,40}\/[A-Za-z_]\w{0,40}$/,
  "expected a path such as /grpc.health.v1.Health/Check",
);
const message = z.base64("expected base64 of a message").max(4096);

const words = z.array(argv.element).max(64);
const modes = z
  .strictObject({ none: words.optional(), tls: words.optional(), mtls: words.optional() })
  .refine((some) => Object.keys(some).length > 0, "expected one of none, tls, mtls");

const interopCase = z.enum(interopCases.map(({ name }) => name));

/** How a program that calls and ends is seen to have called. */
const success = { path, prints: text(200).optional() };

const grpcSchema = z
  .strictObject({
    ...thirdParty,
    kind: z.literal("grpc"),
    server: z
      .strictObject({
        argv,
        modes,
        keyTypes: z
          .array(z.enum(keyTypes))
          .min(1)
          .default([...keyTypes]),
        health: z.string().max(100).optional(),
        call: z
          .strictObject({ path, request: message.default(""), response: message.optional() })
          .optional(),
      })
      .refine(({ health, call }) => health !== undefined || call !== undefined, {
        message: "expected health or call, or there is nothing that it can show",
      })
      .optional(),
    client: z
      .strictObject({ argv, modes, ...success, cases: z.array(interopCase).default([]) })
      .refine(
        ({ argv, cases }) => argv.some((word) => word.includes("{case}")) === cases.length > 0,
        {
          path: ["cases"],
          message: "cases and the word {case} in argv belong together",
        },
      )
      .optional(),
  })
  .refine(({ server, client }) => server || client, "expected server, client or both");

const hostSchema = z
  .strictObject({
    ...thirdParty,
    kind: z.literal("host"),
    host: argv,
    mode: z.enum(["none", "auto-mtls"]),
    keyType: z.enum(keyTypes).optional(),
    cookie: environment,
    pluginFile: name(/^[\w.-]+$/, "expected the name of a file"),
    ...success,
  })
  .refine(({ mode, keyType }) => (mode === "auto-mtls") === (keyType !== undefined), {
    path: ["keyType"],
    message: "a host has a key in mode auto-mtls, and in no other",
  });

/** @throws Misuse with file, line and column. */
export const parseThirdParty = (
  kind: ThirdParty["kind"],
  text: string,
  file: string,
  places: Places,
): Implementation => {
  switch (kind) {
    case "plugin":
      return pluginOf(checkedYaml(text, file, pluginSchema), places);
    case "grpc":
      return grpcOf(checkedYaml(text, file, grpcSchema), places);
    case "host":
      return hostOf(checkedYaml(text, file, hostSchema), places);
  }
};

const pluginOf = (manifest: z.infer<typeof pluginSchema>, places: Places): Implementation => {
  const { kind, protocolVersion, keyType, shows } = manifest;
  return partyOf(manifest, places, { server: manifest.plugin, client: null }, (common) => ({
    ...common,
    kind,
    protocolVersion,
    keyType,
    shows: { client: [], server: shows },
  }));
};

const grpcOf = (manifest: z.infer<typeof grpcSchema>, places: Places): Implementation => {
  const { kind, server, client } = manifest;
  const programs = { server: server?.argv ?? null, client: client?.argv ?? null };
  return partyOf(manifest, places, programs, (common, replaced) => ({
    ...common,
    kind,
    server: server
      ? {
          modes: argumentsOf(server.modes, replaced),
          keyTypes: server.keyTypes,
          health: server.health ?? null,
          call: server.call ? { ...server.call, response: server.call.response ?? null } : null,
        }
      : null,
    client: client
      ? {
          modes: argumentsOf(client.modes, replaced),
          cases: client.cases,
          path: client.path,
          prints: client.prints ?? "",
        }
      : null,
    shows: {
      client: client ? [...ofClients, ...shownIf(client.cases[0], "behaviour")] : [],
      server: [
        ...shownIf(server?.health, "health"),
        ...shownIf(server?.call, "call"),
        ...(servesCases(server?.call) ? (["behaviour"] as const) : []),
      ],
    },
  }));
};

const hostOf = (manifest: z.infer<typeof hostSchema>, places: Places): Implementation => {
  const { kind, mode, keyType, cookie, pluginFile, path, prints } = manifest;
  return partyOf(manifest, places, { server: null, client: manifest.host }, (common) => ({
    ...common,
    kind,
    mode,
    keyType: keyType ?? null,
    cookie,
    pluginFile,
    path,
    prints: prints ?? "",
    shows: { client: ofHosts, server: [] },
  }));
};

/** A client of others makes the calls that it makes: it shows how it ended. */
const ofClients: readonly StepName[] = ["exit"];
/** And a host whether its plugin ended with it. */
const ofHosts: readonly StepName[] = ["exit", "shutdown"];

const shownIf = (given: unknown, step: StepName): readonly StepName[] =>
  given === undefined ? [] : [step];

const argumentsOf = (given: z.infer<typeof modes>, replaced: Replace): ModeArguments =>
  Object.fromEntries(
    Object.entries(given).flatMap(([mode, some]) => (some ? [[mode, some.map(replaced)]] : [])),
  );

const partyOf = (
  manifest: z.infer<z.ZodObject<typeof thirdParty>>,
  places: Places,
  programs: Pick<Implementation, "server" | "client">,
  party: (common: Pick<ThirdParty, "environment" | "versions">, replaced: Replace) => ThirdParty,
): Implementation => {
  const { implementation, replaced } = described(
    { ...manifest, ...programs, debug: {}, thirdParty: null },
    manifest.build,
    manifest.id,
    places,
  );
  const versions: SaysVersions = {
    ...manifest.versions,
    command: manifest.versions.command.map(replaced),
  };
  const environment = Object.fromEntries(
    Object.entries(manifest.environment).map(([name, value]) => [name, replaced(value)]),
  );
  return { ...implementation, thirdParty: party({ environment, versions }, replaced) };
};
