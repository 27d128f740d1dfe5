import { cqlshSnippets, type CqlshSnippet } from './cqlsh';
import { deploymentSnippet } from './deployment';
import { goSnippet } from './go';
import { javaSnippet } from './java';
import { nodeSnippet } from './node';
import { pythonSnippet } from './python';
import type { SnippetTarget } from './target';

export type { CqlshSnippet } from './cqlsh';
export type { SnippetTarget } from './target';

/** What a program can be written in. */
export type Language = 'java' | 'python' | 'node' | 'go';

const PROGRAMS: Readonly<Record<Language, (target: SnippetTarget) => string>> = {
  java:   javaSnippet,
  python: pythonSnippet,
  node:   nodeSnippet,
  go:     goSnippet,
};

/** Ready to copy. No password is in any of them. */
export interface Snippets {
  cqlsh: CqlshSnippet[];
  programs: { language: Language; text: string }[];
  deployment: string;
}

export function snippetsFor(target: SnippetTarget): Snippets {
  const languages: Language[] = ['java', 'python', 'node', 'go'];

  return {
    cqlsh:      cqlshSnippets(target),
    programs:   languages.map((language) => ({ language, text: PROGRAMS[language](target) })),
    deployment: deploymentSnippet(target),
  };
}
