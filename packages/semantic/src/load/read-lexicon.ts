import type { Lexicon, Problem } from '../project.ts'
import { children, fieldsOf, readDocuments, requiredText, rootOf, texts } from './yaml-reader.ts'

/** `lexicon.yml`: `synonyms: [{phrase, means}]` and `ambiguous: [{phrase, choices}]`. */
export function readLexicon(file: string, source: string, problems: Problem[]): Lexicon {
  const parts = readDocuments(file, source, problems).flatMap((reader) => {
    const root = rootOf(reader)
    const fields = root && fieldsOf(reader, root, file, ['synonyms', 'ambiguous'])
    return fields ? [fields] : []
  })
  return {
    synonyms: parts.flatMap((fields) =>
      children(fields, 'synonyms', 'synonym', ['phrase', 'means']).map((entry) => ({
        phrase: requiredText(entry, 'phrase'),
        means: requiredText(entry, 'means'),
      })),
    ),
    ambiguous: parts.flatMap((fields) =>
      children(fields, 'ambiguous', 'ambiguous phrase', ['phrase', 'choices']).map((entry) => ({
        phrase: requiredText(entry, 'phrase'),
        choices: texts(entry, 'choices'),
      })),
    ),
  }
}
