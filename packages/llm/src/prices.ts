/** US dollars for a million tokens, nothing cached; where the price depends on length or date, the highest that applies. */
export interface Price {
  readonly inputUsd: number
  readonly outputUsd: number
}

interface PriceList {
  readonly source: string
  /** The day the list was read. */
  readonly date: string
  /** By the beginning of a model's name: the longest that fits counts. */
  readonly models: Readonly<Record<string, Price>>
}

const price = (inputUsd: number, outputUsd: number): Price => ({ inputUsd, outputUsd })

/** List prices of models that write text. A model that is not here is not called before its price is configured. */
const PRICES: readonly PriceList[] = [
  {
    source: 'https://developers.openai.com/api/docs/pricing',
    date: '2026-06-20',
    models: {
      'gpt-4.1-nano': price(0.1, 0.4),
      'gpt-4.1-mini': price(0.4, 1.6),
      'gpt-4.1': price(2, 8),
      'gpt-4o-mini': price(0.15, 0.6),
      'gpt-4o': price(2.5, 10),
      'gpt-5-nano': price(0.05, 0.4),
      'gpt-5-mini': price(0.25, 2),
      'gpt-5': price(1.25, 10),
      'gpt-5.1': price(1.25, 10),
      'gpt-5.2': price(1.75, 14),
      'gpt-5.4-nano': price(0.2, 1.25),
      'gpt-5.4-mini': price(0.75, 4.5),
      'gpt-5.4': price(2.5, 15),
      'gpt-5.5': price(5, 30),
    },
  },
  {
    source: 'https://platform.claude.com/docs/en/about-claude/pricing',
    date: '2026-10-10',
    models: {
      'claude-haiku-4-5': price(1, 5),
      'claude-haiku-5-5': price(0.5, 2.5),
      'claude-sonnet-4-5': price(3, 15),
      'claude-sonnet-4-6': price(3, 15),
      'claude-sonnet-5': price(2, 10),
      'claude-sonnet-5-5': price(2, 10),
      'claude-opus-4-5': price(5, 25),
      'claude-opus-4-6': price(5, 25),
      'claude-opus-4-7': price(5, 25),
      'claude-opus-4-8': price(5, 25),
      'claude-opus-4-1': price(15, 75),
      'claude-opus-5': price(5, 25),
      'claude-opus-5-5': price(4, 20),
    },
  },
  {
    source: 'https://ai.google.dev/gemini-api/docs/pricing',
    date: '2026-10-07',
    models: {
      'gemini-2.5-flash-lite': price(0.1, 0.4),
      'gemini-2.5-flash': price(0.3, 2.5),
      'gemini-2.5-pro': price(1.25, 10),
      'gemini-3.1-pro-preview': price(2, 12),
      'gemini-3.5-flash-lite': price(0.3, 2.5),
      'gemini-3.5-flash': price(1.5, 9),
      'gemini-3.8-flash': price(1.5, 7.5),
    },
  },
]

/** The list price of a model, dated names included (`gpt-5-mini-2025-08-07`); null where it is not listed. */
export function priceOf(model: string): Price | null {
  const names = PRICES.flatMap(({ models }) => Object.entries(models))
  const fitting = names.filter(([name]) => model === name || isVersionOf(model, name))
  return fitting.toSorted(([a], [b]) => b.length - a.length)[0]?.[1] ?? null
}

/** Only a date may follow: `gpt-5-pro` is no version of `gpt-5`, and costs ten times as much. */
const isVersionOf = (model: string, name: string): boolean =>
  model.startsWith(`${name}-`) &&
  /^(?:\d{8}|\d{4}-\d\d-\d\d|\d{3}|latest)$/.test(model.slice(name.length + 1))

export const costUsd = ({ inputUsd, outputUsd }: Price, inputTokens: number, outputTokens: number): number =>
  (inputTokens * inputUsd + outputTokens * outputUsd) / 1_000_000
