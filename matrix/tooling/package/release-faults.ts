/**
 * What keeps a tag from being released.
 *
 * @param version - of package.json.
 * @returns a sentence for each fault.
 */
export const releaseFaults = (
  tag: string,
  version: string,
  changelog: string,
  action: string,
): readonly string[] => {
  const section = `## [${version}] - `;
  return [
    ...(tag === `v${version}` ? [] : [`the tag is ${tag}, and package.json says ${version}`]),
    ...(changelog.split("\n").some((line) => line.startsWith(section))
      ? []
      : [`CHANGELOG.md has no section "${section}" with a date`]),
    ...(action.includes(`default: ${version}\n`) ? [] : [`action.yml does not run ${version}`]),
  ];
};
