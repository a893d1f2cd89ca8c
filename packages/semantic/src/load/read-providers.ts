import type { Providers } from '../project.ts'
import { child, choice, complainAt, type Fields, has, numeric, text } from './yaml-reader.ts'

/** `providers:` of `numize.yml`; null where it says nothing. */
export function readProviders(fields: Fields): Providers | null {
  if (!has(fields, 'providers')) return null
  const found = child(fields, 'providers', ['use', 'model', 'prefer', 'base_url', 'price', 'budget'])
  if (!found) return null
  const providers = { ...found, what: 'providers' }
  const use = choice(providers, 'use', ['openai', 'anthropic', 'google', 'compatible', 'none'])
  const model = text(providers, 'model')
  const baseUrl = readBaseUrl(providers)
  const price = readPrice(providers)
  return {
    prefer: choice(providers, 'prefer', ['planner', 'llm']) ?? 'planner',
    budget: readBudget(providers),
    ...(use === null ? {} : { use }),
    ...(model === null ? {} : { model }),
    ...(baseUrl === null ? {} : { baseUrl }),
    ...(price === null ? {} : { price }),
  }
}

/** A folder from somewhere else must not send questions to somebody's server. */
function readBaseUrl(providers: Fields): string | null {
  const url = text(providers, 'base_url')
  if (url === null || /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?(?:\/[^\s]*)?$/.test(url))
    return url
  complainAt(
    providers,
    'base_url',
    'base_url must be on this machine, like http://localhost:11434/v1. Set another address as NUMIZE_LLM_BASE_URL in the environment.',
  )
  return null
}

function readPrice(providers: Fields): NonNullable<Providers['price']> | null {
  if (!has(providers, 'price')) return null
  const price = child(providers, 'price', ['input', 'output'])
  if (!price) return null
  const [inputUsd, outputUsd] = [amount(price, 'input'), amount(price, 'output')]
  if (inputUsd !== null && outputUsd !== null) return { inputUsd, outputUsd }
  complainAt(
    providers,
    'price',
    'price needs input and output: US dollars for a million tokens, like {input: 1, output: 5}.',
  )
  return null
}

function readBudget(providers: Fields): Providers['budget'] {
  const budget = has(providers, 'budget') ? child(providers, 'budget', ['question', 'day', 'seconds']) : null
  if (!budget) return {}
  const [questionUsd, dayUsd, seconds] = [
    amount(budget, 'question'),
    amount(budget, 'day'),
    amount(budget, 'seconds'),
  ]
  return {
    ...(questionUsd === null ? {} : { questionUsd }),
    ...(dayUsd === null ? {} : { dayUsd }),
    ...(seconds === null ? {} : { seconds }),
  }
}

function amount(fields: Fields, key: string): number | null {
  const value = has(fields, key) ? numeric(fields, key) : null
  if (value === null || value >= 0) return value
  complainAt(fields, key, `${key} cannot be negative.`)
  return null
}
