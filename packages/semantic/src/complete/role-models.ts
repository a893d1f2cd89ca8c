import type { Dimension, Entity, Model, SemanticModel } from '../model.ts'
import { phraseOf, slugOf, wordsIn } from './names.ts'

/** Who the rows of a model are about where a column has one value: `party` is an agent where `role` is AG. */
interface DescribedRole {
  /** Words of what they are called, in the singular, without "id". */
  readonly noun: readonly string[]
  readonly code: Dimension
  readonly value: string
  readonly who: Dimension | Entity
}

const LINK = String.raw`(?:refers? to|is|means?|represents?|identifies|denotes)`
const CONDITION = String.raw`(?:if|when|where)\s+(?:the\s+)?([\w.]+)\s*(?:=|is|equals)\s*['"]([^'"]+)['"]`
const statement = new RegExp(
  String.raw`${CONDITION}\s*,?\s*(?:then\s+)?(?:the\s+)?([\w.]+)\s+${LINK}\s+(?:an?\s+|the\s+)?([\w]+(?:[ -][\w]+)?)`,
  'gi',
)

/** One model for each role that descriptions tell of: the rows of that role, met by the same key. */
export const roleModels = (model: Model): readonly SemanticModel[] =>
  model.semanticModels.flatMap((holder) =>
    unique(rolesOf(holder))
      .map((role) => roleModel(holder, role))
      .filter((one) => one !== null),
  )

const unique = (roles: readonly DescribedRole[]): readonly DescribedRole[] => [
  ...new Map(roles.map((role) => [`${role.code.name} ${role.value}`, role])).values(),
]

function rolesOf(holder: SemanticModel): readonly DescribedRole[] {
  const texts = [holder, ...holder.dimensions, ...holder.entities].flatMap(
    ({ description }) => description ?? [],
  )
  return texts.flatMap((text) =>
    [...text.matchAll(statement)].flatMap(([, column, value, target, name]) => {
      const code = holder.dimensions.find((one) => isCalled(one, column))
      const who = [...holder.entities, ...holder.dimensions].find((one) => isCalled(one, target))
      const noun = wordsIn(name ?? '').filter((word) => !passed.has(word))
      return code && who && value !== undefined && noun.length > 0 ? [{ noun, code, value, who }] : []
    }),
  )
}

/** Words behind a name that are not part of it. */
const passed = new Set([
  'id',
  'ids',
  'identifier',
  'who',
  'that',
  'which',
  'if',
  'and',
  'or',
  'then',
  'in',
  'of',
  'for',
  'when',
])

const isCalled = ({ name, expr }: Dimension | Entity, said: string | undefined): boolean =>
  said !== undefined && [name, expr].some((one) => one.toLowerCase() === said.toLowerCase())

function roleModel(holder: SemanticModel, { noun, code, value, who }: DescribedRole): SemanticModel | null {
  const key = holder.entities.find(({ name, kind }) => name === holder.primaryEntity && kind === 'primary')
  if (!key) return null
  const label = phraseOf(noun)
  const dimension: Dimension = {
    name: slugOf([...noun, 'id']),
    label: `${label} id`,
    description: `${label}: ${who.name} where ${code.name} is ${value}.`,
    extras: { display: true },
    place: null,
    kind: 'categorical',
    expr: who.expr,
    grain: null,
    isPartition: false,
    validity: null,
    dataType: null,
  }
  return {
    name: slugOf(noun),
    label,
    description: `Rows of ${holder.name} where ${code.name} is ${value}.`,
    extras: {
      rows: `${code.expr} = '${value.replaceAll("'", "''")}'`,
      ...(noun.length > 1 ? { synonyms: [noun.join('')] } : {}),
    },
    place: null,
    relation: holder.relation,
    primaryEntity: holder.primaryEntity,
    defaultTimeDimension: null,
    entities: [key],
    dimensions: [dimension],
    measures: [],
  }
}
