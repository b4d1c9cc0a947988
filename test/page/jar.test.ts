// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepReading, readJar, writeJar } from '../../src/page/jar';
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
    expect([readJar(), reads]).toEqual(['a=2', 2]);
  });

  it('are read once while the reading is kept, and anew behind it', () => {
    keepReading(true);
    readJar();
    readJar();
    expect(reads).toBe(1);
    keepReading(false);
    cookies = 'a=2';
    expect(readJar()).toBe('a=2');
  });

  it('that are none are read once, too', () => {
    cookies = '';
    keepReading(true);
    readJar();
    readJar();
    keepReading(false);
    expect(reads).toBe(1);
  });

  it('are read again once something was written', () => {
    keepReading(true);
    readJar();
    writeJar('b=1; path=/');
    cookies = 'a=1; b=1';
    expect(readJar()).toBe('a=1; b=1');
    keepReading(false);
  });

  it('are read anew when the keeping begins', () => {
    keepReading(true);
    readJar();
    cookies = 'a=2';
    keepReading(true);
    expect(readJar()).toBe('a=2');
    keepReading(false);
  });
});
