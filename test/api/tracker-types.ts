// The methods in the types, read with the compiler.
import ts from 'typescript';

export interface Signature {
  name: string;
  /** Parameters as in the API table: `name`, `name?` if it may be left out, `...names`. */
  parameters: string[];
}

/** The methods of a type that `src/index.ts` exports. */
export function readMethods(typeName: string): Signature[] {
  const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile) as { config: unknown };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, '.');
  const program = ts.createProgram(['src/index.ts'], options);
  const checker = program.getTypeChecker();
  const source = program.getSourceFile('src/index.ts');
  const module = source && checker.getSymbolAtLocation(source);
  const symbol = module && checker.getExportsOfModule(module).find(({ name }) => name === typeName);
  if (!symbol) throw new Error(`src/index.ts exports no type ${typeName}`);
  return checker
    .getDeclaredTypeOfSymbol(symbol)
    .getProperties()
    .map((method) => readMethod(checker, method));
}

function readMethod(checker: ts.TypeChecker, method: ts.Symbol): Signature {
  const [signature] = checker.getTypeOfSymbol(method).getCallSignatures();
  if (!signature) throw new Error(`${method.name} is no method`);
  return { name: method.name, parameters: signature.parameters.map((parameter) => shown(checker, parameter)) };
}

function shown(checker: ts.TypeChecker, { name, valueDeclaration }: ts.Symbol): string {
  if (!valueDeclaration || !ts.isParameter(valueDeclaration)) return name;
  if (valueDeclaration.dotDotDotToken) return `...${name}`;
  return checker.isOptionalParameter(valueDeclaration) ? `${name}?` : name;
}
