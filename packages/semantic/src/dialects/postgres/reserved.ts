/**
 * Words that cannot stand as a bare name or a column's bare label: PostgreSQL 18, appendix C ("reserved", also where
 * a function or type may be so named), and the ones that read badly as names.
 */
const reserved = new Set(
  `all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate collation
  column concurrently constraint create cross current_catalog current_date current_role current_schema current_time
  current_timestamp current_user date day default deferrable desc distinct do else end except false fetch for foreign
  freeze from full grant group having hour ilike in initially inner intersect interval into is isnull join lateral
  leading left like limit localtime localtimestamp minute month natural not notnull null offset on only or order outer
  over overlaps placing precision primary quarter range references returning right row rows second select session_user
  similar some symmetric system_user table tablesample then time timestamp to trailing true union unique user using
  values variadic varying verbose week when where window with within without year filter`.split(/\s+/),
)

export const isReserved = (name: string): boolean => reserved.has(name)
