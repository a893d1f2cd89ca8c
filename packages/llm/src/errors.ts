import { errorTable } from '@numize/base'

/** What a provider wrote is never repeated: it may hold the key, the question or the catalog. */
export const llmError = errorTable('llm', {
  'bad-base-url': (f: { from: string }) =>
    `${f.from} is no http address of a language model's API, like http://localhost:11434/v1`,
  'bad-limit': (f: { variable: string }) => `${f.variable} must be a number of US dollars, like 5`,
  'no-model': (f: { provider: string }) =>
    `${f.provider} needs the name of a model: set providers.model in numize.yml, or NUMIZE_LLM_MODEL`,
  'no-price': (f: { model: string }) =>
    `the price of ${f.model} is not known, so its budget cannot be held: set providers.price in numize.yml`,
  'over-budget': (f: { budget: string; leftUsd: number; neededUsd: number }) =>
    `not sent: the call may cost up to ${dollars(f.neededUsd)} and ${dollars(f.leftUsd)} is left of the budget ${f.budget}. Raise it under providers.budget in numize.yml.`,
  'unknown-provider': (f: { provider: string; known: readonly string[] }) =>
    `unknown provider of language models: ${f.provider}. Choose ${f.known.join(', ')}.`,
  'broken-spending': (f: { file: string }) =>
    `cannot read what was spent today from ${f.file}: delete the file to begin anew`,
  'bad-key': (f: { provider: string; status: number }) =>
    `${f.provider} did not accept the key (${f.status}): check the environment variable it comes from`,
  'bad-request': (f: { provider: string; model: string; status: number }) =>
    `${f.provider} did not accept the request (${f.status}): check that it offers ${f.model}`,
  busy: (f: { provider: string; attempts: number }) =>
    `${f.provider} was too busy to reply, asked ${f.attempts} times: try again later`,
  unavailable: (f: { provider: string; attempts: number }) =>
    `${f.provider} could not be reached or failed, asked ${f.attempts} times: try again later`,
  'too-large': (f: { provider: string }) => `${f.provider} sent a reply that is too large to be a plan`,
  slow: (f: { provider: string; seconds: number }) =>
    `${f.provider} did not reply within ${f.seconds} seconds`,
  cancelled: () => 'the question was cancelled',
  malformed: (f: { provider: string }) => `${f.provider} replied with something that is not JSON`,
  declined: (f: { provider: string }) => `${f.provider} declined to reply`,
})

const dollars = (usd: number): string => `$${usd.toFixed(usd < 0.1 ? 4 : 2)}`
