import type { ClientMessage, ServerMessage } from '@numize/server/contract'

export type Watch = Extract<ClientMessage, { kind: 'watch' }>
type Hear = (message: ServerMessage) => void

/** What is watched over a connection, and who hears of it. */
export interface Watches {
  readonly add: (message: Watch, hear: Hear) => void
  readonly end: (requestId: string) => void
  /** Hands a message on to whoever watches for it; false where nobody does. */
  readonly hand: (message: ServerMessage) => boolean
  /** What to say again over a new connection. */
  readonly messages: () => readonly Watch[]
}

export function createWatches(): Watches {
  const watches = new Map<string, { readonly message: Watch; readonly hear: Hear }>()
  return {
    add: (message, hear) => void watches.set(message.requestId, { message, hear }),
    end: (requestId) => void watches.delete(requestId),
    hand: (message) => {
      const watch = watches.get(message.requestId ?? '')
      watch?.hear(message)
      return watch !== undefined
    },
    messages: () => [...watches.values()].map(({ message }) => message),
  }
}
