import type { Frame } from '../structure/frame.ts'

/** How a question hangs on the one before. */
export type Hang = 'fresh' | 'change' | 'replace' | 'add'

const replacing =
  /^\s*(and\s+)?(what|how)\s+about\b|^\s*(the\s+)?same\b|\binstead\b|^\s*(rather|make (it|that))\b/i
const adding = /^\s*(also|add|include|plus|and also|as well as)\b|\b(too|as well)\s*[?.!]*$/i
const changing =
  /^\s*(and|but|only|just|now|then|exclude|excluding|without|except|sort|order|rank|compare|compared|split|break|by|per|as|top|bottom|limit|first|group|show (it|that|this|them|those)|which of (those|these|them)|of (those|these|them)|vs|versus|plot (it|that)|chart (it|that)|not|no)\b/i

const narrowing = /^\s*(and\s+|but\s+)?(only|just|without|exclude|excluding|except|not|no)\b/i

/** Whether the words ask something of their own, or change what the thread stands at. */
export function hangOf(question: string, frame: Frame): Hang {
  if (replacing.test(question)) return 'replace'
  if (adding.test(question)) return 'add'
  if (narrowing.test(question) && frame.conditions.length > 0) return 'change'
  const measures = frame.wants.some(({ quantity }) => quantity.kind !== 'implied')
  const complete = measures || (frame.entities.length > 0 && !frame.rank)
  if (!complete) return 'change'
  if (/^\s*and\b/i.test(question)) return 'replace'
  return changing.test(question) && !measures ? 'change' : 'fresh'
}
