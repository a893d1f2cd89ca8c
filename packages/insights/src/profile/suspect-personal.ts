/** Shapes of values, not names of columns: a model marks those it knows by name already. */
const SHAPES: readonly (readonly [string, RegExp])[] = [
  ['e-mail addresses', /^[^@\s]+@[^@\s]+\.[a-z]{2,}$/i],
  ['phone numbers', /^\+\d[\d ().-]{7,17}$|^\(\d{3}\) ?\d{3}-\d{4}$/],
  ['card numbers', /^\d{4}[ -]?\d{4}[ -]?\d{4}[ -]?\d{1,7}$/],
  ['bank accounts (IBAN)', /^[A-Z]{2}\d{2} ?(?:[A-Z0-9]{4} ?){2,7}[A-Z0-9]{1,4}$/],
  ['IP addresses', /^(?:\d{1,3}\.){3}\d{1,3}$/],
  ['social security numbers', /^\d{3}-\d{2}-\d{4}$/],
]
const MOST = 0.8
const LEAST_VALUES = 3

interface Values {
  readonly type: string
  readonly top: readonly { readonly value: string | null }[]
}

/** What kind of personal data the most frequent values look like; null where they do not. */
export function suspectPersonal({ type, top }: Values): string | null {
  if (type !== 'string') return null
  const values = top.flatMap(({ value }) => (value === null ? [] : [value]))
  if (values.length < LEAST_VALUES) return null
  const found = SHAPES.find(
    ([, shape]) => values.filter((value) => shape.test(value)).length >= MOST * values.length,
  )
  return found?.[0] ?? null
}
