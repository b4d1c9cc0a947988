// The package as npm publishes it, installed into an empty project: every way to use it works there.
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tokensOf } from '../../demo/docs/site/markdown.js';
import { Project } from './project';
import { hasBrowser, serve, visit } from './site';

let project: Project;

beforeAll(async () => {
  project = await Project.create();
  await project.link('vite', 'typescript', 'react', 'react-dom');
});
afterAll(() => project.remove());

const STRICT = {
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  verbatimModuleSyntax: true,
  target: 'ES2020',
  types: [],
  noEmit: true,
};

const typeScript = (compilerOptions: object, ...files: string[]) =>
  JSON.stringify({ compilerOptions: { ...STRICT, ...compilerOptions }, files });

const icon = '<link rel="icon" href="data:,">';

/** Files that Markdown links to, shows as images, or names with their path in the package (`demo/ways-in/nginx.conf`). */
function targetsIn(text: string): string[] {
  return tokensOf(text)
    .flatMap(({ children }) => children ?? [])
    .map((token) => {
      const isFile = token.type === 'code_inline' && /^demo\/ways-in\/\S+$/.test(token.content);
      return isFile ? token.content : String(token.attrGet('href') ?? token.attrGet('src') ?? '');
    })
    .map((target) => target.replace(/#.*/, ''))
    .filter((target) => target && !/^[a-z]+:/.test(target));
}

/** Serves a directory as a site and opens it until a hit has arrived. @returns the first hit */
async function firstHit(directory: string): Promise<Record<string, string> | undefined> {
  const site = await serve(join(project.directory, directory));
  try {
    const complaints = await visit(site.url, () => expect.poll(() => site.hits, { timeout: 20_000 }).not.toEqual([]));
    expect(complaints).toEqual([]);
    return site.hits[0];
  } finally {
    await site.close();
  }
}

describe('the package', () => {
  it('has the built files, the command, the documents with their pictures, the example configurations, and nothing else', () => {
    const places = new Set(project.files.map((file) => file.replace(/\/.*/, '')));
    expect([...places].sort()).toEqual(
      ['CHANGELOG.md', 'CONTRIBUTING.md', 'LICENSE', 'README.md', 'package.json', 'demo', 'dist', 'e2e', 'src'].sort(),
    );
    const parts = [
      /^dist\/[\w.]+$/,
      /^src\/cli\/\w+\.mjs$/,
      /^demo\/docs\/[\w-]+\.md$/,
      /^demo\/ways-in\/[\w.]+$/,
      /^e2e\/screenshots\/\w+\.png$/,
    ];
    const nested = project.files.filter((file) => file.includes('/'));
    expect(nested.filter((file) => !parts.some((part) => part.test(file)))).toEqual([]);
    for (const part of parts) expect(nested).toContainEqual(expect.stringMatching(part));
  });

  it('has all files to which its README and guides link, and the example configurations that these name', async () => {
    const pages = project.files.filter((file) => file.endsWith('.md'));
    expect(pages).toEqual(expect.arrayContaining(['README.md', 'CONTRIBUTING.md', 'demo/docs/installing.md']));
    const missing = await Promise.all(
      pages.map(async (page) => {
        const file = join(project.package, page);
        return targetsIn(await readFile(file, 'utf8'))
          .filter((target) => !existsSync(join(target.startsWith('demo/') ? project.package : dirname(file), target)))
          .map((target) => `${page}: ${target}`);
      }),
    );
    expect(missing.flat()).toEqual([]);
  });

  it('passes publint', async () => {
    const { messages, pkg } = await publint({ pkgDir: project.package, pack: false, strict: true });
    expect(messages.map((message) => formatMessage(message, pkg, { color: false }))).toEqual([]);
  });

  it('has correct types for each way to load it', async () => {
    // Scripts for pages have no exports: their types are those of the globals.
    const scripts = ['./tinypaq.js', './tinypaq.core.js'];
    const options = ['--exclude-entrypoints', ...scripts];
    const printed = await project.command(
      '@arethetypeswrong/cli/dist/index.js',
      project.tarball,
      '--no-emoji',
      '--no-color',
      ...options,
    );
    // If there is a problem, the command fails, and so does the test.
    expect(printed).toMatch(/OK \(CJS\) .*OK \(CJS\)/);
    expect(printed).toMatch(/OK \(ESM\) .*OK \(ESM\)/);
  });
});

describe('plain HTML', () => {
  it.runIf(hasBrowser)('loads the script and tracks', async () => {
    await project.write({
      'site/index.html': `<!doctype html><title>Plain</title>${icon}
        <script>
          var _paq = window._paq = window._paq || [];
          _paq.push(['trackPageView'], ['setTrackerUrl', '/matomo.php'], ['setSiteId', '3']);
        </script>
        <script async src="tinypaq.js"></script>`,
      'site/tinypaq.js': await readFile(join(project.package, 'dist/tinypaq.js'), 'utf8'),
    });
    expect(await firstHit('site')).toMatchObject({ idsite: '3', action_name: 'Plain' });
  });
});

describe('Vite and TypeScript', () => {
  const MAIN = `
    import 'tinypaq/globals';
    import { createTracker, events, pageViews, type Tracker } from 'tinypaq';

    const tracker = createTracker({ url: '/matomo.php', siteId: 4, features: [pageViews, events] });
    tracker.trackPageView('Built');
    export const later = (full: Tracker) => full.trackGoal(1);
    export const queued = () => _paq.push(['trackEvent', 'c', 'a']);
  `;

  beforeAll(() =>
    project.write({
      'app/index.html': `<!doctype html><title>App</title>${icon}<script type="module" src="./main.ts"></script>`,
      'app/main.ts': MAIN,
      'app/tsconfig.json': typeScript(
        { module: 'ESNext', moduleResolution: 'Bundler', lib: ['ES2020', 'DOM'] },
        'main.ts',
      ),
      'app/wrong.ts': `import { createTracker, pageViews } from 'tinypaq';
        createTracker({ url: '/matomo.php', siteId: 4, features: [pageViews] }).trackEvent('c', 'a');`,
      'app/tsconfig.wrong.json': typeScript(
        { module: 'ESNext', moduleResolution: 'Bundler', lib: ['ES2020', 'DOM'] },
        'wrong.ts',
      ),
    }),
  );

  it('compiles with the strictest options, declarations included', async () => {
    await project.command('typescript/lib/tsc.js', '-p', 'app');
  });

  it('does not compile calls of methods that the tracker does not have', async () => {
    await expect(project.command('typescript/lib/tsc.js', '-p', 'app/tsconfig.wrong.json')).rejects.toThrow(
      "Property 'trackEvent' does not exist",
    );
  });

  it.runIf(hasBrowser)('builds a page that tracks, without the features that are not used', async () => {
    await project.command('vite/bin/vite.js', 'build', 'app', '--logLevel', 'error');
    expect(await firstHit('app/dist')).toMatchObject({ idsite: '4', action_name: 'Built' });
    const [file = ''] = await readdir(join(project.directory, 'app/dist/assets'));
    const code = await readFile(join(project.directory, 'app/dist/assets', file), 'utf8');
    expect(code).not.toContain('ec_items');
    const whole = await readFile(join(project.package, 'dist/index.js'));
    expect(gzipSync(code).length).toBeLessThan(gzipSync(whole).length * 0.6);
  });
});

describe('a server', () => {
  it('renders a component that tracks, without sending anything', async () => {
    await project.write({
      'server.mjs': `
        import { createElement, useEffect } from 'react';
        import { renderToString } from 'react-dom/server';
        import { createTracker, fullFeatures } from 'tinypaq';

        globalThis.fetch = () => { throw new Error('a request'); };
        const tracker = createTracker({ url: 'https://stats.test/matomo.php', siteId: 1, features: fullFeatures });
        tracker.enableLinkTracking();
        function Page() {
          tracker.trackPageView('Rendered');
          useEffect(() => tracker.trackEvent('c', 'a'));
          return createElement('p', null, 'visitor ' + tracker.getVisitorId());
        }
        console.log(renderToString(createElement(Page)));
      `,
    });
    expect(await project.node('server.mjs')).toBe('<p>visitor undefined</p>\n');
  });
});

describe('CommonJS', () => {
  it('has the same exports by require as by import', async () => {
    await project.write({
      'exports.cjs': `
        require('tinypaq/globals');
        const { createTracker, pageViews } = require('tinypaq');
        createTracker({ url: '/matomo.php', siteId: 1, features: [pageViews] }).trackPageView();
        import('tinypaq').then((module) =>
          console.log(JSON.stringify([Object.keys(require('tinypaq')).sort(), Object.keys(module).sort()])));
      `,
    });
    const [required, imported] = JSON.parse(await project.node('exports.cjs')) as [string[], string[]];
    expect(required).toEqual(imported);
    expect(required).toContain('createTracker');
  });

  it.each(['node16', 'nodenext'])('compiles with its types under %s, as does a module', async (module) => {
    const source = `import 'tinypaq/globals';
      import { createTracker, pageViews } from 'tinypaq';
      createTracker({ url: '/matomo.php', siteId: 1, features: [pageViews] }).trackPageView('Title');
      export const queued = () => _paq.push(['trackPageView']);`;
    const options = { module, lib: ['ES2020', 'DOM'], verbatimModuleSyntax: false };
    await project.write({
      [`${module}/main.cts`]: source,
      [`${module}/main.mts`]: source,
      [`${module}/tsconfig.json`]: typeScript(options, 'main.cts', 'main.mts'),
    });
    await project.command('typescript/lib/tsc.js', '-p', module);
  });
});
