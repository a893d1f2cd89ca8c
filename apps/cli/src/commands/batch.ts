import { once } from 'node:events'
import { createWriteStream, existsSync, readFileSync } from 'node:fs'
import { describeError } from '@numize/base'
import type { Desk } from '../desk.ts'
import type { Effects } from '../effects.ts'
import { cliError } from '../errors.ts'
import { letPass } from '../let-pass.ts'
import { answerJson } from '../output/answer-json.ts'
import type { Subject } from '../subject.ts'
import { type AskFlags, localMoment, subjectOf } from './ask.ts'

interface Line {
  readonly id: string
  readonly question: string
  readonly now?: string
  readonly source?: string
}

/** `numize ask --batch IN --out OUT`: one line of JSON a question, answered in order. */
export async function batch(
  files: { readonly in: string; readonly out: string },
  flags: AskFlags,
  desk: Desk,
  effects: Effects,
): Promise<number> {
  const lines = readLines(files.in)
  const write = (file: string) => answerAll(lines, file, { flags, desk, effects })
  await letPass({ file: files.out, mediaType: 'application/x-ndjson', write }, effects)
  return 0
}

interface Answering {
  readonly flags: AskFlags
  readonly desk: Desk
  readonly effects: Effects
}

async function answerAll(
  lines: readonly Line[],
  file: string,
  { flags, desk, effects }: Answering,
): Promise<void> {
  const out = createWriteStream(file)
  for (const line of lines) {
    const startedAt = effects.clock.now()
    const answered = await answerLine(line, flags, desk)
    out.write(`${JSON.stringify({ id: line.id, elapsedMs: effects.clock.now() - startedAt, ...answered })}\n`)
  }
  out.end()
  await once(out, 'finish')
}

async function answerLine(
  line: Line,
  flags: AskFlags,
  desk: Desk,
): Promise<Readonly<Record<string, unknown>>> {
  try {
    const now = line.now ?? flags.now
    const subject: Subject = line.source === undefined ? subjectOf(flags) : { source: line.source }
    const turn = await desk.ask({
      question: line.question,
      subject,
      ...(now === undefined ? {} : { now: localMoment(now) }),
      ...(flags.as === undefined ? {} : { as: flags.as }),
    })
    return answerJson(turn)
  } catch (error) {
    const { code, message } = describeError(error)
    return {
      status: 'refused',
      question: line.question,
      code,
      answer: message,
      columns: [],
      rows: [],
      options: [],
    }
  }
}

function readLines(file: string): readonly Line[] {
  if (!existsSync(file)) throw cliError('no-file', { file })
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((text, at) => (text.trim() === '' ? [] : [parseLine(text, file, at + 1)]))
}

function parseLine(text: string, file: string, line: number): Line {
  const bad = (problem: string) => cliError('bad-batch-line', { file, line, problem })
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw bad('not JSON')
  }
  if (typeof value !== 'object' || value === null) throw bad('not an object')
  const { id, question, now, source } = value as Record<string, unknown>
  if (typeof question !== 'string') throw bad('no "question"')
  return {
    id: typeof id === 'string' || typeof id === 'number' ? String(id) : String(line),
    question,
    ...(typeof now === 'string' ? { now } : {}),
    ...(typeof source === 'string' ? { source } : {}),
  }
}
