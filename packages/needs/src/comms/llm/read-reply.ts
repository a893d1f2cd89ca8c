/** The texts under `names` of a JSON reply, a list flattened; null where it is not what was asked for. */
export function readTexts(reply: string, names: readonly string[], count: number): readonly string[] | null {
  const value = parsed(reply.trim().replace(/^```(?:json)?\s*([\s\S]*?)\s*```$/, '$1'))
  if (typeof value !== 'object' || value === null) return null
  const texts = names.flatMap((name) => (value as Readonly<Record<string, unknown>>)[name])
  return texts.length === count && texts.every(isClean) ? texts.map((text) => text.trim()) : null
}

/** Text without what could point at a person or a place: an address, a link, a long number. */
const isClean = (text: unknown): text is string =>
  typeof text === 'string' &&
  text.trim() !== '' &&
  !/@|https?:|www\.|\b[\w-]+\.(?:com|net|org|io|co)\b|\d{7,}|\+\d[\d ()-]{6,}/i.test(text)

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
