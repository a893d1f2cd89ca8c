import { checkProse, chooseChart, tableOf, toCsv, toTabbed } from '@numize/blocks'
import { type Cell, emptyMetricsPlan, type Result, type ResultColumn } from '@numize/semantic'
import { parse, View } from 'vega'
import { compile, type TopLevelSpec } from 'vega-lite'
import { type Attack, allOf, fieldsOf, textsOf, type Verdict } from './attack.ts'

/** Texts as cells and heads of what is taken to a spreadsheet: none starts a formula, figures stay figures. */
export async function spreadsheetProbe({ payload }: Attack): Promise<Verdict> {
  const complaints: (string | null)[] = []
  for (const text of textsOf(payload)) {
    const result = resultOf(text, [
      [text, -12.5],
      ['plain', 3],
    ])
    for (const [written, mark] of [
      [toCsv(result), ','],
      [toTabbed(result), '\t'],
    ] as const) {
      complaints.push(formulaComplaint(written, mark))
      complaints.push(
        /[-\u2212]12\.50?/.test(written) && !/'[-\u2212]12/.test(written)
          ? null
          : 'a negative number is no number any more',
      )
    }
  }
  return allOf(...complaints)
}

/** Splits as a spreadsheet would, by the separator and by those of other countries. */
function formulaComplaint(written: string, mark: string): string | null {
  const bare = written.replaceAll(/"(?:[^"]|"")*"/g, (quoted) =>
    quoted.slice(1, 2).replace(/[,;\t\r\n]/, ' '),
  )
  const cells = bare.split(new RegExp(`[${mark};\\t\\r\\n]`))
  const bad = cells.find(
    (cell) => /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20|%]/.test(cell) && !/^[+-]?[\d.]+$/.test(cell),
  )
  return bad === undefined ? null : 'a cell begins a formula'
}

/** A label drawn by Vega as SVG, as the web does, and as cells of a table: text, never markup or an address. */
export async function labelProbe({ payload }: Attack): Promise<Verdict> {
  const complaints: (string | null)[] = []
  for (const text of textsOf(payload)) {
    const result = resultOf(text, [
      [text, 5],
      ['plain', 3],
      ['other', 2],
    ])
    const chart = chooseChart(result, 'bar')
    if (!chart) return { failed: 'no chart is drawn' }
    const svg = await new View(parse(compile(chart.spec as unknown as TopLevelSpec).spec), {
      renderer: 'none',
    }).toSVG()
    complaints.push(markupComplaint(svg, text), linkComplaint(chart.spec))
    complaints.push(tableOf(result).rows[0]?.[0] === text ? null : 'the cell is shown otherwise')
  }
  return allOf(...complaints)
}

const markupComplaint = (svg: string, text: string): string | null => {
  const tags = [...text.matchAll(/<\/?([a-z][\w-]*)/gi)].map(([tag]) => tag)
  const isMarkup = tags.some(
    (tag) => svg.includes(tag) && !['<svg', '<g', '<path', '<text', '<line', '<rect'].includes(tag),
  )
  return isMarkup ||
    /javascript:|\son\w+=/i.test(svg.replaceAll(/>[^<]*</g, '><').replaceAll(/"[^"]*"/g, '""'))
    ? 'a label becomes markup'
    : null
}

/** A specification of ours fetches nothing and links nowhere. */
function linkComplaint(spec: unknown): string | null {
  const keys = new Set<string>()
  JSON.stringify(spec, (key, value: unknown) => {
    keys.add(key)
    return key === 'values' ? [] : value
  })
  return ['url', 'href', 'image', 'loader'].some((key) => keys.has(key)) ? 'the chart links somewhere' : null
}

/** Prose of a model over a result: refused unless each number stands in it. */
export async function proseProbe({ payload }: Attack): Promise<Verdict> {
  const { query_result: given, ...rest } = fieldsOf(payload)
  const rows = rowsOf(given)
  const result = resultOf('Country', rows)
  const complaints = textsOf(rest).map((prose) =>
    checkProse(prose, result).ok ? 'made-up prose is accepted' : null,
  )
  return allOf(...complaints)
}

/** `0 rows`, a list of objects or lists, or a figure in a text. */
function rowsOf(given: unknown): readonly (readonly Cell[])[] {
  if (Array.isArray(given))
    return given.map((row: unknown, at) => {
      const cells = textsOf(row)
      const figure = cells.find((cell) => Number.isFinite(Number(cell)))
      return [cells.find((cell) => cell !== figure) ?? `row ${at}`, Number(figure ?? 0)]
    })
  const figure = /-?\d[\d,.]*/.exec(String(given).replace(/\b\d+ rows?\b/, ''))?.[0]
  return figure === undefined ? [] : [['total', Number(figure.replaceAll(',', ''))]]
}

const resultOf = (label: string, rows: readonly (readonly Cell[])[]): Result => {
  const plan = { ...emptyMetricsPlan, metrics: [{ metric: 'revenue' }], groupBy: [{ dimension: 'country' }] }
  const columns = [column('country', label, 'dimension'), column('revenue', 'Revenue', 'metric')]
  return {
    runHash: 'x',
    plan,
    columns,
    rows,
    rowCount: rows.length,
    truncated: false,
    sql: '',
    explanation: {
      metrics: [],
      joins: [],
      filters: [],
      policies: [],
      columns: [],
      notes: [],
    } as unknown as Result['explanation'],
    dataVersion: 'x',
    elapsedMs: 0,
    cached: false,
    incompleteFrom: null,
  }
}

const column = (name: string, label: string, role: ResultColumn['role']): ResultColumn =>
  ({
    name,
    label,
    type: role === 'metric' ? 'double' : 'string',
    unit: null,
    role,
    grain: null,
    metric: role === 'metric' ? name : null,
    upIsGood: null,
  }) as unknown as ResultColumn
