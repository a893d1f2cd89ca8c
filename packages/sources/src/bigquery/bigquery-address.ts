import type { BigqueryOptions } from '@numize/engines'
import { fail } from '../errors.ts'

const FORM =
  'bigquery://project/dataset, with ?location=EU&maximum_bytes_billed=… behind it where that is needed'
const NAME = /^[A-Za-z0-9_:.-]+$/

/** What may stand behind the `?`. */
const PARAMETERS = new Set([
  'location',
  'billing_project',
  'maximum_bytes_billed',
  'usd_per_tib',
  'apiEndpoint',
])

/**
 * `bigquery://project/dataset` as options of the engine. Behind a `?`: `location`, `billing_project` (where jobs run,
 * when not where the data is), `maximum_bytes_billed`, `usd_per_tib` and `apiEndpoint` (an emulator; without it
 * `BIGQUERY_EMULATOR_HOST`, as Google's own clients read it).
 * @throws `sources/bad-address`
 */
export function bigqueryAddress(
  address: string,
  environment: Readonly<Record<string, string | undefined>>,
): BigqueryOptions {
  const bad = (problem: string) => fail('bad-address', { address, problem, form: FORM })
  const [, project = '', dataset = '', rest = ''] =
    /^bigquery:\/\/([^/?#]*)\/?([^/?#]*)\/?(?:\?(.*))?$/i.exec(address) ?? []
  if (!NAME.test(project)) throw bad('names no project')
  if (!NAME.test(dataset)) throw bad('names no dataset')
  const asked = new URLSearchParams(rest)
  const unknown = [...asked.keys()].find((name) => !PARAMETERS.has(name))
  if (unknown !== undefined) throw bad(`has an unknown setting, ${unknown}`)
  const numberOf = (name: string): number | undefined => {
    const text = asked.get(name)
    if (text === null) return undefined
    if (!(Number(text) > 0)) throw bad(`has a ${name} that is not a number above 0`)
    return Number(text)
  }
  return withoutAbsent({
    projectId: asked.get('billing_project') ?? project,
    dataset: { projectId: project, datasetId: dataset },
    location: asked.get('location') ?? undefined,
    apiEndpoint: asked.get('apiEndpoint') ?? environment['BIGQUERY_EMULATOR_HOST'],
    maximumBytesBilled: numberOf('maximum_bytes_billed'),
    usdPerTib: numberOf('usd_per_tib'),
  })
}

type Loose<T> = { readonly [K in keyof T]: T[K] | undefined }

const withoutAbsent = (options: Loose<BigqueryOptions>): BigqueryOptions =>
  Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined),
  ) as unknown as BigqueryOptions
