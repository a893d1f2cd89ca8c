import type { Model, SemanticModel } from '@numize/semantic'
import { roles as lexicon } from '../lexicon/roles.ts'
import { keyOf, spelledOut, wordsOf } from '../text/words-of.ts'

/** A part an entity's rows play for another model: the origin of a parcel, the account manager of a customer. */
export interface Role {
  /** The entity that is joined by; it stands in the paths of columns reached through it. */
  readonly entity: string
  /** Whose rows play it. */
  readonly target: string
  /** Lemmas of what it is called. */
  readonly words: readonly string[]
  /** The same without what the target is called anyway: `origin` of `origin warehouse`. */
  readonly own: readonly string[]
}

/** A second copy of a model, seen from below: the manager of an employee. */
export interface Copy {
  readonly model: string
  readonly of: string
  readonly words: readonly string[]
}

export interface Roles {
  readonly roles: readonly Role[]
  readonly copies: readonly Copy[]
}

export function rolesOf(model: Model): Roles {
  const copies = model.semanticModels.flatMap((one): Copy[] => {
    const of = one.extras['roleOf']
    return typeof of === 'string'
      ? [{ model: one.name, of, words: lemmas(one.primaryEntity ?? one.name) }]
      : []
  })
  const originals = model.semanticModels.filter((one) => !copies.some((copy) => copy.model === one.name))
  const found = originals.flatMap((holder) =>
    holder.entities
      .filter(({ kind }) => kind === 'foreign')
      .flatMap((entity) =>
        originals
          .filter((target) => target !== holder && isKeyOf(target, entity.name))
          .flatMap((target) => roleOf(entity.name, entity.role, target)),
      ),
  )
  return {
    roles: [...new Map(found.map((role) => [`${role.entity} ${role.target}`, role])).values()],
    copies,
  }
}

const isKeyOf = (target: SemanticModel, name: string): boolean =>
  target.entities.some(
    (entity) => entity.name === name && (entity.kind === 'primary' || entity.kind === 'unique'),
  )

function roleOf(entity: string, said: string | null, target: SemanticModel): Role[] {
  if (entity === target.primaryEntity && said === null) return []
  const words = lemmas(said ?? entity)
  const noun = lemmas(target.primaryEntity ?? target.name)
  const own = words.filter((word) => !noun.includes(word))
  return own.length > 0 ? [{ entity, target: target.name, words, own }] : []
}

const lemmas = (name: string): string[] =>
  keyOf(spelledOut(wordsOf(name)))
    .split(' ')
    .filter((word) => word !== 'id' && word !== 'identifier')

/** The words a role answers to on its own, with those that mean the same (`origin`, `source`). */
export function calledToo(role: Role): readonly string[] {
  const [only] = role.own
  if (role.own.length !== 1 || only === undefined) return []
  return lexicon
    .filter(({ nouns }) => nouns.includes(only))
    .flatMap(({ nouns }) => nouns.filter((noun) => noun !== only))
}
