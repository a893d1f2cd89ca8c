import { setTimeout as wait } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import type { Known } from './shop.ts'

type Body = Readonly<Record<string, unknown>>
interface Reply {
  readonly status: number
  readonly body: unknown
}

/** A write that was answered 2xx, and how to see that it is still there. */
export interface Acknowledged {
  readonly what: 'turn' | 'board' | 'share' | 'feedback'
  readonly isThere: () => Promise<boolean>
}

/** What all visitors did. */
export interface Tally {
  readonly acknowledged: Acknowledged[]
  /** Answers that came, and the questions among them whose rows were not the right ones. */
  answers: number
  readonly wrong: string[]
  /** Turns that were answered 2xx with a refusal or a question back in place of rows. */
  readonly unanswered: string[]
  /** Requests whose connection broke after it was made: what became of them is not known. */
  broken: number
  /** Requests that were answered with an error, by status and code. */
  readonly errors: Map<string, number>
}

export const newTally = (): Tally => ({
  acknowledged: [],
  answers: 0,
  wrong: [],
  unanswered: [],
  broken: 0,
  errors: new Map(),
})

const SHOP = '/v1/projects/shop'
const PAUSE_MS = 60
/** After a connection that broke. */
const LONGER_PAUSE_MS = 300

interface Load {
  readonly address: string
  readonly known: readonly Known[]
  readonly random: () => number
  readonly tally: Tally
}

/** Somebody who came in by a link and asks, makes boards, shares them and says what they think, until told to stop. */
export class Visitor {
  readonly #load: Load
  readonly #cookie: string
  #turn: { readonly id: string; readonly thread: string } | null = null
  #board: string | null = null

  private constructor(load: Load, cookie: string) {
    this.#load = load
    this.#cookie = cookie
  }

  static async signIn(link: string, load: Load): Promise<Visitor> {
    const token = link.split('#token=')[1]?.split(/\s/)[0]
    const headers = { 'content-type': 'application/json', origin: load.address }
    const body = JSON.stringify({ token })
    const reply = await fetch(`${load.address}/v1/sign-in`, { method: 'POST', headers, body })
    const cookie = reply.headers.get('set-cookie')?.split(';')[0]
    if (!reply.ok || cookie === undefined)
      throw new Error(`no sign-in: ${reply.status} ${await reply.text()}`)
    return new Visitor(load, cookie)
  }

