import type { Aggregation, ElapsedUnit } from '@numize/semantic'

/** Something that gives a number for a group of rows. */
export type Measurable =
  /** `ofEach`: named among the groups, as what each of the rows has. */
  | { readonly kind: 'metric'; readonly name: string; readonly ofEach?: true }
  | { readonly kind: 'count'; readonly model: string; readonly column: Column | null }
  | {
      readonly kind: 'aggregate'
      readonly aggregation: Aggregation
      readonly column: Column
      /** Instead of the column itself the time from this one to it. */
      readonly since?: { readonly column: Column; readonly unit: ElapsedUnit }
      /** Of a date, the periods of this grain rather than its days. */
      readonly grain?: string
    }
  | ({ readonly kind: 'formula' } & Formula)

/** What a question defines itself: "loss ratio is total loss divided by premium". */
export interface Formula {
  readonly name: string
  readonly op: '+' | '-' | '*' | '/'
  readonly of: readonly Measurable[]
}

/** What a phrase of a question can stand for. */
export type Thing =
  | { readonly kind: 'metric'; readonly name: string }
  /** A dimension as declared by a semantic model. */
  | {
      readonly kind: 'dimension'
      readonly model: string
      readonly name: string
      readonly role?: string
      readonly of?: string
    }
  /** An entity of a model used as a column: its key, or a reference to another model's. */
  | { readonly kind: 'key'; readonly model: string; readonly name: string; readonly role?: string }
  /** The rows of a model: what is counted and listed. */
  | { readonly kind: 'entity'; readonly model: string; readonly role?: string }
  | {
      readonly kind: 'value'
      readonly model: string
      readonly name: string
      readonly value: string | number | boolean
      readonly role?: string
    }
  | { readonly kind: 'formula'; readonly formula: Formula }
  /** The time between two dates of a model. */
  | { readonly kind: 'span'; readonly model: string; readonly from: string; readonly to: string }
  /** A phrase the project declares to have several meanings: names of metrics or dimensions to choose from. */
  | { readonly kind: 'ambiguous'; readonly choices: readonly string[] }

/** A thing with how well the words fit it (0–1) and why, for the decision trail. */
export interface Evidence {
  readonly thing: Thing
  readonly quality: number
  readonly source:
    | 'name'
    | 'synonym'
    | 'lexicon'
    | 'part'
    | 'acronym'
    | 'value'
    | 'typo'
    | 'description'
    | 'concept'
}

/** A column of a model: a dimension or an entity used as one. */
export interface Column {
  readonly kind: 'dimension' | 'key'
  readonly model: string
  readonly name: string
  /** The entity it must be reached through, where the words say which (origin, account manager). */
  readonly role?: string
  /** Only of the rows that this model marks (the amount of a premium). */
  readonly of?: string
}

/** A role only where there is one, for optional fields. */
export const withRole = (role: string | undefined): { readonly role?: string } =>
  role === undefined ? {} : { role }

export const thingId = (thing: Thing): string =>
  thing.kind === 'metric'
    ? `metric ${thing.name}`
    : thing.kind === 'entity'
      ? `entity ${thing.model}${thing.role === undefined ? '' : ` as ${thing.role}`}`
      : thing.kind === 'formula'
        ? `${thing.formula.name} as defined`
        : thing.kind === 'span'
          ? `time from ${thing.model}.${thing.from} to ${thing.to}`
          : thing.kind === 'ambiguous'
            ? `one of ${thing.choices.join(', ')}`
            : thing.kind === 'value'
              ? `${thing.model}.${thing.name} = ${thing.value}`
              : `${thing.kind} ${thing.model}.${thing.name}${'of' in thing ? ` of ${thing.of}` : ''}`
