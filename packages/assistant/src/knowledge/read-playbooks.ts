import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Playbook } from './collect.ts'

const MOST_FILES = 500
const MOST_BYTES = 500_000

/** Markdown and text files under a project's `knowledge/` folder; none where there is no such folder. */
export function readPlaybooks(projectDir: string): readonly Playbook[] {
  const folder = join(projectDir, 'knowledge')
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(?:md|markdown|txt)$/i.test(file))
    .toSorted()
    .slice(0, MOST_FILES)
    .flatMap((file) => {
      const path = join(folder, file)
      const { size } = statSync(path)
      return size > MOST_BYTES ? [] : [{ file, text: readFileSync(path, 'utf8') }]
    })
}
