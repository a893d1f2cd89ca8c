import type { TimeSpine } from '../model.ts'
import { readRelation, relationOf } from './read-parts.ts'
import { child, children, type Fields, has, requiredText, text } from './yaml-reader.ts'

const SPINE_KEYS = ['node_relation', 'primary_column', 'custom_granularities'] as const

/** `project_configuration:` of MetricFlow: `time_spines`, and the older `time_spine_table_configurations`. */
export function readTimeSpines(fields: Fields): readonly TimeSpine[] {
  const spines = children(fields, 'time_spines', 'time spine', SPINE_KEYS).map(readSpine)
  const older = children(fields, 'time_spine_table_configurations', 'time spine', [
    'location',
    'column_name',
    'grain',
  ]).map((spine) => ({
    relation: relationOf(requiredText(spine, 'location')),
    column: requiredText(spine, 'column_name'),
    grain: requiredText(spine, 'grain').toLowerCase(),
    customGrains: [],
  }))
  return [...spines, ...older.filter(({ grain }) => !spines.some((spine) => spine.grain === grain))]
}

function readSpine(fields: Fields): TimeSpine {
  const primary = child(fields, 'primary_column', ['name', 'time_granularity'])
  return {
    relation: readRelation(fields),
    column: primary ? requiredText(primary, 'name') : '',
    grain: primary ? requiredText(primary, 'time_granularity').toLowerCase() : 'day',
    customGrains: readCustomGrains(fields),
  }
}

const readCustomGrains = (fields: Fields): TimeSpine['customGrains'] =>
  children(fields, 'custom_granularities', 'custom grain', ['name', 'column_name', 'description']).map(
    (grain) => {
      const name = requiredText(grain, 'name')
      return { name, column: text(grain, 'column_name') ?? name }
    },
  )

/** dbt's own form: an entry of `models:` with `time_spine:`; other entries say nothing to us. */
export function readModelProperties(fields: Fields): readonly TimeSpine[] {
  if (!has(fields, 'time_spine')) return []
  const spine = child(fields, 'time_spine', ['standard_granularity_column', 'custom_granularities'])
  if (!spine) return []
  const column = requiredText(spine, 'standard_granularity_column')
  const grain = columnsOf(fields).find((one) => text(one, 'name') === column)
  return [
    {
      relation: { database: null, schema: null, name: requiredText(fields, 'name') },
      column,
      grain: (grain && text(grain, 'granularity')?.toLowerCase()) ?? 'day',
      customGrains: readCustomGrains(spine),
    },
  ]
}

const columnsOf = (fields: Fields): readonly Fields[] => children(fields, 'columns', 'column', null)
