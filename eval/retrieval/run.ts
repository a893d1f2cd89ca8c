import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { grant } from '@numize/access'
import { buildCatalog, type Ground } from '@numize/ask'
import { collectKnowledge, createKnowledge, type KnowledgeItem } from '@numize/assistant'
import { createPlanner } from '@numize/planner'
import { openChain, openDiscovered } from '../chain/open-chain.ts'
import { buildWarehouse } from '../defog/database.ts'
import type { EvalSet } from '../score.ts'
import { columnOf, schemaOf, touchedBy } from './gold-touches.ts'
import { acmeGolden, acmeProject, defogGolden, type Golden } from './golden.ts'

const PRECISION_FLOOR = 0.85
const RECALL_FLOOR = 0.9

interface Judged {
  readonly set: string
  readonly id: string
  /** Of the five best items the relevant ones, over five or over all that are relevant where those are fewer. */
  readonly precision: number
  /** Of the relevant items those among the twenty best. */
  readonly recall: number
}

/**
 * For each question of acme and defog: are the tables and columns its gold SQL reads (keys of joins included) found?
 * `data` is the folder that holds both sets.
 */
export const run: EvalSet = async ({ data, flags, print }) => {
  const judged: Judged[] = []
  const acme = join(data, 'acme')
  if (existsSync(acme)) {
    await using chain = await openChain(acmeProject(acme), null)
    judged.push(...(await judgeAll('acme', acmeGolden(acme), chain.ground)))
  }
  const defog = join(data, 'defog')
  if (existsSync(defog))
    for (const [db, golden] of defogGolden(defog))
      if (typeof flags['db'] !== 'string' || flags['db'] === db)
        judged.push(...(await judgeDatabase(join(defog, 'data', db), golden)))
  for (const one of judged)
    if (one.precision < 0.6 || one.recall < 0.7)
      print(`${one.id}: precision@5 ${one.precision.toFixed(2)}, recall@20 ${one.recall.toFixed(2)}`)
  const parts = [...new Set(judged.map(({ set }) => set))]
  const scores = {
    precisionAt5: mean(judged.map(({ precision }) => precision)),
    recallAt20: mean(judged.map(({ recall }) => recall)),
    ...Object.fromEntries(
      parts.map((part) => {
        const own = judged.filter(({ set }) => set === part)
        return [
          part,
          {
            precisionAt5: mean(own.map(({ precision }) => precision)),
            recallAt20: mean(own.map(({ recall }) => recall)),
          },
        ]
      }),
    ),
  }
  print(
    `precision@5 ${scores.precisionAt5.toFixed(3)} (floor ${PRECISION_FLOOR})   recall@20 ${scores.recallAt20.toFixed(3)} (floor ${RECALL_FLOOR})`,
  )
  const passed = judged.filter(
    ({ precision, recall }) => precision >= PRECISION_FLOOR && recall >= RECALL_FLOOR,
  ).length
  return { set: 'retrieval', counts: { passed, failed: judged.length - passed }, scores }
}

async function judgeDatabase(folder: string, golden: readonly Golden[]): Promise<readonly Judged[]> {
  await using warehouse = await buildWarehouse(folder)
  await using chain = await openDiscovered(warehouse.path, null)
  return judgeAll('defog', golden, chain.ground)
}

const asker = { orgId: 'eval', userId: 'eval', roles: ['admin'], attributes: {} }

async function judgeAll(set: string, golden: readonly Golden[], ground: Ground): Promise<readonly Judged[]> {
  const catalog = await buildCatalog(ground, grant(ground.project, asker))
  const planner = createPlanner(catalog)
  const items = collectKnowledge({
    catalog,
    whole: ground.project.model,
    dbt: ground.project.dbt ?? null,
    approved: [],
    playbooks: [],
  })
  const knowledge = createKnowledge(items, catalog.model, (question) => planner.mentions(question))
  const schema = schemaOf(catalog.model)
  const sqlNames = sqlNamesOf(catalog.model)
  return golden.flatMap(({ id, question, sql }) => {
    const { tables, columns } = touchedBy(sql, schema)
    const relevant = new Set([...tables, ...columns])
    if (relevant.size === 0) return []
    const found = knowledge.search(question, { count: 60, kinds: ['table', 'column'] })
    const ranked = [...new Set(found.flatMap(({ item }) => sqlNames.get(item.id) ?? []))]
    const hits = (count: number): number => ranked.slice(0, count).filter((name) => relevant.has(name)).length
    return [
      {
        set,
        id,
        precision: hits(5) / Math.min(5, relevant.size),
        recall: hits(20) / relevant.size,
      },
    ]
  })
}

type Catalog = Parameters<typeof createKnowledge>[1]

/** The SQL name of each table and column item; two items over one column count once. */
function sqlNamesOf({ semanticModels }: Catalog): ReadonlyMap<KnowledgeItem['id'], string> {
  return new Map(
    semanticModels.flatMap(({ name, relation, dimensions, entities }) => {
      const table = relation.name.toLowerCase()
      return [
        [`table ${name}`, table] as const,
        ...[...dimensions, ...entities].map(
          (one) => [`column ${name}.${one.name}`, `${table}.${columnOf(one.expr) ?? one.name}`] as const,
        ),
      ]
    }),
  )
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
