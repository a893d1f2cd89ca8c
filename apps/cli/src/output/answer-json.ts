import type { Reply, Turn } from '@numize/assistant'
import type { Part } from '@numize/planner'
import type { Unit } from '@numize/semantic'

/** The stable JSON of `numize ask --json`: one object a question. */
export function answerJson({ question, reply, now }: Turn): Readonly<Record<string, unknown>> {
  switch (reply.status) {
    case 'answered':
      return answeredJson(question, now, reply)
    case 'clarify':
      return {
        status: 'clarify',
        question,
        now,
        answer: reply.question,
        columns: [],
        rows: [],
        options: reply.options.map(({ label, reading, gives }) => ({
          label,
          plan: reading.plan,
          ...(gives && { result: gives }),
        })),
      }
    case 'told':
      return toldJson(question, now, reply)
    case 'diving':
      return {
        status: 'told',
        question,
        now,
        answer: `A deep dive on ${reply.about} was started.`,
        runId: reply.dive,
      }
    case 'refused':
    case 'failed':
      return { ...noAnswer(question, now, reply), status: 'refused' }
  }
}

function answeredJson(question: string, now: string, reply: Extract<Reply, { status: 'answered' }>) {
  const { reading, result, answer, suggestions: _suggestions, status, ...beside } = reply
  return {
    ...beside,
    status,
    question,
    now,
    answer: answer.narrative.text,
    columns: result.columns.map(({ name, label, type, unit, estimate }) => ({
      name,
      label,
      type,
      unit: unitName(unit),
      ...(estimate && { estimate }),
    })),
    rows: result.rows,
    rowCount: result.rowCount,
    truncated: result.truncated,
    sql: result.sql,
    plan: result.plan,
    stated: reading.stated.map(partJson),
    assumed: reading.assumed.map(partJson),
    dropped: reading.dropped.map(partJson),
    confidence: reading.confidence.score,
    because: reading.confidence.reasons,
    citations: answer.narrative.citations,
    caveats: answer.caveats,
    explanation: result.explanation,
    options: [],
    runHash: result.runHash,
    dataVersion: result.dataVersion,
  }
}

const toldJson = (question: string, now: string, reply: Extract<Reply, { status: 'told' }>) => ({
  status: 'answered',
  question,
  now,
  answer: [reply.title, ...reply.items].join('\n'),
  columns: [],
  rows: [],
  sql: reply.sql,
  ...(reply.notables && { notables: reply.notables }),
  options: [],
})

function noAnswer(question: string, now: string, reply: Reply & { status: 'refused' | 'failed' }) {
  return {
    question,
    now,
    code: reply.code,
    answer: reply.reason,
    columns: [],
    rows: [],
    options: reply.status === 'refused' ? reply.nearest.map((label) => ({ label })) : [],
    ...('checks' in reply && { checks: reply.checks }),
    ...('tried' in reply && { tried: reply.tried }),
  }
}

const partJson = ({ kind, text, reading }: Part) => ({ kind, text, reading })

function unitName(unit: Unit | null): string | null {
  if (unit === null) return null
  switch (unit.kind) {
    case 'money':
      return unit.currency
    case 'percent':
      return 'percent'
    case 'count':
      return unit.of ?? 'count'
    case 'duration':
      return unit.unit
    case 'other':
      return unit.symbol
  }
}
