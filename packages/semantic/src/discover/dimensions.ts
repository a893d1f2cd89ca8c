import type { DataType, Dimension, Extras } from '../model.ts'
import type { ColumnProfile, TableProfile } from '../profile.ts'
import { readAs } from './column-types.ts'
import { unused } from './entities.ts'
import { keyName, namesTable } from './key-names.ts'
import { aggregationsOf, numberKind } from './numbers.ts'
import { isPersonal, isPersonTable, isTechnical } from './personal-data.ts'
import { type FoundUnit, unitOfColumn } from './units.ts'
import { identifier, labelOf, plainWords, splitWords, type Vocabulary } from './words.ts'

export interface TableDimensions {
  readonly dimensions: readonly Dimension[]
  /** Dimension → its column. */
  readonly columns: ReadonlyMap<string, string>
  /** Dimension → its column's name in words, before it had to differ from an entity's. */
  readonly plainNames: ReadonlyMap<string, string>
  readonly notes: readonly string[]
}

/** A dimension for every column but the keys; keys of readable text are given too, so that their values can be asked for. */
export function tableDimensions(
  table: TableProfile,
  keyColumns: ReadonlyMap<string, 'own' | 'foreign'>,
  entityNames: ReadonlySet<string>,
  vocabulary: Vocabulary,
): TableDimensions {
  const taken = new Set([...entityNames, 'metric_time'])
  const shown = new Set(displayColumns(table, vocabulary))
  const columns = new Map<string, string>()
  const plainNames = new Map<string, string>()
  const notes: string[] = []
  const dimensions = table.columns
    .filter((column) => keepsColumn(column, keyColumns.get(column.name)))
    .map((column) => {
      const { dimension, plain, note } = dimensionOf(column, table, taken, vocabulary)
      taken.add(dimension.name)
      columns.set(dimension.name, column.name)
      plainNames.set(dimension.name, plain)
      if (note) notes.push(`${table.relation.name}: ${note}`)
      if (!shown.has(column.name)) return dimension
      return withExtras(dimension, {
        display: true,
        ...(repeats(column, table) && dimension.extras.pii !== true ? { repeats: true } : {}),
      })
    })
  return { dimensions, columns, plainNames, notes }
}

const FEW_ROWS = 8
const MOST_SHARED = 0.3

/** Values most rows share with others; of a few rows nothing can be told. */
const repeats = ({ distinct, unique }: ColumnProfile, { rowCount }: TableProfile): boolean =>
  !unique && rowCount > FEW_ROWS && distinct < rowCount * MOST_SHARED

const keepsColumn = (column: ColumnProfile, key: 'own' | 'foreign' | undefined): boolean => {
  if (key === undefined) return true
  return column.type === 'string' && key === 'own' && (column.averageLength ?? 0) < 30
}

function dimensionOf(
  column: ColumnProfile,
  table: TableProfile,
  taken: ReadonlySet<string>,
  vocabulary: Vocabulary,
): { dimension: Dimension; plain: string; note: string | null } {
  const read = readAs(column, vocabulary)
  const number = isNumber(read.type)
    ? numberParts({ ...column, type: read.type }, table, vocabulary)
    : NO_NUMBER
  const base = number.factor ? withoutCents(column.name) : column.name
  const plain = identifier(splitWords(base, vocabulary))
  const dimension: Dimension = {
    name: unused([plain, identifier([base]), `${plain}_${suffixOf(column)}`], taken),
    label: labelOf(base, vocabulary),
    description: null,
    extras: {
      ...number.extras,
      ...marks(column, table, vocabulary),
      ...(read.mixed ? { mixed: true } : {}),
    },
    place: null,
    kind: read.grain ? 'time' : 'categorical',
    expr: number.factor ? `${read.expr} * ${number.factor}` : read.expr,
    grain: read.grain,
    isPartition: false,
    validity: null,
    dataType: number.factor ? 'decimal' : read.type,
  }
  return { dimension, plain, note: read.note }
}

const isNumber = (type: DataType): boolean => type === 'integer' || type === 'decimal' || type === 'double'

interface NumberParts {
  readonly factor: FoundUnit['factor']
  readonly extras: Extras
}

const NO_NUMBER: NumberParts = { factor: null, extras: {} }

function numberParts(column: ColumnProfile, table: TableProfile, vocabulary: Vocabulary): NumberParts {
  const { unit, factor } = unitOfColumn(column, table, vocabulary)
  const name = factor ? withoutCents(column.name) : column.name
  const aggregations = aggregationsOf(numberKind({ ...column, name }, vocabulary))
  return {
    factor,
    extras: { ...(unit ? { unit } : {}), ...(aggregations.length > 0 ? { aggregations } : {}) },
  }
}

const marks = (column: ColumnProfile, table: TableProfile, vocabulary: Vocabulary): Extras => ({
  ...(isPersonal(column, table.relation.name, vocabulary) ? { pii: true } : {}),
  ...(isTechnical(column, vocabulary) ? { hidden: true } : {}),
})

const withoutCents = (name: string): string => name.replace(/_?(?:in_)?cents?$/i, '') || name

const suffixOf = (column: ColumnProfile): string => (column.type === 'string' ? 'name' : 'value')

const withExtras = (dimension: Dimension, more: Extras): Dimension => ({
  ...dimension,
  extras: { ...dimension.extras, ...more },
})

const NOT_A_NAME: ReadonlySet<string> = new Set(
  'first last middle file user nick domain host column table'.split(' '),
)

/** The column (or first and last name) that tells a reader which row it is. */
function displayColumns(table: TableProfile, vocabulary: Vocabulary): readonly string[] {
  const tableWords = plainWords(table.relation.name, vocabulary)
  const best = table.columns
    .map((column, index) => ({ name: column.name, index, score: nameScore(column, tableWords, vocabulary) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score || a.index - b.index)[0]
  if (best) return [best.name]
  const parts = table.columns.filter((column) => {
    const words = plainWords(column.name, vocabulary).join(' ')
    return (
      /^(?:first ?name|last ?name|surname)$/.test(words.split(' ').slice(-2).join(' ')) ||
      words === 'lastname'
    )
  })
  if (parts.length > 1) return parts.map(({ name }) => name)
  const username = isPersonTable(table.relation.name, vocabulary)
    ? table.columns.filter(({ name }) => identifier([name]) === 'username')
    : []
  return [...username, ...onlyText(table, vocabulary)].slice(0, 1).map(({ name }) => name)
}

/** The one text of a table that is no key and no category: `Make` beside an id. */
function onlyText(table: TableProfile, vocabulary: Vocabulary): readonly ColumnProfile[] {
  const texts = table.columns.filter(
    ({ name, type }) => type === 'string' && keyName(name, vocabulary).kind === 'bare',
  )
  return texts.filter(({ distinct }) => texts.length === 1 && distinct > 0.5 * table.rowCount)
}

function nameScore(column: ColumnProfile, tableWords: readonly string[], vocabulary: Vocabulary): number {
  if (column.type !== 'string') return 0
  const words = plainWords(column.name, vocabulary)
  const { kind, stem } = keyName(column.name, vocabulary)
  if (kind === 'name') {
    if (stem.some((word) => NOT_A_NAME.has(word))) return 0
    if (stem.length === 0) return 4
    if (stem.join(' ') === 'full' || namesTable(stem, tableWords) >= 0.5) return 3
    return column.unique ? 2 : 0
  }
  return words.join(' ') === tableWords.join(' ') ? 1 : 0
}
