/** Columns of the four files of communications, as spec 002 has them. */
type Kind = 'text' | 'time' | 'texts' | 'flag' | 'number'

const SLACK: Readonly<Record<string, Kind>> = {
  message_id: 'text',
  thread_id: 'text',
  channel_id: 'text',
  channel_cat: 'text',
  ts: 'time',
  user_id: 'text',
  text: 'text',
  reply_to: 'text',
  reply_count: 'number',
  has_link: 'flag',
  link_domains: 'texts',
  has_attachment: 'flag',
  attachment_names: 'texts',
  has_code: 'flag',
}

const EMAIL: Readonly<Record<string, Kind>> = {
  message_id: 'text',
  thread_id: 'text',
  ts: 'time',
  from_id: 'text',
  to_ids: 'texts',
  cc_ids: 'texts',
  list_cat: 'text',
  subject: 'text',
  body_text: 'text',
  has_attachment: 'flag',
  attachment_names: 'texts',
  has_link: 'flag',
  link_domains: 'texts',
  has_code: 'flag',
}

const USERS: Readonly<Record<string, Kind>> = { source: 'text', user_id: 'text', role: 'text' }

const NLQ: Readonly<Record<string, Kind>> = {
  query_id: 'text',
  user_id: 'text',
  app: 'text',
  ts: 'time',
  query_text: 'text',
  generated_sql: 'text',
  success_flag: 'flag',
  latency_ms: 'number',
  result_rows: 'number',
}

export const COMMS_FILES = {
  slack_messages: SLACK,
  email_messages: EMAIL,
  comms_users: USERS,
  nlq: NLQ,
} as const
export type CommsFile = keyof typeof COMMS_FILES

const FITS: Readonly<Record<Kind, RegExp>> = {
  text: /^VARCHAR$/,
  time: /^TIMESTAMP/,
  texts: /^VARCHAR\[\]$/,
  flag: /^BOOLEAN$/,
  number: /^(?:U?(?:TINY|SMALL|BIG|HUGE)?INT(?:EGER)?|FLOAT|DOUBLE|DECIMAL.*)$/,
}

const WORDS: Readonly<Record<Kind, string>> = {
  text: 'text',
  time: 'a timestamp',
  texts: 'a list of texts',
  flag: 'true or false',
  number: 'a number',
}

/** The first thing that is not as the spec has it, in words; null where all is. */
export function schemaProblem(file: CommsFile, types: ReadonlyMap<string, string>): string | null {
  const wanted = Object.entries<Kind>(COMMS_FILES[file])
  const missing = wanted.filter(([column]) => !types.has(column)).map(([column]) => column)
  if (missing.length > 0) return `${file}.parquet lacks ${missing.join(', ')}`
  const wrong = wanted.find(([column, kind]) => !FITS[kind].test(types.get(column) ?? ''))
  return wrong === undefined
    ? null
    : `${wrong[0]} of ${file}.parquet is ${types.get(wrong[0]) ?? ''}, not ${WORDS[wrong[1]]}`
}
