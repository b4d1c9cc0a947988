// Reads the docstrings of a type's methods with the compiler.
import ts from 'typescript';

export interface Doc {
  text: string;
  /** Names of the parameters that are described. */
  parameters: string[];
  see: string;
}

const plain = (parts: ts.SymbolDisplayPart[] | undefined): string => ts.displayPartsToString(parts).trim();

/** @param typeName - a type that `src/index.ts` exports */
export function readDocs(typeName: string): Map<string, Doc> {
  const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile) as { config: unknown };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, '.');
  const program = ts.createProgram(['src/index.ts'], options);
  const checker = program.getTypeChecker();
  const source = program.getSourceFile('src/index.ts');
  const module = source && checker.getSymbolAtLocation(source);
  const symbol = module && checker.getExportsOfModule(module).find(({ name }) => name === typeName);
  if (!symbol) throw new Error(`src/index.ts exports no type ${typeName}`);
  const declared = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const found = checker.getDeclaredTypeOfSymbol(declared).getProperties();
  return new Map(found.map((method) => [method.name, docOf(method, checker)]));
}

function docOf(method: ts.Symbol, checker: ts.TypeChecker): Doc {
  const tags = method.getJsDocTags(checker);
  return {
    text: plain(method.getDocumentationComment(checker)),
    parameters: tags.flatMap(({ name, text }) => {
      const [, parameter = '', said = ''] = /^(\S+)\s*-?\s*([^]*)$/.exec(plain(text)) ?? [];
      return name === 'param' && said ? [parameter] : [];
    }),
    see: tags
      .filter(({ name }) => name === 'see')
      .map(({ text }) => plain(text))
      .join(),
  };
}
