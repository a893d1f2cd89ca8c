import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** How to start a child process of ours: the file, and what Node needs to read it. */
export interface ChildEntry {
  readonly file: string
  readonly execArgv: readonly string[]
}

/** The engine's child: TypeScript beside this file in source runs, `duckdb-child.mjs` in the built product. */
export const childEntry = (): ChildEntry =>
  entryBeside(import.meta.url, { source: './child.ts', built: 'duckdb-child.mjs' })

/**
 * Picks by who asks: a `.ts` file is run through tsx, a bundle has its children in `dist/` (or one folder above,
 * where the asker was split into a chunk).
 */
export function entryBeside(asker: string, names: { source: string; built: string }): ChildEntry {
  if (asker.endsWith('.ts'))
    return { file: fileURLToPath(new URL(names.source, asker)), execArgv: ['--import', tsxBeside(asker)] }
  const folder = asker.includes('/chunks/') ? '../' : './'
  return { file: fileURLToPath(new URL(`${folder}${names.built}`, asker)), execArgv: [] }
}

const tsxBeside = (asker: string): string => pathToFileURL(createRequire(asker).resolve('tsx')).href
