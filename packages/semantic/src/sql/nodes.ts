/** A SQL expression. Plain data: every node carries its `kind`; `children.ts` says which members are nodes. */
export type Expr =
  /** `bare` = written by an author without quotes: the name is what the engine folds it to. */
  | { readonly kind: 'column'; readonly table: string | null; readonly name: string; readonly bare?: true }
  | { readonly kind: 'string'; readonly value: string }
  /** As written, so that no digit is lost. */
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null' }
  | { readonly kind: 'moment'; readonly type: 'date' | 'timestamp'; readonly value: string }
  | { readonly kind: 'interval'; readonly count: number; readonly grain: string }
  | { readonly kind: 'binary'; readonly op: BinaryOp; readonly left: Expr; readonly right: Expr }
  | { readonly kind: 'unary'; readonly op: 'NOT' | '-'; readonly operand: Expr }
  | CallExpr
  | {
      readonly kind: 'window'
      readonly call: Expr
      readonly partitionBy: readonly Expr[]
      readonly orderBy: readonly OrderTerm[]
      /** RANGE over one numeric ordering; absent = up to the row's peers. */
      readonly frame?: Frame
    }
  | { readonly kind: 'cast'; readonly operand: Expr; readonly type: string; readonly lenient: boolean }
  | {
      readonly kind: 'case'
      readonly operand: Expr | null
      readonly whens: readonly WhenClause[]
      readonly otherwise: Expr | null
    }
  | { readonly kind: 'in'; readonly operand: Expr; readonly items: readonly Expr[]; readonly negate: boolean }
  | { readonly kind: 'inQuery'; readonly operand: Expr; readonly query: Query; readonly negate: boolean }
  | {
      readonly kind: 'between'
      readonly operand: Expr
      readonly low: Expr
      readonly high: Expr
      readonly negate: boolean
    }
  | {
      readonly kind: 'like'
      readonly operand: Expr
      readonly pattern: Expr
      readonly caseless: boolean
      readonly negate: boolean
      readonly escape: Expr | null
    }
  | {
      readonly kind: 'is'
      readonly operand: Expr
      readonly what: 'NULL' | 'TRUE' | 'FALSE'
      readonly negate: boolean
    }
  | { readonly kind: 'extract'; readonly part: string; readonly operand: Expr }
  | { readonly kind: 'star' }
  | { readonly kind: 'query'; readonly query: Query }
  /** What dialects say differently; printed by the dialect's table. */
  | SpecialExpr
  /** A reference of a where-template, bound by the compiler before printing. */
  | { readonly kind: 'template'; readonly template: Template }
  /** Text of one dialect that we could not read. */
  | { readonly kind: 'opaque'; readonly text: string }

/** How far a frame reaches from the row's own value: `null` = without bound, 0 = its peers. */
export interface Frame {
  readonly preceding: number | null
  readonly following: number | null
}

export interface CallExpr {
  readonly kind: 'call'
  readonly name: string
  readonly args: readonly Expr[]
  readonly distinct: boolean
  readonly filter: Expr | null
}

export interface WhenClause {
  readonly kind: 'when'
  readonly condition: Expr
  readonly result: Expr
}

export interface OrderTerm {
  readonly kind: 'order'
  readonly expr: Expr
  readonly direction: 'asc' | 'desc'
  readonly nulls: 'first' | 'last'
}

export type BinaryOp =
  | 'OR'
  | 'AND'
  | '='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'IS DISTINCT FROM'
  | 'IS NOT DISTINCT FROM'
  | '||'
  | '<<'
  | '>>'
  | '&'
  | '+'
  | '-'
  | '*'
  | '/'
  | '//'
  | '%'
  | 'AT TIME ZONE'

/** Names of what every dialect must be able to print, with its constant arguments. */
export type Special =
  | { readonly name: 'truncate'; readonly grain: string; readonly weekStart: number }
  | { readonly name: 'datePart'; readonly part: string }
  | { readonly name: 'shift'; readonly count: number; readonly grain: string }
  /** The date that lies the second argument's number of days after the first. */
  | { readonly name: 'addDays' }
  | { readonly name: 'toZone'; readonly zone: string }
  | { readonly name: 'toDate' }
  | { readonly name: 'toDouble' }
  /** Microseconds of a moment since 1970, an integer. */
  | { readonly name: 'micros' }
  /** Whole periods from the first argument to the second, both starts of a period. */
  | { readonly name: 'periods'; readonly grain: string }
  /** First argument over second in double precision; null where the second is 0. */
  | { readonly name: 'ratio' }
  | {
      readonly name: 'percentile'
      readonly fraction: number
      readonly discrete: boolean
      readonly approximate: boolean
    }
  /** The first argument where the second is least (or greatest), nulls kept. */
  | { readonly name: 'firstBy'; readonly last: boolean }
  | { readonly name: 'hashText' }
  /** A whole number from 0 to below `of` that hangs on the first argument's text alone, where that is null on the second's. */
  | { readonly name: 'bucket'; readonly of: number }
  | { readonly name: 'firstLetter' }

export interface SpecialExpr {
  readonly kind: 'special'
  readonly special: Special
  readonly args: readonly Expr[]
}

/** `{{ Dimension('customer__country') }}` and its siblings. */
export interface Template {
  readonly of: 'dimension' | 'timeDimension' | 'entity' | 'metric'
  /** Entity path and name joined by `__`. */
  readonly name: string
  readonly grain: string | null
  readonly datePart: string | null
  /** Entities of a metric. */
  readonly by: readonly string[]
}

export type Query = Select | Union

export interface Select {
  readonly kind: 'select'
  readonly distinct: boolean
  readonly columns: readonly OutputColumn[]
  readonly from: Source | null
  readonly joins: readonly JoinClause[]
  readonly where: readonly Expr[]
  /** Group by the first n output columns. */
  readonly groupFirst: number
  readonly having: readonly Expr[]
  readonly qualify: Expr | null
  readonly orderBy: readonly OrderTerm[]
  readonly limit: number | null
}

export interface Union {
  readonly kind: 'union'
  readonly queries: readonly Select[]
}

export interface OutputColumn {
  readonly kind: 'output'
  readonly expr: Expr
  readonly name: string
}

export type Source =
  | {
      readonly kind: 'relation'
      readonly database: string | null
      readonly schema: string | null
      readonly name: string
      readonly alias: string
    }
  | { readonly kind: 'cte'; readonly name: string; readonly alias: string }
  | { readonly kind: 'derived'; readonly query: Query; readonly alias: string }
  /** Every `grain` from the first to the last moment (both included), as column `name`. */
  | {
      readonly kind: 'series'
      readonly first: Expr
      readonly last: Expr
      readonly grain: string
      readonly column: string
      readonly alias: string
    }
  /** Constant rows. */
  | {
      readonly kind: 'values'
      readonly rows: readonly (readonly Expr[])[]
      readonly columns: readonly string[]
      readonly alias: string
    }

export interface JoinClause {
  readonly kind: 'join'
  readonly type: 'LEFT' | 'INNER' | 'FULL' | 'CROSS'
  readonly source: Source
  readonly on: Expr | null
}

export interface NamedQuery {
  readonly name: string
  readonly query: Query
  /** Computed anew wherever it is read: a scan of which each reader needs a small part. */
  readonly inline?: boolean
}

/** A statement: named queries, in order, then the query that answers. */
export interface Statement {
  readonly ctes: readonly NamedQuery[]
  readonly body: Query
}
