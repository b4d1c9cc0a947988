// A type of the module, read with the compiler.
import ts from 'typescript';

/**
 * The members of a type, by the compiler that knows them.
 * @param typeName - a type that `src/index.ts` exports
 * @throws if it does not
 */
export function membersOf(typeName: string): { checker: ts.TypeChecker; members: ts.Symbol[] } {
  const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile) as { config: unknown };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, '.');
  const program = ts.createProgram(['src/index.ts'], options);
  const checker = program.getTypeChecker();
  const source = program.getSourceFile('src/index.ts');
  const module = source && checker.getSymbolAtLocation(source);
  const symbol = module && checker.getExportsOfModule(module).find(({ name }) => name === typeName);
  if (!symbol) throw new Error(`src/index.ts exports no type ${typeName}`);
  const declared = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  return { checker, members: checker.getDeclaredTypeOfSymbol(declared).getProperties() };
}
