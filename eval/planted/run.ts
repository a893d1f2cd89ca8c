import type { Turn } from '@numize/assistant'
import type { MetricAnomaly } from '@numize/insights'
import type { EvalSet } from '../score.ts'
import { askedOf, dayPlus, SHOWN_IN, whyQuestion } from './expected.ts'
import { type Company, openWorld, type PlantedEvent, type PlantedSpike, type World } from './world.ts'

const COMPANIES: readonly Company[] = ['neobank', 'marketplace']
const SEEDS = 3
/** An anomaly begins within so many days of the event it tells. */
const RIGHT_DAYS = 3
/** What follows an event for so long is of it: customers come back, subscribers leave at their next renewal. */
const AFTER_DAYS = 14
const AFTER_LASTING_DAYS = 60

interface Tally {
  readonly eventsByDays: number
  readonly eventsExplained: number
  readonly events: number
  readonly asked: number
  readonly spikes: number
  readonly spikesFound: number
  readonly spikesNotInModel: number
  readonly falseOnEvents: number
  readonly falseOnSteady: number
}

/**
 * What the demos' generators planted, looked for through the product: the business events of trajectory T2 and days on
 * which a column is empty by `anomalies` over all eighteen months, causes by `why` questions; and of T1 without defects
 * nothing is told. `--seeds N`, `--company NAME`.
 */
export const run: EvalSet = async ({ flags, print }) => {
  const seeds = typeof flags['seeds'] === 'string' ? Number(flags['seeds']) : SEEDS
  const companies = COMPANIES.filter(
    (name) => typeof flags['company'] !== 'string' || flags['company'] === name,
  )
  const parts: Record<string, Tally> = {}
  for (const company of companies) {
    const tallies: Tally[] = []
    for (let seed = 1; seed <= seeds; seed++) tallies.push(await scoreSeed(company, seed, print))
    parts[company] = added(tallies)
  }
  const all = added(Object.values(parts))
  const found = all.eventsByDays + all.eventsExplained + all.spikesFound
  return {
    set: 'planted',
    counts: {
      passed: found,
      failed: all.events + all.asked + all.spikes - found,
      falseAlarms: all.falseOnEvents + all.falseOnSteady,
    },
    scores: { seeds, ...parts },
  }
}

async function scoreSeed(company: Company, seed: number, print: (line: string) => void): Promise<Tally> {
  const say = (line: string): void => print(`${company} ${seed}: ${line}`)
  const planted = await withPlants(company, seed, say)
  await using steady = await openWorld({ company, seed, trajectory: 'T1', quality: 'clean' })
  const told = await scan(steady)
  for (const { text } of told) say(`told of a steady company: ${text}`)
  return { ...planted, falseOnSteady: told.length }
}

async function withPlants(company: Company, seed: number, say: (line: string) => void): Promise<Tally> {
  await using world = await openWorld({ company, seed, trajectory: 'T2', quality: 'typical' })
  const { events, spikes } = world.truth
  const told = await scan(world)
  const missed = events.filter((event) => !told.some((one) => tells(one, event)))
  for (const { kind, from } of missed) say(`no day tells the ${kind} of ${from}`)
  const shown = spikes.filter(({ column }) => SHOWN_IN[company][column] !== undefined)
  const unseen = shown.filter((spike) => !told.some((one) => tellsSpike(one, spike, company)))
  for (const { column, day } of unseen) say(`nothing tells that ${column} was empty on ${day}`)
  const wrong = told.filter(
    (one) =>
      !events.some((event) => isOf(one, event)) && !shown.some((spike) => tellsSpike(one, spike, company)),
  )
  for (const { text } of wrong) say(`nothing was planted there: ${text}`)
  const causes = events.filter((event) => askedOf(company, event) !== null)
  let explained = 0
  for (const event of causes) explained += (await isExplained(event, company, world, say)) ? 1 : 0
  return {
    events: events.length,
    eventsByDays: events.length - missed.length,
    asked: causes.length,
    eventsExplained: explained,
    spikes: shown.length,
    spikesFound: shown.length - unseen.length,
    spikesNotInModel: spikes.length - shown.length,
    falseOnEvents: wrong.length,
    falseOnSteady: 0,
  }
}

async function scan({ desk, project, truth }: World): Promise<readonly MetricAnomaly[]> {
  const days = Math.round((Date.parse(truth.window.until) - Date.parse(truth.window.from)) / 86_400_000)
  return (await desk.anomalies({ subject: { project }, days })).anomalies
}

const tells = ({ first }: MetricAnomaly, { from }: PlantedEvent): boolean =>
  first >= dayPlus(from, -1) && first <= dayPlus(from, RIGHT_DAYS)

const isOf = ({ first, last }: MetricAnomaly, { from, to }: PlantedEvent): boolean => {
  const end = to === null ? dayPlus(from, AFTER_LASTING_DAYS) : dayPlus(to, AFTER_DAYS)
  return last >= dayPlus(from, -1) && first <= end
}

const tellsSpike = (
  { first, last, segment }: MetricAnomaly,
  spike: PlantedSpike,
  company: Company,
): boolean =>
  first <= spike.day &&
  spike.day <= last &&
  segment.some(({ dimension }) =>
    (SHOWN_IN[company][spike.column] ?? []).includes(dimension.split('__').at(-1) ?? dimension),
  )

async function isExplained(
  event: PlantedEvent,
  company: Company,
  { desk, project }: World,
  say: (line: string) => void,
): Promise<boolean> {
  const asked = askedOf(company, event)
  if (!asked) return false
  const question = whyQuestion(asked, event)
  const { reply } = await desk.ask({ subject: { project }, question })
  const verdict = causeOf(reply)
  const right =
    verdict !== null &&
    ['explained', 'broad'].includes(verdict.verdict) &&
    (asked.names.length === 0 || asked.names.some((name) => verdict.summary.includes(name)))
  if (!right)
    say(`${question}: ${verdict === null ? reply.status : `${verdict.verdict}, ${verdict.summary}`}`)
  return right
}

const causeOf = (reply: Turn['reply']) => (reply.status === 'answered' ? (reply.cause ?? null) : null)

function added(tallies: readonly Tally[]): Tally {
  const sum = (name: keyof Tally): number => tallies.reduce((all, one) => all + one[name], 0)
  return {
    events: sum('events'),
    eventsByDays: sum('eventsByDays'),
    asked: sum('asked'),
    eventsExplained: sum('eventsExplained'),
    spikes: sum('spikes'),
    spikesFound: sum('spikesFound'),
    spikesNotInModel: sum('spikesNotInModel'),
    falseOnEvents: sum('falseOnEvents'),
    falseOnSteady: sum('falseOnSteady'),
  }
}
