/**
 * The same text with memory of its own. What is cut from a string (slice, split, a match) holds all of that string in
 * V8 for as long as it lives itself: of a text that is kept for long, this is what should be kept. Through JSON, since
 * its reader copies what it reads, and keeps every code unit and the width of each.
 */
export const ownText = (text: string): string => JSON.parse(JSON.stringify(text)) as string;
