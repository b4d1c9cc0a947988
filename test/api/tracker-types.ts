// The methods in the types, read with the compiler.
import ts from 'typescript';
import { membersOf } from '../support/exported-type';

export interface Signature {
  name: string;
  /** Parameters as in the API table: `name`, `name?` if it may be left out, `...names`. */
  parameters: string[];
}

/** The methods of a type that `src/index.ts` exports. */
export function readMethods(typeName: string): Signature[] {
  const { checker, members } = membersOf(typeName);
  return members.map((method) => readMethod(checker, method));
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
