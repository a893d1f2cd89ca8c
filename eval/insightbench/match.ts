import type { ColumnMember, Notable, NotableKind } from '@numize/insights'
import type { Planted } from './planted.ts'
import type { Figure } from './planted-figures.ts'
import { plain } from './table-words.ts'

const TOLERANCE = 0.01
const DAYS_A_YEAR = 365.25

export interface Match {
  readonly notable: Notable
  readonly by: 'value' | 'direction'
}

/** The first finding on the planted columns that has the planted figure within 1 % (or as far as its digits go), or the planted direction. */
export function matchOf(planted: Planted, findings: readonly Notable[]): Match | null {
  const near = findings.filter((notable) => isAbout(planted, notable))
  const valued = near.find((notable) => hasFigure(planted, notable))
  if (valued) return { notable: valued, by: 'value' }
  const directed = near.find((notable) => hasDirection(planted, notable))
  return directed ? { notable: directed, by: 'direction' } : null
}

function isAbout({ columns, measures, isRelation }: Planted, notable: Notable): boolean {
  const fits = isRelation ? RELATIONS.has(notable.kind) : measures.includes(notable.measure)
  return (
    columns.length > 0 && fits && columns.every((refs) => refs.some((ref) => notable.columns.includes(ref)))
  )
}

const RELATIONS: ReadonlySet<NotableKind> = new Set(['correlation', 'brackets', 'trend', 'even'])

/** Of the insight's own figures one, of a plot's more than half. */
function hasFigure({ figures, members }: Planted, notable: Notable): boolean {
  const told = figures.filter(({ member }) => members.has(plain(member)))
  const wanted = told.length > 0 ? told : figures
  const right = wanted.filter((figure) => shown(figure, notable))
  return wanted.length > 0 && right.length * 2 > wanted.length
}

/** The figure beside its member, as it is, in years, or as a part of the whole. */
function shown(figure: Figure, { points, members, value, unit }: Notable): boolean {
  const total = points.reduce((sum, point) => sum + point.value, 0)
  const forms = (one: number): number[] => [
    one,
    ...(unit?.kind === 'duration' ? [one / DAYS_A_YEAR] : []),
    ...(unit?.kind === 'count' && figure.value < 1 ? [one / total] : []),
  ]
  const told = [...points, { label: members[0]?.member ?? '', value }]
  return told.some(
    (point) =>
      plain(point.label) === plain(figure.member) && forms(point.value).some((form) => isClose(form, figure)),
  )
}

const isClose = (value: number, figure: Figure): boolean =>
  Math.abs(value - figure.value) <= Math.max(TOLERANCE * Math.abs(figure.value), figure.rounding * 1.001)

/** The same direction, of one of the planted members where the insight names some; nothing else may narrow it. */
function hasDirection({ direction, members, columns }: Planted, notable: Notable): boolean {
  if (direction === null || direction !== notable.direction) return false
  const about = notable.members.filter(({ ref }) => !isTimeOrState(ref))
  const [headline, ...part] = about
  const compares = notable.direction === 'higher' || notable.direction === 'lower'
  if (members.size === 0)
    return compares
      ? part.length === 0 && isOf(headline, columns)
      : about.length <= (direction === 'even' ? 0 : 1)
  if (about.length === 0) return notable.direction === 'even' || notable.kind === 'correlation'
  return (
    about.some(({ member }) => members.has(plain(member))) &&
    part.every(({ member }) => members.has(plain(member)))
  )
}

const isTimeOrState = (ref: string): boolean => /(?:_at|_on|date|state|status)$/i.test(ref)

const isOf = (headline: ColumnMember | undefined, columns: Planted['columns']): boolean =>
  headline === undefined || columns.some((refs) => refs.includes(headline.ref))
