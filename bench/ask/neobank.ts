import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { generateDemo } from '@numize/needs'

const EXAMPLE = resolve('examples/neobank')

/**
 * The neobank demo at ten million transactions, in the user's cache folder: generated the first time, which takes
 * some minutes. Gives its folder.
 */
export async function largeNeobank(print: (line: string) => void): Promise<string> {
  const cache =
    process.env['NUMIZE_CACHE'] ?? join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'numize')
  const folder = join(cache, 'bench', 'neobank-evaluation')
  mkdirSync(folder, { recursive: true })
  for (const name of ['models', 'slices', 'lexicon.yml', 'numize.yml'])
    cpSync(join(EXAMPLE, name), join(folder, name), { recursive: true })
  const settings = readFileSync(join(EXAMPLE, 'demo.yml'), 'utf8').replace(
    /^scale: .*$/m,
    'scale: evaluation',
  )
  writeFileSync(join(folder, 'demo.yml'), settings)
  if (!existsSync(join(folder, 'data'))) print(`generating ten million transactions in ${folder}, once`)
  await generateDemo(folder)
  return folder
}

/** Questions of the kind a newcomer asks the demo. */
export const QUESTIONS: readonly string[] = [
  'card spend last month',
  'card spend by month in 2026',
  'card spend by sector last quarter',
  'top 10 merchants by card spend last month',
  'how many customers do we have',
  'new account opens by week since July 2026',
  'active customers by month this year',
  'decline rate by channel in October 2026',
  'decline rate last month compared to the month before',
  'how many transactions were declined yesterday',
  'subscription revenue by month in 2026',
  'interchange revenue this quarter vs last quarter',
  'average transaction amount by channel',
  'card spend by country this year',
  'card spend by customer segment last month',
  'transactions by weekday in September 2026',
  'which sector had the most card spend in 2026',
  'top 5 countries by card spend in Q2 2026',
  'customers by country',
  'accounts by type',
  'card spend per day in October 2026',
  'interchange revenue by sector this year',
  'card spend in travel last month',
  'card spend this year compared to last year by month',
  'how many active cards',
  'share of card spend by sector last quarter',
  'declined transactions by sector last week',
  'merchants with card spend above 100000 last month',
  'total revenue by quarter',
  'customers with no transactions in October 2026',
]
