import { z } from 'zod'
import { planSchema } from './plan-schema.ts'

type JsonSchema = { readonly [key: string]: unknown }

const ASKABLE = new Set(['#/$defs/MetricsPlan', '#/$defs/ListPlan'])

/** JSON Schema (draft 2020-12) of an object `{plans: […]}` that holds the plans a question may become: metrics and lists. */
export function questionSchema(): JsonSchema {
  const { $defs } = z.toJSONSchema(planSchema, { io: 'input', target: 'draft-2020-12' }) as {
    readonly $defs: Readonly<Record<string, JsonSchema>>
  }
  const oneOf = ($defs['Plan']?.['oneOf'] ?? []) as readonly { readonly $ref: string }[]
  const Plan = { ...$defs['Plan'], oneOf: oneOf.filter(({ $ref }) => ASKABLE.has($ref)) }
  return {
    type: 'object',
    properties: { plans: { type: 'array', items: { $ref: '#/$defs/Plan' } } },
    required: ['plans'],
    additionalProperties: false,
    $defs: reachable({ ...$defs, Plan }, 'Plan'),
  }
}

/** The definitions one of them leads to, itself included. */
function reachable(
  definitions: Readonly<Record<string, JsonSchema>>,
  from: string,
  found: Readonly<Record<string, JsonSchema>> = {},
): Readonly<Record<string, JsonSchema>> {
  const definition = definitions[from]
  if (!definition || found[from]) return found
  const names = [...JSON.stringify(definition).matchAll(/"#\/\$defs\/(\w+)"/g)].map(([, name]) => name ?? '')
  return names.reduce((all, name) => reachable(definitions, name, all), { ...found, [from]: definition })
}
