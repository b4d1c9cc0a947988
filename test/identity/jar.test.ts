// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readJar, readingOnce, writeJar } from '../../src/identity/jar';
import { overrideAccess, restoreAll } from '../support/overrides';

let cookies = '';
let reads = 0;

beforeEach(() => {
  cookies = 'a=1';
  reads = 0;
  const read = () => {
    reads++;
    return cookies;
  };
  overrideAccess(document, 'cookie', read, (text: string) => (cookies = text));
});
afterEach(restoreAll);

describe('the cookies', () => {
  it('are read anew each time', () => {
    readJar();
    cookies = 'a=2';
    expect([readJar(), reads]).toEqual([['a=2'], 2]);
  });

  it('are read once in a burst, and anew behind it', () => {
    readingOnce(() => {
      readJar();
      readJar();
    });
    expect(reads).toBe(1);
    cookies = 'a=2';
    expect(readJar()).toEqual(['a=2']);
  });

  it('are read again in a burst once something was written', () => {
    let read: string[] = [];
    readingOnce(() => {
      readJar();
      writeJar('b=1; path=/');
      cookies = 'a=1; b=1';
      read = readJar();
    });
    expect(read).toEqual(['a=1', 'b=1']);
  });

  it('are read once in a burst within a burst, and still known behind it', () => {
    readingOnce(() => {
      readingOnce(readJar);
      readJar();
    });
    expect(reads).toBe(1);
    readJar();
    expect(reads).toBe(2);
  });

  it('are read anew behind a burst that failed', () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    readingOnce(() => {
      readJar();
      throw new Error('burst');
    });
    cookies = 'a=2';
    expect(readJar()).toEqual(['a=2']);
    expect(error).toHaveBeenCalledTimes(1);
    error.mockRestore();
  });
});
