import type { Providers } from '@numize/semantic'
import { llmError } from './errors.ts'
import { type Price, priceOf } from './prices.ts'

export type ProviderKind = 'openai' | 'anthropic' | 'google' | 'compatible'

/** Where proposals come from. The key is a function so that no log or serialiser meets it. */
export interface Provider {
  readonly kind: ProviderKind
  /** As people call it: `Anthropic`. */
  readonly label: string
  readonly model: string
  readonly baseUrl: string
  readonly key: () => string | undefined
  /** Null = not known: nothing is sent before it is configured. */
  readonly price: Price | null
}

export type Environment = Readonly<Record<string, string | undefined>>

interface Known {
  readonly label: string
  readonly key: string
  readonly baseUrl: string
  /** Another address of the same API, such as a proxy of the company. */
  readonly baseUrlVariable: string
  readonly model: string | null
}

const KNOWN: Readonly<Record<ProviderKind, Known>> = {
  compatible: {
    label: 'The language model',
    key: 'NUMIZE_LLM_API_KEY',
    baseUrl: '',
    baseUrlVariable: 'NUMIZE_LLM_BASE_URL',
    model: null,
  },
  anthropic: {
    label: 'Anthropic',
    key: 'ANTHROPIC_API_KEY',
    baseUrl: 'https://api.anthropic.com/v1',
    baseUrlVariable: 'ANTHROPIC_BASE_URL',
    model: 'claude-haiku-4-5',
  },
  openai: {
    label: 'OpenAI',
    key: 'OPENAI_API_KEY',
    baseUrl: 'https://api.openai.com/v1',
    baseUrlVariable: 'OPENAI_BASE_URL',
    model: 'gpt-5.4-mini',
  },
  google: {
    label: 'Google',
    key: 'GOOGLE_GENERATIVE_AI_API_KEY',
    baseUrl: 'https://generativelanguage.googleapis.com/v1beta',
    baseUrlVariable: 'GOOGLE_GENERATIVE_AI_BASE_URL',
    model: 'gemini-2.5-flash',
  },
}

const ORDER: readonly ProviderKind[] = ['compatible', 'anthropic', 'openai', 'google']

/** The environment variables any of which switches a language model on. */
export const PROVIDER_VARIABLES: readonly string[] = ORDER.map((kind) =>
  kind === 'compatible' ? KNOWN[kind].baseUrlVariable : KNOWN[kind].key,
)

/**
 * The provider a project is to use, or null: then nothing leaves the machine. Keys, and addresses other than of this
 * machine, come from the environment only, since a project's folder may be somebody else's.
 * @throws `llm/bad-base-url`, `llm/no-model`
 */
export function chooseProvider(settings: Providers | undefined, env: Environment): Provider | null {
  const kind = ORDER.find((one) => allows(settings, one) && isSetUp(one, settings, env))
  if (kind === undefined) return null
  const known = KNOWN[kind]
  const model = modelOf(known, settings, env)
  const baseUrl = baseUrlOf(kind, settings, env)
  return {
    kind,
    label: known.label,
    model,
    baseUrl,
    key: () => said(env, known.key),
    price: (kind === 'compatible' ? null : priceOf(model)) ?? settings?.price ?? ownPrice(kind, baseUrl),
  }
}

const allows = (settings: Providers | undefined, kind: ProviderKind): boolean =>
  settings?.use === undefined || settings.use === kind

function modelOf({ model, label }: Known, settings: Providers | undefined, env: Environment): string {
  const wanted = settings?.model ?? said(env, 'NUMIZE_LLM_MODEL') ?? model
  if (wanted === null) throw llmError('no-model', { provider: label })
  return wanted
}

/** A server of one's own on this machine costs nothing; what any other asks is not known. */
const ownPrice = (kind: ProviderKind, url: string): Price | null =>
  kind === 'compatible' && isThisMachine(url) ? { inputUsd: 0, outputUsd: 0 } : null

const isThisMachine = (url: string): boolean =>
  ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname)

const isSetUp = (kind: ProviderKind, settings: Providers | undefined, env: Environment): boolean =>
  kind === 'compatible'
    ? settings?.baseUrl !== undefined || said(env, KNOWN.compatible.baseUrlVariable) !== undefined
    : said(env, KNOWN[kind].key) !== undefined

function baseUrlOf(
  kind: ProviderKind,
  settings: Pick<Providers, 'baseUrl'> | undefined,
  env: Environment,
): string {
  const { baseUrl, baseUrlVariable } = KNOWN[kind]
  const outside = said(env, baseUrlVariable)
  const written = kind === 'compatible' ? settings?.baseUrl : undefined
  const url = outside ?? written ?? baseUrl
  if (!/^https?:$/.test(protocolOf(url)))
    throw llmError('bad-base-url', {
      from: outside === undefined ? 'providers.base_url in numize.yml' : baseUrlVariable,
    })
  return url.replace(/\/+$/, '')
}

const said = (env: Environment, name: string): string | undefined => env[name]?.trim() || undefined

const protocolOf = (url: string): string => {
  try {
    return new URL(url).protocol
  } catch {
    return ''
  }
}

interface Named {
  readonly provider: string
  readonly model: string
  readonly baseUrl: string | null
  readonly keyVariable: string | null
}

/**
 * A provider by name, or null where its key is not set. A key goes to its provider's own address, to one the environment
 * names or to this machine; any other address that settings name is sent `NUMIZE_LLM_API_KEY` only.
 * @throws `llm/unknown-provider`, `llm/bad-base-url`
 */
export function namedProvider(wanted: Named, env: Environment): Provider | null {
  const kind = kindNamed(wanted)
  const baseUrl =
    wanted.baseUrl === null
      ? baseUrlOf(kind, undefined, env)
      : baseUrlOf(kind, { baseUrl: wanted.baseUrl }, {})
  const isOwn = kind === 'compatible' && isThisMachine(baseUrl)
  const mayChoose = kind !== 'compatible' || isOwn
  const variable = (mayChoose ? wanted.keyVariable : null) ?? KNOWN[kind].key
  if (!isOwn && said(env, variable) === undefined) return null
  return {
    kind,
    label: KNOWN[kind].label,
    model: wanted.model,
    baseUrl,
    key: () => said(env, variable),
    price: priceOf(wanted.model) ?? ownPrice(kind, baseUrl),
  }
}

function kindNamed({ provider, baseUrl }: Named): ProviderKind {
  const kind = ORDER.find((one) => one === (baseUrl === null ? provider : 'compatible'))
  if (kind === undefined) throw llmError('unknown-provider', { provider, known: ORDER })
  return kind
}