  async visit(isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      try {
        await this.#act(this.#load.random())
      } catch (error) {
        if (!wasRefused(error)) this.#load.tally.broken += 1
        await wait(LONGER_PAUSE_MS)
      }
      await wait(PAUSE_MS)
    }
  }

  async #act(drawn: number): Promise<void> {
    if (drawn < 0.6) await this.#ask(drawn < 0.3 ? null : (this.#turn?.thread ?? null))
    else if (drawn < 0.8) await this.#makeBoard()
    else if (drawn < 0.9) await this.#share()
    else await this.#judge()
  }

  async #ask(thread: string | null): Promise<void> {
    const { known, random, tally } = this.#load
    const asked = known[Math.floor(random() * known.length)]
    if (!asked) return
    const path = thread === null ? `${SHOP}/threads` : `${SHOP}/threads/${thread}/questions`
    const turn = await this.#write(path, { question: asked.question })
    if (!turn) return
    const [id, threadId] = [String(turn['id']), String(turn['threadId'])]
    this.#turn = { id, thread: threadId }
    judge(asked, turn['reply'], tally)
    this.#keep('turn', async () => {
      const turns = await this.#read(`${SHOP}/threads/${threadId}`)
      const kept = Array.isArray(turns) ? turns.find((one: Body) => one['id'] === id) : undefined
      return kept !== undefined && isDeepStrictEqual(rowsOf(kept['reply']), rowsOf(turn['reply']))
    })
  }

  async #makeBoard(): Promise<void> {
    const title = `Board ${this.#load.random()}`
    const blocks = [{ kind: 'text', id: 'note', width: 1, text: `Of ${title}` }]
    const content = { title, description: null, range: null, filters: [], blocks }
    const board = await this.#write(`${SHOP}/boards`, { content, visibility: 'team' })
    if (!board) return
    const id = String(board['id'])
    this.#board = id
    this.#keep('board', async () => {
      const kept = (await this.#read(`${SHOP}/boards/${id}`)) as Body | null
      return isDeepStrictEqual(kept?.['content'], board['content'])
    })
  }

  async #share(): Promise<void> {
    if (this.#board === null) return
    const target = this.#board
    const share = await this.#write(`${SHOP}/shares`, { kind: 'board', id: target })
    if (!share) return
    this.#keep('share', async () => {
      const kept = (await this.#read(`/v1/shared/${String(share['token'])}`)) as Body | null
      return kept?.['target'] === target
    })
  }

  async #judge(): Promise<void> {
    if (this.#turn === null) return
    const note = `Is that right? ${this.#load.random()}`
    const path = `${SHOP}/turns/${this.#turn.id}/feedback`
    this.#turn = null
    if (!(await this.#write(path, { verdict: 'down', note }))) return
    this.#keep('feedback', async () => {
      const reviews = await this.#read(`${SHOP}/reviews`)
      return Array.isArray(reviews) && reviews.some((one: Body) => one['note'] === note)
    })
  }

  #keep(what: Acknowledged['what'], isThere: () => Promise<boolean>): void {
    this.#load.tally.acknowledged.push({ what, isThere })
  }

  async #write(path: string, body: Body): Promise<Body | null> {
    const { status, body: answer } = await this.#request('POST', path, body)
    if (status < 300) return answer as Body
    count(this.#load.tally, `${status} ${String((answer as Body)['code'])}`)
    return null
  }

  async #read(path: string): Promise<unknown> {
    for (;;) {
      const { status, body } = await this.#request('GET', path)
      if (status < 300) return body
      if (status !== 429) return null
      await wait(1000)
    }
  }

  async #request(method: string, path: string, body?: Body): Promise<Reply> {
    const { address } = this.#load
    const headers = { cookie: this.#cookie, origin: address, 'content-type': 'application/json' }
    const sent =
      body === undefined
        ? { method, headers: { ...headers, 'content-type': 'text/plain' } }
        : { method, headers, body: JSON.stringify(body) }
    const reply = await fetch(`${address}${path}`, sent)
    return { status: reply.status, body: await reply.json() }
  }
}

/** Nobody listened: between two servers. */
const wasRefused = (error: unknown): boolean =>
  error instanceof Error && (error.cause as { code?: string } | undefined)?.code === 'ECONNREFUSED'

const count = ({ errors }: Tally, name: string): void => void errors.set(name, (errors.get(name) ?? 0) + 1)

/** The database went away while the question was answered, and was there again to keep that it failed. */
const saysLost = (reply: unknown): boolean => (reply as Body)['code'] === 'store/lost'

function judge(asked: Known, reply: unknown, tally: Tally): void {
  const rows = rowsOf(reply)
  if (saysLost(reply)) count(tally, 'a turn that failed with store/lost')
  else if (rows === null) tally.unanswered.push(`${asked.question}: ${JSON.stringify(reply).slice(0, 200)}`)
  else {
    tally.answers += 1
    if (!isDeepStrictEqual(rows, sorted(asked.rows)))
      tally.wrong.push(`${asked.question}: ${JSON.stringify(rows)} for ${JSON.stringify(asked.rows)}`)
  }
}

function rowsOf(reply: unknown): readonly unknown[] | null {
  const { status, result } = reply as { status: string; result?: { rows: readonly (readonly unknown[])[] } }
  return status === 'answered' && result ? sorted(result.rows) : null
}

const sorted = (rows: readonly (readonly unknown[])[]): readonly unknown[] =>
  rows.toSorted((a, b) => String(a[0]).localeCompare(String(b[0])))
