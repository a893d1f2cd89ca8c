import { type Grant, grant, type Principal } from '@numize/access'
import {
  type Compiled,
  type CompileOptions,
  compile,
  completeModel,
  type Plan,
  type Policies,
  type Project,
  withOrigins,
} from '@numize/semantic'
import type { OpenSource } from '@numize/sources'
import { loadedRange } from './loaded-range.ts'
import { type Moment, momentOf } from './moment.ts'
import { typeModel } from './type-model.ts'

/** What answers stand on: a project, its open source, and what was learnt of the data when it was opened. */
export interface Ground {
  readonly project: Project
  readonly source: OpenSource
  /** First and last local moments found in the data, or null where nothing is dated. */
  readonly loaded: { readonly start: string; readonly end: string } | null
  readonly dataVersion: string
}

/**
 * Opens a project on its source: completes its model by what was only described, types every dimension as the engine sees it and finds the range of the data.
 * `problems` tells what of the model does not fit the data; such dimensions keep an unknown type.
 */
export async function openGround(
  project: Project,
  source: OpenSource,
): Promise<{ ground: Ground; problems: readonly string[] }> {
  const dataVersion = await source.dataVersion()
  const whole = { ...project, model: completeModel(project.model) }
  const { model, problems } = await typeModel(whole, source.engine)
  const typed = { ...whole, model }
  const loaded = await loadedRange(typed, source.engine)
  return { ground: { project: typed, source, loaded, dataVersion }, problems }
}

/** The moment questions are read at; `override` is `--now`. */
export const groundMoment = (ground: Ground, clockMs: number, override?: string): Moment =>
  momentOf(override ?? ground.project.now, ground.project.calendar, ground.loaded?.end ?? null, clockMs)

/** What a principal may ask at a moment of the clock (ms). Nobody moves a trailing window by saying what "now" is. */
export const groundGrant = (ground: Ground, principal: Principal, clockMs: number): Grant =>
  grant(ground.project, principal, { today: groundMoment(ground, clockMs).at.slice(0, 10), at: clockMs })

/** Compiles against the whole model: what the asker may name was checked before, policies hold inside, dbt's lineage is told. */
export const compileOn = (
  plan: Plan,
  ground: Ground,
  policies: Policies,
  more: Pick<CompileOptions, 'order'> = {},
): Compiled =>
  withOrigins(
    compile(plan, ground.project.model, { ...compileOptions(ground, policies), ...more }),
    ground.project.dbt,
  )

export const compileOptions = ({ project, source, loaded }: Ground, policies: Policies): CompileOptions => ({
  dialect: source.engine.dialect,
  calendar: project.calendar,
  policies,
  ...(loaded === null ? {} : { dataRange: loaded }),
})
