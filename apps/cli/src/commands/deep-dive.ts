import type { DiveReport } from '@numize/insights'
import type { Desk } from '../desk.ts'
import type { Effects } from '../effects.ts'
import { type AskFlags, requestOf } from './ask.ts'

export type DiveFlags = AskFlags & { readonly list?: boolean; readonly stop?: string }

/** `numize deep-dive "revenue last month"`: everything that can be looked at for the cause of a change. */
export async function deepDive(
  question: string,
  flags: AskFlags,
  desk: Desk,
  effects: Effects,
): Promise<number> {
  const done = await desk.dive(requestOf(question, flags))
  if (done.kind === 'reply') {
    const { reply } = done
    const text = reply.status === 'refused' ? reply.reason : reply.status === 'clarify' ? reply.question : ''
    effects.out(
      flags.json === true ? `${JSON.stringify({ status: reply.status, answer: text })}\n` : `${text}\n`,
    )
    return reply.status === 'refused' ? 2 : 0
  }
  const { id, report } = done.dive
  if (flags.json === true) effects.out(`${JSON.stringify({ status: 'answered', runId: id, ...report })}\n`)
  else if (report) effects.out(inWords(report))
  return 0
}

/** `numize deep-dive --list` and `--stop ID`: dives so far, newest first. */
export async function listDives(stop: string | undefined, desk: Desk, effects: Effects): Promise<number> {
  const dives = await desk.dives(stop === undefined ? {} : { stop })
  const lines = dives.map(({ runId, state, createdAt, input }) => {
    const { question } = input as { readonly question: string }
    return `${runId}  ${createdAt.slice(0, 16).replace('T', ' ')}  ${state.padEnd(8)} ${question}`
  })
  effects.out(lines.length === 0 ? 'no deep dive yet\n' : `${lines.join('\n')}\n`)
  return 0
}

function inWords({
  headline,
  summary,
  evidence,
  ruledOut,
  nextSteps,
  actions,
  notLooked,
}: DiveReport): string {
  const sure = (confidence: number | null): string =>
    confidence === null ? '' : ` [${Math.round(confidence * 100)} % sure]`
  const list = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : ['', title, ...lines.map((line) => `· ${line}`)]
  return `${[
    headline,
    ...(evidence.length === 0 ? [summary] : []),
    ...list(
      'What speaks for a cause',
      evidence.map(({ text, confidence }) => `${text}${sure(confidence)}`),
    ),
    ...list('Ruled out', ruledOut),
    ...list('Look at next', nextSteps),
    ...list('What could be done', actions),
    ...list('Not looked at, as the budget was spent', notLooked),
  ].join('\n')}\n`
}
