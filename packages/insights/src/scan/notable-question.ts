const NOTABLE =
  '(?:notable|interesting|remarkable|unusual|special|striking|noteworthy|surprising|worth knowing|going on|odd)'
const OPENINGS = [
  new RegExp(
    `^what(?:'s| is| are| was)?(?: there)?(?: (?:the )?(?:most )?)?${NOTABLE}(?: things?| facts?)?(?: (?:in|about|with|among|of|on)(?: the| our| my)? (.+))?$`,
    'i',
  ),
  new RegExp(
    `^(?:anything|something) ${NOTABLE}(?: (?:in|about|with|among|of|on)(?: the| our| my)? (.+))?$`,
    'i',
  ),
  new RegExp(
    `^(?:what|which) (?:insights?|patterns?|findings?)(?: (?:are there|do you see|stand out|can you find))?(?: (?:in|about|of|for|on)(?: the| our| my)? (.+))?$`,
    'i',
  ),
  /^what stands out(?: (?:in|about|with|among|of)(?: the| our| my)? (.+))?$/i,
  /^(?:please )?(?:give me |show me |find |show |get )?(?:some |the |any |key |top )*(?:insights?|profile|patterns?|findings)(?: (?:of|in|about|for|on|from|into)(?: the| our| my)? (.+))$/i,
  /^(?:please )?(?:profile|scan|explore|analy[sz]e)(?: the| our| my)? (.+)$/i,
  /^(?:please )?(?:give me|show me|find)(?: (?:some|any|key|top|the))* (?:insights?|patterns?|findings)$/i,
]
const HERE =
  /^(?:this|it|here|that|these|those|the data|data|this data|my data|our data|them)(?: (?:table|data|file|rows))?$/i

/** A question for whatever is notable: of what, in its own words; `null` = of what the thread or the data is about. */
export interface NotableQuestion {
  readonly about: string | null
}

/** Null where it asks for something else. */
export function notableQuestion(question: string): NotableQuestion | null {
  const text = question
    .trim()
    .replace(/[?!.\s]+$/, '')
    .replace(/\s+here$/i, '')
  for (const pattern of OPENINGS) {
    const match = pattern.exec(text)
    if (!match) continue
    const about = match[1]?.trim()
    return { about: about === undefined || HERE.test(about) ? null : about }
  }
  return null
}
