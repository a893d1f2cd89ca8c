import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { type Connection, projectToFiles } from '@numize/semantic'
import type { Effects } from '../effects.ts'
import { cliError } from '../errors.ts'
import { discoverProject } from '../projects.ts'

/** `numize init --from SOURCE DIR`: writes what was discovered as a project in dbt's spec, to edit. */
export async function init(dir: string, source: string, effects: Effects): Promise<number> {
  const folder = resolve(dir)
  if (existsSync(folder) && readdirSync(folder).length > 0) throw cliError('not-empty', { dir })
  const opened = await discoverProject(source, effects)
  await using _source = opened.source
  const project = opened.ground.project
  const connection = fromFolder(project.connection, folder)
  for (const [name, text] of projectToFiles({ ...project, connection, dir: folder })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
    effects.out(`${join(dir, name)}\n`)
  }
  for (const note of opened.problems) effects.err(`note: ${note}\n`)
  return 0
}

/** Paths are written relative to the project, so that both can move together. */
const fromFolder = (connection: Connection, folder: string): Connection =>
  'path' in connection ? { ...connection, path: relative(folder, resolve(connection.path)) } : connection
