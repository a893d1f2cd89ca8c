import type { Template } from './nodes.ts'
import { type Token, tokenize } from './tokenize.ts'

const kinds: Readonly<Record<string, Template['of']>> = {
  Dimension: 'dimension',
  TimeDimension: 'timeDimension',
  Entity: 'entity',
  Metric: 'metric',
}

type Argument = { readonly name: string | null; readonly values: readonly string[] }

/**
 * The inside of `{{ … }}`: `Dimension('a__b', entity_path=['c'])`, `TimeDimension('metric_time', 'month')`,
 * `Entity('a')`, `Metric('m', group_by=['a'])`, with `.grain('month')` and `.date_part('year')` after it.
 * Null when it is none of these.
 */
export function readTemplate(text: string): Template | null {
  const tokens = tokenize(text)
  if (!tokens) return null
  const calls = readCalls(tokens)
  const [head, ...methods] = calls ?? []
  const of = head && kinds[head.name]
  if (!head || !of) return null
  const positional = head.args.filter((arg) => arg.name === null)
  const named = (...names: readonly string[]) => head.args.find((arg) => arg.name && names.includes(arg.name))
  const name = positional[0]?.values[0]
  if (name === undefined) return null
  const second = positional[1]?.values
  const grain =
    of === 'timeDimension'
      ? (named('time_granularity_name', 'time_granularity')?.values[0] ?? second?.[0])
      : undefined
  const path =
    named('entity_path')?.values ??
    (of === 'metric' ? [] : positional[of === 'timeDimension' ? 2 : 1]?.values) ??
    []
  const method = (wanted: string) => methods.find((one) => one.name === wanted)?.args[0]?.values[0]
  return {
    of,
    name: [...path, name].join('__').toLowerCase(),
    grain: (method('grain') ?? grain)?.toLowerCase() ?? null,
    datePart: (method('date_part') ?? named('date_part_name', 'date_part')?.values[0])?.toLowerCase() ?? null,
    by: of === 'metric' ? (named('group_by')?.values ?? second ?? []).map((one) => one.toLowerCase()) : [],
  }
}

/** `A(…).b(…).c(…)` as its calls; null where the tokens are anything else. */
function readCalls(tokens: readonly Token[]) {
  const calls: { name: string; args: readonly Argument[] }[] = []
  let at = 0
  for (;;) {
    const name = tokens[at]
    if (name?.kind !== 'word' || tokens[at + 1]?.text !== '(') return null
    const close = closing(tokens, at + 1)
    if (close === null) return null
    calls.push({ name: name.text, args: readArguments(tokens.slice(at + 2, close)) })
    const after = tokens[close + 1]
    if (after?.kind === 'end') return calls
    if (after?.text !== '.') return null
    at = close + 2
  }
}

function closing(tokens: readonly Token[], open: number): number | null {
  let depth = 0
  for (let at = open; at < tokens.length; at++) {
    const { kind, text } = tokens[at] ?? { kind: 'end', text: '' }
    if (kind !== 'symbol') continue
    if (text === '(' || text === '[') depth++
    if (text === ')' || text === ']') depth--
    if (depth === 0) return at
  }
  return null
}

/** Arguments as lists of their strings: `'a'` is one string, `['a', 'b']` two. */
function readArguments(tokens: readonly Token[]): readonly Argument[] {
  const args: { name: string | null; values: string[] }[] = []
  let depth = 0
  let current: { name: string | null; values: string[] } | null = null
  for (const [at, token] of tokens.entries()) {
    if (token.kind === 'symbol' && (token.text === '[' || token.text === '(')) depth++
    else if (token.kind === 'symbol' && (token.text === ']' || token.text === ')')) depth--
    else if (token.kind === 'symbol' && token.text === ',' && depth === 0) {
      current = null
      continue
    }
    if (!current) {
      current = { name: null, values: [] }
      args.push(current)
    }
    if (token.kind === 'word' && tokens[at + 1]?.text === '=') current.name = token.text
    if (token.kind === 'string' || token.kind === 'quoted') current.values.push(token.text)
  }
  return args
}
