import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A thread written by hand for the tests, with the labels its writer meant. */
export interface HandMadeThread {
  readonly relevance: string
  readonly theme: string | null
  readonly root: string
  readonly replies: readonly string[]
}

export interface HandMadeQuestion {
  readonly theme: string
  readonly text: string
  readonly sql: string
}

const read = (file: string): string => readFileSync(join(import.meta.dirname, file), 'utf8')

/** A file of threads: `# relevance theme`, the root, and replies after `> `. */
export const handMadeThreads = (
  file: 'threads.txt' | 'threads-later.txt' = 'threads.txt',
): readonly HandMadeThread[] =>
  read(file)
    .trim()
    .split(/\n(?=# )/)
    .map((block) => {
      const [head = '', ...lines] = block.trim().split('\n')
      const [, relevance = '', theme = null] = head.split(' ')
      return {
        relevance,
        theme,
        root: lines.filter((line) => !line.startsWith('> ')).join('\n'),
        replies: lines.filter((line) => line.startsWith('> ')).map((line) => line.slice(2)),
      }
    })

/** `questions.txt`: `theme | question`, and its SQL on the next line. */
export function handMadeQuestions(): readonly HandMadeQuestion[] {
  const lines = read('questions.txt').trim().split('\n')
  return lines.flatMap((line, at) => {
    const [theme, text] = line.split(' | ')
    return theme !== undefined && text !== undefined ? [{ theme, text, sql: lines[at + 1] ?? '' }] : []
  })
}
