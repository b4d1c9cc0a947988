// What the script says on the console.
import { vi } from 'vitest';

/** The lines of `console.error` since the page was opened, as texts; kept off the test's own output. */
export function recordErrors(): string[] {
  const lines: string[] = [];
  vi.spyOn(console, 'error').mockImplementation((...parts: unknown[]) => {
    lines.push(parts.map(String).join(' '));
  });
  return lines;
}
