// The published types, as an editor and a compiler in a project see them.
import { join } from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Project } from './project';

let project: Project;

beforeAll(async () => {
  project = await Project.create();
});
afterAll(() => project.remove());

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  declaration: true,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  target: ts.ScriptTarget.ES2022,
  types: [],
};

/** Compiles a file of the project. */
async function compile(text: string): Promise<{ program: ts.Program; source: ts.SourceFile; messages: string[] }> {
  await project.write({ 'main.ts': text });
  const program = ts.createProgram([join(project.directory, 'main.ts')], OPTIONS);
  const source = program.getSourceFile(join(project.directory, 'main.ts'));
  if (!source) throw new Error('nothing was compiled');
  const found = [...program.getSemanticDiagnostics(source), ...program.getDeclarationDiagnostics(source)];
  return {
    program,
    source,
    messages: found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' ')),
  };
}

describe.each([
  ['fullFeatures', 147],
  ['coreFeatures', 100],
  ['consent', 20],
  ['singlePage', 10],
  ['pageViews', 10],
])('given a tracker with %s', (features, atLeast) => {
  it('every method has its docstring', async () => {
    const { program, source } = await compile(
      `import { createTracker, ${features} } from 'tinypaq';
       export const tracker = createTracker({ url: '/matomo.php', siteId: 1, features: [${features}] });`,
    );
    const checker = program.getTypeChecker();
    const module = checker.getSymbolAtLocation(source);
    const [tracker] = module ? checker.getExportsOfModule(module) : [];
    const methods = tracker ? checker.getTypeOfSymbol(tracker).getProperties() : [];
    expect(methods.length).toBeGreaterThanOrEqual(atLeast);
    const silent = methods.filter((method) => !method.getDocumentationComment(checker).length);
    expect(silent.map(({ name }) => name)).toEqual([]);
  });
});

describe('given a library that exports a list of features', () => {
  it('its declarations can be written', async () => {
    const { messages } = await compile(
      `import { heartbeat, pageViews } from 'tinypaq';
       export const features = [pageViews, heartbeat] as const;`,
    );
    expect(messages).toEqual([]);
  });
});
