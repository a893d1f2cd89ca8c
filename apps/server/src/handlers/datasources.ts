import { allows, type Principal, slicesOf } from '@numize/access'
import type { Connection } from '@numize/semantic'
import { profileTables } from '@numize/sources'
import type { datasourceRoutes } from '../contract/datasources.ts'
import type { Datasources } from '../datasources.ts'
import { serverError } from '../errors.ts'
import { projectOf, projectsOf, type ServedProject } from '../projects.ts'
import type { ServerDeps } from '../server-deps.ts'
import type { HandlersOf } from './call.ts'
import type { Live } from './live.ts'

export const datasourceHandlers = (
  deps: ServerDeps,
  live: Live,
): HandlersOf<keyof typeof datasourceRoutes> => ({
  'GET /v1/datasources': async ({ principal }) => ({
    datasources: projectsOf(deps, principal)
      .filter(({ ground }) => slicesOf(ground.project, principal).length > 0)
      .map((served) => datasourceOf(served, principal)),
  }),
  'POST /v1/datasources': async ({ body, principal }) => {
    const { name, audience = ['*'], tables = null } = body
    const taken = projectsOf(deps, principal).some((one) => one.name === name)
    if (taken) throw serverError('name-taken', { name })
    const wanted = { name, audience, tables, connection: connectionOf(body) }
    return datasourceOf(await placesOf(deps).register(wanted, principal), principal)
  },
  'POST /v1/datasources/test': async ({ body, principal }) =>
    placesOf(deps).test(connectionOf(body), principal),
  'POST /v1/datasources/:id/profile': async ({ params, principal }) => {
    const { ground, name } = projectOf(deps, params.id, principal)
    const profiles = await live.traffic.admitFor(name, principal)(() => profileTables(ground.source))
    return {
      tables: profiles.map(({ relation, rowCount, columns }) => ({
        name: relation.name,
        row_count: rowCount,
        columns: columns.map(({ name: column, type, nulls, distinct, unique }) => ({
          name: column,
          type,
          nulls,
          distinct: Math.round(distinct),
          unique,
        })),
      })),
    }
  },
})

function placesOf({ datasources }: ServerDeps): Datasources {
  if (!datasources) throw serverError('not-built', { what: 'adding data sources where no folder is kept' })
  return datasources
}

type Asked =
  | { readonly type: 'postgres' | 'clickhouse' | 'bigquery'; readonly config: { readonly url: string } }
  | { readonly type: 'files' | 'sqlite' | 'duckdb'; readonly config: { readonly path: string } }

/** @throws `server/secret-in-address` */
function connectionOf(asked: Asked): Connection {
  if ('path' in asked.config) return { kind: asked.type as 'files', path: asked.config.path }
  const { url } = asked.config
  const [, password] = /^[a-z]+:\/\/[^/@]*?:([^@/]*)@/i.exec(url) ?? []
  const references = [...url.matchAll(/\$\{([^}]*)\}/g)].map(([, name = '']) => name)
  // a reference to the environment or a file would send what is there to whatever address is named
  const isForeign = /^(?:env|file):/i.test(url) || references.some((name) => !/^(?:secret|vault):/.test(name))
  const isPlain =
    password !== undefined && password !== '' && !/^\$\{(?:secret|vault):[^}]+\}$/.test(password)
  if (isForeign || isPlain || /[?&]password=/i.test(url)) throw serverError('secret-in-address', undefined)
  return { kind: asked.type as 'postgres', url }
}

const datasourceOf = ({ name, label, ground: { project, source } }: ServedProject, by: Principal) => ({
  id: name,
  name: label,
  type: project.connection.kind,
  tables: source.tables.map((table) => table.name),
  warnings: source.warnings,
  audience: allows(by, 'manage:datasource')
    ? [...new Set(project.slices.flatMap(({ audience }) => audience))]
    : [],
})
