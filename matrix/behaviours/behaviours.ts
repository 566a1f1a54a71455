import { authority } from "./authority.ts";
import type { Behaviour } from "./behaviour.ts";
import { cancel, cancelStream } from "./cancellation.ts";
import { requestCardinality, responseCardinality } from "./cardinality.ts";
import { gzip, gzipBomb } from "./compression.ts";
import { deadline, deadlineExceeded, deadlineRace, longDeadline } from "./deadlines.ts";
import { emptyStream } from "./empty-stream.ts";
import { fourKinds } from "./four-kinds.ts";
import { headersFirst } from "./headers-first.ts";
import { earlyReturn, headerLimit, messageLimit } from "./limits.ts";
import { maxStreams } from "./max-streams.ts";
import {
  metadataBinary,
  metadataDuplicates,
  metadataOuterSpace,
  metadataText,
} from "./metadata.ts";
import { metadataUpperCase } from "./metadata-upper-case.ts";
import { retryGoAway, retryRefused } from "./retries.ts";
import { statusDetails } from "./status-details.ts";
import {
  codeOutOfRange,
  statusCodes,
  statusText,
  statusTextControl,
  statusTextOuterSpace,
} from "./statuses.ts";
import { unknownMethod } from "./unknown-method.ts";

/** Every behaviour, by its area. */
export const behaviours: readonly Behaviour[] = [
  fourKinds,
  emptyStream,
  unknownMethod,
  requestCardinality,
  responseCardinality,
  earlyReturn,
  authority,
  metadataText,
  metadataBinary,
  metadataDuplicates,
  metadataOuterSpace,
  metadataUpperCase,
  headersFirst,
  statusCodes,
  statusText,
  statusTextControl,
  statusTextOuterSpace,
  statusDetails,
  codeOutOfRange,
  deadline,
  longDeadline,
  deadlineExceeded,
  deadlineRace,
  cancel,
  cancelStream,
  gzip,
  gzipBomb,
  messageLimit,
  headerLimit,
  maxStreams,
  retryRefused,
  retryGoAway,
];

const byName: ReadonlyMap<string, Behaviour> = new Map(behaviours.map((one) => [one.name, one]));

export const behaviourNamed = (name: string): Behaviour | undefined => byName.get(name);
