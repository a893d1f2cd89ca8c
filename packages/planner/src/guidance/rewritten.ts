import type { Stretch } from './sentences.ts'

/** A text put together from stretches of another; every character knows where it came from. */
export interface Rewritten {
  readonly text: string
  /** A stretch of the new text in the old one. */
  readonly origin: (span: readonly [number, number]) => readonly [number, number]
}

/** A stretch of the old text, or words put between two of them. */
export type Piece = Stretch | string

export function rewritten(text: string, pieces: readonly Piece[]): Rewritten {
  const from: number[] = []
  let made = ''
  for (const piece of pieces) {
    if (typeof piece === 'string') {
      for (let at = 0; at < piece.length; at++) from.push(from.at(-1) ?? 0)
      made += piece
      continue
    }
    for (let at = piece.start; at < piece.end; at++) from.push(at)
    made += text.slice(piece.start, piece.end)
  }
  return {
    text: made,
    origin: ([start, end]) => {
      const ends = [from[start] ?? 0, from[Math.max(start, end - 1)] ?? 0]
      return [Math.min(...ends), Math.max(...ends) + 1]
    },
  }
}
