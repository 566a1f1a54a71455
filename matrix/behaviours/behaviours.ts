import { authority } from "./authority.ts";
import type { Behaviour } from "./behaviour.ts";
import { cancel, cancelStream, cancelUpload } from "./cancellation.ts";
import { requestCardinality, responseCardinality } from "./cardinality.ts";
import { gzip, gzipBomb } from "./compression.ts";
import { connectionAge } from "./connection-age.ts";
import { deadline, deadlineExceeded, deadlineRace, longDeadline } from "./deadlines.ts";
import { emptyStream } from "./empty-stream.ts";
import { fourKinds } from "./four-kinds.ts";
import { gracefulStop } from "./graceful-stop.ts";
import { halfClose } from "./half-close.ts";
import { headersFirst } from "./headers-first.ts";
import { keepaliveClient, keepaliveServer } from "./keepalive.ts";
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
import { statusTextSurrogate } from "./status-text-surrogate.ts";
import {
  codeOutOfRange,
  statusCodes,
  statusText,
  statusTextControl,
  statusTextOuterSpace,
} from "./statuses.ts";
import { goAwayPings, tooManyPings } from "./too-many-pings.ts";
import { unknownMethod } from "./unknown-method.ts";
import { waitForReady } from "./wait-for-ready.ts";

/** Every behaviour, by its area. */
export const behaviours: readonly Behaviour[] = [
  fourKinds,
  emptyStream,
  unknownMethod,
  requestCardinality,
  responseCardinality,
  earlyReturn,
  halfClose,
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
  statusTextSurrogate,
  statusDetails,
  codeOutOfRange,
  deadline,
  longDeadline,
  deadlineExceeded,
  deadlineRace,
  cancel,
  cancelStream,
  cancelUpload,
  gzip,
  gzipBomb,
  messageLimit,
  headerLimit,
  maxStreams,
  waitForReady,
  gracefulStop,
  connectionAge,
  keepaliveServer,
  keepaliveClient,
  tooManyPings,
  goAwayPings,
  retryRefused,
  retryGoAway,
];

const byName: ReadonlyMap<string, Behaviour> = new Map(behaviours.map((one) => [one.name, one]));

export const behaviourNamed = (name: string): Behaviour | undefined => byName.get(name);
