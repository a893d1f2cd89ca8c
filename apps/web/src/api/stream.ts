import type { ClientMessage, ServerMessage } from '@numize/server/contract'
import { createWatches, type Watch } from './watches.ts'

/** One socket to `/v1/stream`, opened when first needed and opened again when it is lost with questions under way. */
export interface Stream {
  readonly say: (message: ClientMessage) => void
  /** Has a question told again after a lost connection, until it is forgotten. */
  readonly follow: (requestId: string) => void
  readonly forget: (requestId: string) => void
  /** Says a message again after every lost connection, however long that takes, and hands on what is said to it; the returned function ends it. */
  readonly watch: (message: Watch, hear: (message: ServerMessage) => void) => () => void
}

export interface StreamEvents {
  readonly onMessage: (message: ServerMessage) => void
  /** Asked after each lost connection; false gives up at once. */
  readonly mayTryAgain: () => Promise<boolean>
  readonly onLost: (requestIds: readonly string[], mayTryAgain: boolean) => void
}

const PAUSES_MS = [300, 1000, 2500, 5000]
const LAST_PAUSE_MS = 5000

export function openStream({ onMessage, mayTryAgain, onLost }: StreamEvents): Stream {
  const following = new Set<string>()
  const waiting: ClientMessage[] = []
  const watches = createWatches()
  let socket: WebSocket | null = null
  let failures = 0

  const receive = (message: ServerMessage) => watches.hand(message) || onMessage(message)
  const send = (message: ClientMessage) => socket?.send(JSON.stringify(message))

  function connect(): void {
    socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/v1/stream`)
    socket.addEventListener('open', catchUp)
    socket.addEventListener('message', ({ data }) => receive(JSON.parse(String(data)) as ServerMessage))
    socket.addEventListener('close', () => void reconnect())
  }

  function catchUp(): void {
    const asking = new Set(waiting.map(({ requestId }) => requestId))
    for (const message of watches.messages()) send(message)
    for (const requestId of following) if (!asking.has(requestId)) send({ kind: 'resume', requestId })
    for (const message of waiting.splice(0)) send(message)
    failures = 0
  }

  async function reconnect(): Promise<void> {
    socket = null
    if (following.size === 0 && waiting.length === 0 && watches.messages().length === 0) return
    const isWorthIt = await mayTryAgain()
    const pause = PAUSES_MS[failures++]
    if (!isWorthIt || pause === undefined) giveUp(isWorthIt)
    const isWaitedFor = pause !== undefined || watches.messages().length > 0
    if (isWorthIt && isWaitedFor) setTimeout(connectOnce, pause ?? LAST_PAUSE_MS)
  }

  const connectOnce = () => {
    if (!socket) connect()
  }

  function giveUp(isWorthIt: boolean): void {
    failures = 0
    waiting.length = 0
    onLost([...following], isWorthIt)
    following.clear()
  }

  const isOpen = (): boolean => socket?.readyState === WebSocket.OPEN

  return {
    say: (message) => {
      if (isOpen()) return send(message)
      waiting.push(message)
      connectOnce()
    },
    watch: (message, hear) => {
      watches.add(message, hear)
      if (isOpen()) send(message)
      else connectOnce()
      return () => {
        watches.end(message.requestId)
        if (isOpen()) send({ kind: 'unwatch', requestId: message.requestId })
      }
    },
    follow: (requestId) => following.add(requestId),
    forget: (requestId) => following.delete(requestId),
  }
}
