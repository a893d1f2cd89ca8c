import type { DataType } from '../model.ts'
import type { Special } from '../sql/nodes.ts'

/** What one engine's SQL says differently. Shared code prints everything else and never asks which engine it has. */
export interface Dialect {
  readonly name: string
  readonly quoteIdentifier: (name: string) => string
  readonly quoteString: (value: string) => string
  readonly moment: (type: 'date' | 'timestamp', value: string) => string
  readonly interval: (count: number, grain: string) => string
  /** Type names as authors write them, to the engine's. */
  readonly typeName: (type: string) => string
  /** One printer per special; arguments arrive printed and safe to stand inside a call. */
  readonly special: (special: Special, args: readonly string[]) => string
  /** `SELECT`-able source of every grain between two moments. */
  readonly series: (first: string, last: string, grain: string, column: string) => string
  /** Whether window results can be filtered by QUALIFY. */
  readonly qualify: boolean
  /** What the engine gives for a plain sum of a type. */
  readonly sumType: (type: DataType | null) => DataType
}
