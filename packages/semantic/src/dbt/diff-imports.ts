import type { DbtImport, ImportedModel, ImportedTest } from './dbt-import.ts'

/** How a dbt model differs from the last import. Without a catalog and without the data nothing is said of types. */
export interface DbtChange {
  readonly kind: 'added' | 'changed' | 'gone'
  readonly model: ImportedModel
  /** One line each; of an added model the reason it was chosen. */
  readonly details: readonly string[]
  /** Columns that are gone or have another type: what uses them may break. Null = all of them. */
  readonly columns: readonly string[] | null
}

export function diffImports(before: DbtImport | null, after: DbtImport): readonly DbtChange[] {
  const old = new Map((before?.models ?? []).map((model) => [model.id, model]))
  const ids = new Set(after.models.map(({ id }) => id))
  const compared = after.models.flatMap((model): readonly DbtChange[] => {
    const known = old.get(model.id)
    if (!known) return [{ kind: 'added', model, details: [`chosen because ${model.reason}`], columns: [] }]
    const { details, columns } = differences(known, model)
    return details.length === 0 ? [] : [{ kind: 'changed', model, details, columns }]
  })
  const gone = [...old.values()]
    .filter(({ id }) => !ids.has(id))
    .map((model): DbtChange => ({ kind: 'gone', model, details: [], columns: null }))
  return [...compared, ...gone]
}

function differences(
  a: ImportedModel,
  b: ImportedModel,
): { details: readonly string[]; columns: readonly string[] } {
  const [was, is] = [byName(a), byName(b)]
  const isMeasured = b.columns.some(({ type }) => type !== null)
  const gone = isMeasured ? [...was.values()].filter(({ name }) => !is.has(name)) : []
  const added = [...is.values()].filter(({ name }) => !was.has(name))
  const typed = [...is.values()].flatMap((column) => {
    const before = was.get(column.name)
    return before && column.type !== null && before.type !== column.type
      ? [{ name: column.name, from: before.type, to: column.type }]
      : []
  })
  const described = [...is.values()].filter(
    ({ name, description }) => was.has(name) && was.get(name)?.description !== description,
  )
  return {
    details: [
      ...added.map(({ name, type }) => `column ${name} added${type === null ? '' : ` (${type})`}`),
      ...gone.map(({ name }) => `column ${name} gone`),
      ...typed.map(({ name, from, to }) => `column ${name}: type ${from ?? 'unknown'} → ${to}`),
      ...described.map(({ name }) => `column ${name}: description changed`),
      ...(a.description === b.description ? [] : ['description changed']),
      ...(a.relation.name === b.relation.name && a.relation.schema === b.relation.schema
        ? []
        : [`relation ${dotted(a)} → ${dotted(b)}`]),
      ...testChanges(a, b),
    ],
    columns: [...gone, ...typed].map(({ name }) => name),
  }
}

const byName = ({ columns }: ImportedModel) => new Map(columns.map((column) => [column.name, column]))

const dotted = ({ relation }: ImportedModel): string =>
  [relation.schema, relation.name].filter(Boolean).join('.')

function testChanges(a: ImportedModel, b: ImportedModel): readonly string[] {
  const was = new Map(a.tests.map((test) => [test.id, test]))
  const is = new Set(b.tests.map(({ id }) => id))
  return [
    ...b.tests.filter(({ id }) => !was.has(id)).map((test) => `test ${testName(test)} added`),
    ...a.tests.filter(({ id }) => !is.has(id)).map((test) => `test ${testName(test)} gone`),
    ...b.tests.flatMap((test) => {
      const before = was.get(test.id)?.state?.status
      const now = test.state?.status
      return was.has(test.id) && now !== undefined && now !== before
        ? [`test ${testName(test)}: ${before ?? 'not run'} → ${now}`]
        : []
    }),
  ]
}

const testName = ({ kind, column }: ImportedTest): string => (column === null ? kind : `${kind}(${column})`)
