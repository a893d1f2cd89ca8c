import type { Dimension, Model, SemanticModel } from '@numize/semantic'
import type { Database } from './database.ts'

const described = (name: string) => ({ name, label: null, description: null, extras: {}, place: null })

const dimension = (name: string, kind: Dimension['kind'], dataType: Dimension['dataType']): Dimension => ({
  ...described(name),
  kind,
  expr: `"${name.replaceAll('"', '""')}"`,
  grain: kind === 'time' ? 'second' : null,
  isPartition: false,
  validity: null,
  dataType,
})

const relation = (name: string) => ({ database: null, schema: null, name })

/** One stream of events with whatever properties they carry, and an identity map. */
export function streamModel(properties: readonly string[]): Model {
  const events: SemanticModel = {
    ...described('events'),
    extras: {
      eventStream: {
        entity: 'person',
        time: 'happened_at',
        event: 'event_name',
        id: null,
        identity: { model: 'identities', from: 'known_as', to: 'merged_into' },
      },
    },
    relation: relation('case_events'),
    primaryEntity: 'event',
    defaultTimeDimension: 'happened_at',
    entities: [{ ...described('person'), kind: 'foreign', expr: 'person', role: null }],
    dimensions: [
      dimension('happened_at', 'time', 'timestamp'),
      dimension('event_name', 'categorical', 'string'),
      ...properties.map((name) => dimension(name, 'categorical', 'string')),
    ],
    measures: [],
  }
  const identities: SemanticModel = {
    ...described('identities'),
    relation: relation('case_identities'),
    primaryEntity: 'identity',
    defaultTimeDimension: null,
    entities: [],
    dimensions: [
      dimension('known_as', 'categorical', 'string'),
      dimension('merged_into', 'categorical', 'string'),
    ],
    measures: [],
  }
  return { semanticModels: [events, identities], metrics: [], timeSpines: [], savedQueries: [] }
}

/** An event of a case, its moment in UTC without offset. */
export interface CaseEvent {
  readonly user: string
  readonly at: string
  readonly event: string
  readonly props?: Readonly<Record<string, string>> | undefined
}

/** Puts a case's events where the model reads them. */
export async function loadEvents(
  database: Database,
  events: readonly CaseEvent[],
  properties: readonly string[],
  identity: Readonly<Record<string, string>>,
): Promise<void> {
  const text = (value: string | undefined): string =>
    value === undefined ? 'NULL' : `'${value.replaceAll("'", "''")}'`
  const rows = events.map(
    ({ user, at, event, props }) =>
      `(${[user, at, event, ...properties.map((name) => props?.[name])].map(text).join(', ')})`,
  )
  const { text: textType, moment, ending } = database.words
  const columns = properties.map((name) => `"${name.replaceAll('"', '""')}" ${textType}`)
  const table = [`person ${textType}`, `happened_at ${moment}`, `event_name ${textType}`, ...columns]
  const ids = Object.entries(identity).map((pair) => `(${pair.map(text).join(', ')})`)
  const insert = (name: string, tuples: readonly string[]): readonly string[] =>
    tuples.length > 0 ? [`INSERT INTO ${name} VALUES ${tuples.join(', ')}`] : []
  await database.execute([
    'DROP TABLE IF EXISTS case_events',
    'DROP TABLE IF EXISTS case_identities',
    `CREATE TABLE case_events (${table.join(', ')})${ending}`,
    `CREATE TABLE case_identities (known_as ${textType}, merged_into ${textType})${ending}`,
    ...insert('case_events', rows),
    ...insert('case_identities', ids),
  ])
}

export const propertiesOf = (
  events: readonly { readonly props?: object | undefined }[],
): readonly string[] => [...new Set(events.flatMap(({ props }) => Object.keys(props ?? {})))]
