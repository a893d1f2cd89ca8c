import { hashJson } from '@numize/base'
import { DBT_FILE, readDbtImport } from '../dbt/read-dbt-import.ts'
import type { Model } from '../model.ts'
import type { Lexicon, Problem, Project, Slice } from '../project.ts'
import { assembleModel } from './assemble-model.ts'
import { checkModel } from './check-model.ts'
import { checkSlices } from './check-slices.ts'
import { semanticModelFromManifest } from './manifest.ts'
import { readLexicon } from './read-lexicon.ts'
import { readModelFile } from './read-model-file.ts'
import { type ProjectFile, readNumizeYml } from './read-numize-yml.ts'
import { readSliceFile } from './read-slice.ts'

/** Where a project's files come from; applications pass the disk. */
export interface ProjectFiles {
  /** Paths relative to `dir`, of all files below it. Throws where `dir` cannot be read. */
  list(dir: string): readonly string[]
  /** The text of a file; `path` as `list` gave it, joined to the folder with a slash. */
  read(path: string): string
}

export interface LoadedProject {
  /** Null where any problem is an error. */
  readonly project: Project | null
  /** By file and line. */
  readonly problems: readonly Problem[]
}

/** Reads and checks a whole project folder, collecting every problem with its place. Never throws for bad content. */
export function loadProject(dir: string, files: ProjectFiles): LoadedProject {
  const problems: Problem[] = []
  const paths = listed(dir, files)
  if (!paths?.includes('numize.yml')) return { project: null, problems: [noProject(dir)] }
  const read = (path: string): string => files.read(`${dir.replace(/\/$/, '')}/${path}`)
  const settings = readNumizeYml('numize.yml', read('numize.yml'), problems)
  const model = readModel(paths, read, settings, problems)
  const slices = under(paths, 'slices').flatMap((path) => readSliceFile(path, read(path), problems))
  const lexicon = paths.includes('lexicon.yml')
    ? readLexicon('lexicon.yml', read('lexicon.yml'), problems)
    : { synonyms: [], ambiguous: [] }
  const dbt = paths.includes(DBT_FILE) ? readDbtImport(read(DBT_FILE), problems) : null
  problems.push(...checkModel(model), ...checkSlices(slices, model))
  const project =
    settings && !problems.some(isError) ? assemble(dir, settings, { model, slices, lexicon }) : null
  return {
    project: project && dbt ? freeze({ ...project, dbt }) : project,
    problems: problems.toSorted(byPlace),
  }
}

function listed(dir: string, files: ProjectFiles): readonly string[] | null {
  try {
    return files.list(dir).toSorted()
  } catch {
    return null
  }
}

const noProject = (dir: string): Problem => ({
  severity: 'error',
  file: 'numize.yml',
  line: 0,
  message: `no numize.yml in ${dir}: is this a Numize project? Create one with \`npx numize init\`.`,
})

const under = (paths: readonly string[], folder: string): readonly string[] =>
  paths.filter((path) => path.startsWith(`${folder}/`) && /\.ya?ml$/.test(path))

/** The files of `models/` and, where numize.yml names one, a dbt target's semantic manifest. */
function readModel(
  paths: readonly string[],
  read: (path: string) => string,
  settings: ProjectFile | null,
  problems: Problem[],
): Model {
  const own = assembleModel(under(paths, 'models').map((path) => readModelFile(path, read(path), problems)))
  if (!settings?.dbt) return own
  const imported = readManifest(`${settings.dbt}/semantic_manifest.json`, read, problems)
  return imported
    ? {
        semanticModels: [...imported.semanticModels, ...own.semanticModels],
        metrics: [...imported.metrics, ...own.metrics],
        timeSpines: [...imported.timeSpines, ...own.timeSpines],
        savedQueries: [...imported.savedQueries, ...own.savedQueries],
      }
    : own
}

function readManifest(path: string, read: (path: string) => string, problems: Problem[]): Model | null {
  try {
    return semanticModelFromManifest(JSON.parse(read(path)))
  } catch (error) {
    const why = error instanceof Error ? ` (${error.message})` : ''
    problems.push({
      severity: 'error',
      file: 'numize.yml',
      line: 0,
      message: `cannot read the dbt manifest ${path}${why}. Run \`dbt parse\`, or correct dbt: in numize.yml.`,
    })
    return null
  }
}

function assemble(
  dir: string,
  settings: ProjectFile,
  content: { readonly model: Model; readonly slices: readonly Slice[]; readonly lexicon: Lexicon },
): Project {
  const { name, label, calendar, now, connection, examples } = settings
  const version = hashJson(withoutPlaces({ calendar, now, connection, ...content }))
  const providers = settings.providers ? { providers: settings.providers } : {}
  return freeze({ name, label, dir, calendar, now, connection, ...content, examples, ...providers, version })
}

const isError = ({ severity }: Problem): boolean => severity === 'error'

/** The same value without where it was written: moving a line changes no answer. */
export function withoutPlaces(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPlaces)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'place')
      .map(([key, member]) => [key, withoutPlaces(member)]),
  )
}

function freeze<T>(value: T): T {
  if (value === null || typeof value !== 'object' || Object.isFrozen(value)) return value
  for (const member of Object.values(value)) freeze(member)
  return Object.freeze(value)
}

const byPlace = (a: Problem, b: Problem): number =>
  a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1
