import { wordsIn } from '../model/bm25.ts'
import type { KnowledgeItem } from './item.ts'
import type { Scorer } from './lexical.ts'

const SIZE = 512
const GRAM = 3

/**
 * Cosine of hashed character trigrams (feature hashing, Weinberger et al. 2009), damped by how many items have them:
 * near spellings and shared word stems score though no word is the same. Nothing is downloaded, nothing is decided.
 */
export function createVectors(items: readonly KnowledgeItem[]): Scorer {
  const raw = items.map(({ names, text }) => vectorOf([...names, ...names, text].join(' ')))
  const holding = new Float32Array(SIZE)
  for (const vector of raw)
    for (let at = 0; at < SIZE; at++) if (vector[at] !== 0) holding[at] = (holding[at] ?? 0) + 1
  const weights = holding.map((count) => Math.log(1 + items.length / (1 + count)))
  const weighted = raw.map((vector) => unit(vector.map((value, at) => value * (weights[at] ?? 0))))
  return (question) => {
    const asked = unit(vectorOf(question).map((value, at) => value * (weights[at] ?? 0)))
    return new Map(weighted.map((vector, at) => [at, dot(vector, asked)]))
  }
}

function vectorOf(text: string): Float32Array {
  const vector = new Float32Array(SIZE)
  for (const word of wordsIn(text)) {
    const padded = ` ${word} `
    for (let at = 0; at + GRAM <= padded.length; at++) {
      let hash = 0x811c9dc5
      for (let step = 0; step < GRAM; step++)
        hash = Math.imul(hash ^ padded.charCodeAt(at + step), 0x01000193)
      const slot = (hash >>> 8) % SIZE
      vector[slot] = (vector[slot] ?? 0) + ((hash & 1) === 0 ? 1 : -1)
    }
  }
  return vector
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.sqrt(dot(vector, vector))
  return length === 0 ? vector : vector.map((value) => value / length)
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let at = 0; at < SIZE; at++) sum += (a[at] ?? 0) * (b[at] ?? 0)
  return sum
}
