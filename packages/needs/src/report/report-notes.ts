import type { Classified } from '../classify/classified.ts'
import { type DnrConfig, SOURCES } from '../config/dnr-config.ts'
import { dollars, percentOf, SOURCE_NAMES } from './output/words.ts'

/** What the reader must know of how the labels came about, one sentence each. */
export function notesOf(
  classified: Classified | null,
  { config, useLlm }: { readonly config: DnrConfig; readonly useLlm: boolean },
): readonly string[] {
  if (classified === null)
    return ['No communications were read: themes skipped, and nothing says who needs what.']
  const { engine, sources, budget } = classified
  const partial = SOURCES.flatMap((source) =>
    sources[source].partial === null
      ? []
      : [`${SOURCE_NAMES[source]} is read in part: ${sources[source].partial}.`],
  )
  const low = lowSources(classified, config)
    .filter((source) => sources[source].partial === null)
    .map(
      (source) =>
        `Only ${percentOf(sources[source].coverage)} of what ${SOURCE_NAMES[source]} holds was labelled; it keeps its weight.`,
    )
  const errors = SOURCES.reduce((sum, source) => sum + sources[source].parseErrors, 0)
  return [
    engine === 'llm'
      ? `A language model (${config.classification.model}) labelled the themes, for ${dollars(budget.actualUsd + budget.entitiesActualUsd)} of at most ${dollars(budget.capUsd + budget.entitiesCapUsd)}.`
      : `Themes skipped for a language model (${useLlm ? `no key in ${config.classification.env_key_var}` : 'not wanted'}): our own deterministic classifier labelled them.`,
    ...(budget.stoppedEarly ? ['The budget ended the reading early.'] : []),
    ...partial,
    ...low,
    ...(errors === 0 ? [] : [`${errors} replies could not be read and are left out.`]),
  ]
}

/** Sources below the floor of coverage: what `--strict` does not accept. */
export const lowSources = ({ sources }: Classified, { budget }: DnrConfig) =>
  SOURCES.filter((source) => {
    const { coverage, kept, partial } = sources[source]
    return 100 * coverage < budget.coverage_floor_pct || (partial !== null && kept === 0)
  })
