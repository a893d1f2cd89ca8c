import { Select, TextInput } from '@mantine/core'
import { useCatalog } from '../../api/queries.ts'
import type { Decision } from './decision.ts'

interface Props {
  readonly project: string
  readonly decision: Decision
  readonly onChange: (decision: Decision) => void
}

/** What a correction needs to be told. */
export function FixFields({ project, decision, onChange }: Props) {
  const { data: catalog } = useCatalog(project)
  const metrics = (catalog?.metrics ?? []).map(({ name, label }) => ({ value: name, label }))
  switch (decision.kind) {
    case 'metric':
      return (
        <Select
          label="The metric that was meant"
          data={metrics}
          value={decision.metric || null}
          onChange={(metric) => onChange({ ...decision, metric: metric ?? '' })}
          searchable
        />
      )
    case 'synonym':
      return (
        <>
          <TextInput
            label="The word or phrase"
            value={decision.phrase}
            onChange={(event) => onChange({ ...decision, phrase: event.currentTarget.value })}
          />
          <Select
            label="Means"
            data={[
              { group: 'Metrics', items: metrics },
              { group: 'Dimensions', items: dimensionsOf(catalog) },
            ]}
            value={decision.means || null}
            onChange={(means) => onChange({ ...decision, means: means ?? '' })}
            searchable
          />
        </>
      )
    case 'filter':
      return (
        <TextInput
          label="It counts only"
          description="As one would ask: “channel is online”"
          value={decision.words}
          onChange={(event) => onChange({ ...decision, words: event.currentTarget.value })}
        />
      )
    case 'approve':
    case 'leave':
      return null
  }
}

/** Each name once, that no metric has. */
function dimensionsOf(catalog: ReturnType<typeof useCatalog>['data']) {
  const taken = new Set(catalog?.metrics.map(({ name }) => name))
  return (catalog?.dimensions ?? []).flatMap(({ name, label }) => {
    if (taken.has(name)) return []
    taken.add(name)
    return [{ value: name, label }]
  })
}
