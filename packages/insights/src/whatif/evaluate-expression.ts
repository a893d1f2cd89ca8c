/** Values by name; null = not known. */
export type Values = ReadonlyMap<string, number | null>

const TOKEN = /\s*(?:(\d+(?:\.\d*)?(?:e[+-]?\d+)?|\.\d+)|([a-z_][a-z0-9_]*)|([-+*/(),]))/iy

/**
 * Arithmetic over named values, as derived metrics are written: numbers, names, + − * /, brackets, and `nullif`,
 * `coalesce`, `abs`. Division by 0 and unknown values give null, as in SQL. Undefined where anything else is in it.
 */
export function evaluateExpression(expression: string, values: Values): number | null | undefined {
  const tokens = tokensOf(expression)
  if (!tokens) return undefined
  const reader = { tokens, at: 0, values }
  const value = sum(reader)
  return reader.at === tokens.length ? value : undefined
}

interface Reader {
  readonly tokens: readonly string[]
  at: number
  readonly values: Values
}

/** Undefined: something that is not understood. */
type Value = number | null | undefined

function tokensOf(expression: string): string[] | null {
  const tokens: string[] = []
  const pattern = new RegExp(TOKEN)
  const text = expression.trim()
  while (pattern.lastIndex < text.length) {
    const match = pattern.exec(text)
    if (!match) return null
    tokens.push(match[0].trim())
  }
  return tokens
}

function sum(reader: Reader): Value {
  let value = product(reader)
  for (let op = reader.tokens[reader.at]; op === '+' || op === '-'; op = reader.tokens[reader.at]) {
    reader.at++
    const right = product(reader)
    value = both(value, right, (a, b) => (op === '+' ? a + b : a - b))
  }
  return value
}

function product(reader: Reader): Value {
  let value = factor(reader)
  for (let op = reader.tokens[reader.at]; op === '*' || op === '/'; op = reader.tokens[reader.at]) {
    reader.at++
    const right = factor(reader)
    value = both(value, right, (a, b) => (op === '*' ? a * b : b === 0 ? null : a / b))
  }
  return value
}

function factor(reader: Reader): Value {
  const token = reader.tokens[reader.at++]
  if (token === undefined) return undefined
  if (token === '-') return both(0, factor(reader), (zero, value) => zero - value)
  if (token === '(') {
    const value = sum(reader)
    return reader.tokens[reader.at++] === ')' ? value : undefined
  }
  if (/^[\d.]/.test(token)) return Number(token)
  return reader.tokens[reader.at] === '(' ? called(token.toLowerCase(), reader) : reader.values.get(token)
}

function called(name: string, reader: Reader): Value {
  const args: Value[] = []
  do {
    reader.at++
    args.push(sum(reader))
  } while (reader.tokens[reader.at] === ',')
  if (reader.tokens[reader.at++] !== ')' || args.includes(undefined)) return undefined
  const [first, second] = args
  if (name === 'nullif') return args.length === 2 ? (first === second ? null : first) : undefined
  if (name === 'coalesce') return args.find((value) => value !== null) ?? null
  return name === 'abs' && args.length === 1 ? both(0, first, (_, value) => Math.abs(value)) : undefined
}

const both = (a: Value, b: Value, apply: (a: number, b: number) => number | null): Value =>
  a === undefined || b === undefined ? undefined : a === null || b === null ? null : apply(a, b)
