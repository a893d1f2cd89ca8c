import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, relative, sep } from 'node:path'
import { type Clock, systemClock } from '@numize/base'
import { createRedactor, type Redactor } from '@numize/secrets'
import type { ProjectFiles } from '@numize/semantic'
import { readSecret } from './secret-input.ts'

/** Everything outside that a command touches. */
export interface Effects {
  readonly clock: Clock
  readonly files: ProjectFiles
  /** Where this installation keeps its store, lock and socket. */
  readonly stateDir: string
  /** Environment variables: where keys of language models come from. */
  readonly env: Readonly<Record<string, string | undefined>>
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  /** Secrets that were used: taken out of what is told and written down. */
  readonly redactor?: Redactor
  /** A secret that is piped in, or typed without being shown. */
  readonly secretInput?: (prompt: string) => Promise<string>
  /** Whether a person looks at the output. */
  readonly isTerminal: boolean
}

/** The same effects, whose errors and logs hold no secret that was used. */
export function withRedactor(effects: Effects): Effects {
  const redactor = createRedactor()
  return { ...effects, redactor, err: (text) => effects.err(redactor.clean(text)) }
}

export const realEffects = (): Effects => ({
  clock: systemClock,
  files: diskFiles,
  stateDir: process.env['NUMIZE_STATE'] ?? join(homedir(), '.numize'),
  env: process.env,
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  secretInput: readSecret,
  isTerminal: process.stdout.isTTY,
})

const SKIPPED = new Set(['node_modules', 'data', 'meta', 'dist'])

export const diskFiles: ProjectFiles = {
  list: (dir) => (existsSync(dir) && statSync(dir).isDirectory() ? walk(dir, dir) : []),
  read: (path) => readFileSync(path, 'utf8'),
}

function walk(root: string, dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      if (entry.name.startsWith('.') || SKIPPED.has(entry.name)) return []
      const path = join(dir, entry.name)
      return entry.isDirectory() ? walk(root, path) : [relative(root, path).split(sep).join('/')]
    })
}
