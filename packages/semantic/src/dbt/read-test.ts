import type { DbtTest } from './dbt-project.ts'
import type { RawTest } from './manifest-shapes.ts'
import { type RefTargets, targetOf } from './read-node.ts'
import { members, text, words } from './shapes.ts'

/** Before v9 a test does not say what it is attached to: its `model` argument or its only dependency tells. */
export function readTest(raw: RawTest, refs: RefTargets): DbtTest {
  const { kwargs = {}, name, namespace } = raw.test_metadata ?? {}
  const depends = raw.depends_on?.nodes ?? []
  const attached =
    raw.attached_node ??
    targetOf(String(kwargs['model'] ?? ''), refs) ??
    (depends.length === 1 ? depends[0] : undefined)
  const to = targetOf(String(kwargs['to'] ?? ''), refs)
  const field = text.parse(kwargs['field'])
  return {
    id: raw.unique_id,
    name: raw.name,
    kind: name === undefined ? 'singular' : namespace ? `${namespace}.${name}` : name,
    nodes:
      attached === undefined ? depends : [attached, ...depends.filter((id) => id !== attached && id !== to)],
    column: raw.column_name ?? text.parse(kwargs['column_name']),
    severity: raw.config?.severity?.toLowerCase() === 'warn' ? 'warn' : 'error',
    references: to !== null && field !== null ? { node: to, column: field } : null,
    columns: words.parse(kwargs['combination_of_columns']),
    state: null,
  }
}

export function readUnitTest(id: string, one: Readonly<Record<string, unknown>>): DbtTest {
  const depends = members({ depends: one['depends_on'] })[0]?.[1]
  return {
    id,
    name: String(one['name'] ?? id),
    kind: 'unit',
    nodes: words.parse(depends?.['nodes']).slice(0, 1),
    column: null,
    severity: 'error',
    references: null,
    columns: [],
    state: null,
  }
}
