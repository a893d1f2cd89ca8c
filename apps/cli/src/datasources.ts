import { realpathSync } from 'node:fs'
import { join, resolve, sep } from 'node:path'
import { reachOf } from '@numize/access'
import type { Connection, Slice } from '@numize/semantic'
import type { Datasources } from '@numize/server'
import { openSource } from '@numize/sources'
import type { Effects } from './effects.ts'
import { cliError } from './errors.ts'
import type { Installation } from './installation.ts'
import type { ProjectShelf } from './project-shelf.ts'
import { discoverConnection } from './projects.ts'

/**
 * Data sources added over the API: each becomes a project in a folder of the installation, content as code like any
 * other. Files are read only below the folders of NUMIZE_DATA_DIRS.
 */
export function openDatasources(
  installation: Installation,
  effects: Effects,
  shelf: ProjectShelf,
): Datasources {
  const reach = reachOf(effects.env)
  return {
    test: async (connection, by) => {
      const allowed = within(connection, by.orgId, { installation, effects })
      const source = await openSource(allowed, effects.stateDir, {
        stateDir: join(effects.stateDir, 'sources'),
        resolve: installation.of(by.orgId).secrets.resolve,
        reach,
      })
      await using _source = source
      return { tables: source.tables.map(({ name }) => name), warnings: source.warnings }
    },
    register: async ({ name, connection, audience, tables }, by) => {
      const keeping = installation.of(by.orgId)
      const allowed = within(connection, by.orgId, { installation, effects })
      const discovered = await discoverConnection(name, allowed, effects, {
        resolve: keeping.secrets.resolve,
        reach,
        tables,
      })
      await discovered.source[Symbol.asyncDispose]()
      const { project } = discovered.ground
      const served = await shelf.add({ ...project, slices: [sliceFor(audience)] }, by.orgId)
      await keeping.keepers.audit.append({
        action: 'datasource',
        userId: by.userId,
        project: name,
        outcome: 'answered',
        detail: { type: connection.kind, tables: served.ground.source.tables.length },
      })
      return served
    },
  }
}

interface Around {
  readonly installation: Installation
  readonly effects: Effects
}

/** @throws `cli/data-dirs` where a path leads out of the folders that may be read */
function within(connection: Connection, orgId: string, { installation, effects }: Around): Connection {
  const home = installation.owner.orgId
  if (!('path' in connection)) {
    // Google is asked as whom this machine is known to it.
    if (connection.kind === 'bigquery' && orgId !== home) throw cliError('own-bigquery')
    return connection
  }
  const path = resolve(effects.stateDir, connection.path)
  const folders = dataDirs(orgId, home, effects).map((dir) => real(resolve(dir)))
  const target = real(path.replace(/[*?[].*$/, ''))
  if (!folders.some((dir) => target === dir || target.startsWith(dir + sep)))
    throw cliError('data-dirs', { path: connection.path })
  return { ...connection, path }
}

/** Folders between colons: `acme=/data/acme` is for that organisation alone, those without a name for our own. */
const dataDirs = (orgId: string, home: string, { env }: Effects): readonly string[] =>
  (env['NUMIZE_DATA_DIRS'] ?? '').split(':').flatMap((entry) => {
    const [, org = home, dir = ''] = /^(?:([a-z][a-z0-9-]*)=)?(.*)$/s.exec(entry) ?? []
    return dir !== '' && org === orgId ? [dir] : []
  })

/** Where a path leads in the end; of what does not exist, the path itself. */
function real(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return resolve(path)
  }
}

/** All of a project, for those named. */
export const sliceFor = (audience: readonly string[]): Slice => ({
  name: 'everything',
  label: 'Everything',
  description: null,
  audience,
  models: null,
  metrics: null,
  hiddenDimensions: [],
  rowFilters: [],
  pii: [],
  inlineMeasures: true,
  place: null,
})
