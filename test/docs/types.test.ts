// The TypeScript of the guides compiles against the module's types, as strictly as our own code. Commands in their
// JavaScript have the types of `_paq`.
import { resolve } from 'node:path';
import ts from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';
import { blocksIn, type Block } from './blocks';

/** Where a block would stand if it were a file. */
const fileOf = ({ place, language }: Block): string => resolve(`${place.replace(/\W/g, '-')}.${language}`);

const optionsFor = (language: string): ts.CompilerOptions => {
  const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile) as { config: unknown };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, '.');
  return {
    ...options,
    paths: { tinypaq: [resolve('src/index.ts')], 'tinypaq/globals': [resolve('src/globals.ts')] },
    // An example may declare what the reader uses later.
    noUnusedLocals: false,
    noUnusedParameters: false,
    // Scripts of pages do not check whether an element exists.
    ...(language === 'js' && { checkJs: true, strict: false }),
  };
};

/** The compiler's messages for each block, by its place. */
const compile = (blocks: readonly Block[], language: string): Map<string, string[]> => {
  const sources = new Map(blocks.map((block) => [fileOf(block), `${block.code}\nexport {};\n`]));
  const options = optionsFor(language);
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists, getSourceFile } = host;
  host.fileExists = (name) => sources.has(name) || fileExists(name);
  host.readFile = (name) => sources.get(name) ?? readFile(name);
  host.getSourceFile = (name, ...more) => {
    const text = sources.get(name);
    return text === undefined ? getSourceFile(name, ...more) : ts.createSourceFile(name, text, ts.ScriptTarget.ES2022);
  };
  const program = ts.createProgram([...sources.keys(), resolve('src/globals.ts')], options, host);
  return new Map(
    blocks.map((block) => {
      const source = program.getSourceFile(fileOf(block));
      const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
      return [block.place, found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '))];
    }),
  );
};

const blockOf = (language: string, code: string): Block => ({
  place: 'wrong',
  language,
  code,
  url: '',
  html: '',
  hits: [],
  isSilent: false,
  console: [],
});

interface Language {
  language: string;
  blocks: Block[];
  wrong: Block;
  complaints: string[];
}

const LANGUAGES: Language[] = [
  {
    language: 'ts',
    blocks: blocksIn('ts'),
    wrong: blockOf(
      'ts',
      `import { createTracker, events } from 'tinypaq';
       const tracker = createTracker({ url: '/matomo.php', siteId: 1, features: [events] });
       tracker.trackEvents('Video', 'Play');
       tracker.trackEvent('Video');`,
    ),
    complaints: ['trackEvents', '2'],
  },
  {
    language: 'js',
    // Blocks with a message on the console are wrong on purpose.
    blocks: blocksIn('js').filter((block) => !block.console.length),
    wrong: blockOf('js', "_paq.push(['trackEvents', 'Video', 'Play']);\n_paq.push(['trackEvent', 'Video']);"),
    complaints: ['trackEvents', '"trackEvent", "Video"]'],
  },
];

describe.each(LANGUAGES)('the $language of the guides', ({ language, blocks, wrong, complaints }) => {
  let said: Map<string, string[]>;
  beforeAll(() => {
    said = compile([...blocks, wrong], language);
  }, 60_000);

  it.each(blocks.map(({ place }) => place))('%s', (place) => {
    expect(said.get(place)).toEqual([]);
  });

  it('is read: a wrong name and a missing argument are noticed', () => {
    expect(said.get('wrong')).toEqual(complaints.map((text) => expect.stringContaining(text)));
  });
});
