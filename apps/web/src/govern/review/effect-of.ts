interface Effect {
  readonly title: string
  /** What it changes in later answers. */
  readonly effect: string
  /** Where the effect can be seen; null where no one question shows it. */
  readonly question: string | null
  readonly why: string | null
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
const read = (value: unknown): string => textOf(value).replaceAll('_', ' ')

/** What a lesson changes, in words. */
export function effectOf(lesson: { readonly kind: string; readonly [part: string]: unknown }): Effect {
  const why = textOf(lesson['why']) || null
  switch (lesson.kind) {
    case 'answer': {
      const question = textOf(lesson['question'])
      const stated = statedIn(lesson['reading'])
      const begun = lesson['corrected'] === true ? 'Put right: it is read as' : 'It is read as'
      return {
        title: `“${question}”`,
        effect: `${begun} ${stated}, also with another value or period in it, and marked as verified.`,
        question: lesson['standsAlone'] === true ? question : null,
        why,
      }
    }
    case 'synonym':
      return {
        title: `“${textOf(lesson['phrase'])}” means ${read(lesson['means'])}`,
        effect: 'Questions with these words are read so.',
        question: null,
        why,
      }
    default:
      return {
        title: `${read(lesson['metric'])} counts only: ${textOf(lesson['words'])}`,
        effect: 'Unless a question speaks of the same column.',
        question: null,
        why,
      }
  }
}

/** The parts a question stated, as the planner tells them. */
function statedIn(reading: unknown): string {
  const stated: unknown = (reading as { stated?: unknown } | null)?.stated
  if (!Array.isArray(stated)) return 'it was then'
  const parts = stated.map((part) => textOf((part as { reading?: unknown }).reading)).filter(Boolean)
  return parts.length === 0 ? 'it was then' : parts.join('; ')
}
