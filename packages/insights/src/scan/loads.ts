import { goodnessOfFit } from '@numize/statistics'
import type { Category, Facets } from './facets.ts'
import type { Part, Point, Tested } from './notable.ts'
import { byMember, countOf, groupsPlan, rowsPlan } from './plans.ts'
import { sentence } from './say.ts'
import type { ScanTable } from './table.ts'

const COUNT = { kind: 'count' } as const
/** The part of the members of the finer column that belong to one member of the coarser. */
const NESTED = 0.95
const STANDS_OUT = 1.5
/** Rows each on average that the finer column's members have at least: people, not names of things. */
const LEAST_EACH = 2.5

/** Members of one column that share out unlike numbers of rows among their members of another: managers and reports. */
export function loads(facets: Facets, part: Part): Tested[] {
  const all = [...facets.categories, ...facets.wide]
  return facets.categories.flatMap((outer) =>
    all.flatMap((inner) =>
      inner.members.length > outer.members.length && inner.members.length * LEAST_EACH <= part.rows.length
        ? (load(outer, inner, facets, part) ?? [])
        : [],
    ),
  )
}

function load(outer: Category, inner: Category, { table }: Facets, part: Part): Tested[] | null {
  const held = nested(outer, inner, part)
  const top = held && unlike(held)
  if (!held || !top) return null
  const ratio = Math.max(top.each / top.rest, top.rest / top.each)
  const effect = ratio >= STANDS_OUT ? Math.min(1, 0.6 * Math.log(ratio)) : 0
  const common = {
    pValue: top.pValue,
    columns: [outer.ref, inner.ref, ...part.members.map(({ ref }) => ref)],
    standsOut: { ref: outer.ref, member: top.member },
  }
  const same = {
    kind: 'load' as const,
    members: [{ ref: outer.ref, member: top.member }, ...part.members],
    unit: COUNT,
    plan: loadPlan(table, outer, inner, part),
  }
  const [who, of] = [`${outer.label} ${top.member}`, inner.label.toLowerCase()]
  const points = (value: (one: Held) => number): Point[] =>
    held.map((one) => ({ label: one.member, value: value(one), rows: one.rows }))
  return [
    {
      ...common,
      effect,
      topic: `rows each ${inner.ref} of ${outer.ref}`,
      measure: 'mean',
      write: () => ({
        ...same,
        value: top.each,
        direction: top.each > top.rest ? 'higher' : 'lower',
        text: sentence(
          `${who} has ${top.each.toFixed(1)} ${table.noun} for each ${of}, against ${top.rest.toFixed(1)} of the others`,
        ),
        points: points(({ rows, inners }) => rows / inners),
      }),
    },
    {
      ...common,
      effect: effect * Math.min(1, Math.abs(Math.log(top.inners / top.usual))),
      topic: `number of ${inner.ref} in ${outer.ref}`,
      measure: 'count',
      write: () => ({
        ...same,
        value: top.inners,
        direction: top.inners > top.usual ? 'higher' : 'lower',
        text: sentence(
          `${who} has ${top.inners} different values of ${of} where others have ${top.usual.toFixed(1)} on average`,
        ),
        points: points(({ inners }) => inners),
      }),
    },
  ]
}

interface Unlike extends Held {
  readonly pValue: number
  /** Rows for each inner member, of this one and of the others. */
  readonly each: number
  readonly rest: number
  /** Inner members of the others, on average. */
  readonly usual: number
}

/** The outer member whose rows for each inner one stand out most; null where there is nothing to compare. */
function unlike(held: readonly Held[]): Unlike | null {
  const rows = held.reduce((sum, one) => sum + one.rows, 0)
  const inners = held.reduce((sum, one) => sum + one.inners, 0)
  const fit = goodnessOfFit(
    held.map((one) => one.rows),
    held.map((one) => one.inners),
  )
  const [top] = held.toSorted((a, b) => deviation(b, rows / inners) - deviation(a, rows / inners))
  if (!('pValue' in fit) || !top) return null
  return {
    ...top,
    pValue: fit.pValue,
    each: top.rows / top.inners,
    rest: (rows - top.rows) / (inners - top.inners),
    usual: (inners - top.inners) / (held.length - 1),
  }
}

const loadPlan = (table: ScanTable, outer: Category, inner: Category, part: Part) =>
  outer.joined || inner.joined
    ? rowsPlan(table, [outer.ref, inner.ref], part)
    : groupsPlan(
        [
          { measure: { over: inner.ref, aggregation: 'count_distinct', rows: table.root }, as: 'members' },
          countOf(table),
        ],
        byMember(outer),
        part,
      )

interface Held {
  readonly member: string
  readonly rows: number
  readonly inners: number
}

const deviation = ({ rows, inners }: Held, each: number): number =>
  Math.abs(rows - inners * each) / Math.sqrt(inners * each)

/** Rows and different inner members of each outer one; null where inner members are not its own. */
function nested(outer: Category, inner: Category, { rows }: Part): Held[] | null {
  const owners = new Map<number, Map<number, number>>()
  for (const row of rows) {
    const [own, one] = [outer.codes[row]!, inner.codes[row]!]
    if (own < 0 || one < 0) continue
    const counted = owners.get(one) ?? new Map<number, number>()
    owners.set(one, counted.set(own, (counted.get(own) ?? 0) + 1))
  }
  const sole = [...owners.values()].filter((counted) => counted.size === 1)
  if (owners.size === 0 || sole.length < NESTED * owners.size || sole.length === rows.length) return null
  const held = new Map<number, Held>()
  for (const counted of sole)
    for (const [own, count] of counted) {
      const known = held.get(own) ?? { member: outer.members[own]!, rows: 0, inners: 0 }
      held.set(own, { ...known, rows: known.rows + count, inners: known.inners + 1 })
    }
  return [...held.values()]
}
