import type { Direction, ScanTable } from '@numize/insights'

/** One insight as its file says it. */
export interface PlantedJson {
  readonly insight?: string | null
  readonly question?: string | null
  readonly insight_value?: unknown
  readonly plot?: {
    readonly title?: string
    readonly x_axis?: Axis | null
    readonly y_axis?: Axis | null
  } | null
}

interface Axis {
  readonly name?: string | null
  readonly value?: unknown
}

/** What a finding must say to match. */
export interface Planted {
  readonly text: string
  /** Columns of its axes, by words and members; null where an axis names none. */
  readonly columns: readonly (readonly string[])[]
  readonly measure: 'count' | 'mean' | 'share'
  readonly members: ReadonlySet<string>
  /** Member and figure, those the insight itself tells first. */
  readonly figures: readonly Figure[]
  readonly direction: Direction | null
}

export interface Figure {
  readonly member: string
  readonly value: number
  /** Half of its last written digit. */
  readonly rounding: number
}

/** What an insight plants in a table; null where it has neither a figure nor a direction. */
export function readPlanted(json: PlantedJson, table: ScanTable): Planted | null {
  const told = typeof json.insight === 'string' ? json.insight : ''
  if (json.insight_value === null || json.insight_value === undefined) {
    if (figuresOfPlot(json).length === 0) return null
  }
  const said = [told, ...stringsIn(json.insight_value)].join(' . ')
  const own = figuresOfValue(json.insight_value)
  const figures = own.length > 0 ? own : figuresOfPlot(json)
  const direction = directionOf(told) ?? directionOf(said)
  if (figures.length === 0 && direction === null) return null
  return {
    text: told,
    columns: columnsOf(json, table),
    measure: measureOf(json, told),
    members: membersIn(said, table),
    figures,
    direction,
  }
}

const strings = (value: unknown): string[] => (typeof value === 'string' ? [value] : [])

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(stringsIn)
  return value !== null && typeof value === 'object'
    ? Object.entries(value).flatMap(([key, one]) => [key, ...stringsIn(one)])
    : []
}

/** "44 %", "57.0 days", "8775.90$": one number with its unit, as a fraction where it is a percentage. */
export function figureOf(value: unknown): { value: number; rounding: number } | null {
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : ''
  const match = /^(?:average |highest: )?[$€]?(-?[\d,]*\.?\d+)\s*(%|\$|[a-z ]*)$/i.exec(text)
  if (!match) return null
  const digits = (match[1] ?? '').replaceAll(',', '')
  const decimals = digits.includes('.') ? digits.length - digits.indexOf('.') - 1 : 0
  const scale = match[2] === '%' ? 0.01 : 1
  return { value: Number(digits) * scale, rounding: 0.5 * 10 ** -decimals * scale }
}

function figuresOfValue(value: unknown): Figure[] {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return []
  const fields = value as Readonly<Record<string, unknown>>
  if ('x_val' in fields && 'y_val' in fields) return pairsOf(fields['x_val'], fields['y_val'])
  const numbers = Object.entries(fields).flatMap(([key, one]) => {
    const figure = figureOf(one)
    if (!figure) return figuresOfValue(one)
    const names = Object.values(fields).flatMap((other) =>
      typeof other === 'string' && figureOf(other) === null
        ? [other]
        : Array.isArray(other)
          ? other.flatMap(strings)
          : [],
    )
    return [{ member: /[_ ]/.test(key) && names.length > 0 ? names[0]! : key, ...figure }]
  })
  return numbers
}

function figuresOfPlot({ plot }: PlantedJson): Figure[] {
  return pairsOf(plot?.x_axis?.value, plot?.y_axis?.value)
}

function pairsOf(x: unknown, y: unknown): Figure[] {
  if (y !== null && typeof y === 'object' && !Array.isArray(y))
    return Object.entries(y).flatMap(([member, one]) => {
      const figure = figureOf(one)
      return figure ? [{ member, ...figure }] : []
    })
  const members = listOf(x)
  const values = listOf(y)
  return members.flatMap((member, at) => {
    const figure = figureOf(values[at])
    return figure && typeof member === 'string' && members.length === values.length
      ? [{ member, ...figure }]
      : []
  })
}

function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  if (typeof value !== 'string') return value === undefined || value === null ? [] : [value]
  const text = value.trim()
  if (/^\[.*\]$/.test(text)) return text.slice(1, -1).split(/,\s*/)
  return text.split(/,\s*/)
}

/** Most telling first: a flat course is told with words of change in it ("no significant increase"). */
const DIRECTIONS: readonly (readonly [Direction, RegExp])[] = [
  [
    'even',
    /\b(?:uniform(?:ly)?|stable|consistent tt|not a significant|no significant|no correlation|a no correlation|weak correlation|evenly|constant|remains)\b/i,
  ],
  [
    'falling',
    /\b(?:decreas\w*|declin(?:e|ing) over|falling|negative(?:ly)? correlat\w*|shorter warranty periods$|slower than)\b/i,
  ],
  [
    'rising',
    /\b(?:increas(?:e|es|ing)|rising|growing|positive(?:ly)? (?:linear )?correlat\w*|positive|linear positive|escalat\w*)\b/i,
  ],
  ['lower', /\b(?:lower|shorter|fewer|faster|understaffed|swift\w*|disparity in managerial)\b/i],
  [
    'higher',
    /\b(?:higher|highest|more than|most|majority|longer|significantly|predominantly|dominan\w*|disproportionate\w*|concentrat\w*|excessive|high|elevated|dense|spikes?|expensive|common_words|fluctuations|imbalance|unbalanced|repeated|variance|variab\w*|varied)\b/i,
  ],
]

