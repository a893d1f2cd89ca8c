/** A message of a thread; its role is that of its author, `other` where nobody says. */
export interface Message {
  readonly id: string
  /** Milliseconds since 1970, UTC. */
  readonly ts: number
  readonly role: string
  /** Of an e-mail: subject and body on lines of their own. */
  readonly text: string
  readonly hasLink: boolean
  readonly linkDomains: readonly string[]
  readonly hasCode: boolean
}

/** Messages in order of time; the first is the root. */
export interface Thread {
  readonly source: 'slack' | 'email'
  readonly id: string
  /** A Slack channel, or the list of an e-mail. */
  readonly channel: string
  /** `platform`, `analytics` or `domain`, as its root is filed. */
  readonly category: string
  readonly root: Message
  readonly replies: readonly Message[]
}

export interface Question {
  readonly id: string
  readonly ts: number
  readonly role: string
  readonly text: string
  readonly sql: string
}
