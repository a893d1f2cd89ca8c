import type { Part } from '../outcome.ts'
import { dropParts, type State } from './state.ts'

interface Control {
  readonly said: RegExp
  readonly apply: (state: State) => State
}

const remove = '(remove|drop|clear|delete|forget|ignore|lose|without|no|take away|reset)'
const control = (object: string, apply: Control['apply']): Control => ({
  said: new RegExp(
    `^\\s*(now\\s+|please\\s+|and\\s+)*${remove}\\s+(the\\s+|all\\s+|any\\s+|every\\s+)*(${object})\\s*[.!?]*$`,
    'i',
  ),
  apply,
})
const kinds =
  (...wanted: readonly Part['kind'][]) =>
  (part: Part): boolean =>
    wanted.includes(part.kind)

/** Sentences that take something away from the thread; what goes is shown as dropped. */
const controls: readonly Control[] = [
  control('filters?|conditions?', (state) =>
    dropParts({ ...state, plan: { ...state.plan, where: [] } }, kinds('filter')),
  ),
  control('(time )?(period|dates?|date range|time|time range|time filter)', (state) =>
    dropParts({ ...state, plan: { ...state.plan, time: null } }, kinds('period')),
  ),
  control('limit|top|ranking', (state) =>
    dropParts(
      {
        ...state,
        plan:
          state.plan.kind === 'list'
            ? { ...state.plan, limit: null }
            : { ...state.plan, limit: null, top: null },
      },
      kinds('limit'),
    ),
  ),
  control('comparison', (state) =>
    dropParts(
      state.plan.kind === 'list' ? state : { ...state, plan: { ...state.plan, compare: null } },
      kinds('comparison'),
    ),
  ),
  control('grouping|groups?|breakdown|split', (state) =>
    dropParts(
      state.plan.kind === 'list'
        ? state
        : { ...state, plan: { ...state.plan, groupBy: [], orderBy: [], top: null } },
      kinds('dimension', 'grain', 'order', 'limit'),
    ),
  ),
  control('sort(ing)?|order(ing)?', (state) =>
    dropParts({ ...state, plan: { ...state.plan, orderBy: [] } }, kinds('order')),
  ),
  {
    said: /^\s*(for |over |across )?(all time|the whole period|all dates|all data|ever)\s*[.!?]*$/i,
    apply: (state) => dropParts({ ...state, plan: { ...state.plan, time: null } }, kinds('period')),
  },
]

/** The state after a sentence that only takes something away; null where it is none. */
export function applyControl(question: string, state: State): State | null {
  return controls.find(({ said }) => said.test(question))?.apply(state) ?? null
}

export const asksUndo = (question: string): boolean =>
  /^\s*(undo|go back|back|revert|previous)\s*[.!?]*$/i.test(question)
