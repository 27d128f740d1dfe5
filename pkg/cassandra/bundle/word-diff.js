/** Of the `diff` that diff2html brings along, what it asks for. */
export { diffChars } from 'diff2html/diff/character';
export { diffWordsWithSpace } from 'diff2html/diff/word';
