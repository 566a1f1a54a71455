/** What the preset is called in which implementations of one's own meet all others. */
export const ownPresetName = "own";
