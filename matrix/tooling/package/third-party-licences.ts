import type { Component } from "./components.ts";

/** The licences of what is bundled; a text that several have stands once. */
export const thirdPartyLicences = (components: readonly Component[]): string => {
  const byText = Map.groupBy(components, ({ licence, texts }) =>
    [`Licence: ${licence}`, ...texts].join("\n\n"),
  );
  const sections = [...byText].map(([text, own]) => {
    const names = own.map(({ name, version }) => `${name} ${version}`).join("\n");
    return `${names}\n\n${text}\n`;
  });
  const head = "This package has parts of the following packages, under these licences.\n";
  return [head, ...sections].join(`\n${"=".repeat(80)}\n\n`);
};
