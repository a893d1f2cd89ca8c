import type { Direction } from '@numize/insights'

/** Most telling first: a flat course is told with words of change in it ("no significant increase"). */
const DIRECTIONS: readonly (readonly [Direction, RegExp])[] = [
  [
    'even',
    /\b(?:uniform(?:ly)?|stable|consistent ttr|not a significant|no significant|(?:a )?no correlation|weak correlation|evenly|constant|remains)\b/i,
  ],
  [
    'rising',
    /\b(?:longer|higher|more) .* (?:for|in|with) (?:the )?higher\b|\bhigher .* brackets .*\b(?:longer|higher|more|greater)\b/i,
  ],
  [
    'falling',
    /\b(?:longer|higher|more) .* (?:for|in|with) (?:the )?lower\b|\blower .* brackets .*\b(?:longer|higher|more|greater)\b/i,
  ],
  ['falling', /\b(?:decreas\w*|negative(?:ly)? (?:linear )?correlat\w*|(?:lower|cheaper)\S* .* slower)\b/i],
  [
    'rising',
    /\b(?:increas(?:e|es|ing)|rising|growing|positive(?:ly)? (?:linear )?correlat\w*|positive|linear positive|escalat\w*)\b/i,
  ],
  ['lower', /\b(?:lower|shorter|fewer|faster|understaffed|swift\w*)\b/i],
  [
    'higher',
    /\b(?:higher|highest|more than|most|majority|longer|significantly|predominantly|dominan\w*|disproportionate\w*|concentrat\w*|excessive|high|elevated|dense|spikes?|expensive|common_words|fluctuations|imbalance|unbalanced|repeated)\b/i,
  ],
]

/** The direction a sentence tells, if any. */
export const directionOf = (text: string): Direction | null =>
  DIRECTIONS.find(([, pattern]) => pattern.test(text))?.[0] ?? null
