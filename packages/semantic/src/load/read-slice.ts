import type { Problem, Slice } from '../project.ts'
import { readLimits } from './read-limits.ts'
import { readSliceRules, SLICE_RULES } from './read-slice-rules.ts'
import {
  child,
  children,
  choice,
  type Fields,
  fieldsOf,
  flag,
  has,
  named,
  placeOf,
  readDocuments,
  requiredText,
  rootOf,
  text,
  texts,
} from './yaml-reader.ts'

const KEYS = [
  'name',
  'label',
  'description',
  'audience',
  'models',
  'metrics',
  'hidden_dimensions',
  'row_filters',
  'pii',
  'inline_measures',
  'limits',
  ...SLICE_RULES,
] as const

const MASKS = ['hide', 'null', 'hash', 'truncate', 'show'] as const

/** A file of `slices/`: one slice per document, `slice:` around it or not, or a list under `slices:`. */
export function readSliceFile(file: string, source: string, problems: Problem[]): readonly Slice[] {
  return readDocuments(file, source, problems).flatMap((reader) => {
    const root = rootOf(reader)
    const outer = root && fieldsOf(reader, root, `the top of ${file}`, null)
    if (!outer) return []
    if (has(outer, 'slices')) return children(outer, 'slices', 'slice', KEYS).map(readSlice)
    const inner = has(outer, 'slice') ? child(outer, 'slice', KEYS) : fieldsOf(reader, root, 'slice', KEYS)
    return inner ? [readSlice(named(inner, 'slice'))] : []
  })
}

function readSlice(fields: Fields): Slice {
  const name = requiredText(fields, 'name')
  return {
    name,
    label: text(fields, 'label') ?? name,
    description: text(fields, 'description'),
    audience: has(fields, 'audience') ? texts(fields, 'audience') : ['*'],
    models: has(fields, 'models') ? texts(fields, 'models') : null,
    metrics: has(fields, 'metrics') ? texts(fields, 'metrics') : null,
    hiddenDimensions: texts(fields, 'hidden_dimensions'),
    rowFilters: children(fields, 'row_filters', `row filter of ${fields.what}`, [
      'model',
      'where',
      'description',
    ]).map((filter) => ({
      model: requiredText(filter, 'model'),
      where: requiredText(filter, 'where'),
      description: text(filter, 'description'),
    })),
    pii: children(fields, 'pii', `pii rule of ${fields.what}`, ['dimension', 'mask']).map((rule) => ({
      dimension: requiredText(rule, 'dimension'),
      mask: maskOf({ ...rule, what: `pii rule of ${fields.what}` }),
    })),
    inlineMeasures: flag(fields, 'inline_measures') ?? true,
    ...readLimits(fields),
    ...readSliceRules(fields),
    place: placeOf(fields),
  }
}

/** YAML reads a bare `null` as nothing; here it is the name of a mask. */
const maskOf = (rule: Fields): (typeof MASKS)[number] =>
  rule.entries.has('mask') && !has(rule, 'mask') ? 'null' : (choice(rule, 'mask', MASKS) ?? 'hide')
