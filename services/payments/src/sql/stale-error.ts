/** What was to be changed is no longer as it was read: the commit is undone, and decided again on what is there now. */
export class StaleError extends Error {}
