import type { Ask, AskSql, Ground } from '@numize/ask'
import type { Assistant } from '@numize/assistant'

/** What to ask about: a project folder, or somebody's own data. */
export type Subject = { readonly project: string } | { readonly source: string }

/** A subject with its data open and everything that answers over it. */
export interface OpenSubject extends AsyncDisposable {
  /** The organisation it is of. */
  readonly orgId: string
  readonly ground: Ground
  readonly ask: Ask
  readonly askSql: AskSql
  readonly assistant: Assistant
  readonly problems: readonly string[]
}
