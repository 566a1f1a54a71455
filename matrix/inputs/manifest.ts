import { isAbsolute, join } from "node:path";
import { z } from "zod";
import type { Implementation } from "../domain/implementation.ts";
import { checkedYaml } from "./checked-yaml.ts";

const argv = z.array(z.string()).min(1);
const environment = z.record(z.string(), z.string());

const manifestSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/, "expected lower-case letters, digits and hyphens"),
  title: z.string().min(1),
  toolchain: z.array(
    z.strictObject({
      name: z.string().min(1),
      command: argv,
      lowest: z.string().regex(/^\d+(\.\d+)*$/, "expected a version such as 1.26"),
      install: z.string().min(1),
    }),
  ),
  build: z
    .array(
      z.strictObject({
        title: z.string().min(1),
        argv,
        inputs: z.array(z.string()).min(1),
        environment: environment.optional(),
      }),
    )
    .default([]),
  server: argv,
  client: argv,
  debug: environment.default({}),
  variants: z
    .record(
      z.string().regex(/^[a-z0-9][a-z0-9.-]*$/),
      z.strictObject({ server: argv, client: argv }),
    )
    .default({}),
});

/** Where the words in braces of a manifest lead. `{keyLog}` stays: it differs by process. */
export type Places = Readonly<{
  folder: string;
  build: string;
  node: string;
  proto: string;
  cores: number;
}>;

/**
 * The implementations that one manifest describes: the plain one, then one for each variant.
 *
 * @throws Misuse with file, line and column.
 */
export const parseManifest = (
  text: string,
  file: string,
  places: Places,
): readonly Implementation[] => {
  const manifest = checkedYaml(text, file, manifestSchema);
  const replaced = (word: string) =>
    word.replace(/\{(folder|build|node|proto|cores)\}/g, (_, name: keyof Places) =>
      String(places[name]),
    );
  const shared = {
    language: manifest.id,
    folder: places.folder,
    toolchain: manifest.toolchain.map((tool) => ({ ...tool, command: tool.command.map(replaced) })),
    build: manifest.build.map((step) => ({
      title: step.title,
      argv: step.argv.map(replaced),
      inputs: step.inputs
        .map(replaced)
        .map((path) => (isAbsolute(path) ? path : join(places.folder, path))),
      environment: Object.fromEntries(
        Object.entries(step.environment ?? {}).map(([name, value]) => [name, replaced(value)]),
      ),
    })),
    debug: manifest.debug,
  };
  const plain: Implementation = {
    id: manifest.id,
    title: manifest.title,
    ...shared,
    server: manifest.server.map(replaced),
    client: manifest.client.map(replaced),
  };
  const variants = Object.entries(manifest.variants).map(
    ([name, variant]): Implementation => ({
      id: `${manifest.id}:${name}`,
      title: `${manifest.title} (${name})`,
      ...shared,
      server: variant.server.map(replaced),
      client: variant.client.map(replaced),
    }),
  );
  return [plain, ...variants];
};
