import type { Estimate } from '@numize/semantic'

/**
 * What `EXPLAIN ESTIMATE` says: a line for each MergeTree table that is read, with the rows of the parts and marks its
 * primary key leaves. It tells nothing of other tables, and nothing of bytes.
 */
export function estimateOf([names = [], , ...tables]: readonly (readonly unknown[])[]): Estimate {
  const place = names.indexOf('rows')
  const rows = tables.reduce((total, table) => total + Number(table[place] ?? 0), 0)
  return {
    rows: tables.length === 0 ? null : rows,
    bytes: null,
    cost: null,
    costUnit: null,
    source: 'ClickHouse EXPLAIN ESTIMATE',
  }
}
