/** A seeded stream of numbers in [0, 1): the same seed gives the same numbers everywhere (sfc32, Doty-Humphrey 2010). */
export function seededRandom(seed: string | number): () => number {
  let [a, b, c, counter] = seedWords(String(seed))
  const next = (): number => {
    const sum = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return (sum >>> 0) / 4_294_967_296
  }
  for (let warmUp = 0; warmUp < 16; warmUp++) next()
  return next
}

function seedWords(seed: string): [number, number, number, number] {
  let hash = 0x811c9dc5
  const word = (salt: number): number => {
    for (const char of `${salt}:${seed}`) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193)
    return hash | 0
  }
  return [word(1), word(2), word(3), word(4)]
}
