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
  const [head, ...methods] = readCalls(tokenize(text) ?? []) ?? []
  const of = head && kinds[head.name]
  const name = head && positional(head, 0)?.[0]
  if (!of || name === undefined) return null
  return {
    of,
    name: [...pathOf(of, head), name].join('__').toLowerCase(),
    grain: lower(argumentOf(methods, 'grain') ?? grainOf(of, head)),
    datePart: lower(argumentOf(methods, 'date_part') ?? named(head, 'date_part_name', 'date_part')?.[0]),
    by: of === 'metric' ? groupsOf(head) : [],
  }
}

const pathOf = (of: Template['of'], head: Call): readonly string[] =>
  named(head, 'entity_path') ?? positional(head, pathPlaces[of]) ?? []
const lower = (text: string | undefined): string | null => text?.toLowerCase() ?? null
const groupsOf = (head: Call): readonly string[] =>
  (named(head, 'group_by') ?? positional(head, 1) ?? []).map((one) => one.toLowerCase())

function argumentOf(methods: readonly Call[], wanted: string): string | undefined {
  const method = methods.find(({ name }) => name === wanted)
  return method && positional(method, 0)?.[0]
}

/** Where the entity path stands when it is not named; a metric has none. */
const pathPlaces: Readonly<Record<Template['of'], number>> = {
  dimension: 1,
  entity: 1,
  timeDimension: 2,
  metric: Number.POSITIVE_INFINITY,
}

interface Call {
  readonly name: string
  readonly args: readonly Argument[]
}

const positional = ({ args }: Call, at: number): readonly string[] | undefined =>
  args.filter((arg) => arg.name === null)[at]?.values
const named = ({ args }: Call, ...names: readonly string[]): readonly string[] | undefined =>
  args.find((arg) => arg.name !== null && names.includes(arg.name))?.values
const grainOf = (of: Template['of'], head: Call): string | undefined =>
  of === 'timeDimension'
    ? (named(head, 'time_granularity_name', 'time_granularity') ?? positional(head, 1))?.[0]
    : undefined

/** `A(…).b(…).c(…)` as its calls; null where the tokens are anything else. */
function readCalls(tokens: readonly Token[]): readonly Call[] | null {
  const calls: Call[] = []
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
const readArguments = (tokens: readonly Token[]): readonly Argument[] =>
  splitAtCommas(tokens).map((part) => ({
    name: part[0]?.kind === 'word' && part[1]?.text === '=' ? part[0].text : null,
    values: part.filter(({ kind }) => kind === 'string' || kind === 'quoted').map(({ text }) => text),
  }))

function splitAtCommas(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const parts: Token[][] = []
  let depth = 0
  let open = true
  for (const token of tokens) {
    const symbol = token.kind === 'symbol' ? token.text : ''
    if (symbol === '(' || symbol === '[') depth++
    if (symbol === ')' || symbol === ']') depth--
    const ends = symbol === ',' && depth === 0
    if (open && !ends) parts.push([])
    if (!ends) parts.at(-1)?.push(token)
    open = ends
  }
  return parts
}
