import type { DbtTest } from './dbt-project.ts'
import type { RawTest } from './manifest-shapes.ts'
import { type RefTargets, targetOf } from './read-node.ts'
import { members, text, words } from './shapes.ts'

export function readTest(raw: RawTest, refs: RefTargets): DbtTest {
  const kwargs = raw.test_metadata?.kwargs ?? {}
  const to = targetOf(text.parse(kwargs['to']) ?? '', refs)
  const field = text.parse(kwargs['field'])
  return {
    id: raw.unique_id,
    name: raw.name,
    kind: kindOf(raw),
    nodes: nodesOf(raw, to, refs),
    column: raw.column_name ?? text.parse(kwargs['column_name']),
    severity: raw.config?.severity?.toLowerCase() === 'warn' ? 'warn' : 'error',
    references: to !== null && field !== null ? { node: to, column: field } : null,
    columns: words.parse(kwargs['combination_of_columns']),
    state: null,
  }
}

function kindOf({ test_metadata: generic }: RawTest): string {
  if (!generic) return 'singular'
  return generic.namespace === null ? generic.name : `${generic.namespace}.${generic.name}`
}

/** Before v9 a test does not say what it is attached to: its `model` argument or its only dependency tells. */
function nodesOf(raw: RawTest, to: string | null, refs: RefTargets): readonly string[] {
  const depends = raw.depends_on?.nodes ?? []
  const argument = text.parse(raw.test_metadata?.kwargs['model']) ?? ''
  const attached = raw.attached_node ?? targetOf(argument, refs) ?? depends.find((id) => id !== to)
  if (attached === undefined || (!raw.test_metadata && depends.length > 1)) return depends
  return [attached, ...depends.filter((id) => id !== attached && id !== to)]
}

export function readUnitTest(id: string, one: Readonly<Record<string, unknown>>): DbtTest {
  const depends = members({ depends: one['depends_on'] })[0]?.[1]
  return {
    id,
    name: text.parse(one['name']) ?? id,
    kind: 'unit',
    nodes: words.parse(depends?.['nodes']).slice(0, 1),
    column: null,
    severity: 'error',
    references: null,
    columns: [],
    state: null,
  }
}
