import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import {
  type Connection,
  chooseModels,
  type DbtChoice,
  type DbtContent,
  type DbtProject,
  dbtContent,
  dbtProjectFiles,
  discoveredProject,
  type ImportPlan,
  inclusionCandidates,
  loadProject,
  type Problem,
  type Project,
  planImport,
} from '@numize/semantic'
import { connectionOf, measureInclusions, type OpenSource, openSource, profileTables } from '@numize/sources'
import type { Effects } from '../effects.ts'
import { cliError } from '../errors.ts'
import { brokenProject } from '../projects.ts'
import { connectionOfDbt, placeRelations } from './place-relations.ts'
import { readTarget } from './read-target.ts'
import { choicesText, planText } from './report.ts'

export interface DbtFlags {
  /** `target/` folders, or single artifacts. */
  readonly dbt: readonly string[]
  readonly source?: string
  /** `a,b,tag:c`. */
  readonly models?: string
  readonly apply?: boolean
  readonly json?: boolean
}

/**
 * `numize init --dbt TARGET DIR`: a new project of the business-ready models, or, in a project, what changed since the
 * last import; that is written with `--apply` only.
 */
export async function importDbt(dir: string, flags: DbtFlags, effects: Effects): Promise<number> {
  const folder = resolve(dir)
  const names = statSync(folder, { throwIfNoEntry: false }) ? readdirSync(folder) : []
  if (names.includes('numize.yml')) return reimport(folder, flags, effects)
  if (names.length > 0) throw cliError('not-empty', { dir })
  const dbt = readTarget(flags.dbt)
  const select = selectors(flags.models)
  const choices = chooseModels(dbt, select)
  const found = connect(dbt, flags)
  const { content, notes } = await contentOf(dbt, choices, {
    folder,
    select,
    connection: found.connection,
    flags,
    effects,
    mustReach: flags.source !== undefined,
  })
  const connection = fromFolder(found.connection, folder)
  const name = dbt.name ?? basename(folder)
  const files = dbtProjectFiles(discoveredProject(name, content.model, { connection, dir: folder }), content)
  write(folder, files)
  if (flags.json === true)
    effects.out(
      `${JSON.stringify({ choices: choices.map(choiceJson), files: [...files.keys()], proposed: content.proposed, notes })}\n`,
    )
  else
    effects.out(
      `${choicesText(dbt, choices)}\n\n${[...files.keys()].map((file) => join(dir, file)).join('\n')}\n`,
    )
  for (const note of [...notes, ...(found.note === null ? [] : [found.note])]) effects.err(`note: ${note}\n`)
  if (content.proposed.length > 0)
    effects.err(
      `note: ${content.proposed.length} semantic models are proposals (meta.numize.proposed): read them, correct them, and remove the mark.\n`,
    )
  return 0
}

const choiceJson = ({ node, isChosen, reason }: DbtChoice) => ({
  model: node.label,
  chosen: isChosen,
  reason,
})

const selectors = (models: string | undefined): readonly string[] | null =>
  models === undefined
    ? null
    : models
        .split(',')
        .map((one) => one.trim())
        .filter((one) => one !== '')

function connect(dbt: DbtProject, { source, dbt: [target = '.'] }: DbtFlags) {
  return source === undefined
    ? connectionOfDbt(dbt, target)
    : { connection: connectionOf(source), note: null }
}

/** Paths are written relative to the project, so that both can move together. */
const fromFolder = (connection: Connection, folder: string): Connection =>
  'path' in connection ? { ...connection, path: relative(folder, resolve(connection.path)) } : connection

interface Context {
  readonly folder: string
  readonly select: readonly string[] | null
  readonly connection: Connection
  readonly flags: DbtFlags
  readonly effects: Effects
  /** Whether a source that does not open ends the import. */
  readonly mustReach: boolean
}

/** With the data at hand its columns are measured; without it, the catalog has to do. */
async function contentOf(
  dbt: DbtProject,
  choices: readonly DbtChoice[],
  { folder, select, connection, flags, effects, mustReach }: Context,
): Promise<{ content: DbtContent; notes: readonly string[] }> {
  const from = relative(folder, resolve(flags.dbt[0] ?? '.'))
  const source = await reach(connection, folder, effects, mustReach)
  if (source === null) {
    const { place } = placeRelations(null)
    const content = dbtContent(dbt, choices, { from, select, place })
    return { content, notes: content.notes }
  }
  await using open = source
  const { place, missing } = placeRelations(open.tables)
  const measured = await measure(open, choices)
  const content = dbtContent(dbt, choices, { from, select, place, measured })
  const absent =
    missing.size === 0 ? [] : [`The source has no table ${[...missing].join(', ')}: run dbt there first.`]
  return { content, notes: [...content.notes, ...absent] }
}

