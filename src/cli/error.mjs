// @ts-check
/** A fault that one line explains to the person at the terminal. */
export class CliError extends Error {}
