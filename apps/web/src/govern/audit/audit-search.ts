/** What is looked for, as it was typed; empty = anything. */
export interface AuditSearch {
  readonly user: string
  readonly action: string
  readonly project: string
  readonly run_hash: string
  /** Days, both within. */
  readonly from: string
  readonly to: string
}

export const NO_SEARCH: AuditSearch = { user: '', action: '', project: '', run_hash: '', from: '', to: '' }

const DAY_MS = 86_400_000

/** The query of the route: what is empty is left out, and the last day is whole. */
export function queryOf({ to, ...search }: AuditSearch): Partial<AuditSearch> {
  const said = Object.entries(search).flatMap(([name, text]) =>
    text.trim() === '' ? [] : [[name, text.trim()] as const],
  )
  const end = to === '' ? {} : { to: new Date(Date.parse(to) + DAY_MS).toISOString() }
  return { ...Object.fromEntries(said), ...end }
}

export const exportAddress = (search: AuditSearch, format: 'csv' | 'jsonl'): string =>
  `/v1/audit/export?${new URLSearchParams({ ...queryOf(search), format }).toString()}`
