import { createRequire } from "node:module";
import { dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { compileFunction } from "node:vm";
import ts from "typescript";

type Evaluate = (exports: object, require: (name: string) => unknown, importMeta: object) => void;

/**
 * Evaluates TypeScript modules in this process, and again with another text in the place of one: only what imports that
 * one is evaluated again with it.
 */
export class ModuleLoader {
  readonly #read: (file: string) => string;
  readonly #stood: Readonly<Record<string, unknown>>;
  readonly #compiled = new Map<string, Evaluate>();
  readonly #exports = new Map<string, object>();
  readonly #importers = new Map<string, Set<string>>();
  readonly #packages = createRequire(import.meta.url);

  /**
   * @param read - gives the text of a file.
   * @param stood - what is given in the place of a package, by its name.
   */
  constructor(read: (file: string) => string, stood: Readonly<Record<string, unknown>>) {
    this.#read = read;
    this.#stood = stood;
  }

  /** @param file - an absolute path, as all that follow. */
  load(file: string): object {
    const known = this.#exports.get(file);
    if (known) return known;
    const exports = {};
    this.#exports.set(file, exports);
    const evaluate = this.#compiled.get(file) ?? compiled(file, this.#read(file));
    this.#compiled.set(file, evaluate);
    evaluate(exports, (name) => this.#import(name, file), {
      dirname: dirname(file),
      filename: file,
      url: pathToFileURL(file).href,
    });
    return exports;
  }

  /** Forgets what a file that nothing imports exports: it is evaluated anew. */
  unload(file: string): void {
    this.#exports.delete(file);
  }

  /** A file and all loaded ones that import it, by whatever way. */
  dependents(file: string): ReadonlySet<string> {
    const found = new Set([file]);
    for (const one of found)
      for (const importer of this.#importers.get(one) ?? []) found.add(importer);
    return found;
  }

  /** Takes a text for that of a file, until the call's end. */
  async with<T>(file: string, text: string, act: () => Promise<T>): Promise<T> {
    const before = this.#compiled.get(file);
    this.#forget(file);
    try {
      this.#compiled.set(file, compiled(file, text));
      return await act();
    } finally {
      if (before) this.#compiled.set(file, before);
      else this.#compiled.delete(file);
      this.#forget(file);
    }
  }

  #forget(file: string): void {
    for (const one of this.dependents(file)) this.#exports.delete(one);
  }

  #import(name: string, importer: string): unknown {
    if (name in this.#stood) return this.#stood[name];
    if (!name.startsWith(".")) return this.#packages(name);
    const file = resolve(dirname(importer), name);
    if (!file.endsWith(".ts")) return this.#packages(file);
    const importers = this.#importers.get(file) ?? new Set();
    this.#importers.set(file, importers.add(importer));
    return this.load(file);
  }
}

const compiled = (file: string, text: string): Evaluate => {
  const { outputText } = ts.transpileModule(text, {
    fileName: file,
    compilerOptions: {
      module: ts.ModuleKind.CommonJS,
      target: ts.ScriptTarget.ESNext,
      esModuleInterop: true,
    },
    transformers: { before: [withoutImportMeta] },
  });
  return compileFunction(outputText, ["exports", "require", importMeta], {
    filename: file,
  }) as Evaluate;
};

/** Stands for `import.meta`, which a function has none of. */
const importMeta = "importMeta";

const withoutImportMeta: ts.TransformerFactory<ts.SourceFile> = (context) => (source) => {
  const visit = (node: ts.Node): ts.Node =>
    ts.isMetaProperty(node)
      ? ts.factory.createIdentifier(importMeta)
      : ts.visitEachChild(node, visit, context);
  return ts.visitEachChild(source, visit, context);
};
