/** A Vega-Lite specification that somebody wrote, or what is wrong with it, in a sentence. */
export type ReadSpec = { readonly spec: Readonly<Record<string, unknown>> } | { readonly problem: string }

type Json = Readonly<Record<string, unknown>>

/** Longer texts are no chart of ours. */
const LONGEST = 20_000
const DEEPEST = 14

/** Given by us, never by whoever edits: the rows, where they come from, how wide it is. */
const OURS = ['$schema', 'usermeta', 'data', 'width', 'autosize'] as const
const MARKS = new Set('bar line area arc point circle square rect rule tick text trail'.split(' '))
/** Words of Vega-Lite that say how rows are drawn and can neither load nor compute. */
const WORDS = new Set(
  `mark encoding layer height title type field aggregate bin timeUnit sort stack axis legend scale format formatType
  x y x2 y2 xOffset yOffset theta theta2 radius radius2 color fill stroke opacity fillOpacity strokeOpacity size shape
  strokeDash strokeWidth detail order tooltip text row column facet value datum band bandPosition step
  point line filled interpolate tension innerRadius outerRadius cornerRadius cornerRadiusEnd padAngle orient clip
  align baseline dx dy angle fontSize fontWeight fontStyle limit grid ticks tickCount labels labelAngle labelLimit
  labelOverlap labelPadding labelAlign labelFontSize titleFontSize titlePadding titleAnchor titleLimit values domain
  range scheme zero nice reverse padding paddingInner paddingOuter exponent base direction columns offset symbolType
  symbolSize maxbins spacing op by order subtitle anchor thickness extent spread center columnPadding rowPadding name
  ascending descending domainMin domainMax tickMinStep minExtent maxExtent invalid size width`.split(/\s+/),
)
/** What computes: only as we wrote it ourselves. */
const COMPUTING = new Set('labelExpr expr signal test calculate filter condition href url'.split(' '))

/** The specification as people edit it: without what is ours. */
export const specText = (spec: Json): string =>
  JSON.stringify(Object.fromEntries(Object.entries(spec).filter(([key]) => !isOurs(key))), null, 2)

const isOurs = (key: string): boolean => OURS.some((one) => one === key)

/**
 * Reads an edited specification over the rows of `base`. Only words that draw are let through: no address, no
 * expression but those of `base`, no column that the rows do not have.
 */
export function readSpec(text: string, base: Json): ReadSpec {
  if (text.length > LONGEST)
    return { problem: `This is longer than ${LONGEST.toLocaleString('en-US')} characters.` }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    return { problem: `This is not JSON: ${error instanceof Error ? error.message : 'it cannot be read'}` }
  }
  if (!isObject(json)) return { problem: 'A specification is an object: { "mark": …, "encoding": … }.' }
  const ours = Object.keys(json).find(isOurs)
  if (ours !== undefined) return { problem: `“${ours}” is set by Numize: take it out.` }
  const problem = problemOf(json, groundOf(base), [])
  if (problem !== null) return { problem }
  return { spec: { ...Object.fromEntries(Object.entries(base).filter(([key]) => isOurs(key))), ...json } }
}

interface Ground {
  readonly words: ReadonlySet<string>
  /** What computes in the chart as we drew it, as JSON. */
  readonly computed: ReadonlySet<string>
  readonly fields: ReadonlySet<string>
}

function groundOf(base: Json): Ground {
  const words = new Set(WORDS)
  const computed = new Set<string>()
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) for (const item of node) visit(item)
    else if (isObject(node))
      for (const [key, value] of Object.entries(node)) {
        words.add(key)
        if (COMPUTING.has(key)) computed.add(JSON.stringify(value))
        visit(value)
      }
  }
  const { data, ...drawn } = base
  visit(drawn)
  const rows = isObject(data) && Array.isArray(data['values']) ? (data['values'] as unknown[]) : []
  return { words, computed, fields: new Set(rows.slice(0, 1).flatMap((row) => Object.keys(row as object))) }
}

type Path = readonly (string | number)[]

function problemOf(node: unknown, ground: Ground, path: Path): string | null {
  if (path.length > DEEPEST) return 'This nests too deeply.'
  if (typeof node === 'string' && ADDRESS.test(node))
    return `“${path.join('.')}” holds an address: charts load nothing.`
  if (Array.isArray(node)) return firstOf(node.map((item, at) => problemOf(item, ground, [...path, at])))
  if (!isObject(node)) return null
  return firstOf(
    Object.entries(node).map(
      ([key, value]) => problemOfEntry(key, value, ground) ?? problemOf(value, ground, [...path, key]),
    ),
  )
}

const ADDRESS = /^\s*(?:(?:https?|ftp|file|data|javascript|vbscript|blob|wss?):|\/\/)/i

function problemOfEntry(key: string, value: unknown, { words, computed, fields }: Ground): string | null {
  if (COMPUTING.has(key))
    return computed.has(JSON.stringify(value))
      ? null
      : `“${key}” computes or loads: only what is there already may stay.`
  if (!words.has(key)) return `“${key}” is not among the words a chart may use here.`
  if (key === 'field' && typeof value === 'string' && !fields.has(value))
    return `“${value}” is no column of these rows. There are: ${[...fields].join(', ')}.`
  return key === 'mark' ? problemOfMark(isObject(value) ? value['type'] : value) : null
}

const problemOfMark = (mark: unknown): string | null =>
  typeof mark === 'string' && MARKS.has(mark)
    ? null
    : `This is no mark that can be drawn here. There are: ${[...MARKS].join(', ')}.`

const firstOf = (problems: readonly (string | null)[]): string | null =>
  problems.find((problem) => problem !== null) ?? null

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