/** A source that was named, or measured before, must open; one that dbt's artifacts suggest may be elsewhere. */
async function reach(
  connection: Connection,
  folder: string,
  effects: Effects,
  mustReach: boolean,
): Promise<OpenSource | null> {
  try {
    return await openSource(connection, folder, { stateDir: join(effects.stateDir, 'sources') })
  } catch (error) {
    if (mustReach) throw error
    return null
  }
}

async function measure(open: OpenSource, choices: readonly DbtChoice[]) {
  const wanted = new Set(
    choices.flatMap(({ node, isChosen }) =>
      isChosen && node.relation ? [node.relation.name.toLowerCase()] : [],
    ),
  )
  const tables = open.tables.filter(({ name }) => wanted.has(name.toLowerCase()))
  const profiles = await profileTables({ engine: open.engine, tables })
  return { profiles, inclusions: await measureInclusions(open, inclusionCandidates(profiles)) }
}

function write(folder: string, files: ReadonlyMap<string, string | null>): void {
  for (const [name, text] of files) {
    const path = join(folder, name)
    if (text === null) rmSync(path, { force: true })
    else {
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, text)
    }
  }
}

async function reimport(folder: string, flags: DbtFlags, effects: Effects): Promise<number> {
  const { project, problems } = loadProject(folder, effects.files)
  if (!project) throw brokenProject(folder, problems.filter(isError))
  const { dbt, choices, plan, notes } = await compare(project, flags, effects)
  const errors = plan.problems.filter(isError)
  const isApplied = flags.apply === true
  const isWritten = isApplied && errors.length === 0
  if (isWritten) write(folder, plan.files)
  effects.out(
    flags.json === true
      ? `${JSON.stringify({ ...planJson(plan), choices: choices.map(choiceJson), written: isWritten, notes })}\n`
      : `${choicesText(dbt, choices)}\n\n${planText(plan, isWritten)}\n`,
  )
  for (const note of notes) effects.err(`note: ${note}\n`)
  return errors.length === 0 ? 0 : refuse(errors, isApplied, effects)
}

/** dbt as it is now against the project as it stands; the choice of the first import holds unless another is given. */
async function compare(project: Project, flags: DbtFlags, effects: Effects) {
  const folder = project.dir
  const dbt = readTarget(flags.dbt)
  const select = flags.models === undefined ? (project.dbt?.select ?? null) : selectors(flags.models)
  const choices = chooseModels(dbt, select)
  const { content, notes } = await contentOf(dbt, choices, {
    folder,
    select,
    connection:
      flags.source === undefined ? absolute(project.connection, folder) : connectionOf(flags.source),
    flags,
    effects,
    mustReach: flags.source !== undefined || project.dbt?.isMeasured === true,
  })
  return { dbt, choices, notes, plan: planImport({ project, files: textsOf(project, effects) }, content) }
}

/** What would be wrong afterwards; only who wanted it written is refused. */
function refuse(errors: readonly Problem[], isApplied: boolean, effects: Effects): number {
  const when = isApplied ? 'Nothing is written: afterwards' : 'With --apply'
  effects.err(`${when} the project would have mistakes. Correct these first:\n`)
  for (const { file, line, message } of errors)
    effects.err(`  ${file}${line > 0 ? `:${line}` : ''}: ${message}\n`)
  return isApplied ? 2 : 0
}

const isError = ({ severity }: Problem): boolean => severity === 'error'

const planJson = ({ changes, updates, kept, conflicts, files }: ImportPlan) => ({
  changes: changes.map(({ kind, model, details, touches }) => ({
    kind,
    model: model.label,
    details,
    touches,
  })),
  updates,
  kept,
  conflicts,
  files: [...files.keys()],
})

const absolute = (connection: Connection, folder: string): Connection =>
  'path' in connection ? { ...connection, path: resolve(folder, connection.path) } : connection

const textsOf = ({ dir }: Project, { files }: Effects): ReadonlyMap<string, string> =>
  new Map(
    files
      .list(dir)
      .filter((path) => /\.ya?ml$|^dbt\.json$/.test(path))
      .map((path) => [path, files.read(join(dir, path))]),
  )
