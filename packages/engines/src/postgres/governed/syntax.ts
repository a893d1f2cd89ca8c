/** What is done with a field of a node: walked, walked as the node named, or taken as it is. */
type Field = 'walk' | 'plain' | { readonly as: string }

const plain = 'plain'
const walk = 'walk'
const ALIAS: Field = { as: 'Alias' }
const SELECT: Field = { as: 'SelectStmt' }
const WINDOW: Field = { as: 'WindowDef' }
const AT = { location: plain } as const

/**
 * What a person's statement may be made of, by the names of Postgres's own syntax tree: nodes, and of each the fields
 * it may have. INTO, FOR UPDATE, VARIADIC, a schema's name or a recursive WITH are fields that are not here.
 */
export const NODES: Readonly<Record<string, Readonly<Record<string, Field>>>> = {
  SelectStmt: {
    distinctClause: walk,
    targetList: walk,
    fromClause: walk,
    whereClause: walk,
    groupClause: walk,
    groupDistinct: plain,
    havingClause: walk,
    windowClause: walk,
    valuesLists: walk,
    sortClause: walk,
    limitOffset: walk,
    limitCount: walk,
    limitOption: plain,
    withClause: { as: 'WithClause' },
    op: plain,
    all: plain,
    larg: SELECT,
    rarg: SELECT,
  },
  WithClause: { ctes: walk, ...AT },
  CommonTableExpr: {
    ctename: plain,
    aliascolnames: walk,
    ctematerialized: plain,
    ctequery: walk,
    ...AT,
  },
  ResTarget: { name: plain, val: walk, ...AT },
  ColumnRef: { fields: walk, ...AT },
  A_Star: {},
  A_Const: { ival: plain, fval: plain, boolval: plain, sval: plain, bsval: plain, isnull: plain, ...AT },
  A_Expr: {
    kind: plain,
    name: walk,
    lexpr: walk,
    rexpr: walk,
    rexpr_list_start: plain,
    rexpr_list_end: plain,
    ...AT,
  },
  A_Indirection: { arg: walk, indirection: walk },
  A_Indices: { is_slice: plain, lidx: walk, uidx: walk },
  A_ArrayExpr: { elements: walk, list_start: plain, list_end: plain, ...AT },
  BoolExpr: { boolop: plain, args: walk, ...AT },
  NullTest: { arg: walk, nulltesttype: plain, argisrow: plain, ...AT },
  BooleanTest: { arg: walk, booltesttype: plain, ...AT },
  CaseExpr: { arg: walk, args: walk, defresult: walk, ...AT },
  CaseWhen: { expr: walk, result: walk, ...AT },
  CoalesceExpr: { args: walk, ...AT },
  MinMaxExpr: { op: plain, args: walk, ...AT },
  SubLink: { subLinkType: plain, testexpr: walk, operName: walk, subselect: walk, ...AT },
  TypeCast: { arg: walk, typeName: { as: 'TypeName' }, ...AT },
  TypeName: { names: walk, typmods: walk, typemod: plain, ...AT },
  FuncCall: {
    funcname: walk,
    args: walk,
    agg_order: walk,
    agg_filter: walk,
    over: WINDOW,
    agg_within_group: plain,
    agg_star: plain,
    agg_distinct: plain,
    funcformat: plain,
    ...AT,
  },
  WindowDef: {
    name: plain,
    refname: plain,
    partitionClause: walk,
    orderClause: walk,
    frameOptions: plain,
    startOffset: walk,
    endOffset: walk,
    ...AT,
  },
  SortBy: { node: walk, sortby_dir: plain, sortby_nulls: plain, ...AT },
  RangeVar: { relname: plain, inh: plain, relpersistence: plain, alias: ALIAS, ...AT },
  RangeSubselect: { lateral: plain, subquery: walk, alias: ALIAS },
  JoinExpr: {
    jointype: plain,
    isNatural: plain,
    larg: walk,
    rarg: walk,
    usingClause: walk,
    join_using_alias: ALIAS,
    quals: walk,
    alias: ALIAS,
  },
  Alias: { aliasname: plain, colnames: walk },
  RowExpr: { args: walk, row_format: plain, ...AT },
  GroupingSet: { kind: plain, content: walk, ...AT },
  GroupingFunc: { args: walk, ...AT },
  SQLValueFunction: { op: plain, typmod: plain, ...AT },
  List: { items: walk },
  String: { sval: plain },
}

/** Types of casts and literals: they read nothing. A name of a table, a role or a function (`regclass`) would be looked up. */
export const TYPES: ReadonlySet<string> = new Set(
  `bool int2 int4 int8 float4 float8 numeric text varchar bpchar date time timetz timestamp timestamptz interval uuid
  json jsonb`.split(/\s+/),
)

/** The clock's own words. Others (`current_user`, `current_schema`) tell of the server. */
export const CLOCK_WORDS: ReadonlySet<string> = new Set(
  ['DATE', 'TIME', 'TIME_N', 'TIMESTAMP', 'TIMESTAMP_N']
    .map((name) => `SVFOP_CURRENT_${name}`)
    .concat(['TIME', 'TIME_N', 'TIMESTAMP', 'TIMESTAMP_N'].map((name) => `SVFOP_LOCAL${name}`)),
)

export const OPERATORS: ReadonlySet<string> = new Set([
  ...'+ - * / % ^ = <> != < > <= >= || ~ !~ ~* !~* ~~ !~~ ~~* !~~* -> ->> #> #>> @> <@ ? & | # << >>'.split(
    ' ',
  ),
  'BETWEEN',
  'NOT BETWEEN',
  'BETWEEN SYMMETRIC',
  'NOT BETWEEN SYMMETRIC',
])
