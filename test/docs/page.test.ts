// @vitest-environment happy-dom
// The script of a guide's page in the browser.
import { beforeEach, describe, expect, it, vi } from 'vitest';

/** The path is not a literal in import(), because the script is no module that the compiler could check. */
const SCRIPT = '../../demo/docs/site/public/docs.js';

/** Runs the script of the guides on a page with one block of code. */
const open = async () => {
  document.body.innerHTML = '<article><pre><code>npm start\n</code></pre></article>';
  vi.resetModules();
  await import(SCRIPT);
};

const button = () => document.querySelector('.copy') as HTMLButtonElement;

describe('a block of code', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    return () => vi.useRealTimers();
  });

  it('can be copied, and shows that for a moment', async () => {
    const writeText = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    await open();
    button().click();
    await vi.waitFor(() => expect(button().textContent).toBe('Copied'));
    expect(writeText).toHaveBeenCalledExactlyOnceWith('npm start');
    vi.runAllTimers();
    expect(button().textContent).toBe('Copy');
  });

  it('shows when the browser refuses to copy', async () => {
    vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new DOMException('', 'NotAllowedError'));
    await open();
    button().click();
    await vi.waitFor(() => expect(button().textContent).toBe('The browser refused to copy'));
    vi.runAllTimers();
    expect(button().textContent).toBe('Copy');
  });
});
