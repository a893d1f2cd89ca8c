/** A statement that was run here, and what came of it. */
export interface Run {
  readonly sql: string
  /** ISO, UTC. */
  readonly at: string
  /** `12 rows`, or why there are none. */
  readonly outcome: string
  readonly failed: boolean
}

const MOST = 40
const keyOf = (project: string): string => `numize-sql/${project}`

/** Statements run in this browser, newest first, each once. */
export function readHistory(project: string): readonly Run[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(project)) ?? '[]')
    return Array.isArray(kept) ? (kept as readonly Run[]) : []
  } catch {
    return []
  }
}

export function keepRun(project: string, run: Run): readonly Run[] {
  const others = readHistory(project).filter(({ sql }) => sql !== run.sql)
  const history = [run, ...others].slice(0, MOST)
  localStorage.setItem(keyOf(project), JSON.stringify(history))
  return history
}
