// @ts-check
/** An error of the user, whose message is printed in one line. */
export class CliError extends Error {}
