/** The first Node that loads every module system alike, without a flag: `require` of ES modules too. */
export const lowestNode = "22.12";
