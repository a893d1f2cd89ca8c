import type { Dimension, Entity, Model, SemanticModel } from '../../model.ts'

/** A small event stream to compile against in tests: clicks of visitors, some of whom go by two ids. */
const described = (name: string) => ({ name, label: null, description: null, extras: {}, place: null })
const dimension = (name: string, dataType: Dimension['dataType']): Dimension => ({
  ...described(name),
  kind: dataType === 'timestamp' ? 'time' : 'categorical',
  expr: name,
  grain: dataType === 'timestamp' ? 'second' : null,
  isPartition: false,
  validity: null,
  dataType,
})
const entity = (name: string, kind: Entity['kind'], expr: string): Entity => ({
  ...described(name),
  kind,
  expr,
  role: null,
})
const model = (
  name: string,
  table: string,
  parts: Pick<SemanticModel, 'primaryEntity' | 'defaultTimeDimension' | 'entities' | 'dimensions'>,
): SemanticModel => ({
  ...described(name),
  relation: { database: null, schema: null, name: table },
  measures: [],
  ...parts,
})

export const clicks: Model = {
  semanticModels: [
    {
      ...model('clicks', 'site_clicks', {
        primaryEntity: 'click',
        defaultTimeDimension: 'clicked_at',
        entities: [entity('click', 'primary', 'id'), entity('visitor', 'foreign', 'visitor_id')],
        dimensions: [
          dimension('clicked_at', 'timestamp'),
          dimension('stored_at', 'timestamp'),
          dimension('visitor_id', 'integer'),
          dimension('name', 'string'),
          dimension('country', 'string'),
          dimension('amount', 'integer'),
        ],
      }),
      extras: {
        eventStream: {
          entity: 'visitor',
          time: 'clicked_at',
          event: 'name',
          id: 'click',
          identity: { model: 'aliases', from: 'known_as', to: 'visitor_id' },
        },
      },
    },
    model('aliases', 'site_aliases', {
      primaryEntity: 'alias',
      defaultTimeDimension: null,
      entities: [],
      dimensions: [dimension('known_as', 'integer'), dimension('visitor_id', 'integer')],
    }),
    model('visitors', 'site_visitors', {
      primaryEntity: 'visitor',
      defaultTimeDimension: null,
      entities: [entity('visitor', 'primary', 'id')],
      dimensions: [
        dimension('id', 'integer'),
        dimension('plan', 'string'),
        dimension('joined_at', 'timestamp'),
      ],
    }),
  ],
  metrics: [],
  timeSpines: [],
  savedQueries: [],
}

export interface Click {
  readonly visitor: number
  /** UTC, `YYYY-MM-DD HH:MM:SS`. */
  readonly at: string
  readonly name: string
  readonly country?: string
}

/** The statements that make its tables hold these clicks; visitor 9 is visitor 1 under another id. */
export function clickTables(events: readonly Click[]): string {
  const rows = events.map(
    ({ visitor, at, name, country }, id) =>
      `(${id + 1}, ${visitor}, '${at}', '${at}'::TIMESTAMP + INTERVAL 1 HOUR, '${name}', ${country === undefined ? 'NULL' : `'${country}'`}, ${id % 3 === 0 ? 'NULL' : id * 10})`,
  )
  return `
    CREATE OR REPLACE TABLE site_clicks (id INTEGER, visitor_id INTEGER, clicked_at TIMESTAMP, stored_at TIMESTAMP,
      name VARCHAR, country VARCHAR, amount INTEGER);
    ${rows.length > 0 ? `INSERT INTO site_clicks VALUES ${rows.join(', ')};` : ''}
    CREATE OR REPLACE TABLE site_aliases AS SELECT 9 AS known_as, 1 AS visitor_id;
    CREATE OR REPLACE TABLE site_visitors (id INTEGER, plan VARCHAR, joined_at TIMESTAMP);
    INSERT INTO site_visitors VALUES (1, 'free', '2025-03-03'), (2, 'paid', '2025-03-03'), (3, 'free', '2025-03-05');`
}
