import type { Frame } from '../structure/frame.ts'

const together = /\b(together|combined|altogether|jointly)\b/i
const yields = /^(come|comes|came|account|accounts|contribute|contributes|make|makes|generate|generates)\b/i

/** "what share of orders comes from the top 3 clients", "… do they have together": one number for the first few of them. */
export const asksTogether = ({ rank, share, groups, items }: Frame): boolean =>
  share !== null &&
  rank !== null &&
  rank.count > 1 &&
  groups.every(({ shown }) => shown) &&
  items.some(({ text }) => together.test(text) || yields.test(text))
