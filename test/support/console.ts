// The script's lines on the console.
import { vi } from 'vitest';

/** The lines of `console.error` since the page was opened, as texts. They do not appear in the output of the test. */
export function recordErrors(): string[] {
  const lines: string[] = [];
  vi.spyOn(console, 'error').mockImplementation((...parts: unknown[]) => {
    lines.push(parts.map(String).join(' '));
  });
  return lines;
}
