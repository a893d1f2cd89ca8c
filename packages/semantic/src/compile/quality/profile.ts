import { fail } from '../../errors.ts'
import { findModel } from '../../graph/model-index.ts'
import type { DataType } from '../../model.ts'
import type { ProfilePlan } from '../../plan.ts'
import type { ResultColumn } from '../../result.ts'
import {
  binary,
  call,
  cast,
  column,
  cte,
  join,
  nothing,
  number,
  order,
  output,
  select,
  special,
  string,
} from '../../sql/build.ts'
import type { Expr, Select, Source } from '../../sql/nodes.ts'
import type { Answer } from '../answer.ts'
import { readExpression } from '../expressions.ts'
import { maskOf } from '../guard.ts'
import { type Scope, sourcesOf } from '../scope.ts'
import { freeName, nameQuery, type Session } from '../session.ts'
import { withoutSmallRows } from '../small-groups.ts'
import { type Looked, lookAt, openRows, rowsAsked } from './scanned-rows.ts'

/**
 * What each column holds, from one scan of the model.
 * @throws `semantic/inline-measures-off` where only governed metrics may be asked: a mean is a measure
 */
export function profileAnswer(session: Session, plan: ProfilePlan): Answer {
  if (!session.guard.inlineMeasures)
    throw fail('inline-measures-off', { name: `The profile of ${plan.model}` })
  const scope = openRows(session, plan)
  const names = plan.dimensions.length > 0 ? plan.dimensions : openDimensions(session, plan.model)
  if (names.length === 0) throw fail('empty-plan', {})
  const looked = names.map((name) => lookAt(scope, name))
  return plan.show === 'values' ? valuesAnswer(scope, plan, looked) : summaryAnswer(scope, plan, looked)
}

/** The model's own dimensions that people are offered and that carry no mask. */
function openDimensions(session: Session, name: string): readonly string[] {
  const model = findModel(session.index, name)
  const prefix = model.primaryEntity === null ? '' : `${model.primaryEntity}__`
  return model.dimensions
    .filter(({ expr, extras }) => {
      const read = readExpression(session.index, expr)
      return !extras.hidden && maskOf(session.guard, model.relation, read) === null
    })
    .map((dimension) => prefix + dimension.name)
}

interface Figure {
  readonly name: string
  readonly type: 'bigint' | 'double' | 'varchar'
  readonly label: string
  /** null where it means nothing for the column's type. */
  readonly of: (looked: Looked) => Expr | null
}

const quantile = (fraction: number, name: string, label: string): Figure => ({
  name,
  type: 'double',
  label,
  of: (looked) =>
    isNumeric(looked)
      ? special({ name: 'percentile', fraction, discrete: false, approximate: false }, looked.expr)
      : null,
})

const figures: readonly Figure[] = [
  { name: 'rows', type: 'bigint', label: 'Rows', of: () => call('COUNT', { kind: 'star' }) },
  {
    name: 'nulls',
    type: 'bigint',
    label: 'Unknown',
    of: ({ expr }) => binary('-', call('COUNT', { kind: 'star' }), call('COUNT', expr)),
  },
  {
    name: 'distinct_values',
    type: 'bigint',
    label: 'Different values',
    of: ({ expr }) => ({ ...call('COUNT', expr), distinct: true }),
  },
  { name: 'minimum', type: 'varchar', label: 'Least', of: (looked) => edge('MIN', looked) },
  { name: 'maximum', type: 'varchar', label: 'Greatest', of: (looked) => edge('MAX', looked) },
  {
    name: 'mean',
    type: 'double',
    label: 'Mean',
    of: (looked) => (isNumeric(looked) ? call('AVG', looked.expr) : null),
  },
  quantile(0.25, 'quartile_1', 'First quartile'),
  quantile(0.5, 'median', 'Median'),
  quantile(0.75, 'quartile_3', 'Third quartile'),
]

const typeOf = ({ dimension }: Looked): DataType | null => dimension?.dataType ?? null
const isNumeric = (looked: Looked): boolean => ['integer', 'decimal', 'double'].includes(typeOf(looked) ?? '')

/** Values without an order of their own are compared as text. */
function edge(which: 'MIN' | 'MAX', looked: Looked): Expr {
  const ordered = !['boolean', 'other', null].includes(typeOf(looked))
  return call(which, ordered ? looked.expr : cast(looked.expr, 'varchar'))
}

function summaryAnswer(scope: Scope, plan: ProfilePlan, looked: readonly Looked[]): Answer {
  const { session } = scope
  const where = rowsAsked(scope, plan)
  const columns = looked.flatMap((one, at) =>
    figures.flatMap(({ name, of }) => {
      const expr = of(one)
      return expr ? [output(expr, `${name}_${at + 1}`)] : []
    }),
  )
  const scan = nameQuery(session, 'measured', select({ columns, ...sourcesOf(scope), where }))
  const rows = looked.map((one, at) => summaryRow(session, one, at, scan))
  const name = nameQuery(session, 'summaries', { kind: 'union', queries: rows })
  const share = special({ name: 'ratio' }, column(name, 'nulls'), column(name, 'rows'))
  const shown = ['dimension', 'type', ...figures.map((figure) => figure.name)]
  const columnsShown = shown.flatMap((one) => [
    output(column(name, one), one),
    ...(one === 'nulls' ? [output(share, 'null_share')] : []),
  ])
  const query = select({
    columns: columnsShown,
    from: cte(name),
    orderBy: [order(column(name, 'position'), 'asc')],
  })
  return {
    query: withoutSmallRows(session, query, name, ['rows']),
    columns: summaryColumns(plan),
    aliases: new Map(),
  }
}

