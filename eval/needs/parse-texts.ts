import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Archetype, Source } from './types.ts'

/** One hand-written text; slots `{metric}` and choices `{a|b}` are filled later. */
export interface Text {
  /** File and line, to find it again. */
  readonly place: string
  /** A theme, `hard_negative` or `negative`: the name of its file. */
  readonly kind: string
  readonly source: Source
  /** Null where it fits both companies. */
  readonly archetype: Archetype | null
  /** Messages; subject and body; question and SQL. */
  readonly lines: readonly string[]
}

/** A file for each kind. `@slack`, `@email` and `@nlq` (with a company, if of one only) begin a text; a question is a line of its own. */
export function parseTexts(folder: string): readonly Text[] {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .toSorted()
  return files.flatMap((file) => parseFile(basename(file, '.txt'), readFileSync(join(folder, file), 'utf8')))
}

function parseFile(kind: string, content: string): readonly Text[] {
  const texts: Text[] = []
  let head: Pick<Text, 'source' | 'archetype'> | null = null
  let lines: string[] = []
  let from = 0
  const end = (): void => {
    if (head && lines.length > 0) texts.push({ ...head, place: `${kind}:${from}`, kind, lines })
    lines = []
  }
  for (const [index, line] of content.split('\n').entries()) {
    const found = /^@(slack|email|nlq)(?: (neobank|marketplace))?$/.exec(line)
    if (found) {
      end()
      head = { source: found[1] as Source, archetype: (found[2] as Archetype | undefined) ?? null }
    } else if (line.trim() !== '') {
      if (lines.length === 0) from = index + 1
      lines.push(...(head?.source === 'nlq' ? line.split(' || ') : [line]))
      if (head?.source === 'nlq') end()
    }
  }
  end()
  return texts
}
