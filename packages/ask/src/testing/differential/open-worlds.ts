import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Principal } from '@numize/access'
import { fixedClock } from '@numize/base'
import { type TestServer, writeDuckdbFile } from '@numize/engines/testing'
import { loadProject, type Project, type Result } from '@numize/semantic'
import { type OpenSource, openSource } from '@numize/sources'
import type { Ask } from '../../ask.ts'
import { type AuditEntry, createAsk, type Ledger } from '../../ask-plans.ts'
import { type AskSql, createAskSql } from '../../ask-sql.ts'
import { openGround } from '../../ground.ts'
import { modelYaml } from './model.ts'
import { COUNTRIES, columnsOf, type PolicyCase, policyCases, WARD } from './policies.ts'
import { COLUMNS, randomWorld, TOKEN, tablesSql } from './world.ts'

/** Both ways to rows over one project. */
interface Desk {
  readonly ask: Ask
  readonly askSql: AskSql
}

/** One policy case: asked under its policies, and on a copy that holds only what may be seen. */
export interface TwinDesks {
  readonly policy: PolicyCase
  readonly governed: Desk
  readonly copy: Desk
  readonly principal: Principal
  /** Every token that the copy holds. */
  readonly mayShow: ReadonlySet<string>
}

export interface Worlds extends AsyncDisposable {
  readonly twins: readonly TwinDesks[]
  readonly audited: readonly AuditEntry[]
}

/** A random clinic on an engine, with each policy case and its copy. `server` is the Postgres to use. */
export async function openWorlds(seed: string, server: TestServer | null): Promise<Worlds> {
  const dir = mkdtempSync(join(tmpdir(), 'numize-differential-'))
  const world = randomWorld(seed)
  const base = `base_${seed.replaceAll(/\W/g, '_')}`
  const copies = policyCases.map((one) => ({ one, schema: `${base}_${one.name}`, left: one.left(world) }))
  await store(dir, server, [
    tablesSql(base, world, COLUMNS),
    ...copies.map(({ one, schema, left }) => tablesSql(schema, left, columnsOf(one))),
  ])
  const connection = server
    ? `{type: postgres, url: "${server.url.replace('owner:owner', 'reader:reader')}"}`
    : '{type: duckdb, path: clinic.duckdb}'
  const audited: AuditEntry[] = []
  const nothing = { models: [], dimensions: [], metrics: [] }
  const project = load(dir, 'governed', {
    'numize.yml': `name: clinic\nconnection: ${connection}\n${SETTINGS}`,
    'models/clinic.yml': modelYaml(base, nothing, 'marked'),
    ...Object.fromEntries(policyCases.map(({ name, sliceYaml }) => [`slices/${name}.yml`, sliceYaml])),
  })
  const source = await openSource(project.connection, dir, { stateDir: join(dir, 'state'), threads: 1 })
  const governed = await desk(project, source, audited)
  const twins: TwinDesks[] = []
  for (const { one, schema, left } of copies) {
    const plain = load(dir, schema, {
      'numize.yml': `name: ${one.name}\nconnection: ${connection}\n${SETTINGS}`,
      'models/clinic.yml': modelYaml(schema, one.omitted, 'plain'),
    })
    twins.push({
      policy: one,
      governed,
      copy: await desk(plain, source, []),
      principal: {
        orgId: 'o',
        userId: one.name,
        roles: [one.name],
        attributes: { ward: WARD, countries: [...COUNTRIES] },
      },
      mayShow: new Set(JSON.stringify(left).match(TOKEN)),
    })
  }
  return {
    twins,
    audited,
    [Symbol.asyncDispose]: async () => {
      await source[Symbol.asyncDispose]()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

const SETTINGS = 'time_zone: Europe/Paris\nnow: "2026-04-01"\n'

async function store(dir: string, server: TestServer | null, statements: readonly string[]): Promise<void> {
  if (server) {
    const schemas = statements.flatMap((one) => /CREATE SCHEMA (\w+)/.exec(one)?.[1] ?? [])
    const rights = schemas.map(
      (name) =>
        `GRANT USAGE ON SCHEMA ${name} TO reader; GRANT SELECT ON ALL TABLES IN SCHEMA ${name} TO reader;`,
    )
    await server.execute([...statements, ...rights].join('\n'))
    return
  }
  await writeDuckdbFile(join(dir, 'clinic.duckdb'), statements)
}

function load(dir: string, name: string, files: Readonly<Record<string, string>>): Project {
  const folder = join(dir, name)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const { project, problems } = loadProject(folder, {
    list: (from) =>
      readdirSync(from, { recursive: true })
        .map(String)
        .filter((one) => one.endsWith('.yml')),
    read: (path) => readFileSync(path, 'utf8'),
  })
  if (!project || problems.length > 0) throw new Error(`the clinic did not load: ${JSON.stringify(problems)}`)
  return project
}

async function desk(project: Project, source: OpenSource, audited: AuditEntry[]): Promise<Desk> {
  const { ground, problems } = await openGround(project, source)
  if (problems.length > 0) throw new Error(`the clinic does not fit its data: ${JSON.stringify(problems)}`)
  const clock = fixedClock('2026-04-01T12:00:00Z')
  const ledger = keepingLedger(audited)
  return { ask: createAsk(ground, ledger, clock), askSql: createAskSql(ground, ledger, clock) }
}

/** Keeps results by what they are kept under in the product, so that a cache that mixes askers up shows. */
function keepingLedger(audited: AuditEntry[]): Ledger {
  const kept = new Map<string, Result>()
  return {
    findResult: (hash, policies) => Promise.resolve(kept.get(`${hash} ${policies}`) ?? null),
    keepResult: (result, policies) => Promise.resolve(void kept.set(`${result.runHash} ${policies}`, result)),
    audit: (entry) => Promise.resolve(void audited.push(entry)),
  }
}
