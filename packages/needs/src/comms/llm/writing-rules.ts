import type { Theme } from '../../config/dnr-config.ts'
import { MOST_TOKENS } from '../comms-options.ts'

/** What a model is told of each need. */
export const MEANINGS: Readonly<Record<Theme, string>> = {
  metric_definition_mismatch: 'two people or pages define a metric differently and get different figures',
  join_keys_orphans: 'rows refer to entities that do not exist or have no key, so that joins lose them',
  freshness_ingest_lag: 'data arrives too late, or a page shows old data',
  duplicates_dedup: 'the same row is stored more than once, so that totals are too high',
  access_permissions_pii: 'somebody may not see what they need, or sees personal data that they should not',
  new_field_schema_request: 'a field or a type that is not recorded is wanted',
  revenue_coverage_mapping: 'money is earned that no revenue line, account or rate covers',
  attribution_funnel_gaps:
    'it is not known which campaign or channel brought people, or a funnel step is not tracked',
}

const COMMON = `You write realistic texts of people at work, for a synthetic data set. Everybody is an id such as u017: use no names of people, no companies, no e-mail addresses, no links, no phone numbers. Write as people do: plain, sometimes terse, sometimes indirect, now and then a typo or shorthand, in the voice of the role that is given. Do not use the name of the need itself. Where a need is given, a careful reader must be able to tell from the text which of these it is, even where another one is mentioned in passing or ruled out:
${Object.entries(MEANINGS)
  .map(([theme, meaning]) => `- ${theme}: ${meaning}`)
  .join('\n')}
relevance "positive" raises that need. "hard_negative" speaks of data (metrics, loads, joins, access) but nobody needs anything: news of finished work, a false alarm taken back, a talk, a joke. "negative" has nothing to do with data.
outcome "met": it ends with the need being resolved; "unmet": still waiting; "open": it is left open.`

export const RULES = {
  slack: `${COMMON}
Write one Slack thread: one message for each speaker in "speakers", in that order, at most ${MOST_TOKENS.slack - 40} words each. Reply with JSON: {"messages": ["…", …]}`,
  email: `${COMMON}
Write one e-mail of the sender's role, at most ${MOST_TOKENS.email - 80} words, signed with nothing. Reply with JSON: {"subject": "…", "body": "…"}`,
  nlq: `${COMMON}
Write the questions that people typed into a search box over the data warehouse, one for each entry of "questions", at most 15 words each, each raising its need; "sql" is what the tool made of it. Reply with JSON: {"questions": ["…", …]}`,
} as const

const strings = (count: number): object => ({
  type: 'array',
  items: { type: 'string' },
  minItems: count,
  maxItems: count,
})

const objectOf = (properties: Readonly<Record<string, object>>): Readonly<Record<string, unknown>> => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
})

export const SCHEMAS = {
  slack: (count: number) => objectOf({ messages: strings(count) }),
  email: () => objectOf({ subject: { type: 'string' }, body: { type: 'string' } }),
  nlq: (count: number) => objectOf({ questions: strings(count) }),
} as const
