// The TypeScript of the guides passes the compiler, as strict as our own, against the module's types.
import { resolve } from 'node:path';
import ts from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';
import { blocksIn, type Block } from './blocks';

/** Where a block would stand if it were a file. */
const fileOf = ({ place }: Block): string => resolve(`${place.replace(/\W/g, '-')}.ts`);

const compilerOptions = (): ts.CompilerOptions => {
  const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile) as { config: unknown };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, '.');
  return {
    ...options,
    paths: { tinypaq: [resolve('src/index.ts')] },
    // An example may end where the reader goes on.
    noUnusedLocals: false,
    noUnusedParameters: false,
  };
};

/** What the compiler says to each block, by its place. */
const compile = (blocks: readonly Block[]): Map<string, string[]> => {
  const sources = new Map(blocks.map((block) => [fileOf(block), `${block.code}\nexport {};\n`]));
  const options = compilerOptions();
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists, getSourceFile } = host;
  host.fileExists = (name) => sources.has(name) || fileExists(name);
  host.readFile = (name) => sources.get(name) ?? readFile(name);
  host.getSourceFile = (name, ...more) => {
    const text = sources.get(name);
    return text === undefined ? getSourceFile(name, ...more) : ts.createSourceFile(name, text, ts.ScriptTarget.ES2022);
  };
  const program = ts.createProgram([...sources.keys()], options, host);
  return new Map(
    blocks.map((block) => {
      const source = program.getSourceFile(fileOf(block));
      const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
      return [block.place, found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '))];
    }),
  );
};

const blocks = blocksIn('ts');
const wrong: Block = {
  place: 'wrong',
  language: 'ts',
  code: `import { createTracker } from 'tinypaq';
const tracker = createTracker({ url: 'https://stats.example.org/matomo.php', siteId: 1 });
tracker.trackPageViews();
tracker.trackEvent('Video');`,
  url: '',
  html: '',
  hits: [],
  isSilent: false,
  console: [],
};

describe('the TypeScript of the guides', () => {
  let said: Map<string, string[]>;
  beforeAll(() => {
    said = compile([...blocks, wrong]);
  }, 60_000);

  it.each(blocks.map(({ place }) => place))('%s', (place) => {
    expect(said.get(place)).toEqual([]);
  });

  it('is read: a wrong name and a missing argument are noticed', () => {
    expect(said.get('wrong')).toEqual([expect.stringContaining('trackPageViews'), expect.stringContaining('2')]);
  });
});
