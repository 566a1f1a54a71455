/** How long a cell's calls may take together where a preset says nothing; a healthy cell takes a few milliseconds. */
export const defaultDeadlineMs = 5000;
