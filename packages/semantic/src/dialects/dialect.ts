import type { DataType } from '../model.ts'
import type { BinaryOp, Expr, Special } from '../sql/nodes.ts'

/** What one engine's SQL says differently. Shared code prints everything else and never asks which engine it has. */
export interface Dialect {
  readonly name: string
  readonly quoteIdentifier: (name: string) => string
  /** A relation's name with what it lies in; absent = each part quoted, dots between. */
  readonly quotePath?: (parts: readonly string[]) => string
  /** What the engine takes a name to be that an author wrote without quotes. */
  readonly foldName: (name: string) => string
  readonly quoteString: (value: string) => string
  readonly moment: (type: 'date' | 'timestamp', value: string) => string
  readonly interval: (count: number, grain: string) => string
  /** Type names as authors write them, to the engine's. */
  readonly typeName: (type: string) => string
  /** A cast that gives null for what cannot be cast. */
  readonly lenientCast: (operand: string, type: string) => string
  /** One printer per special; arguments arrive printed and safe to stand inside a call. */
  readonly special: (special: Special, args: readonly string[]) => string
  /** Functions spelled otherwise, by upper-case name; `plain` is the call as everyone else writes it. */
  readonly functions: Readonly<Record<string, (args: readonly string[], plain: string) => string>>
  /** Calls over a window spelled otherwise, by upper-case name; `over` begins with a space. */
  readonly windows?: Readonly<Record<string, (call: string, over: string, args: readonly string[]) => string>>
  /** Operators spelled otherwise, so that `/` divides exactly and nothing divides by zero; operands can stand in a call. */
  readonly operators: Readonly<Partial<Record<BinaryOp, (left: string, right: string) => string>>>
  /** Says a node in what the dialect has, before it is printed; absent = every node prints as it is. */
  readonly rewrite?: (expr: Expr) => Expr
  /** A test as a column shows it, where the engine itself makes it a number. */
  readonly truth?: (test: string) => string
  /** Any column as a text to be matched without regard to case; null where ILIKE takes it as it is. */
  readonly caselessText: (operand: string) => string | null
  /** What a LIKE without ESCAPE needs for a backslash to be a plain character. */
  readonly noEscape: string
  /** `SELECT`-able source of every grain between two moments. */
  readonly series: (first: string, last: string, grain: string, column: string) => string
  /** What a named query says that is computed anew wherever it is read, with a space before it. */
  readonly inlineHint: string
  /** Whether constant rows are `VALUES (…), (…)`; else each is a SELECT of a union. */
  readonly constantRows: boolean
  /** Whether window results can be filtered by QUALIFY. */
  readonly qualify: boolean
  /** Whether a bare NULL takes the type of the other branches of a union, however many there are. */
  readonly untypedNulls: boolean
  /** True where ORDER BY would take a name for a column of the source before it takes it for one of the result. */
  readonly orderByPlace?: boolean
  /** Last line of a statement: what the engine must be told for it to mean what it says. */
  readonly ending?: string
  /** What the engine gives for a plain sum of a type. */
  readonly sumType: (type: DataType | null) => DataType
}
