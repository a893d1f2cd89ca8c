/** Words that claim a direction, and what they claim. Shared by the writer and the checker of prose. */
export type Direction = 'up' | 'down' | 'same' | 'most' | 'least'

const WORDS: Readonly<Record<Direction, string>> = {
  up: 'up rose rise rises risen rising grew grow grows grown growing growth increase increases increased increasing higher more greater larger bigger gained gain gains climbed climbs climb jumped surged soared improved above exceeded exceeds outperformed overtook overtakes beat beats ahead',
  down: 'down fell fall falls fallen falling dropped drop drops dropping decrease decreases decreased decreasing decline declined declines declining lower less fewer smaller lost shrank shrinks shrunk sank slipped plunged worsened below behind',
  same: 'unchanged flat stable equal same',
  most: 'most highest largest biggest greatest peak peaked peaks maximum max top leads leading led leader best',
  least: 'least lowest smallest fewest minimum min bottom trough worst weakest',
}

const MEANINGS = new Map<string, Direction>(
  Object.entries(WORDS).flatMap(([direction, words]) =>
    words.split(' ').map((word) => [word, direction as Direction] as const),
  ),
)

export const directionOf = (word: string): Direction | null => MEANINGS.get(word.toLowerCase()) ?? null

const CERTAINTY =
  /\b(?:certain(?:ly)?|definitely|undoubtedly|surely|guaranteed?s?|confident(?:ly)?|confidence|significant(?:ly)?|statistically|proves?|proven|probabl[ey]|likely|because|due to|caused?(?: by)?|thanks to|driven by|forecast(?:s|ed)?|predict(?:s|ed)?|expect(?:s|ed)?)\b/giu

/** Claims of certainty, cause or the future: no cell of a result can carry them. */
export const certaintyIn = (text: string): { readonly start: number; readonly end: number }[] =>
  [...text.matchAll(CERTAINTY)].map((match) => ({ start: match.index, end: match.index + match[0].length }))
