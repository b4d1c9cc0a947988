/** Something the person who starts the demo can put right; the message is one line and says how. */
export class DemoError extends Error {
  override readonly name = 'DemoError';
}