/** The least and the greatest are what a single row holds. */
const mayTell = ({ guard }: Session, figure: string): boolean =>
  guard.rawRows || !['minimum', 'maximum'].includes(figure)

const summaryRow = (session: Session, looked: Looked, at: number, scan: string): Select =>
  select({
    columns: [
      output(number(at + 1), 'position'),
      output(string(looked.target.ref), 'dimension'),
      output(string(typeOf(looked) ?? 'unknown'), 'type'),
      ...figures.map(({ name, type, of }) =>
        output(
          cast(mayTell(session, name) && of(looked) ? column(scan, `${name}_${at + 1}`) : nothing, type),
          name,
        ),
      ),
    ],
    from: cte(scan),
  })

/** The most frequent values of every column, all columns counted in one scan. */
function valuesAnswer(scope: Scope, plan: ProfilePlan, looked: readonly Looked[]): Answer {
  const { session } = scope
  const where = rowsAsked(scope, plan)
  const alias = freeName(scope.taken, 'fields')
  const fields: Source = {
    kind: 'values',
    rows: looked.map(({ target }, at) => [number(at + 1), string(target.ref)]),
    columns: ['position', 'dimension'],
    alias,
  }
  const value: Expr = {
    kind: 'case',
    operand: column(alias, 'position'),
    whens: looked.map(({ expr }, at) => ({
      kind: 'when',
      condition: number(at + 1),
      result: cast(expr, 'varchar'),
    })),
    otherwise: null,
  }
  const { from, joins } = sourcesOf(scope)
  const counts = nameQuery(
    session,
    'value_counts',
    select({
      columns: [
        ...['position', 'dimension'].map((name) => output(column(alias, name), name)),
        output(value, 'value'),
        output(call('COUNT', { kind: 'star' }), 'rows'),
      ],
      from,
      joins: [...joins, join('CROSS', fields, null)],
      where,
      groupFirst: 3,
    }),
  )
  return { query: topValues(session, counts, plan.top), columns: valueColumns(plan), aliases: new Map() }
}

function topValues(session: Session, counts: string, top: number): Select {
  const [position, value, rows] = ['position', 'value', 'rows'].map((name) => column(counts, name)) as [
    Expr,
    Expr,
    Expr,
  ]
  const ranking = [order(rows, 'desc'), order(value, 'asc')]
  const rank: Expr = { kind: 'window', call: call('row_number'), partitionBy: [position], orderBy: ranking }
  const total: Expr = { kind: 'window', call: call('SUM', rows), partitionBy: [position], orderBy: [] }
  const shown = ['dimension', 'value', 'rows', 'share']
  const ranked = select({
    columns: [
      ...shown.slice(0, 3).map((name) => output(column(counts, name), name)),
      output(special({ name: 'ratio' }, rows, total), 'share'),
      output(position, 'position'),
      output(rank, 'place'),
    ],
    from: cte(counts),
  })
  const name = nameQuery(session, 'ranked_values', ranked)
  const query = select({
    columns: shown.map((one) => output(column(name, one), one)),
    from: cte(name),
    where: [binary('<=', column(name, 'place'), number(top))],
    orderBy: ['position', 'place'].map((one) => order(column(name, one), 'asc')),
  })
  return withoutSmallRows(session, query, name, ['rows'])
}

type Base = Pick<ResultColumn, 'unit' | 'grain' | 'source'>
const baseOf = (plan: ProfilePlan): Base => ({ unit: null, grain: null, source: plan.model })
const text = (base: Base, name: string, label: string): ResultColumn => ({
  ...base,
  name,
  label,
  type: 'string',
  role: 'dimension',
})
const share = (base: Base, name: string, label: string): ResultColumn => ({
  ...base,
  name,
  label,
  type: 'double',
  unit: { kind: 'percent' },
  role: 'metric',
})

function summaryColumns(plan: ProfilePlan): readonly ResultColumn[] {
  const base = baseOf(plan)
  const types = { bigint: 'integer', double: 'double', varchar: 'string' } as const
  return [
    text(base, 'dimension', 'Column'),
    text(base, 'type', 'Type'),
    ...figures.flatMap(({ name, label, type }) => [
      {
        ...base,
        name,
        label,
        type: types[type],
        unit: type === 'bigint' ? ({ kind: 'count' } as const) : null,
        role: type === 'varchar' ? ('dimension' as const) : ('metric' as const),
      },
      ...(name === 'nulls' ? [share(base, 'null_share', 'Share unknown')] : []),
    ]),
  ]
}

function valueColumns(plan: ProfilePlan): readonly ResultColumn[] {
  const base = baseOf(plan)
  return [
    text(base, 'dimension', 'Column'),
    text(base, 'value', 'Value'),
    { ...base, name: 'rows', label: 'Rows', type: 'integer', unit: { kind: 'count' }, role: 'metric' },
    share(base, 'share', 'Share'),
  ]
}
