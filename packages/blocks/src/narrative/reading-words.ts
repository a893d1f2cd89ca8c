/** The reading of a question, as far as prose needs it: how its filters name what they are about. */
export interface ReadingWords {
  readonly stated: readonly { readonly kind: string; readonly reading: string }[]
  readonly assumed: readonly { readonly kind: string; readonly reading: string }[]
  readonly dropped?: readonly { readonly text: string; readonly reading: string }[]
}

export const noReading: ReadingWords = { stated: [], assumed: [] }
