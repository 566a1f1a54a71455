/** How services say that a caller is over a limit of calls, where their status, RESOURCE_EXHAUSTED, may mean a size as well. */
const ofCalls =
  /\bquotas?\b|\brate[-_ ]?limit|\btoo many (?:requests|calls)\b|\b(?:calls|requests|queries) (?:per|a) (?:second|minute|hour|day)\b|\bthrottl(?:ed|ing)\b/i;

/** What is used up there is room, and no pause between calls gives any back. */
const ofRoom = /\b(?:disk|storage|space|memory|heap|bytes?|size|larger)\b/i;

/** Whether a message of RESOURCE_EXHAUSTED speaks of how many calls came, and of nothing else that can run out. */
export const saysTooManyCalls = (message: string): boolean =>
  ofCalls.test(message) && !ofRoom.test(message);
