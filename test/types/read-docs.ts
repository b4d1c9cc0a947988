// Reads the docstrings of a type's methods with the compiler.
import ts from 'typescript';
import { membersOf } from '../support/exported-type';

export interface Doc {
  text: string;
  /** Names of the parameters that are described. */
  parameters: string[];
  see: string;
}

const plain = (parts: ts.SymbolDisplayPart[] | undefined): string => ts.displayPartsToString(parts).trim();

/** @param typeName - a type that `src/index.ts` exports */
export function readDocs(typeName: string): Map<string, Doc> {
  const { checker, members } = membersOf(typeName);
  return new Map(members.map((method) => [method.name, docOf(method, checker)]));
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
