/**
 * What is wrong with a package-lock.json: each package must have a digest, so that no registry can give another, and
 * none an address, so that each is had from the registry of whoever installs.
 *
 * @returns a sentence for each fault.
 */
export const lockFileFaults = (text: string): readonly string[] => {
  const { packages } = JSON.parse(text) as { packages: Record<string, Package> };
  return Object.entries(packages).flatMap(([name, { integrity, resolved, link }]) => [
    ...(name === "" || link || /^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? "")
      ? []
      : [`${name} has no SHA-512 digest`]),
    ...(resolved === undefined ? [] : [`${name} has the address ${resolved}`]),
  ]);
};

type Package = Readonly<{ integrity?: string; resolved?: string; link?: boolean }>;
