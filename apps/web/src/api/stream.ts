import type { ClientMessage, ServerMessage } from '@numize/server/contract'

type Listener = (message: ServerMessage) => void

/** One socket to `/v1/stream`, opened when first needed and opened again when it is lost with questions under way. */
export interface Stream {
  say(message: ClientMessage): void
  /** Questions that must be told again after a lost connection; `lost` when none can be had. */
  readonly follow: (requestId: string) => void
  readonly forget: (requestId: string) => void
}

const RETRIES_MS = [300, 1000, 2500, 5000]

export function openStream(onMessage: Listener, onLost: (requestIds: readonly string[]) => void): Stream {
  const following = new Set<string>()
  const waiting: ClientMessage[] = []
  let socket: WebSocket | null = null
  let failures = 0

  const send = (message: ClientMessage) => socket?.send(JSON.stringify(message))

  function connect(): void {
    socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/v1/stream`)
    socket.addEventListener('open', () => {
      const asking = new Set(waiting.map(({ requestId }) => requestId))
      for (const requestId of following) if (!asking.has(requestId)) send({ kind: 'resume', requestId })
      for (const message of waiting.splice(0)) send(message)
      failures = 0
    })
    socket.addEventListener('message', ({ data }) => onMessage(JSON.parse(String(data)) as ServerMessage))
    socket.addEventListener('close', () => {
      socket = null
      if (following.size === 0 && waiting.length === 0) return
      const pause = RETRIES_MS[failures++]
      if (pause !== undefined) setTimeout(connect, pause)
      else giveUp()
    })
  }

  function giveUp(): void {
    failures = 0
    waiting.length = 0
    const lost = [...following]
    following.clear()
    onLost(lost)
  }

  return {
    say(message) {
      if (socket?.readyState === WebSocket.OPEN) return send(message)
      waiting.push(message)
      if (!socket) connect()
    },
    follow: (requestId) => following.add(requestId),
    forget: (requestId) => following.delete(requestId),
  }
}
