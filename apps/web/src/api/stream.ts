import type { ClientMessage, ServerMessage } from '@numize/server/contract'

/** One socket to `/v1/stream`, opened when first needed and opened again when it is lost with questions under way. */
export interface Stream {
  readonly say: (message: ClientMessage) => void
  /** Has a question told again after a lost connection, until it is forgotten. */
  readonly follow: (requestId: string) => void
  readonly forget: (requestId: string) => void
}

export interface StreamEvents {
  readonly onMessage: (message: ServerMessage) => void
  /** Asked after each lost connection; false gives up at once. */
  readonly mayTryAgain: () => Promise<boolean>
  readonly onLost: (requestIds: readonly string[], mayTryAgain: boolean) => void
}

const PAUSES_MS = [300, 1000, 2500, 5000]

export function openStream({ onMessage, mayTryAgain, onLost }: StreamEvents): Stream {
  const following = new Set<string>()
  const waiting: ClientMessage[] = []
  let socket: WebSocket | null = null
  let failures = 0

  const send = (message: ClientMessage) => socket?.send(JSON.stringify(message))

  function connect(): void {
    socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/v1/stream`)
    socket.addEventListener('open', catchUp)
    socket.addEventListener('message', ({ data }) => onMessage(JSON.parse(String(data)) as ServerMessage))
    socket.addEventListener('close', () => void reconnect())
  }

  function catchUp(): void {
    const asking = new Set(waiting.map(({ requestId }) => requestId))
    for (const requestId of following) if (!asking.has(requestId)) send({ kind: 'resume', requestId })
    for (const message of waiting.splice(0)) send(message)
    failures = 0
  }

  async function reconnect(): Promise<void> {
    socket = null
    if (following.size === 0 && waiting.length === 0) return
    const isWorthIt = await mayTryAgain()
    const pause = PAUSES_MS[failures++]
    if (isWorthIt && pause !== undefined) setTimeout(connectOnce, pause)
    else giveUp(isWorthIt)
  }

  const connectOnce = () => {
    if (!socket) connect()
  }

  function giveUp(isWorthIt: boolean): void {
    failures = 0
    waiting.length = 0
    const lost = [...following]
    following.clear()
    onLost(lost, isWorthIt)
  }

  return {
    say(message) {
      if (socket?.readyState === WebSocket.OPEN) return send(message)
      waiting.push(message)
      connectOnce()
    },
    follow: (requestId) => following.add(requestId),
    forget: (requestId) => following.delete(requestId),
  }
}
