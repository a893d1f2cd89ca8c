import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** What the server does with one request. */
export type Scripted =
  | {
      readonly text: string
      readonly inputTokens?: number
      readonly outputTokens?: number
      /** How long it takes to reply; default 0. */
      readonly delayMs?: number
    }
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  /** Accepts the request and never replies. */
  | { readonly silent: true }
  /** The provider's own way to say that it will not. */
  | { readonly declined: true }

export interface Received {
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: Readonly<Record<string, unknown>>
  readonly text: string
}

/** A server on this machine that speaks the wire protocol of each provider, with replies by script; the last repeats. */
export interface ProviderServer extends AsyncDisposable {
  readonly url: string
  readonly received: readonly Received[]
  /** Requests whose caller went away before the reply. */
  readonly abandoned: () => number
  /** The most requests that waited for a reply at the same time. */
  readonly mostAtOnce: () => number
  /** A function replies by what was asked. */
  script(...replies: readonly (Scripted | ((request: Received) => Scripted))[]): void
}

export async function openProviderServer(): Promise<ProviderServer> {
  const received: Received[] = []
  let queue: readonly (Scripted | ((request: Received) => Scripted))[] = []
  let abandoned = 0
  let atOnce = 0
  let mostAtOnce = 0
  const server = createServer((request, response) => {
    mostAtOnce = Math.max(mostAtOnce, ++atOnce)
    response.on('close', () => {
      atOnce--
      abandoned += response.writableFinished ? 0 : 1
    })
    void receive(request, response)
  })
  const receive = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const text = await readAll(request)
    const path = request.url ?? ''
    const asked = { path, headers: request.headers, body: JSON.parse(text), text }
    received.push(asked)
    const [next, ...rest] = queue
    if (rest.length > 0) queue = rest
    const reply = typeof next === 'function' ? next(asked) : next
    if (reply && 'text' in reply && reply.delayMs) await sleep(reply.delayMs)
    if (reply) answer(reply, path, response)
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    abandoned: () => abandoned,
    mostAtOnce: () => mostAtOnce,
    script: (...replies) => {
      queue = replies
      received.length = 0
      abandoned = 0
      mostAtOnce = atOnce
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function readAll(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text
}

function answer(reply: Scripted, path: string, response: ServerResponse): void {
  if ('silent' in reply) return
  if ('status' in reply) {
    response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers })
    response.end(reply.body ?? '{"error":{"message":"no","type":"no"}}')
    return
  }
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(JSON.stringify(bodyOf(reply, path)))
}

type Said = Exclude<Scripted, { status: number } | { silent: true }>

function bodyOf(reply: Said, path: string): unknown {
  const text = 'text' in reply ? reply.text : null
  const counts = countsOf(reply)
  if (path.endsWith('/messages')) return anthropic(text, counts)
  if (path.includes(':generateContent')) return google(text, counts)
  return path.endsWith('/responses') ? openaiResponses(text, counts) : chatCompletions(text, counts)
}

const countsOf = (reply: Said): Counts =>
  'text' in reply
    ? { input: reply.inputTokens ?? 100, output: reply.outputTokens ?? 10 }
    : { input: 100, output: 0 }

interface Counts {
  readonly input: number
  readonly output: number
}

/** https://platform.claude.com/docs/en/api/messages: JSON comes as the input of the tool that was forced. */
function anthropic(text: string | null, { input, output }: Counts): unknown {
  const parsed = text === null ? undefined : parsedJson(text)
  const content =
    text === null
      ? []
      : parsed === undefined
        ? [{ type: 'text', text }]
        : [{ type: 'tool_use', id: 'toolu_1', name: 'json', input: parsed }]
  return {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'claude',
    content,
    stop_reason: text === null ? 'refusal' : parsed === undefined ? 'end_turn' : 'tool_use',
    stop_sequence: null,
    usage: { input_tokens: input, output_tokens: output },
  }
}

/** https://ai.google.dev/api/generate-content */
const google = (text: string | null, { input, output }: Counts): unknown => ({
  candidates: [
    {
      content: { role: 'model', parts: text === null ? [] : [{ text }] },
      finishReason: text === null ? 'SAFETY' : 'STOP',
      index: 0,
    },
  ],
  usageMetadata: {
    promptTokenCount: input,
    candidatesTokenCount: output,
    totalTokenCount: input + output,
  },
})

/** https://platform.openai.com/docs/api-reference/responses */
const openaiResponses = (text: string | null, { input, output }: Counts): unknown => ({
  id: 'resp_1',
  object: 'response',
  created_at: 1_790_000_000,
  status: text === null ? 'incomplete' : 'completed',
  incomplete_details: text === null ? { reason: 'content_filter' } : null,
  model: 'gpt',
  output:
    text === null
      ? []
      : [
          {
            type: 'message',
            id: 'msg_1',
            role: 'assistant',
            status: 'completed',
            content: [{ type: 'output_text', text, annotations: [] }],
          },
        ],
  usage: {
    input_tokens: input,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: input + output,
  },
})

/** https://platform.openai.com/docs/api-reference/chat, which Ollama and vLLM speak too. */
const chatCompletions = (text: string | null, { input, output }: Counts): unknown => ({
  id: 'chatcmpl_1',
  object: 'chat.completion',
  created: 1_790_000_000,
  model: 'local',
  choices: [
    {
      index: 0,
      message: { role: 'assistant', content: text },
      finish_reason: text === null ? 'content_filter' : 'stop',
    },
  ],
  usage: { prompt_tokens: input, completion_tokens: output, total_tokens: input + output },
})

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
