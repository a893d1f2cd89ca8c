import type { PersonView } from '@numize/server/contract'

type Attributes = PersonView['attributes']

/** Attributes as one edits them: a name and a text, several values between commas. */
export interface AttributeRow {
  readonly name: string
  readonly text: string
}

export const rowsOf = (attributes: Attributes): readonly AttributeRow[] =>
  Object.entries(attributes).map(([name, value]) => ({
    name,
    text: Array.isArray(value) ? value.join(', ') : String(value),
  }))

/** What is unchanged keeps its type: a number stays a number. Rows without a name are left out. */
export function attributesOf(rows: readonly AttributeRow[], before: Attributes): Attributes {
  const kept = new Map(rowsOf(before).map(({ name, text }) => [name, text]))
  return Object.fromEntries(
    rows.flatMap(({ name, text }) => {
      if (name.trim() === '') return []
      const old = before[name.trim()]
      return [[name.trim(), old !== undefined && kept.get(name.trim()) === text ? old : valueOf(text, old)]]
    }),
  )
}

function valueOf(text: string, before: Attributes[string] | undefined): Attributes[string] {
  const number = Number(text)
  if (typeof before === 'number' && text.trim() !== '' && !Number.isNaN(number)) return number
  const parts = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
  return parts.length > 1 || Array.isArray(before) ? parts : (parts[0] ?? '')
}
