// The collector's data is still there after a restart, and files of other programs are not changed.
import { chmodSync, existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { describe, expect, it, vi } from 'vitest';
import { CollectorError, openCollector } from '../../demo/collector/collector.js';
import { openSite, temporaryFolder, TOKEN } from './support.js';

function fileIn(dataDir: string): string {
  return join(dataDir, 'collector.sqlite');
}

/** Makes a folder with a database that holds hits and is closed. */
async function filledFolder(hits = 3): Promise<string> {
  const dataDir = temporaryFolder();
  const site = await openSite({ dataDir });
  for (let index = 0; index < hits; index += 1) await site.send({ action_name: `${index}: <b>Größe</b>` });
  await site.app.close();
  site.collector.close();
  return dataDir;
}

function snapshot(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder).map((name) => [name, readFileSync(join(folder, name)).toString('base64')]),
  );
}

/** Opens a folder that the collector has to refuse; returns the error message. */
function refusal(dataDir: string, reset = false): string {
  try {
    openCollector({ dataDir, reset }).close();
  } catch (error) {
    expect(error).toBeInstanceOf(CollectorError);
    expect(String(error)).not.toContain('\n');
    return error instanceof Error ? error.message : '';
  }
  throw new Error('The collector opened the folder.');
}

describe('Given a collector that is opened again', () => {
  it('when it held hits and visits, then they are still there, and new ones get the next numbers', async () => {
    const dataDir = temporaryFolder();
    const first = await openSite({ dataDir });
    await first.send({ action_name: 'A', uid: 'anna', token_auth: TOKEN, foo: 1, fa_x: 1 });
    await first.send({ e_c: 'c', e_a: 'a' });
    const before = { hits: first.collector.hits(), visits: first.collector.visits() };
    first.collector.close();

    const second = await openSite({ dataDir });
    expect({ hits: second.collector.hits(), visits: second.collector.visits() }).toEqual(before);
    await second.send({ action_name: 'B' });
    expect(second.lastHit()).toMatchObject({ id: 3, visitId: 1 });
  });

  it('when the process died without closing, then nothing is lost', async () => {
    const dataDir = temporaryFolder();
    const first = await openSite({ dataDir });
    await first.send({ action_name: 'A' });

    const second = await openSite({ dataDir });
    expect(second.collector.hits()).toEqual(first.collector.hits());
  });

  it('when it is reset, then it is empty', async () => {
    const dataDir = await filledFolder();
    const site = await openSite({ dataDir, reset: true });
    expect([site.collector.hits(), site.collector.visits()]).toEqual([[], []]);
  });

  it('when it is reset while another one collects, then that one stores all later hits', async () => {
    const dataDir = temporaryFolder();
    const first = await openSite({ dataDir });
    await first.send({ action_name: 'Before' });
    const second = await openSite({ dataDir, reset: true });
    await first.send({ action_name: 'After' });
    await second.send({ e_c: 'c', e_a: 'a' });

    const third = await openSite({ dataDir });
    expect(third.collector.hits().map(({ summary }) => summary)).toEqual(['Page view: After', 'Event: c, a']);
    expect(first.collector.hits()).toEqual(third.collector.hits());
  });

  it('when it is reset while another one writes, then one line reports that it is in use', async () => {
    const dataDir = await filledFolder();
    const writing = new Database(fileIn(dataDir));
    writing.exec('BEGIN IMMEDIATE');
    expect(refusal(dataDir, true)).toBe(`The collector's database ${fileIn(dataDir)} is in use by another process.`);
    writing.exec('ROLLBACK');
    writing.close();
    expect((await openSite({ dataDir })).collector.hits()).toHaveLength(3);
  });

  it('when it is closed twice, then nothing happens', () => {
    const collector = openCollector({ dataDir: temporaryFolder() });
    collector.close();
    expect(() => collector.close()).not.toThrow();
  });

  it('when the folder does not exist, then it is created', async () => {
    const dataDir = join(temporaryFolder(), 'a', 'b');
    await openSite({ dataDir });
    expect(existsSync(fileIn(dataDir))).toBe(true);
  });
});

