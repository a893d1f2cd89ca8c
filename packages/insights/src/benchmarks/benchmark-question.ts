/** A question that sets a figure beside others' figures, taken apart. */
export interface BenchmarkQuestion {
  /** The metric with its filters and period, in the asker's words; empty where it points at what was asked before. */
  readonly about: string
}

const OTHERS =
  '(?:(?:the |any |an |our |published )?(?:industry |market |external |sector )?benchmarks?|(?:the |our )?(?:industry|market|sector|peers?|competitors|competition)(?: (?:average|median|norms?|standards?))?|other companies|others in (?:the |our )?(?:industry|market|sector)|similar companies)'
const AGAINST = '(?:with|to|against|versus|vs\\.?)'

/** What is left of a question is what it is about; the first form that fits. */
const FORMS: readonly RegExp[] = [
  new RegExp(
    `^how (?:do|does|did|are|is) (?:we|our company) (?:compare|stack up|doing|do|rank|fare|measure up) ${AGAINST} ${OTHERS}(?: (?:for|on|in|of|in terms of) (?<about>.+))?$`,
    'i',
  ),
  new RegExp(
    `^how (?:do|does|did|is|are) (?<about>.+?) (?:compared?|stack up|do|doing|rank|fare|measure up)(?: ${AGAINST})? ${OTHERS}$`,
    'i',
  ),
  new RegExp(
    `^(?:is|are|was|were) (?<about>.+?) (?:good|bad|high|low|normal|ok|okay|fine|above|below|better|worse|higher|lower|in line)(?:,? (?:when )?compared)? (?:${AGAINST}|than|for) ${OTHERS}$`,
    'i',
  ),
  new RegExp(`^(?:compare|benchmark|show|set) (?<about>.+?) ${AGAINST} ${OTHERS}$`, 'i'),
  new RegExp(
    `^(?:(?:what(?:'s| is| are)|show(?: me)?|is there|are there|do we have|give me) )?${OTHERS} (?:for|of|on) (?<about>.+)$`,
    'i',
  ),
  new RegExp(`^benchmark (?<about>.+)$`, 'i'),
  new RegExp(`^(?<about>.+?) (?:compared )?(?:${AGAINST} )?(?:the )?(?:industry |market )?benchmarks?$`, 'i'),
  new RegExp(`^(?<about>.+?) (?:compared (?:with|to)|against|versus|vs\\.?) ${OTHERS}$`, 'i'),
]

/** Null of questions that speak of no benchmark. */
export function benchmarkQuestion(question: string): BenchmarkQuestion | null {
  const text = question.trim().replace(/[?!.\s]+$/, '')
  for (const form of FORMS) {
    const found = form.exec(text)
    if (found) return { about: plain(found.groups?.['about'] ?? '') }
  }
  return null
}

const plain = (about: string): string =>
  about
    .replace(/^(?:our|the|my)\s+/i, '')
    .replace(/^(?:this|that|it|these)$/i, '')
    .trim()
