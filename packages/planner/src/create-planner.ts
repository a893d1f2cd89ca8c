import type { Catalog } from './catalog.ts'
import { mentionsIn } from './evidence/mentions.ts'
import { indexCatalog } from './index/catalog-index.ts'
import { planQuestion } from './plan-question.ts'
import type { Planner } from './planner.ts'
import { tellPlan } from './readings/tell-plan.ts'

/**
 * A planner over one catalog: a question becomes a reading, a question back, or a refusal. Deterministic; the catalog
 * is indexed once, here.
 */
export function createPlanner(catalog: Catalog): Planner {
  const index = indexCatalog(catalog)
  return {
    plan: (question, situation) => planQuestion(question, situation, index),
    tell: (plan) => tellPlan(plan, index),
    mentions: (question) => mentionsIn(question, index),
  }
}
