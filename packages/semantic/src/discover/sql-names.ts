/** Words that cannot stand alone as a column's name in the SQL we speak. */
const RESERVED: ReadonlySet<string> = new Set(
  (
    'all analyse analyze and any array as asc asymmetric at both by case cast check collate column constraint create ' +
    'cross current_date current_time current_timestamp current_user date day default deferrable desc describe distinct ' +
    'do else end except exists extract false fetch filter first for foreign from full glob group having hour ilike in ' +
    'initially inner intersect interval into is isnull join key last lateral leading left like limit localtime minute ' +
    'month natural not notnull null nulls offset on only or order outer over overlaps partition pivot placing position ' +
    'primary qualify range references returning right row rows sample second select semi set show similar some ' +
    'summarize symmetric table then time timestamp to trailing true union unique unpivot user using values variadic ' +
    'when where window with within year'
  ).split(' '),
)

/** A column as it stands in an expression: quoted where its name is not a plain word. */
export const columnSql = (name: string): string =>
  /^[a-z_][a-z0-9_]*$/.test(name) && !RESERVED.has(name) ? name : `"${name.replaceAll('"', '""')}"`
