import { fail } from '../errors.ts'
import type { Dimension, TimeSpine } from '../model.ts'
import { column } from '../sql/build.ts'
import type { Expr, Source } from '../sql/nodes.ts'
import { spineOf } from './calendar.ts'
import { DAY_RANK, rankOf } from './keys.ts'
import type { Axis } from './scope.ts'
import type { Session } from './session.ts'

/** A row per period, to shift, roll and fill along. */
export interface Spine {
  readonly source: Source
  /** Local time at the start of each period. */
  readonly time: Expr
  readonly grain: string
  /** Of a generated one: its last day. Its first is that of the rows. */
  readonly last?: Expr
}

/** Where a project declares no spine, days are generated between two moments. */
export interface Bounds {
  readonly first: Expr
  readonly last: Expr
}

/** The declared spine of the coarsest grain that still tells `grain` apart; null when there is none. */
export const declaredSpine = (session: Session, grain: string): TimeSpine | null =>
  spineOf(session.index, grain)

/** @throws `semantic/no-time-spine` where none is declared and the grain is finer than a day */
export function openSpine(session: Session, grain: string, alias: string, bounds: Bounds): Spine {
  const declared = declaredSpine(session, grain)
  if (declared)
    return {
      source: { kind: 'relation', ...declared.relation, alias },
      time: column(alias, declared.column),
      grain: declared.grain,
    }
  if (rankOf(session.index, grain) < DAY_RANK) throw fail('no-time-spine', { metric: 'This metric', grain })
  return {
    source: { kind: 'series', ...bounds, grain: 'day', column: 'day', alias },
    time: column(alias, 'day'),
    grain: 'day',
    last: bounds.last,
  }
}

/** The spine as the time of a fact: already local, so never shifted by a zone. */
export const spineAxis = (spine: Pick<Spine, 'time'>, dimension: Dimension): Axis => ({
  dimension: { ...dimension, dataType: null },
  expr: spine.time,
})
