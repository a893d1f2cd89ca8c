import { loadProject } from '../load/load-project.ts'
import type { Model } from '../model.ts'
import type { Problem, Project } from '../project.ts'
import { projectToFiles } from '../write/project-files.ts'
import type { DbtContent } from './dbt-content.ts'
import type { DbtImport } from './dbt-import.ts'
import { type DbtChange, diffImports } from './diff-imports.ts'
import { editObjects, hasObjects, newFile, type ObjectEdit } from './edit-objects.ts'
import { keepStates } from './import-record.ts'
import { type Conflict, type Merge, mergeObjects } from './merge-objects.ts'
import { type ModelObject, objectLabel, objectsOf } from './model-objects.ts'
import { DBT_FILE } from './read-dbt-import.ts'
import { touchedBy } from './touched-by.ts'

/** A project as it stands: loaded, and the texts of its files by path. */
export interface Standing {
  readonly project: Project
  readonly files: ReadonlyMap<string, string>
}

/** What an import would do to a project; nothing is done yet. */
export interface ImportPlan {
  readonly changes: readonly (DbtChange & { readonly touches: readonly string[] })[]
  readonly updates: readonly {
    readonly action: 'added' | 'changed' | 'removed'
    readonly object: string
    readonly file: string
  }[]
  /** Edited by hand, unchanged in dbt. */
  readonly kept: readonly string[]
  /** Changed here and in dbt: one sentence each; what stands here stays. */
  readonly conflicts: readonly string[]
  /** Path → new text; null removes the file. Only files that change. */
  readonly files: ReadonlyMap<string, string | null>
  /** What would be wrong with the project afterwards: with an error among them nothing may be written. */
  readonly problems: readonly Problem[]
}

/** The files of a new project: `numize.yml`, its models, and `dbt.json`. */
export function dbtProjectFiles(project: Project, content: DbtContent): ReadonlyMap<string, string> {
  const files = projectToFiles({ ...project, model: content.model })
  return new Map([...files, [DBT_FILE, recordText(content.record, objectsOf(reloaded(files)))]])
}

/**
 * Takes over what changed in dbt since the last import, object by object: what nobody edited follows dbt, what was
 * edited stays, and where both changed that is told. Comments and everything else in the files stay.
 */
export function planImport({ project, files }: Standing, content: DbtContent): ImportPlan {
  const before = project.dbt ?? null
  const generated = projectToFiles({
    ...project,
    model: content.model,
    slices: [],
    lexicon: { synonyms: [], ambiguous: [] },
  })
  const next = objectsOf(reloaded(generated))
  const merge = mergeObjects(before?.objects ?? {}, objectsOf(project.model), next)
  const record = before ? keepStates(content.record, before) : content.record
  const { edited, refused } = editFiles(merge, files)
  const written = new Map([...edited, [DBT_FILE, recordText(record, next)]])
  const boards = new Map([...files].filter(([path]) => path.startsWith('boards/')))
  const changes = diffImports(before, record).map((change) => ({
    ...change,
    touches: touchedBy(change, project, boards),
  }))
  return {
    changes,
    updates: merge.updates.map(({ action, object, current }) => ({
      action,
      object: objectLabel(object),
      file: current?.file ?? object.file ?? METRICS_FILE,
    })),
    kept: merge.kept.map((one) => `${objectLabel(one)}${placeOf(one)}`),
    conflicts: [...merge.conflicts.map(conflictText), ...refused],
    files: new Map([...written].filter(([path, text]) => files.get(path) !== text)),
    problems: problemsAfter(files, written),
  }
}

const METRICS_FILE = 'models/metrics.yml'

function reloaded(files: ReadonlyMap<string, string>): Model {
  const { project, problems } = loadProject('/', virtual(files))
  if (!project) throw new Error(`what was generated does not load: ${problems[0]?.message}`)
  return project.model
}

const virtual = (files: ReadonlyMap<string, string>) => ({
  list: () => [...files.keys()],
  read: (path: string) => files.get(path.replace(/^\/+/, '')) ?? '',
})

const recordText = (record: DbtImport, objects: ReadonlyMap<string, ModelObject>): string =>
  `${JSON.stringify({ ...record, objects: Object.fromEntries([...objects].map(([key, { hash }]) => [key, hash])) }, null, 1)}\n`

function problemsAfter(
  files: ReadonlyMap<string, string>,
  written: ReadonlyMap<string, string | null>,
): readonly Problem[] {
  const after = new Map(files)
  for (const [path, text] of written)
    if (text === null) after.delete(path)
    else after.set(path, text)
  return loadProject('/', virtual(after)).problems
}

interface Wanted {
  readonly edit: ObjectEdit
  readonly object: ModelObject
}

interface Edited {
  readonly edited: ReadonlyMap<string, string | null>
  readonly refused: readonly string[]
}

/** Each object is exchanged where it stands; a new one goes to the file an import would make for it. */
function editFiles({ updates }: Merge, files: ReadonlyMap<string, string>): Edited {
  const byFile = new Map<string, Wanted[]>()
  for (const { action, object, current } of updates) {
    const file = current?.file ?? spineFile(object, files) ?? object.file ?? METRICS_FILE
    const edit = { kind: object.kind, name: object.name, tree: action === 'removed' ? null : object.tree }
    byFile.set(file, [...(byFile.get(file) ?? []), { edit, object }])
  }
  const edited = new Map<string, string | null>()
  const refused: string[] = []
  for (const [file, wanted] of byFile) {
    const text = editedText(files.get(file), wanted)
    const names = wanted.map(({ object }) => objectLabel(object)).join(', ')
    if (text === undefined) refused.push(`${names} could not be found in ${file}: nothing is changed there.`)
    else edited.set(file, text)
  }
  return { edited, refused }
}

/** Null where no object is left; undefined where one is not to be found. */
function editedText(text: string | undefined, wanted: readonly Wanted[]): string | null | undefined {
  const objects = wanted.map(({ object }) => object)
  if (text === undefined) return newFile(objects, HEADER)
  const edits = wanted.map(({ edit }) => edit)
  const next = editObjects(text, edits)
  if (next === null) return undefined
  return hasObjects(next) ? next : null
}

const HEADER =
  "Imported from dbt, in dbt's own spec (MetricFlow). Numize's additions stand under meta.numize."

/** Time spines keep no place of their own. */
const spineFile = ({ kind }: ModelObject, files: ReadonlyMap<string, string>): string | null =>
  kind === 'time_spines'
    ? ([...files].find(([path, text]) => path.startsWith('models/') && text.includes('time_spines:'))?.[0] ??
      null)
    : null

const placeOf = ({ file, line }: ModelObject): string => (file === null ? '' : ` (${file}:${line})`)

const WHY: Readonly<Record<Conflict['why'], string>> = {
  changed: 'was edited here and changed in dbt: yours is kept',
  removed: 'was edited here and is gone from dbt: yours is kept',
  deleted: 'was deleted here and changed in dbt: it stays deleted',
  taken: 'is yours, and dbt has another of this name: yours is kept',
}

const conflictText = ({ object, why }: Conflict): string =>
  `${objectLabel(object)}${why === 'deleted' ? '' : placeOf(object)} ${WHY[why]}.`
