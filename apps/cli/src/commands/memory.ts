import { writeFile } from 'node:fs/promises'
import { type Correction, REASONS, type Reason, type Remembered, type Review } from '@numize/assistant'
import type { Desk } from '../desk.ts'
import type { MemoryRequest } from '../desk-memory.ts'
import type { Effects } from '../effects.ts'
import { cliError } from '../errors.ts'
import { letPass } from '../let-pass.ts'
import { type AskFlags, subjectOf } from './ask.ts'

export interface MemoryFlags extends AskFlags {
  readonly reason?: string
  readonly note?: string
  readonly metric?: string
  readonly synonym?: string
  readonly filter?: string
  readonly export?: string
  readonly dismiss?: string
}

const base = (flags: MemoryFlags): Pick<MemoryRequest, 'subject' | 'as'> => ({
  subject: subjectOf(flags),
  ...(flags.as === undefined ? {} : { as: flags.as }),
})

/** `numize approve RUN`: from now on the question is answered so. */
export async function approve(
  run: string,
  flags: MemoryFlags,
  desk: Desk,
  effects: Effects,
): Promise<number> {
  const { state } = await desk.memory({ ...base(flags), kind: 'feedback', run, said: { verdict: 'up' } })
  effects.out(
    state === 'approved'
      ? 'Approved: the same question is answered so from now on, also with another value or period.\n'
      : 'Noted: somebody with the role admin or reviewer has to approve it.\n',
  )
  return 0
}

/** `numize reject RUN --reason R`: puts the answer in the queue of those who review. @throws `cli/bad-option` */
export async function reject(run: string, flags: MemoryFlags, desk: Desk, effects: Effects): Promise<number> {
  const said = {
    verdict: 'down' as const,
    reason: reasonOf(flags.reason),
    ...(flags.note === undefined ? {} : { note: flags.note }),
  }
  await desk.memory({ ...base(flags), kind: 'feedback', run, said })
  effects.out('Noted for those who review. They see it with `numize review`.\n')
  return 0
}

function reasonOf(text: string | undefined): Reason {
  const reason = REASONS.find((one) => one === text)
  if (reason !== undefined) return reason
  throw cliError('bad-option', {
    option: '--reason',
    value: text ?? '',
    expected: `one of: ${REASONS.join(', ')}`,
  })
}

/** `numize correct RUN --metric M | --synonym "phrase=name" | --filter "words"`. @throws `cli/bad-option` */
export async function correct(
  run: string,
  flags: MemoryFlags,
  desk: Desk,
  effects: Effects,
): Promise<number> {
  await desk.memory({ ...base(flags), kind: 'correct', run, correction: correctionOf(flags) })
  effects.out('Learnt. `numize review` lists what was learnt and can take it back.\n')
  return 0
}

function correctionOf({ metric, synonym, filter }: MemoryFlags): Correction {
  const given = [
    ...(metric === undefined ? [] : [{ kind: 'metric' as const, metric }]),
    ...(synonym === undefined ? [] : [synonymOf(synonym)]),
    ...(filter === undefined ? [] : [{ kind: 'filter' as const, words: filter }]),
  ]
  const [only] = given
  if (only && given.length === 1) return only
  throw cliError('bad-option', {
    option: 'correct',
    value: '',
    expected: 'one of --metric, --synonym and --filter',
  })
}

function synonymOf(text: string): Correction {
  const at = text.indexOf('=')
  if (at < 1)
    throw cliError('bad-option', {
      option: '--synonym',
      value: text,
      expected: 'phrase=name, as in takings=net_sales',
    })
  return { kind: 'synonym', phrase: text.slice(0, at).trim(), means: text.slice(at + 1).trim() }
}

/** `numize review`: what waits and what was learnt; `--dismiss ID` takes one away, `--export FILE` writes lexicon.yml. */
export async function review(flags: MemoryFlags, desk: Desk, effects: Effects): Promise<number> {
  if (flags.dismiss !== undefined) {
    await desk.memory({ ...base(flags), kind: 'dismiss', id: flags.dismiss })
    effects.out('Gone.\n')
    return 0
  }
  const { reviews = [], lessons = [], lexicon = '' } = await desk.memory({ ...base(flags), kind: 'list' })
  if (flags.export !== undefined) {
    const write = (file: string) => writeFile(file, lexicon)
    await letPass({ file: flags.export, mediaType: 'application/yaml', write }, effects)
    effects.out(`${flags.export}: written\n`)
    return 0
  }
  effects.out(flags.json === true ? `${JSON.stringify({ reviews, lessons })}\n` : inWords(reviews, lessons))
  return 0
}

function inWords(reviews: readonly Review[], lessons: readonly Remembered[]): string {
  const waiting = reviews.map(
    ({ id, verdict, reason, note, question, by, runHash }) =>
      `  ${id}  ${verdict === 'up' ? 'approve?' : (reason ?? 'wrong')}  “${question}” (run ${runHash.slice(0, 12)}, ${by})${note === null ? '' : `: ${note}`}`,
  )
  const learnt = lessons.map(({ id, by, lesson }) => `  ${id}  ${lessonInWords(lesson)} (${by})`)
  const part = (title: string, lines: readonly string[]): string =>
    `${title}\n${lines.length === 0 ? '  nothing' : lines.join('\n')}\n`
  return part('Waiting', waiting) + part('Learnt', learnt)
}

function lessonInWords(lesson: Remembered['lesson']): string {
  switch (lesson.kind) {
    case 'answer':
      return `${lesson.corrected ? 'corrected' : 'approved'}: “${lesson.question}”`
    case 'synonym':
      return `“${lesson.phrase}” means ${lesson.means}`
    case 'filter':
      return `${lesson.metric} is counted where ${lesson.words}`
  }
}
