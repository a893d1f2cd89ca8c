import { existsSync, readFileSync, writeFileSync } from 'node:fs'

const HEAD = `# Scores
Written by \`npm run eval -- SET --record\`, on the shared part of each set. Precision = right / (right + wrong).

| set | date | counts | scores |
|---|---|---|---|
`

/** Puts a set's line into the table of scores, in place of the one it had. */
export function recordScore(
  file: string,
  set: string,
  cells: { counts: object; scores: object; date: string },
): void {
  const known = existsSync(file) ? readFileSync(file, 'utf8') : HEAD
  const rows = known
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| set |') && !line.startsWith(`| ${set} |`))
  const line = `| ${set} | ${cells.date} | ${inWords(cells.counts)} | ${inWords(cells.scores)} |`
  writeFileSync(file, `${HEAD}${[...rows, line].toSorted().join('\n')}\n`)
}

const inWords = (values: object): string =>
  Object.entries(values)
    .map(([name, value]) => `${name} ${describe(value)}`)
    .join(', ')

function describe(value: unknown): string {
  if (typeof value === 'number') return String(Math.round(value * 10_000) / 10_000)
  return typeof value === 'object' && value !== null ? `(${inWords(value)})` : String(value)
}
