/** What travels between the store and the thread PGlite runs in. */
export type Request =
  | {
      readonly id: number
      readonly kind: 'query'
      readonly sql: string
      readonly parameters: readonly unknown[]
    }
  | { readonly id: number; readonly kind: 'exec'; readonly sql: string }
  | { readonly id: number; readonly kind: 'close' }

export type Reply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly message: string }
  | {
      readonly id: number
      readonly kind: 'done'
      readonly rows: readonly unknown[]
      readonly affected: number
    }
  | { readonly id: number; readonly kind: 'error'; readonly message: string; readonly code: string | null }

export interface WorkerData {
  /** null = in memory. */
  readonly dir: string | null
}
