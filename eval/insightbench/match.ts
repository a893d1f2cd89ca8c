import type { Direction, Notable } from '@numize/insights'
import { type Figure, type Planted, plain } from './planted.ts'

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

function isAbout({ columns, measure }: Planted, notable: Notable): boolean {
  return (
    columns.length > 0 &&
    measure === notable.measure &&
    columns.every((refs) => refs.some((ref) => notable.columns.includes(ref)))
  )
}

/** Of the insight's own figures one, of a plot's more than half. */
function hasFigure({ figures, members }: Planted, notable: Notable): boolean {
  const told = figures.filter(({ member }) => members.has(plain(member)))
  const wanted = told.length > 0 ? told : figures
  const right = wanted.filter((figure) => shown(figure, notable))
  return wanted.length > 0 && right.length * 2 > wanted.length
}

const shown = (figure: Figure, { points, members, value, unit }: Notable): boolean =>
  [
    ...points.map(({ label, value: one }) => ({ label, one })),
    { label: members[0]?.member ?? '', one: value },
  ].some(
    ({ label, one }) =>
      plain(label) === plain(figure.member) &&
      [one, ...(unit?.kind === 'duration' ? [one / DAYS_A_YEAR] : [])].some((shownAs) =>
        isClose(shownAs, figure),
      ),
  )

const isClose = (value: number, figure: Figure): boolean =>
  Math.abs(value - figure.value) <= Math.max(TOLERANCE * Math.abs(figure.value), figure.rounding * 1.001)

/** The same direction, of one of the planted members where the insight names some. */
function hasDirection({ direction, members }: Planted, notable: Notable): boolean {
  if (direction === null || !SAME[direction].includes(notable.direction)) return false
  const about = notable.members.map(({ member }) => plain(member))
  return members.size === 0 || about.length === 0 || about.some((member) => members.has(member))
}

const SAME: Readonly<Record<Direction, readonly Direction[]>> = {
  higher: ['higher'],
  lower: ['lower'],
  rising: ['rising'],
  falling: ['falling'],
  even: ['even'],
}
