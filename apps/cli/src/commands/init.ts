import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { type Connection, projectToFiles } from '@numize/semantic'
import { type DbtFlags, importDbt } from '../dbt/import-dbt.ts'
import type { Effects } from '../effects.ts'
import { cliError } from '../errors.ts'
import { discoverProject } from '../projects.ts'

export interface InitFlags extends DbtFlags {
  readonly from?: string
}

/** `numize init --from SOURCE DIR` or `numize init --dbt TARGET DIR`. @throws `cli/from-or-dbt` */
export async function init(dir: string, flags: InitFlags, effects: Effects): Promise<number> {
  if ((flags.from === undefined) === (flags.dbt.length === 0)) throw cliError('from-or-dbt')
  return flags.from === undefined ? importDbt(dir, flags, effects) : initFrom(dir, flags.from, effects)
}

/** Writes what was discovered as a project in dbt's spec, to edit. */
async function initFrom(dir: string, source: string, effects: Effects): Promise<number> {
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
