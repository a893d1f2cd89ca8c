/** SQL of a table with one row per key, the earliest loaded: cheap where copies are few. Rows without a key are left out. */
export const once = (table: string, key: string): string => `(SELECT f.* FROM ${table} f
  LEFT JOIN (SELECT ${key} AS twice, min(loaded_at) AS earliest FROM ${table} GROUP BY ${key} HAVING count(*) > 1) ON twice = ${key}
  WHERE ${key} IS NOT NULL AND (twice IS NULL OR loaded_at = earliest))`

/** SQL of the local day of a UTC timestamp. */
export const localDay = (timeZone: string, moment: string): string =>
  `CAST(timezone('${timeZone}', timezone('UTC', ${moment})) AS DATE)`
