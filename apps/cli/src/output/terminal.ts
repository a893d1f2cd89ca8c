import type { Attempt, Turn, Verified } from '@numize/assistant'
import { tableOf } from '@numize/blocks'
import type { ChangeReport } from '@numize/insights'
import type { Part, Reading } from '@numize/planner'
import type { Result } from '@numize/semantic'
import Table from 'cli-table3'
import colors from 'picocolors'

const MOST_ROWS = 25

/** A turn for a person at a terminal: the sentence, the table, what was understood. */
export function renderTurn({ reply }: Turn): string {
  switch (reply.status) {
    case 'answered':
      return [
        colors.bold(reply.answer.narrative.text),
        table(reply.result),
        ...causeLines(reply.cause),
        ...reply.answer.caveats.map((caveat) => colors.yellow(caveat)),
        ...triedLines(reply.tried),
        ...verifiedLine(reply.verified),
        understood(reply.reading),
        colors.dim(
          `confidence ${Math.round(reply.reading.confidence.score * 100)} % · run ${reply.result.runHash.slice(0, 12)} · --sql shows the query`,
        ),
      ].join('\n')
    case 'clarify':
      return [
        colors.bold(reply.question),
        ...reply.options.map(
          ({ label, gives }, at) => `  ${at + 1}. ${label}${gives ? colors.dim(` → ${gives.text}`) : ''}`,
        ),
      ].join('\n')
    case 'told':
      return [colors.bold(reply.title), ...reply.items, ...(reply.sql === null ? [] : [reply.sql])].join('\n')
    case 'diving':
      return `A deep dive on ${reply.about} was started: numize deep-dive --list`
    case 'refused':
      return [colors.bold(reply.reason), ...nearest(reply.nearest)].join('\n')
    case 'failed':
      return [colors.red(reply.reason), ...triedLines(reply.tried)].join('\n')
  }
}

const verifiedLine = (verified: Verified | undefined): readonly string[] =>
  verified ? [colors.green(`✓ verified: approved by ${verified.by} on ${verified.at.slice(0, 10)}`)] : []

const triedLines = (tried: readonly Attempt[] = []): readonly string[] =>
  tried.map(({ what, outcome }) => colors.dim(`tried ${what}: ${outcome}`))

function causeLines(cause: ChangeReport | undefined): readonly string[] {
  if (!cause) return []
  return [
    cause.summary,
    ...cause.findings.slice(3).map(({ text }) => `· ${text}`),
    ...cause.ruledOut.map(colors.dim),
  ]
}

const nearest = (questions: readonly string[]): readonly string[] =>
  questions.length === 0 ? [] : ['You could ask:', ...questions.map((question) => `  ${question}`)]

function table(result: Result): string {
  if (result.rows.length === 0) return ''
  const { columns, rows } = tableOf(result)
  const shown = new Table({
    head: columns.map(({ label }) => label),
    colAligns: columns.map(({ align }) => align),
    style: { head: ['cyan'], border: ['gray'], compact: true },
  })
  for (const row of rows.slice(0, MOST_ROWS)) shown.push([...row])
  const more = result.rowCount - MOST_ROWS
  return more > 0
    ? `${shown.toString()}\n… ${more.toLocaleString('en-US')} more rows (--json prints them)`
    : shown.toString()
}

function understood({ stated, assumed, dropped }: Reading): string {
  const line = (name: string, parts: readonly Part[]) =>
    parts.length === 0 ? [] : [colors.dim(`${name}: ${parts.map(({ reading }) => reading).join(' · ')}`)]
  return [...line('understood', stated), ...line('assumed', assumed), ...line('not applied', dropped)].join(
    '\n',
  )
}
