interface Counts {
  answered: number
  refused: number
}

/** How often each kind of question met each kind of policy, and how it ended. */
export class Coverage {
  readonly #cells = new Map<string, Counts>()

  add(asked: string, policy: string, end: keyof Counts): void {
    const key = `${asked}\0${policy}`
    const counts = this.#cells.get(key) ?? { answered: 0, refused: 0 }
    counts[end]++
    this.#cells.set(key, counts)
  }

  /** Pairs that were never asked. */
  missing(asked: readonly string[], policies: readonly string[]): readonly string[] {
    return asked.flatMap((one) =>
      policies
        .filter((policy) => !this.#cells.has(`${one}\0${policy}`))
        .map((policy) => `${one} × ${policy}`),
    )
  }

  /** Rows are kinds of questions, columns kinds of policies; a cell is answered/refused. */
  table(asked: readonly string[], policies: readonly string[]): string {
    const cell = (one: string, policy: string): string => {
      const { answered, refused } = this.#cells.get(`${one}\0${policy}`) ?? { answered: 0, refused: 0 }
      return `${answered}/${refused}`
    }
    const rows = [
      ['', ...policies],
      ...asked.map((one) => [one, ...policies.map((policy) => cell(one, policy))]),
    ]
    const widths = rows[0]?.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0))) ?? []
    return rows.map((row) => row.map((text, at) => text.padEnd(widths[at] ?? 0)).join('  ')).join('\n')
  }
}
