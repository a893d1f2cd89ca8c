/** One thing that is known and can be found: a definition, a piece of the data dictionary, a paragraph of a playbook. */
export interface KnowledgeItem {
  /** Unique: `metric revenue`, `column orders.status`, `playbook returns.md#2`. */
  readonly id: string
  readonly kind: 'metric' | 'table' | 'column' | 'join' | 'dbt' | 'question' | 'playbook'
  /** As it is cited. */
  readonly title: string
  /** Names it goes by; they weigh more than its text. */
  readonly names: readonly string[]
  readonly text: string
  /** Models it is about. */
  readonly models: readonly string[]
}

export const tableId = (model: string): string => `table ${model}`
export const columnId = (model: string, column: string): string => `column ${model}.${column}`
export const metricId = (metric: string): string => `metric ${metric}`
