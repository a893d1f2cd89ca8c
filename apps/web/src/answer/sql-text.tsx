import styles from './sql-text.module.css'

const TOKEN = /('(?:[^']|'')*')|("(?:[^"]|"")*")|(--[^\n]*)|(\b\d+(?:\.\d+)?\b)|(\b[a-zA-Z_]\w*\b)/g
const WORDS = new Set(
  `select from where group by order having limit offset join left right full inner outer cross on using as and or not in is
  null between like ilike case when then else end with union all distinct over partition rows range preceding following
  unbounded current row asc desc nulls first last cast date timestamp interval at time zone filter exists true false
  qualify values`.split(/\s+/),
)

/** SQL for a reader, its words coloured. Only text: nothing in it is ever markup. */
export const SqlText = ({ sql }: { sql: string }) => (
  <pre className={styles['sql']} tabIndex={0} aria-label="SQL">
    <code>
      {tokensOf(sql).map(({ text, kind }, at) =>
        kind ? (
          <span key={at} data-kind={kind}>
            {text}
          </span>
        ) : (
          text
        ),
      )}
    </code>
  </pre>
)

type Kind = 'text' | 'comment' | 'number' | 'word' | null

function tokensOf(sql: string): readonly { text: string; kind: Kind }[] {
  const tokens: { text: string; kind: Kind }[] = []
  let at = 0
  for (const match of sql.matchAll(TOKEN)) {
    const kind = kindOf(match)
    if (kind === null) continue
    if (match.index > at) tokens.push({ text: sql.slice(at, match.index), kind: null })
    tokens.push({ text: match[0], kind })
    at = match.index + match[0].length
  }
  return [...tokens, { text: sql.slice(at), kind: null }]
}

function kindOf([, text, , comment, number, word]: RegExpMatchArray): Kind {
  if (text !== undefined) return 'text'
  if (comment !== undefined) return 'comment'
  if (number !== undefined) return 'number'
  return word !== undefined && WORDS.has(word.toLowerCase()) ? 'word' : null
}
