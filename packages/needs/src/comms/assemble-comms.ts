import type { Archetype } from '../config/dnr-config.ts'
import { momentText } from './calendar.ts'
import { MOST_TOKENS } from './comms-options.ts'
import type { ThreadPlan, Turn } from './comms-plan.ts'
import type {
  Comms,
  CommsUser,
  EmailMessage,
  Question,
  Signals,
  SlackMessage,
  ThreadTruth,
} from './comms-rows.ts'
import { countTokens, cutToTokens } from './count-tokens.ts'
import { SUBJECTS } from './grammar/vocabulary.ts'
import type { EmailText } from './grammar/write-email.ts'
import { BUCKETS } from './mixes.ts'
import { type CommsPlan, numbered } from './plan-comms.ts'
import { type Random, randomOf } from './random.ts'
import type { Texts } from './write-texts.ts'

const CHANNELS_PER_BUCKET = 6
/** Share of questions whose SQL did not run in the tool that was asked. */
const FAILED = 0.08

/** The rows of every file from what was planned and written. */
export function assembleComms(
  plan: CommsPlan,
  texts: Texts,
  facts: { users: readonly CommsUser[]; archetype: Archetype },
): Comms {
  const { users } = facts
  return {
    slack: slackRows(plan, texts, facts.archetype),
    email: emailRows(plan, texts, facts),
    nlq: plan.nlq.map((question) => questionRow(question, texts)),
    users: (['slack', 'email'] as const).flatMap((source) => users.map((user) => ({ source, ...user }))),
    truth: {
      slack: plan.slack.map(threadTruth),
      email: plan.email.map(threadTruth),
      nlq: plan.nlq.map(({ id, theme, event }) => ({ query_id: id, theme, event_id: event?.id ?? null })),
    },
  }
}

const threadTruth = ({ id, relevance, theme, event }: ThreadPlan): ThreadTruth => ({
  thread_id: id,
  relevance,
  theme,
  event_id: event?.id ?? null,
})

function slackRows({ slack }: CommsPlan, texts: Texts, archetype: Archetype): readonly SlackMessage[] {
  const total = slack.reduce((sum, { turns }) => sum + turns.length, 0)
  let written = 0
  return slack.flatMap((thread) => {
    const random = randomOf(thread.seed, 'signals')
    const channel =
      BUCKETS.indexOf(thread.bucket) * CHANNELS_PER_BUCKET + random.whole(1, CHANNELS_PER_BUCKET)
    const lines = texts.slack.get(thread.id) ?? []
    const root = numbered('m', written, total)
    return thread.turns.map(
      (turn, index): SlackMessage => ({
        message_id: numbered('m', written++, total),
        thread_id: thread.id,
        channel_id: `c${String(channel).padStart(2, '0')}`,
        channel_cat: thread.bucket,
        ts: momentText(turn.atMs),
        user_id: turn.user.user_id,
        text: withSignals(lines[index] ?? '', turn, { archetype, random, most: MOST_TOKENS.slack }),
        reply_to: index === 0 ? null : root,
        reply_count: index === 0 ? thread.turns.length - 1 : 0,
        ...signalsOf(turn),
      }),
    )
  })
}

function emailRows(
  { slack, email }: CommsPlan,
  texts: Texts,
  { users, archetype }: { users: readonly CommsUser[]; archetype: Archetype },
): readonly EmailMessage[] {
  const before = slack.reduce((sum, { turns }) => sum + turns.length, 0)
  return email.flatMap((thread, index) => {
    const random = randomOf(thread.seed, 'signals')
    const [turn] = thread.turns
    const text = texts.email.get(thread.id)
    if (!turn || !text) return []
    const others = random.shuffled(users.filter((user) => user !== turn.user)).map(({ user_id }) => user_id)
    const to = random.whole(1, 3)
    return {
      message_id: numbered('m', before + index, before + email.length),
      thread_id: thread.id,
      ts: momentText(turn.atMs),
      from_id: turn.user.user_id,
      to_ids: others.slice(0, to),
      cc_ids: others.slice(to, to + random.whole(0, 2)),
      list_cat: thread.bucket,
      subject: text.subject,
      body_text: letter(text, turn, { archetype, random, most: MOST_TOKENS.email }),
      ...signalsOf(turn),
    }
  })
}

const letter = ({ body, closing }: EmailText, turn: Turn, { most, ...bounds }: Bounds): string =>
  [withSignals(body, turn, { ...bounds, most: most - countTokens(closing) }), closing]
    .filter(Boolean)
    .join('\n\n')

const signalsOf = ({ link, attachment, code }: Turn): Signals => ({
  has_link: link !== null,
  link_domains: link === null ? [] : [link],
  has_attachment: attachment !== null,
  attachment_names: attachment === null ? [] : [attachment],
  has_code: code,
})

interface Bounds {
  readonly archetype: Archetype
  readonly random: Random
  /** Tokens the whole may have. */
  readonly most: number
}

/** The text with what is linked, attached or quoted named in it; what does not fit beside that is cut off the text. */
function withSignals(
  text: string,
  { link, attachment, code }: Turn,
  { archetype, random, most }: Bounds,
): string {
  const { table } = random.one(SUBJECTS[archetype])
  const signals = [
    link && `[link: ${link}]`,
    attachment && `[file: ${attachment}]`,
    code && `\`select count(*) from ${table}\``,
  ]
    .filter(Boolean)
    .join(' ')
  return `${cutToTokens(text, most - countTokens(signals))} ${signals}`.trim()
}

function questionRow(plan: CommsPlan['nlq'][number], texts: Texts): Question {
  const random = randomOf(plan.seed, 'answer')
  const text = texts.nlq.get(plan.id)
  const success = !random.chance(FAILED)
  return {
    query_id: plan.id,
    user_id: plan.user.user_id,
    app: plan.app,
    ts: momentText(plan.atMs),
    query_text: cutToTokens(text?.text ?? '', MOST_TOKENS.nlq),
    generated_sql: text?.sql ?? '',
    success_flag: success,
    latency_ms: Math.round(120 * Math.exp(3.2 * random.next())),
    result_rows: success ? Math.round(Math.exp(6 * random.next())) : null,
  }
}
