import type { DbtForeignKey, DbtNode, DbtTest } from './dbt-project.ts'
import { upstreamOf } from './lineage.ts'

/** Keys and references of chosen nodes, from constraints, from what dbt found, and from tests. */
export interface DbtKeys {
  readonly primaryKey: readonly string[]
  /** `to` is the id of a chosen node. */
  readonly foreignKeys: readonly DbtForeignKey[]
}

export function keysOf(
  chosen: readonly DbtNode[],
  tests: readonly DbtTest[],
  all: readonly DbtNode[],
): ReadonlyMap<string, DbtKeys> {
  const byId = new Map(all.map((node) => [node.id, node]))
  const testsOf = groupTests(tests)
  const primary = new Map(chosen.map((node) => [node.id, primaryKeyOf(node, testsOf.get(node.id) ?? [])]))
  const isBuiltOn = (id: string, from: string): boolean =>
    upstreamOf([id], byId).some((node) => node.id === from)
  /** A reference to a staging model means the chosen model that is built on it and has the same key. */
  const meant = (to: string, column: string, from: string): string | undefined => {
    if (primary.has(to)) return to
    const same = chosen.filter(
      ({ id }) => id !== from && sameNames(primary.get(id) ?? [], [column]) && isBuiltOn(id, to),
    )
    return same.length === 1 ? same[0]?.id : undefined
  }
  return new Map(
    chosen.map((node) => {
      const tested = (testsOf.get(node.id) ?? []).flatMap(
        ({ references, column }): readonly DbtForeignKey[] => {
          const to =
            references && column !== null ? meant(references.node, references.column, node.id) : undefined
          return references && column !== null && to !== undefined
            ? [{ columns: [column], to, referenced: [references.column] }]
            : []
        },
      )
      const declared = node.foreignKeys.flatMap((key) => {
        const to = primary.has(key.to)
          ? key.to
          : chosen.find(
              ({ relation }) => relation && key.to.toLowerCase().endsWith(relation.name.toLowerCase()),
            )?.id
        return to === undefined ? [] : [{ ...key, to }]
      })
      return [
        node.id,
        { primaryKey: primary.get(node.id) ?? [], foreignKeys: oncePerColumn([...declared, ...tested]) },
      ]
    }),
  )
}

function groupTests(tests: readonly DbtTest[]): ReadonlyMap<string, readonly DbtTest[]> {
  const found = new Map<string, DbtTest[]>()
  for (const test of tests) {
    const [attached] = test.nodes
    if (attached === undefined) continue
    const known = found.get(attached)
    if (known) known.push(test)
    else found.set(attached, [test])
  }
  return found
}

/** Declared or found by dbt, else the first column tested to be unique and never null, else a tested combination. */
function primaryKeyOf(node: DbtNode, tests: readonly DbtTest[]): readonly string[] {
  if (node.primaryKey.length > 0) return node.primaryKey
  const tested = (kind: string) =>
    new Set(tests.filter((test) => test.kind === kind).flatMap(({ column }) => column ?? []))
  const [unique, filled] = [tested('unique'), tested('not_null')]
  const column = [...unique].find((name) => filled.has(name)) ?? [...unique][0]
  if (column !== undefined) return [column]
  return (
    tests.find(({ kind, columns }) => kind.endsWith('unique_combination_of_columns') && columns.length > 0)
      ?.columns ?? []
  )
}

const sameNames = (a: readonly string[], b: readonly string[]): boolean =>
  a.join(',').toLowerCase() === b.join(',').toLowerCase()

const oncePerColumn = (keys: readonly DbtForeignKey[]): readonly DbtForeignKey[] => {
  const seen = new Set<string>()
  return keys.filter(({ columns }) => {
    const key = columns.join(',').toLowerCase()
    return !seen.has(key) && seen.add(key)
  })
}
