import { poisson } from '@numize/statistics'
import type { Category, Facets, Quantity } from './facets.ts'
import { isStateName, memberFilter } from './facets.ts'
import type { Part, Tested } from './notable.ts'
import { countOf, groupsPlan, rowsPlan } from './plans.ts'
import { sayNumber, sentence } from './say.ts'

const COUNT = { kind: 'count' } as const
/** Fewer equal rows than this are nobody's habit. */
const LEAST_EQUAL = 4
/** A number of which most rows have a value of their own. */
const LEAST_DISTINCT = 0.1

/** One member that has the very same number, again and again. */
export function repeats(facets: Facets, part: Part): Tested[] {
  const { table, quantities, wide, categories } = facets
  const numbers = quantities.filter(
    ({ refs, values }) => refs.length === 1 && new Set(values).size >= LEAST_DISTINCT * values.length,
  )
  return numbers.flatMap((number) =>
    [...wide, ...categories]
      .filter((one) => !isStateName(one))
      .flatMap((category) => {
        const top = mostEqual(number, category, part)
        if (!top) return []
        const { member, value, count, pValue } = top
        return {
          pValue,
          effect: count >= LEAST_EQUAL ? Math.min(1, Math.sqrt(count / part.rows.length) + 0.2) : 0,
          topic: `equal ${number.label} of ${category.ref}`,
          columns: [category.ref, ...number.refs, ...part.members.map(({ ref }) => ref)],
          measure: 'count' as const,
          standsOut: { ref: category.ref, member },
          write: () => ({
            kind: 'repeats' as const,
            members: [{ ref: category.ref, member }, ...part.members],
            value: count,
            unit: COUNT,
            direction: 'higher' as const,
            text: sentence(
              `${category.label} ${member} has ${count} ${table.noun}${part.said} with the very same ${number.label.toLowerCase()}, ${sayNumber(value, number.unit)}`,
            ),
            points: [{ label: member, value: count, rows: count }],
            plan: category.joined
              ? rowsPlan(table, [category.ref, ...number.refs], part)
              : groupsPlan([countOf(table)], [{ dimension: number.refs[0]! }], part, [
                  memberFilter(category.ref, member),
                ]),
          }),
        }
      }),
  )
}

interface Equal {
  readonly member: string
  readonly value: number
  readonly count: number
  readonly pValue: number
}

/** The pair of member and number that recurs most against what chance would give it. */
function mostEqual({ values }: Quantity, { codes, members }: Category, { rows }: Part): Equal | null {
  const ofMember = new Map<number, number>()
  const ofValue = new Map<number, number>()
  const ofPair = new Map<string, { code: number; value: number; count: number }>()
  for (const row of rows) {
    const [code, value] = [codes[row]!, values[row]!]
    if (code < 0 || !Number.isFinite(value)) continue
    ofMember.set(code, (ofMember.get(code) ?? 0) + 1)
    ofValue.set(value, (ofValue.get(value) ?? 0) + 1)
    const key = `${code} ${value}`
    const pair = ofPair.get(key)
    if (pair) pair.count++
    else ofPair.set(key, { code, value, count: 1 })
  }
  const top = [...ofPair.values()].reduce((best, pair) => (pair.count > best.count ? pair : best), {
    code: -1,
    value: 0,
    count: 0,
  })
  if (top.count < 2) return null
  const outside = (ofMember.get(top.code) ?? 0) * ((ofValue.get(top.value) ?? 0) - top.count)
  const expected = Math.max(outside / rows.length, (ofMember.get(top.code) ?? 0) / Math.max(1, ofValue.size))
  const pValue = Math.min(1, ofPair.size * poisson(Math.max(1e-6, expected)).survival(top.count - 1))
  return { member: members[top.code]!, value: top.value, count: top.count, pValue }
}