const directionOf = (text: string): Direction | null =>
  DIRECTIONS.find(([, pattern]) => pattern.test(text))?.[0] ?? null

function measureOf({ plot, question }: PlantedJson, told: string): Planted['measure'] {
  const axis = plot?.y_axis?.name ?? ''
  const text = axis === '' || axis === 'None' ? `${plot?.title ?? ''} ${told} ${question ?? ''}` : axis
  if (/\b(?:rates?|proportions?|percentages?|success|share)\b/i.test(text)) return 'share'
  if (/\b(?:average number|number of|count|counts|volume|frequency|incidents|occurrences)\b/i.test(text))
    return 'count'
  return 'mean'
}

const DURATION = /\b(?:ttr|duration|durations|time to \w+|\w+ time|periods?|tenure|delay)\b/i
const DATED = /\b(?:over time|trend|time windows?|month\w*|opened at|timeline|time period|purchase dates?)\b/i

/** For each axis the columns it may mean. Several: any of them; a duration: the pair in one entry. */
function columnsOf({ plot, insight }: PlantedJson, table: ScanTable): (readonly string[])[] {
  const x = plot?.x_axis?.name ?? ''
  const y = plot?.y_axis?.name ?? ''
  const title = plot?.title ?? ''
  const found = [columnsNamed(x, stringsIn(plot?.x_axis?.value), table), columnsNamed(y, [], table)]
  const isTime =
    /^(?:time|month-year|date|time window|time period|opened at|anomaly.*)$/i.test(x) || DATED.test(title)
  if (isTime && found[0]!.length === 0) found[0] = timeColumns(table)
  if (DURATION.test(`${y} ${y === '' ? `${title} ${insight ?? ''}` : ''}`) && found[1]!.length === 0)
    found[1] = timeColumns(table)
  return found.filter((refs) => refs.length > 0)
}

const timeColumns = ({ columns }: ScanTable): string[] =>
  columns.filter(({ type }) => type === 'date' || type === 'timestamp').map(({ ref }) => ref)

const stem = (word: string): string =>
  word
    .toLowerCase()
    .replace(/(?:ies|es|ed|er|e|s|y)$/, '')
    .slice(0, 7)
const stemsOf = (text: string): string[] =>
  text
    .split(/[^A-Za-z]+/)
    .filter((word) => word.length > 2)
    .map(stem)
const VAGUE = new Set(
  ['numb', 'averag', 'averag', 'tim', 'count', 'of', 'type', 'id', 'date', 'dat', 'day', 'at', 'to'].map(
    stem,
  ),
)

/** Columns whose name shares a word with an axis, else those that hold most of its members. */
function columnsNamed(axis: string, values: readonly string[], table: ScanTable): string[] {
  const wanted = stemsOf(axis.replace(/\([^)]*\)/g, '')).filter((word) => !VAGUE.has(word))
  const holding = values.length === 0 ? [] : table.columns.filter((column) => holdsMost(column, values))
  const named = table.columns.filter(({ label }) => stemsOf(label).some((word) => wanted.includes(word)))
  const both = named.filter((column) => holding.includes(column))
  const chosen = both.length > 0 ? both : holding.length > 0 ? holding : named
  return chosen.map(({ ref }) => ref)
}

function holdsMost({ cells }: ScanTable['columns'][number], values: readonly string[]): boolean {
  const known = new Set(cells.map((cell) => plain(String(cell))))
  const members = values
    .flatMap((value) => value.split(/,\s*/))
    .filter((value) => value !== '' && !/^\.+$/.test(value))
  return (
    members.length > 1 && members.filter((value) => known.has(plain(value))).length >= 0.6 * members.length
  )
}

export const plain = (text: string): string => text.toLowerCase().replace(/\s+/g, '').replace(/s$/, '')

/** Members of the table's columns that a text names. */
function membersIn(text: string, { columns }: ScanTable): Set<string> {
  const lower = ` ${text.toLowerCase().replace(/[^a-z0-9]+/g, ' ')} `
  const found = new Set<string>()
  for (const { type, cells } of columns) {
    if (type !== 'string') continue
    const members = new Set(cells)
    if (members.size > 250) continue
    for (const member of members)
      if (typeof member === 'string' && member.length > 1 && names(lower, member)) found.add(plain(member))
  }
  return found
}

function names(lower: string, member: string): boolean {
  const words = member
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
  return (
    words.length > 1 &&
    (lower.includes(` ${words} `) || lower.includes(` ${words}s `) || lower.includes(` ${words} s `))
  )
}
