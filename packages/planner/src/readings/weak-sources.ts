import type { QuestionPlan } from '@numize/semantic'
import type { Frame } from '../structure/frame.ts'

export interface Weakness {
  readonly why: string
  /** Added to the doubts where confidence is worked out; it does not change which reading is taken. */
  readonly weight: number
}

const LONG_PATH_PARTS = 4

/** Words that were read from something less than a name, and joins that go far. */
export function weakSources(frame: Frame, plan: QuestionPlan): readonly Weakness[] {
  const words = frame.items.flatMap((item): Weakness[] => {
    if (item.kind !== 'thing') return []
    const { source, quality } = item.evidence
    const why = `"${item.text}" is not quite a name the data has`
    if (source === 'typo') return [{ why: `"${item.text}" is read with a spelling mistake`, weight: 0.25 }]
    if (source === 'description' || quality < 0.7) return [{ why, weight: 0.2 }]
    return quality < 0.85 ? [{ why, weight: 0.08 }] : []
  })
  const paths = JSON.stringify(plan).match(/"[a-z]\w*__\w+"/gi) ?? []
  const far = paths.some((path) => path.split('__').length >= LONG_PATH_PARTS)
  return far ? [...words, { why: 'the pieces are joined over several tables', weight: 0.08 }] : words
}
