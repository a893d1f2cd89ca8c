import type { BigQuery, BigQueryOptions } from '@google-cloud/bigquery'
import { fail } from '../errors.ts'

export interface BigqueryOptions {
  /** Where jobs run and are billed. */
  readonly projectId: string
  /** Where names without a dataset are looked up. */
  readonly dataset: { readonly projectId: string; readonly datasetId: string }
  /** Region of the dataset, e.g. `EU`; absent = BigQuery finds it. */
  readonly location?: string
  /** Another address than Google's, asked without credentials: a local emulator. */
  readonly apiEndpoint?: string
  /** A job that would read more is refused by BigQuery and costs nothing. */
  readonly maximumBytesBilled?: number
  /** What reading one TiB costs, in US dollars. Default: see `ON_DEMAND_USD_PER_TIB`. */
  readonly usdPerTib?: number
  /** Requests answered with 429 or 5xx are sent again so many times, after at most so many seconds. */
  readonly retries?: { readonly most: number; readonly longestDelayS: number }
}

const RETRIES = { most: 4, longestDelayS: 16 }

/**
 * Google's own client, loaded when it is first needed: it is an optional dependency.
 * Credentials are found by it (`GOOGLE_APPLICATION_CREDENTIALS`, gcloud's own, or the machine's).
 * @throws `engines/no-client`
 */
export async function openClient(options: BigqueryOptions): Promise<BigQuery> {
  const { BigQuery: Client } = await import('@google-cloud/bigquery').catch((error: unknown) => {
    if ((error as { code?: string }).code !== 'ERR_MODULE_NOT_FOUND') throw error
    throw fail('no-client', { engine: 'BigQuery', package: '@google-cloud/bigquery@8.3.1' })
  })
  const { most, longestDelayS } = options.retries ?? RETRIES
  return new Client({
    projectId: options.projectId,
    retryOptions: { autoRetry: true, maxRetries: most, maxRetryDelay: longestDelayS },
    ...(options.location === undefined ? {} : { location: options.location }),
    ...(options.apiEndpoint === undefined ? {} : { apiEndpoint: options.apiEndpoint, authClient: nobody }),
  })
}

/** Nobody signs in at an emulator. */
const nobody = {
  getRequestHeaders: () => Promise.resolve(new Headers()),
} as unknown as NonNullable<BigQueryOptions['authClient']>
