import type { Dialect } from '../dialect.ts'

/**
 * Functions that authors write and Postgres lacks or types differently. An average is a double, as a ratio is: a
 * NUMERIC one would carry digits that mean nothing.
 */
export const functions: Dialect['functions'] = {
  AVG: (_, plain) => `CAST(${plain} AS DOUBLE PRECISION)`,
  IFNULL: (args) => `COALESCE(${args.join(', ')})`,
  NVL: (args) => `COALESCE(${args.join(', ')})`,
  IF: ([condition = '', then = '', otherwise = 'NULL']) =>
    `CASE WHEN ${condition} THEN ${then} ELSE ${otherwise} END`,
  IFF: ([condition = '', then = '', otherwise = 'NULL']) =>
    `CASE WHEN ${condition} THEN ${then} ELSE ${otherwise} END`,
  LEN: (args) => `length(${args.join(', ')})`,
  ROUND: ([value = '', digits], plain) =>
    digits === undefined ? plain : `round(CAST(${value} AS NUMERIC), ${digits})`,
  TRUNC: ([value = '', digits], plain) =>
    digits === undefined ? plain : `trunc(CAST(${value} AS NUMERIC), ${digits})`,
}
