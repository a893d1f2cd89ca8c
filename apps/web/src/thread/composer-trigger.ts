/** What a menu of the composer is asked for by the text before the caret. */
export type Trigger =
  | { readonly kind: 'command'; readonly from: number; readonly query: string }
  | { readonly kind: 'mention'; readonly from: number; readonly query: string }

const COMMAND = /^\/([a-z]*(?: [^\n]*)?)$/i
const MENTION = /(?:^|[\s("“])@([\p{L}\p{N}_][^@\n]{0,60}|)$/u

/** A `/` that begins the text, or the last `@` of a word; null = plain text. `from` is where the sign stands. */
export function triggerIn(text: string, caret: number): Trigger | null {
  const before = text.slice(0, caret)
  const command = COMMAND.exec(before)
  if (command) return { kind: 'command', from: 0, query: command[1] ?? '' }
  const query = MENTION.exec(before)?.[1]
  return query === undefined ? null : { kind: 'mention', from: before.length - query.length - 1, query }
}

/** The text with what the menu was asked by replaced, and where the caret is then. */
export function replaced(
  text: string,
  { from, caret }: { readonly from: number; readonly caret: number },
  by: string,
): { readonly text: string; readonly caret: number } {
  const rest = text.slice(caret).replace(/^ /, '')
  return { text: `${text.slice(0, from)}${by}${rest}`, caret: from + by.length }
}
