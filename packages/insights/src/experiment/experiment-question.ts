/** A question which of two variants does better, taken apart. */
export interface ExperimentQuestion {
  /** As the asker named them: "prompt v2". The second is the control. */
  readonly treatment: string
  readonly control: string
  /** On what, with filters and period: "conversion last month". */
  readonly about: string
}

const VERB = '(?:do|does|did|perform(?:s|ed)?|work(?:s|ed)?|convert(?:s|ed)?|fare[sd]?|come out)'
const BETTER = '(?:any )?(?:significantly |really )?(?:better|worse|higher|lower|more|different(?:ly)?)'
const ON = '(?:on|in terms of|with respect to|in|for|by|at)'

const FORMS: readonly (readonly [RegExp, readonly [treatment: number, control: number, about: number]])[] = [
  [
    new RegExp(
      `^(?:did|does|do|is|was|are|were|has|have) (.+?) (?:${VERB} )?${BETTER} (?:than|from|against|to) (.+?) ${ON} (.+)$`,
      'i',
    ),
    [1, 2, 3],
  ],
  [
    new RegExp(
      `^(?:did|does|do|has|have) (.+?) (?:beat|outperform(?:ed)?|win (?:against|over)|improve (?:on|over)) (.+?) ${ON} (.+)$`,
      'i',
    ),
    [1, 2, 3],
  ],
  [
    new RegExp(
      `^(?:did|does|do|has|have) (.+?) (?:improve|change|affect|increase|raise|reduce|lower)d? (.+?) (?:over|against|compared (?:to|with)|versus|vs\\.?|relative to) (.+)$`,
      'i',
    ),
    [1, 3, 2],
  ],
  [
    new RegExp(
      `^(?:a/?b[ -]test|experiment|test)(?: of| between)? (.+?) (?:against|versus|vs\\.?|and|with) (.+?) ${ON} (.+)$`,
      'i',
    ),
    [1, 2, 3],
  ],
]

/** Null where no variants are compared. Whether the names are variants of anything is for the catalog to say. */
export function experimentQuestion(question: string): ExperimentQuestion | null {
  const text = question.trim().replace(/[?!.\s]+$/, '')
  for (const [form, [treatment, control, about]] of FORMS) {
    const match = form.exec(text)
    if (match)
      return {
        treatment: plain(match[treatment]),
        control: plain(match[control]),
        about: plain(match[about]),
      }
  }
  return null
}

const plain = (text: string | undefined): string => (text ?? '').replace(/^(?:the|our|any)\s+/i, '').trim()
