/**
 * `connection`: TCP alone may have come about, and TLS still fail. `service`: what was wanted of the peer works. `process`:
 * a program as a whole came up, or ended well, which says nothing of any one peer.
 */
export type Reached = "connection" | "service" | "process";

/** Words of success in a line without its opening, its quotation marks and the places in its source. */
type RecoveryWords = Readonly<{
  reached: Reached;
  pattern: RegExp;
  /** What beside it makes something else of it. */
  unless?: RegExp;
  /**
   * For what they count: a fault of the same peer, one of the part of the program that says them, of the same task, or, where
   * the words are common, one that names the same thing.
   */
  of: "peer" | "component" | "task" | "subject";
}>;

/** What a program does once before it works, and goes on to try until it succeeds. */
export const task =
  /\b(?:attestation|registration|subscription|enrol{1,2}ment|bootstrap|election|join|login|discovery|provisioning|activation|replication|renewal)\b/i;

const clients = /(?<![\w.])clients?\b/i;

/** The surest first. */
export const recoveryWords: readonly RecoveryWords[] = [
  {
    reached: "service",
    of: "peer",
    pattern:
      /\breconnect(?:ed\b|ion (?:succeeded|successful|complete)|(?:ing)? (?:succeeded|successful))|\b(?:connection|channel|session|stream|link|uplink|tunnel)(?: to \S{1,80})? (?:is |was |has been |now |is now )?(?:re-?established|restored|recovered|up|ready|healthy|back)\b|\bhandshake (?:is )?(?:complete|completed|successful|succeeded|done|ok)\b|\b(?:recovered|back online)\b/i,
    unless: clients,
  },
  {
    // Channels and checks that change their state.
    reached: "service",
    of: "peer",
    pattern:
      /\b(?:state|status|connectivity|to)\b[\w ]{0,24}[ =:]{1,2}'?(?:ready|serving|passing)\b|_(?:state|status)[=:] ?ready\b|-> ?READY\b/i,
    unless: /\bfrom[ :=]{1,2}ready\b|\b(?:node|probe|pod|server|extension)\b/i,
  },
  {
    // Calls that their caller counts; a server logs those that it answered in its interceptors' words.
    reached: "service",
    of: "component",
    pattern:
      /\b(?:rpc|call|push|publish|poll|ping|sync|heartbeat|attempt \d{1,4}|retry(?: \d{1,4})?)\b(?:[\p{L}\d_ /.-]{0,40} )?(?:ok|succeeded|successful)\b|\bsucceeded (?:after|on|at) (?:the |attempt )?\d{1,3}(?:st|nd|rd|th)?\b(?: attempts?| retr(?:y|ies)| tr(?:y|ies))?|\bFinished gRPC call\b[^\n]{0,60}\bstatus: OK\b|\bgenerated new workload certificate\b|\bCSI driver name\b(?! unknown)/iu,
    unless: /\bserver\b|\bfinished (?:unary|streaming) call\b/i,
  },
  {
    reached: "connection",
    of: "peer",
    pattern:
      /\b(?:successfully )?connected(?: successfully)?(?=$|[\s,.!;:\]])|\bconnection (?:to [^\n]{1,60} )?(?:established|successful|succeeded|opened|ok)\b|\b(?:re-?)?established connection\b|\bconnect(?:ion)? succe\w{2,6}\b/i,
    unless: clients,
  },
  {
    reached: "process",
    of: "peer",
    pattern:
      /\bserving securely on\b|\beverything is ready\b|\bready to serve\b|\breadiness succeeded\b|\bproxy is ready\b|\bStarted (?:Worker|\w{1,80} in [\d.]{1,9} seconds)\b|\bsuccessfully booted\b|\binitialized\. Status: Running\b|\bnode registration complete\b|\bis unsealed\b|\ball dependencies initialized\b|\bnode starting at\b|\bdeployments stabilized\b|\bbuild completed successfully\b|\bexit(?:ed)?(?: with)?(?: code| status)?:? {0,8}0\b|\bchanging probe status[ ,]{1,2}status[=:]ready\b/i,
  },
  {
    reached: "service",
    of: "task",
    pattern: new RegExp(
      `${task.source}[\\w ]{0,30}\\b(?:successful|succeeded|complete|completed|done)\\b`,
      "i",
    ),
  },
  {
    reached: "service",
    of: "subject",
    pattern:
      /\b(?:started|starting|succeeded|completed|finished|registered|subscribed|synced|acquired|available|ready|healthy|met|now passing|adding (?:connection|new store)|became active|is UP|activated \d{1,6})\b|_healthy\b|-> RUNNING\b/i,
  },
];
