import type { Catalog } from '@numize/planner'
import { type DbtImport, type Model, metricDefinition, modelsOfMetric } from '@numize/semantic'
import { columnId, type KnowledgeItem, metricId, tableId } from './item.ts'
import { joinsOf } from './joins.ts'

/** Where knowledge comes from. The catalog is one slice's: what it does not show is in no item. */
export interface Sources {
  readonly catalog: Catalog
  /** The project's whole model, to know what the slice hides. */
  readonly whole: Model
  readonly dbt: DbtImport | null
  /** Questions whose answers were approved. */
  readonly approved: readonly string[]
  /** Text files of the project's `knowledge/` folder. */
  readonly playbooks: readonly Playbook[]
}

export interface Playbook {
  readonly file: string
  readonly text: string
}

/** Everything the asker may hear of, one item each. */
export function collectKnowledge(sources: Sources): readonly KnowledgeItem[] {
  const { catalog, approved } = sources
  return [
    ...dictionaryItems(catalog.model),
    ...metricItems(catalog.model),
    ...joinItems(catalog.model),
    ...dbtItems(sources),
    ...[...new Set([...approved, ...catalog.examples])].map(
      (question, at): KnowledgeItem => ({
        id: `question ${at}`,
        kind: 'question',
        title: question,
        names: [],
        text: question,
        models: [],
      }),
    ),
    ...playbookItems(sources),
  ]
}

const dictionaryItems = (model: Model): readonly KnowledgeItem[] =>
  model.semanticModels.flatMap((owner) => [
    {
      id: tableId(owner.name),
      kind: 'table' as const,
      title: owner.label ?? owner.name,
      names: [owner.name, owner.label ?? '', owner.primaryEntity ?? '', ...(owner.extras.synonyms ?? [])],
      text: owner.description ?? '',
      models: [owner.name],
    },
    ...[...owner.dimensions, ...owner.entities]
      .filter(({ extras }) => extras.hidden !== true)
      .map((column) => ({
        id: columnId(owner.name, column.name),
        kind: 'column' as const,
        title: `${owner.label ?? owner.name} · ${column.label ?? column.name}`,
        names: [column.name, column.label ?? '', owner.name, ...(column.extras.synonyms ?? [])],
        text: column.description ?? '',
        models: [owner.name],
      })),
  ])

const metricItems = (model: Model): readonly KnowledgeItem[] =>
  model.metrics.map(({ name, label, description, extras }) => ({
    id: metricId(name),
    kind: 'metric',
    title: label ?? name,
    names: [name, label ?? '', ...(extras.synonyms ?? [])],
    text: [metricDefinition(model, name), description ?? ''].join('. '),
    models: modelsOfMetric(model, name),
  }))

const joinItems = (model: Model): readonly KnowledgeItem[] =>
  joinsOf(model).map(({ from, to, entity }) => ({
    id: `join ${from}.${entity} ${to}`,
    kind: 'join',
    title: `${from} → ${to} by ${entity}`,
    names: [],
    text: `${from} belong to ${to} by ${entity}`,
    models: [from, to],
  }))

/** Documentation of dbt models whose table the slice shows; of their columns only those it shows. */
function dbtItems({ catalog, dbt }: Sources): readonly KnowledgeItem[] {
  return (dbt?.models ?? []).flatMap((one) => {
    const owner = catalog.model.semanticModels.find(
      ({ relation }) => relation.name === one.relation.name && relation.schema === one.relation.schema,
    )
    if (!owner) return []
    const shown = new Set([...owner.dimensions, ...owner.entities].flatMap(({ name, expr }) => [name, expr]))
    const columns = one.columns.filter(({ name, description }) => description !== null && shown.has(name))
    const text = [one.description ?? '', ...columns.map(({ name, description }) => `${name}: ${description}`)]
    return [
      {
        id: `dbt ${one.label}`,
        kind: 'dbt' as const,
        title: `dbt model ${one.label}`,
        names: [one.label],
        text: text.join('\n'),
        models: [owner.name],
      },
    ]
  })
}

/** A playbook by its headings; a section that names what the slice hides is left out. */
function playbookItems({ catalog, whole, playbooks }: Sources): readonly KnowledgeItem[] {
  const hidden = hiddenNames(whole, catalog.model)
  return playbooks.flatMap(({ file, text }) =>
    sectionsOf(text).flatMap(({ heading, body }, at) => {
      const words = new Set(`${heading} ${body}`.toLowerCase().match(/[\p{L}\d_]+/gu) ?? [])
      if (hidden.some((name) => words.has(name))) return []
      const title = heading === '' ? file : `${file} · ${heading}`
      return [
        {
          id: `playbook ${file}#${at}`,
          kind: 'playbook' as const,
          title,
          names: [heading],
          text: body,
          models: [],
        },
      ]
    }),
  )
}

/** Names of the whole model that the slice has nowhere, in lower case. */
function hiddenNames(whole: Model, visible: Model): readonly string[] {
  const shown = new Set(namesOf(visible))
  return [...new Set(namesOf(whole))].filter((name) => !shown.has(name))
}

const namesOf = ({ semanticModels, metrics }: Model): readonly string[] =>
  [
    ...metrics.map(({ name }) => name),
    ...semanticModels.flatMap(({ name, dimensions, measures }) => [
      name,
      ...[...dimensions, ...measures].map((one) => one.name),
    ]),
  ].map((name) => name.toLowerCase())

const LONGEST_SECTION = 4000

function sectionsOf(text: string): readonly { readonly heading: string; readonly body: string }[] {
  return text
    .split(/^(?=#{1,6} )/m)
    .map((section) => {
      const heading = /^#{1,6} +(.*)/.exec(section)?.[1]?.trim() ?? ''
      const body = section.replace(/^#{1,6} .*/, '').trim()
      return { heading, body: body.slice(0, LONGEST_SECTION) }
    })
    .filter(({ heading, body }) => heading !== '' || body !== '')
}
