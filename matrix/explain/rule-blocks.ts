/** What only a rule of Prometheus has: its name, or the expression that it watches. */
const opensRule =
  /^\s{0,80}(?:-\s{1,8})?["']?(?:alert["']?\s?:\s?["']?[A-Z]\w{2,80}["']?,?\s{0,8}$|expr["']?\s?:\s?\S|record["']?\s?:\s?[a-z_][\w:]{0,120}\s{0,8}$|severity:\s(?:critical|warning|page)\s{0,8}$|kind["']?\s?:\s?["']?PrometheusRule)/;

/** A line of a block: indented, or a key of the first level with a plain value. */
const ofBlock =
  /^(?:[ \t]{1,80}|- )\S|^["']?[a-z][\w-]{0,40}["']?:\s{0,8}(?:["'|>].{0,400}|[\w./-]{0,60})$|^[{}[\]],?$/;

/** For each line whether it stands in a rule of an alert: in the block around one of its own keys. */
export const inRules = (lines: readonly string[]): readonly boolean[] => {
  const inside = lines.map((line) => opensRule.test(line));
  const reach = (from: number, before: number): void => {
    const line = lines[from];
    if (line !== undefined && inside[before] && ofBlock.test(line)) inside[from] = true;
  };
  for (let index = 1; index < lines.length; index += 1) reach(index, index - 1);
  for (let index = lines.length - 2; index >= 0; index -= 1) reach(index, index + 1);
  return inside;
};
