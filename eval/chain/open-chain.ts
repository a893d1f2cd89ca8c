import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { grant } from '@numize/access'
import { buildCatalog, compileOn, type Ground, openGround, planProblems } from '@numize/ask'
import { consult } from '@numize/assistant'
import { systemClock } from '@numize/base'
import type { Llm } from '@numize/llm'
import { createPlanner, type Outcome } from '@numize/planner'
import {
  type Cell,
  discoveredProject,
  discoverModel,
  inclusionCandidates,
  type Plan,
  type Project,
} from '@numize/semantic'
import { connectionOf, measureInclusions, type OpenSource, openSource, profileTables } from '@numize/sources'
import { rememberedSource } from './remembered-source.ts'

/** The whole way of a question over one source, in this process: read, planned, compiled, run. */
export interface Chain extends AsyncDisposable {
  readonly ground: Ground
  /** As the product reads it: by the planner, and a language model where one is given and wanted. */
  read(question: string, now: string): Promise<Outcome>
  run(plan: Plan): Promise<Answered>
}

export interface Answered {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly Cell[])[]
  readonly sql: string
}

const asker = { orgId: 'eval', userId: 'eval', roles: ['admin'], attributes: {} }
const MAX_ROWS = 10_000
const DEADLINE_MS = 30_000

const stateDir = join(tmpdir(), 'numize-eval')

/** Opens data with nothing prepared: its model is discovered. */
export async function openDiscovered(path: string, llm: Llm | null): Promise<Chain> {
  const connection = connectionOf(path)
  const open = (): Promise<OpenSource> => openSource(connection, process.cwd(), { stateDir })
  const source = await rememberedSource(path, stateDir, open)
  const profiles = await profileTables(source)
  const inclusions = await measureInclusions(source, inclusionCandidates(profiles))
  const { model } = discoverModel(profiles, inclusions)
  return chainOn(discoveredProject('eval', model, { connection, dir: process.cwd() }), source, llm)
}

/** Opens a project on its data. */
export const openChain = async (project: Project, llm: Llm | null): Promise<Chain> =>
  chainOn(project, await openSource(project.connection, project.dir, { stateDir }), llm)

async function chainOn(project: Project, source: OpenSource, llm: Llm | null): Promise<Chain> {
  const { ground } = await openGround(project, source)
  const granted = grant(ground.project, asker)
  const catalog = await buildCatalog(ground, granted)
  const planner = createPlanner(catalog)
  const problemsOf = (plan: Plan): readonly string[] => planProblems(plan, ground, asker)
  return {
    ground,
    read: async (question, now) => {
      const situation = { now, previous: null }
      const outcome = planner.plan(question, situation)
      const given = { catalog, planner, situation, problemsOf, clock: systemClock, known: new Map() }
      return llm ? consult(question, outcome, { ...given, llm }) : outcome
    },
    run: async (plan) => {
      const { stages } = compileOn(plan, ground, granted.policies)
      const sql = stages.at(-1)?.sql ?? ''
      const { columns, rows } = await source.engine.run(sql, { deadlineMs: DEADLINE_MS, maxRows: MAX_ROWS })
      return { columns: columns.map(({ name }) => name), rows, sql }
    },
    [Symbol.asyncDispose]: () => source[Symbol.asyncDispose](),
  }
}
