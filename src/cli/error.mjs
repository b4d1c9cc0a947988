// @ts-check
/** An error of the user, whose message is printed in one line. */
export class CliError extends Error {}

/** The user pressed Ctrl+C at a question: the command ends without a word. */
export class Interrupted extends Error {}
