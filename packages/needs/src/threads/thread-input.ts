import type { Thread } from './thread.ts'

export const MOST_TOKENS = 900
export const MOST_MESSAGES = 20
const BYTES_PER_TOKEN = 4

/** About how many tokens a text has: four bytes each, which is rather more than English takes. */
export const tokensOf = (text: string): number => Math.ceil(Buffer.byteLength(text) / BYTES_PER_TOKEN)

/**
 * What a model is shown of a thread: the root and every message of an executive, then the highest scored, the newest
 * first among equals, up to 900 tokens and 20 messages; in order of time. A text that does not fit is cut.
 */
export function threadInput({ root, replies }: Thread, scores: readonly number[]): string {
  const wanted = replies
    .map((message, at) => ({ message, at, first: message.role === 'exec', score: scores[at] ?? 0 }))
    .toSorted((a, b) => Number(b.first) - Number(a.first) || b.score - a.score || b.message.ts - a.message.ts)
  let left = MOST_TOKENS
  const fit = (line: string): string => {
    const cut = cutTo(line, left)
    left -= tokensOf(cut)
    return cut
  }
  const head = fit(`root ${root.role}: ${root.text}`)
  const lines: { readonly at: number; readonly text: string }[] = []
  for (const { message, at, first } of wanted) {
    const line = `reply ${message.role}: ${message.text}`
    if (lines.length + 1 >= MOST_MESSAGES || left <= 0) break
    if (first || tokensOf(line) <= left) lines.push({ at, text: fit(line) })
  }
  return [head, ...lines.toSorted((a, b) => a.at - b.at).map(({ text }) => text)].join('\n')
}

function cutTo(text: string, tokens: number): string {
  const bytes = Buffer.from(text)
  return bytes.byteLength <= tokens * BYTES_PER_TOKEN
    ? text
    : bytes
        .subarray(0, Math.max(0, tokens * BYTES_PER_TOKEN - 3))
        .toString('utf8')
        .replace(/�+$/, '')
}
