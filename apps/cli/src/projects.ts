import { existsSync, readdirSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { type Ground, openGround } from '@numize/ask'
import {
  type Connection,
  discoveredProject,
  discoverModel,
  inclusionCandidates,
  loadProject,
  type Problem,
  type Project,
} from '@numize/semantic'
import {
  connectionOf,
  measureInclusions,
  type OpenSource,
  type Outside,
  openSource,
  profileTables,
} from '@numize/sources'
import type { Effects } from './effects.ts'
import { cliError } from './errors.ts'
import { outsideResolver } from './secret-keeper.ts'

const SHOWN_PROBLEMS = 8

export interface OpenedProject {
  readonly ground: Ground
  readonly source: OpenSource
  /** What is odd about the data or does not fit it: shown, never fatal. */
  readonly problems: readonly string[]
}

/** Folders with a numize.yml: the one given, or those directly below it. @throws `cli/no-projects` */
export function findProjects(dir: string): readonly string[] {
  const folder = resolve(dir)
  if (existsSync(join(folder, 'numize.yml'))) return [folder]
  const below = existsSync(folder) ? readdirSync(folder).toSorted() : []
  const found = below.map((name) => join(folder, name)).filter((path) => existsSync(join(path, 'numize.yml')))
  if (found.length === 0) throw cliError('no-projects', { dir })
  return found
}

/** Loads a project and opens it on its data. @throws `cli/broken-project`, `sources/…` */
export async function readProject(
  dir: string,
  effects: Effects,
  outside: Outside = { resolve: outsideResolver(effects) },
): Promise<OpenedProject> {
  const { project, problems } = loadProject(resolve(dir), effects.files)
  const errors = problems.filter(({ severity }) => severity === 'error')
  if (project === null || errors.length > 0) throw brokenProject(dir, errors)
  return openProject(project, effects, outside)
}

export function brokenProject(dir: string, errors: readonly Problem[]) {
  const lines = errors.map(({ file, line, message }) => `${file}${line > 0 ? `:${line}` : ''}: ${message}`)
  return cliError('broken-project', {
    dir,
    problems: lines.slice(0, SHOWN_PROBLEMS),
    more: Math.max(0, lines.length - SHOWN_PROBLEMS),
  })
}

async function openProject(project: Project, effects: Effects, outside: Outside): Promise<OpenedProject> {
  const source = await openSource(project.connection, project.dir, {
    stateDir: join(effects.stateDir, 'sources'),
    ...outside,
  })
  const { ground, problems } = await openGround(project, source)
  return { ground, source, problems: [...source.warnings, ...problems] }
}

/** A project made from data alone: schema and values are looked at, nothing is asked. */
export async function discoverProject(
  source: string,
  effects: Effects,
  outside: Outside = { resolve: outsideResolver(effects) },
): Promise<OpenedProject> {
  const name = basename(source.replace(/[?#].*$/, '')).replace(/\.[^.]+$/, '')
  return discoverConnection(name, connectionOf(source), effects, outside)
}

interface Discovery extends Outside {
  /** Those the model is made of; null, or not said = all. */
  readonly tables?: readonly string[] | null
}

/** The same of a connection, by a name of its own. @throws `cli/no-tables-chosen` */
export async function discoverConnection(
  name: string,
  connection: Connection,
  effects: Effects,
  { tables = null, ...outside }: Discovery,
): Promise<OpenedProject> {
  const open = await openSource(connection, process.cwd(), {
    stateDir: join(effects.stateDir, 'sources'),
    ...outside,
  })
  const chosen = open.tables.filter((table) => tables === null || tables.includes(table.name))
  if (tables !== null && chosen.length === 0) {
    await open[Symbol.asyncDispose]()
    throw cliError('no-tables-chosen', { tables: open.tables.map((table) => table.name) })
  }
  const profiles = await profileTables({ engine: open.engine, tables: chosen })
  const inclusions = await measureInclusions(open, inclusionCandidates(profiles))
  const { model, notes } = discoverModel(profiles, inclusions)
  const project = discoveredProject(name, model, { connection, dir: process.cwd() })
  const { ground, problems } = await openGround(project, open)
  return { ground, source: open, problems: [...open.warnings, ...notes, ...problems] }
}
