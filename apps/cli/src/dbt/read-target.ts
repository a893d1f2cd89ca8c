import { existsSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { assembleDbt, type DbtProject, readDbtFile } from '@numize/semantic'
import { cliError } from '../errors.ts'

/** What dbt writes and we read; the first is enough. */
const ARTIFACTS = [
  'manifest.json',
  'semantic_manifest.json',
  'catalog.json',
  'run_results.json',
  'sources.json',
]

/**
 * The dbt project behind a `target/` folder (or the project's folder above it), or behind single artifacts.
 * @throws `cli/no-file`, `semantic/bad-dbt-file`, `semantic/no-dbt-manifest`
 */
export function readTarget(paths: readonly string[]): DbtProject {
  const files = paths.flatMap(artifactsOf)
  return assembleDbt(files.map((path) => readDbtFile(path, textOf(path))))
}

function artifactsOf(given: string): readonly string[] {
  const path = resolve(given)
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found) throw cliError('no-file', { file: given })
  if (found.isFile()) return [path]
  const inside = ARTIFACTS.map((name) => join(path, name)).filter((file) => existsSync(file))
  return inside.length === 0 && existsSync(join(path, 'target')) ? artifactsOf(join(path, 'target')) : inside
}

/** A file too large to be one text is no artifact of dbt. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw cliError('unreadable', {
      file: path,
      problem: error instanceof Error ? error.message : 'it cannot be read',
    })
  }
}
