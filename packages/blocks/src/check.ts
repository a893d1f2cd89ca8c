import type { Result } from '@numize/semantic'
import { namedKeys } from './label-columns.ts'
import { noReading } from './narrative/reading-words.ts'
import { knownPhrases } from './narrative/wording.ts'
import { clausesOf } from './prose/clauses.ts'
import { isGrounded, isTrue } from './prose/ground.ts'
import { lex } from './prose/lex.ts'
import { certaintyIn } from './prose/words.ts'

export interface ProseCheck {
  readonly ok: boolean
  readonly problems: readonly ProseProblem[]
}

export interface ProseProblem {
  readonly span: readonly [number, number]
  /** A number, label or direction no cell bears out; or a claim of certainty, cause or future, which none can. */
  readonly kind: 'number' | 'label' | 'direction' | 'confidence'
  readonly text: string
}

export interface CheckOptions {
  /** Phrases of the reading (its filters and periods in words) that may stand in prose as they are. */
  readonly context?: readonly string[]
}

/**
 * Checks prose from any hand against a result. Each clause is bound to the rows whose labels it names (or were named
 * before); each number in it must be a correct rounding of their cells, or of a difference, percent change, share, sum,
 * average or count over cells; each direction word must be true of them. In doubt a claim is refused.
 */
export function checkProse(prose: string, result: Result, options: CheckOptions = {}): ProseCheck {
  const context = [...(options.context ?? []), ...knownPhrases(result, noReading)]
  const tokens = lex(prose, result, context)
  const problem = (
    kind: ProseProblem['kind'],
    { start, end }: { start: number; end: number },
  ): ProseProblem => ({
    span: [start, end],
    kind,
    text: prose.slice(start, end),
  })
  const unknown = tokens.flatMap((token) => {
    if (token.kind === 'unknownLabel') return [problem('label', token)]
    return token.kind === 'unknownNumber' ? [problem('number', token)] : []
  })
  const untrue = clausesOf(tokens, namedKeys(result)).flatMap((clause) => [
    ...clause.numbers
      .filter((number) => !isGrounded(number, clause, result))
      .map((at) => problem('number', at)),
    ...clause.directions
      .filter(({ direction }) => !isTrue(direction, clause, result))
      .map((at) => problem('direction', at)),
  ])
  const claims = certaintyIn(prose)
    .filter(
      ({ start }) =>
        !tokens.some((token) => token.kind !== 'word' && token.start <= start && start < token.end),
    )
    .map((at) => problem('confidence', at))
  const problems = [...unknown, ...untrue, ...claims].toSorted((a, b) => a.span[0] - b.span[0])
  return { ok: problems.length === 0, problems }
}
