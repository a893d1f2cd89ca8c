import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describeError } from '@numize/base'
import {
  assembleDbt,
  chooseModels,
  type DbtChoice,
  type DbtFile,
  type DbtProject,
  dbtContent,
  discoveredProject,
  loadProject,
  projectToFiles,
  readDbtFile,
} from '@numize/semantic'
import type { EvalOptions, Score } from '../score.ts'

/** A line of `index.json`: what a file holds, counted by somebody else. */
interface Entry {
  readonly file: string
  readonly schema?: string
  readonly dbt?: string
  readonly adapter?: string
  readonly nodes?: Readonly<Record<string, number>>
  readonly sources?: number
  readonly metrics?: number
  readonly semantic_models?: number
  readonly exposures?: number
  readonly unit_tests?: number
  readonly results?: number
}

type Verdict = { readonly kind: 'passed' | 'failed' | 'refused'; readonly why: string }

/**
 * Imports every artifact: `passed` where its version and counts are those of `index.json` and a manifest becomes a
 * project that loads without a mistake; `refused` where it is turned down with a reason; `failed` otherwise.
 */
export async function run({ data, print }: EvalOptions): Promise<Score> {
  const counts = { passed: 0, failed: 0, refused: 0 }
  const byKind: Record<string, { passed: number; failed: number; refused: number }> = {}
  for (const entry of entriesOf(data)) {
    const { kind, why } = judge(data, entry)
    counts[kind]++
    const group = entry.schema?.split('/')[0] ?? 'other'
    byKind[group] ??= { passed: 0, failed: 0, refused: 0 }
    byKind[group][kind]++
    print(`${kind}  ${entry.file}: ${why}`)
  }
  return { set: 'dbt', counts, scores: byKind }
}

function entriesOf(data: string): readonly Entry[] {
  const index = join(data, 'index.json')
  if (existsSync(index)) return JSON.parse(readFileSync(index, 'utf8')) as Entry[]
  return readdirSync(data, { recursive: true })
    .map(String)
    .filter((file) => file.endsWith('.json'))
    .toSorted()
    .map((file) => ({ file }))
}

function judge(data: string, entry: Entry): Verdict {
  try {
    const file = readDbtFile(entry.file, readFileSync(join(data, entry.file), 'utf8'))
    const wrong = differences(file, entry)
    if (wrong.length > 0) return { kind: 'failed', why: wrong.join('; ') }
    return file.kind === 'manifest' || file.kind === 'semantic-manifest'
      ? asProject(assembleDbt([file]))
      : { kind: 'passed', why: `${file.kind} v${file.version}` }
  } catch (error) {
    const { code, message } = describeError(error)
    if (code === 'base/bug')
      return { kind: 'failed', why: error instanceof Error ? error.message : String(error) }
    return { kind: 'refused', why: message }
  }
}

function differences(file: DbtFile, entry: Entry): readonly string[] {
  const schema = `${file.kind}/v${file.version}.json`
  const wanted: readonly (readonly [string, number | undefined])[] = [
    ...(file.kind === 'catalog' ? [] : Object.entries(entry.nodes ?? {})),
    [
      'node',
      file.kind === 'catalog'
        ? Object.values(entry.nodes ?? {}).reduce((sum, one) => sum + one, 0)
        : undefined,
    ],
    ['source', entry.sources],
    ['metric', entry.metrics],
    ['semantic_model', entry.semantic_models],
    ['exposure', entry.exposures],
    ['unit_test', entry.unit_tests],
    ['result', entry.results],
  ]
  return [
    ...(entry.schema === undefined || entry.schema === schema
      ? []
      : [`read as ${schema}, is ${entry.schema}`]),
    ...wanted
      .filter(([kind, count]) => count !== undefined && (file.counts[kind] ?? 0) !== count)
      .map(([kind, count]) => `${file.counts[kind] ?? 0} of kind ${kind}, not ${count}`),
    ...(file.kind === 'manifest' ? said('adapter', file.project.adapter, entry.adapter) : []),
    ...(file.kind === 'manifest' ? said('dbt version', file.project.dbtVersion, entry.dbt) : []),
  ]
}

const said = (what: string, found: string | null, wanted: string | undefined): readonly string[] =>
  wanted === undefined || wanted === (found ?? '') ? [] : [`${what} ${found}, not ${wanted}`]

function asProject(project: DbtProject): Verdict {
  const choices = chosenOf(project)
  const { model, notes, proposed } = dbtContent(project, choices, {
    from: 'target',
    select: null,
    place: (relation) => ({ ...relation, database: null }),
  })
  const files = projectToFiles(
    discoveredProject('imported', model, {
      connection: { kind: 'duckdb', path: 'warehouse.duckdb' },
      dir: '/p',
    }),
  )
  const { problems } = loadProject('/p', {
    list: () => [...files.keys()],
    read: (path) => files.get(path.replace('/p/', '')) ?? '',
  })
  const [problem] = problems
  if (problem)
    return { kind: 'failed', why: `${problems.length} problems, first ${problem.file}: ${problem.message}` }
  const chosen = choices.filter(({ isChosen }) => isChosen).length
  return {
    kind: 'passed',
    why: `${chosen} of ${choices.length} models chosen, ${model.semanticModels.length} semantic models (${proposed.length} proposed), ${model.metrics.length} metrics, ${notes.length} notes`,
  }
}

/** Where nothing looks business-ready, everything with rows is asked for by name, as a person would. */
function chosenOf(project: DbtProject): readonly DbtChoice[] {
  try {
    return chooseModels(project, null)
  } catch (error) {
    const names = project.nodes
      .filter(({ kind, relation }) => kind !== 'source' && relation !== null)
      .map(({ id }) => id)
    if (names.length === 0) throw error
    return chooseModels(project, names)
  }
}
