/** The title of a review of what is over, or of a change that mends it. */
const title =
  /^[#*_\s]{0,8}(?:post-?mortem|incident (?:report|review)|(?:outage|incident) retrospective|root[ -]cause analysis|RCA|what (?:does|did|do) (?:this|these) (?:PR|MR|pull request|merge request|change|patch|commit)s?)\b/i;

/** What it says was done about that. */
const resolution =
  /^[#*_>\s-]{0,8}(?:resolution|resolved(?: at)?|remediation|action items?|corrective actions?|follow-?ups?|lessons learned|(?:how (?:was|has) (?:it|this) (?:been )?)?tested|test plan|testing done|closes #)\b[*_]{0,3}[:.]?/i;

/** For each line whether it belongs to such a text, which tells of faults that are over. */
export const inReviews = (lines: readonly string[]): readonly boolean[] => {
  const start = lines.findIndex((line) => title.test(line));
  const isReview = start >= 0 && lines.slice(start).some((line) => resolution.test(line));
  return lines.map((_, index) => isReview && index >= start);
};