describe('Given a file that cannot be used', () => {
  it.each([
    [
      'holds something else',
      (file: string): void => writeFileSync(file, 'not a database, but somebody needs it'.repeat(200)),
    ],
    ['is cut off', (file: string): void => truncateSync(file, 5000)],
    [
      'has a damaged page',
      (file: string): void => {
        const bytes = readFileSync(file);
        bytes.fill(7, 4096, 8192);
        writeFileSync(file, bytes);
      },
    ],
  ])('when it %s, then one line reports that it is damaged, and nothing is overwritten', async (_name, damage) => {
    const dataDir = await filledFolder();
    damage(fileIn(dataDir));
    const before = snapshot(dataDir);
    expect(refusal(dataDir)).toBe(
      `The collector's database ${fileIn(dataDir)} is damaged; move it away to keep it, or start with --reset to clear it.`,
    );
    expect(snapshot(dataDir)).toMatchObject(before);
  });

  it('when it is damaged and a reset is asked for, then the collector starts empty', async () => {
    const dataDir = await filledFolder();
    writeFileSync(fileIn(dataDir), 'damaged');
    const site = await openSite({ dataDir, reset: true });
    await site.send({});
    expect(site.collector.hits()).toHaveLength(1);
  });

  it.each([false, true])(
    'when it is read-only (reset: %s), then one line reports that, and nothing is overwritten',
    async (reset) => {
      const dataDir = await filledFolder();
      chmodSync(fileIn(dataDir), 0o444);
      const before = snapshot(dataDir);
      expect(refusal(dataDir, reset)).toBe(
        `The collector's database ${fileIn(dataDir)} is read-only; make it writable or choose another folder.`,
      );
      expect(snapshot(dataDir)).toEqual(before);
    },
  );

  it('when it belongs to another program, then it is not changed', () => {
    const dataDir = temporaryFolder();
    const foreign = new Database(fileIn(dataDir));
    foreign.exec('CREATE TABLE recipes (name TEXT)');
    foreign.close();
    const before = snapshot(dataDir);
    expect(refusal(dataDir)).toMatch(/is a database of another program/);
    expect(snapshot(dataDir)).toMatchObject(before);
  });

  it('when it belongs to another program and a reset is asked for, then the collector starts empty', async () => {
    const dataDir = temporaryFolder();
    const foreign = new Database(fileIn(dataDir));
    foreign.exec('CREATE TABLE recipes (name TEXT)');
    foreign.close();
    const site = await openSite({ dataDir, reset: true });
    await site.send({});
    expect(site.collector.hits()).toHaveLength(1);
  });

  it('when it has a version of the future, then it is not changed', async () => {
    const dataDir = await filledFolder();
    const database = new Database(fileIn(dataDir));
    database.exec('PRAGMA user_version = 99');
    database.close();
    expect(refusal(dataDir)).toMatch(/has version 99, this collector needs 1; start with --reset to clear it\.$/);
  });

  it('when the folder is a file, then one line reports that it cannot be opened', () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, 'something');
    expect(refusal(file)).toMatch(/cannot be opened/);
    expect(readFileSync(file, 'utf8')).toBe('something');
  });
});

describe('Given a database that fails while the server runs', () => {
  it('when a hit arrives, then it is answered with 503, the log has one line, and the server goes on', async () => {
    const log = vi.spyOn(console, 'error').mockReturnValue();
    const site = await openSite();
    site.collector.close();
    expect(await site.send({})).toBe(503);
    expect(log.mock.calls).toEqual([[expect.stringMatching(/^collector: a hit could not be stored: [^\n]+$/)]]);
    expect(await site.send({ idsite: '' })).toBe(400);
  });
});
