// The public methods as the compiler knows them: parameters with types, and what their docstrings say.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import ts from 'typescript';

export interface Parameter {
  name: string;
  isOptional: boolean;
  isRest: boolean;
  type: string;
  description: string;
}

export interface Method {
  name: string;
  /** File in src/ that defines it, without folder and extension. */
  file: string;
  description: string;
  parameters: Parameter[];
  returns: string;
  /** What the docstring says of the result. */
  result: string;
  /** Tracking API parameters that it sends. */
  sends: string;
  isInCore: boolean;
  since: string;
}

interface Listed {
  name: string;
  parameters: string[];
  bundle: 'core' | 'full';
  since: string;
}

/** What the first comment of a source file says. */
export type Subjects = Map<string, string>;

export interface Reference {
  methods: Method[];
  /** Names for types of arguments, and what they stand for. */
  types: [name: string, description: string][];
  subjects: Subjects;
}

const LIST = new URL('../../../test/api/methods.json', import.meta.url);
const ENTRY = 'src/index.ts';
/** The type of the trackers that get the commands of `_paq`. */
const TYPE = 'PageTracker';
const TYPES = 'src/arguments.ts';

/** The global gives `addTracker` to its trackers; it is no feature's, and stands where trackers are set up. */
const homeOf = (file: string): string => (file === 'types' ? 'site' : file);

/** `{@link other}` as a link to its section. */
const linkTo = (name: string): string => `[\`${name}\`](#${name.toLowerCase()})`;

const textOf = (parts: readonly ts.SymbolDisplayPart[] | undefined): string =>
  ts
    .displayPartsToString(parts ? [...parts] : [])
    .replace(/\{@link (\w+) ?\}/g, (_, name: string) => linkTo(name))
    .replace(/\s*\n\s*/g, ' ')
    .trim();

const parameterOf = (checker: ts.TypeChecker, symbol: ts.Symbol): Parameter => {
  const declaration = symbol.valueDeclaration;
  if (!declaration || !ts.isParameter(declaration)) throw new Error(`${symbol.name} is no parameter`);
  return {
    name: symbol.name,
    isOptional: checker.isOptionalParameter(declaration),
    isRest: declaration.dotDotDotToken !== undefined,
    // As it is written, since names of types say more than what they stand for.
    type: declaration.type
      ? declaration.type.getText().replace(/\s*\n\s*/g, ' ')
      : checker.typeToString(checker.getTypeOfSymbol(symbol)),
    description: textOf(symbol.getDocumentationComment(checker)).replace(/^- /, ''),
  };
};

const methodOf = (checker: ts.TypeChecker, symbol: ts.Symbol): Omit<Method, 'isInCore' | 'since'> => {
  const [signature] = checker.getTypeOfSymbol(symbol).getCallSignatures();
  const file = symbol.declarations?.[0]?.getSourceFile().fileName;
  if (!signature || file === undefined) throw new Error(`${symbol.name} is no method`);
  const tags = symbol.getJsDocTags(checker);
  const described = new Map(
    tags
      .filter(({ name }) => name === 'param')
      .map(({ text }) => textOf(text).split(/ - (.*)/s))
      .map(([name = '', description = '']) => [name.trim(), description] as const),
  );
  const tag = (name: string): string => textOf(tags.find((each) => each.name === name)?.text);
  return {
    name: symbol.name,
    file: homeOf(basename(file, '.ts')),
    description: textOf(symbol.getDocumentationComment(checker)),
    parameters: signature.parameters.map((parameter) => {
      const own = parameterOf(checker, parameter);
      // A function that has several names is described where it is named.
      return { ...own, description: own.description || described.get(own.name) || '' };
    }),
    returns: checker.typeToString(signature.getReturnType()),
    result: tag('returns'),
    sends: tag('see')
      .replace(/^Tracking (HTTP )?API:? ?/, '')
      .trim(),
  };
};

const typesOf = (checker: ts.TypeChecker, source: ts.SourceFile | undefined): [string, string][] => {
  const module = source && checker.getSymbolAtLocation(source);
  if (!module) throw new Error(`there is no ${TYPES}`);
  return checker
    .getExportsOfModule(module)
    .map((symbol) => [symbol.name, textOf(symbol.getDocumentationComment(checker))]);
};

/** Reads src/ and the list of methods, which gives the order. */
export const readReference = (): Reference => {
  const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile) as { config: unknown };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, '.');
  const program = ts.createProgram([ENTRY], options);
  const checker = program.getTypeChecker();
  const entry = program.getSourceFile(ENTRY);
  const module = entry && checker.getSymbolAtLocation(entry);
  const type = module && checker.getExportsOfModule(module).find(({ name }) => name === TYPE);
  if (!type) throw new Error(`${ENTRY} exports no type ${TYPE}`);

  const known = checker.getDeclaredTypeOfSymbol(type).getProperties();
  const read = new Map(known.map((symbol) => [symbol.name, symbol]));
  const listed = JSON.parse(readFileSync(LIST, 'utf8')) as Listed[];
  const methods = listed.map(({ name, bundle, since }): Method => {
    const symbol = read.get(name);
    if (!symbol) throw new Error(`src/ has no method ${name}`);
    return { ...methodOf(checker, symbol), isInCore: bundle === 'core', since };
  });

  const subjects: Subjects = new Map();
  for (const { fileName, text } of program.getSourceFiles()) {
    const [, comment = ''] = /^\/\*\* (.+?) \*\/\n/.exec(text) ?? [];
    if (fileName.includes('/src/')) subjects.set(basename(fileName, '.ts'), comment);
  }
  return { methods, types: typesOf(checker, program.getSourceFile(TYPES)), subjects };
};
