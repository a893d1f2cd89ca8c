import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '@numize/base'
import { dnrProgram, evalLabels, generateWarehouse, type LabelScores } from '@numize/needs'
import type { EvalSet } from '../score.ts'
import { type Item, writeFamily } from './family.ts'
import { type Judged, readJudged } from './read-judged.ts'
import { ARCHETYPES, type Archetype, SOURCES, type Source } from './types.ts'
import { writeComms } from './write-comms.ts'

const SEED = 2026
/** Not the seed of any default. */
const OTHER_SEED = 9177
const SHOWN = 10

interface Subject {
  readonly archetype: Archetype
  readonly folder: string
  readonly print: (line: string) => void
}

/**
 * Are needs read rightly in texts by somebody who has not seen the classifier? A family written by hand (`texts/`) and,
 * beside it, the shipped generator at another seed, both through `dnr run-report --no-llm` and `evalLabels`.
 * `--failures N` for that many misread texts of each class, `--seed N` for other words in the slots.
 */
export const run: EvalSet = async ({ flags, print }) => {
  const shown =
    typeof flags['failures'] === 'string' ? Number(flags['failures']) : flags['failures'] ? SHOWN : 0
  const seed = typeof flags['seed'] === 'string' ? Number(flags['seed']) : SEED
  const counts = { passed: 0, failed: 0 }
  const scores: Record<string, unknown> = {}
  for (const archetype of ARCHETYPES) {
    const folder = mkdtempSync(join(tmpdir(), 'numize-needs-'))
    try {
      const subject = { archetype, folder, print }
      await makeWarehouse(subject)
      const family = await scoreFamily(subject, { seed, shown })
      const generated = await scoreGenerated(subject)
      for (const { gates } of [family, generated])
        for (const { passed } of gates) counts[passed ? 'passed' : 'failed']++
      scores[archetype] = { family: figures(family), generated: figures(generated) }
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
  return { set: 'needs', counts, scores }
}

const makeWarehouse = ({ archetype, folder }: Subject) =>
  generateWarehouse({
    archetype,
    scale: 'tiny',
    quality: 'typical',
    trajectory: 'T1',
    timeZone: 'America/Los_Angeles',
    months: 18,
    seed: 42,
    out: join(folder, 'data', archetype),
    meta: join(folder, 'oracle'),
  })

async function scoreFamily(
  subject: Subject,
  { seed, shown }: { seed: number; shown: number },
): Promise<LabelScores> {
  const { archetype, folder, print } = subject
  const items = writeFamily(archetype, seed)
  const texts = new Set(items.map(({ source, place }) => `${source} ${place}`))
  print(`${archetype}: ${items.length} items, which are fillings of ${texts.size} texts`)
  const [comms, meta] = [join(folder, 'family', archetype), join(folder, 'family-meta')]
  await writeComms(items, { archetype, comms, meta, seed })
  const runFolder = await report(subject, comms)
  const scores = await scoreRun(subject, { name: 'family', runFolder, labels: meta })
  if (shown > 0) showMisread(items, await readJudged(runFolder), { shown, print })
  return scores
}

async function scoreGenerated(subject: Subject): Promise<LabelScores> {
  const { archetype, folder } = subject
  const comms = join(folder, 'generated', archetype)
  const meta = join(folder, 'oracle')
  await dnr(subject, 'gen-comms', {
    archetype,
    seed: String(OTHER_SEED),
    slack: '600',
    email: '300',
    nlq: '300',
    warehouse: join(folder, 'data', archetype),
    meta,
    out: comms,
  })
  return scoreRun(subject, { name: 'generated', runFolder: await report(subject, comms), labels: meta })
}

/** The folder of the run that the report left. */
async function report(subject: Subject, comms: string): Promise<string> {
  const { archetype, folder } = subject
  const runs = join(comms, '..', 'runs')
  await dnr(subject, 'run-report', {
    archetype,
    warehouse: join(folder, 'data', archetype),
    comms,
    out: join(comms, '..', 'report'),
    runs,
    window: '365d',
  })
  const [id, ...others] = readdirSync(runs)
  if (id === undefined || others.length > 0) throw new Error(`not one run in ${runs}`)
  return join(runs, id)
}

/** As a user would, without a key and with the default settings. */
async function dnr(
  { folder }: Subject,
  command: string,
  flags: Readonly<Record<string, string>>,
): Promise<void> {
  const program = dnrProgram({
    print: () => {},
    progress: () => {},
    signal: new AbortController().signal,
    env: {},
    clock: systemClock,
    cwd: folder,
    exit: (code) => {
      throw new Error(`dnr ${command} ended with ${code}`)
    },
  })
  const argv = Object.entries(flags).flatMap(([name, value]) => [`--${name}`, value])
  await program.parseAsync([command, ...argv, '--no-llm'], { from: 'user' })
}

async function scoreRun(
  { archetype, folder, print }: Subject,
  { name, runFolder, labels }: { name: string; runFolder: string; labels: string },
): Promise<LabelScores> {
  const scores = await evalLabels({ pred: runFolder, labels, out: join(folder, `eval-${name}`) })
  print(`${archetype}, ${name}:`)
  for (const { source, name: gate, value, least, passed } of scores.gates)
    print(`  ${source} ${gate} ${show(value)}, at least ${least}: ${passed ? 'passed' : 'FAILED'}`)
  for (const source of SOURCES) {
    const { relevance, theme } = scores.sources[source]
    const classes = [...(relevance?.classes ?? []), ...theme.classes]
    print(`  ${source} F1: ${classes.map((each) => `${each.name} ${show(each.f1)}`).join(', ')}`)
    print(`  ${source} most confused: ${confusions(theme).slice(0, 6).join('; ') || 'nothing'}`)
  }
  return scores
}

const show = (value: number | null): string => (value === null ? 'n/a' : value.toFixed(3))

type Classes = LabelScores['sources'][Source]['theme']

/** `true → predicted times`, most frequent first. */
function confusions({ confusion: { names, counts } }: Classes): readonly string[] {
  const wrong = names.flatMap((truth, row) =>
    names.flatMap((said, column) => {
      const times = counts[row]?.[column] ?? 0
      return row === column || times === 0 ? [] : [{ text: `${truth} → ${said} ${times}`, times }]
    }),
  )
  return wrong.toSorted((a, b) => b.times - a.times).map(({ text }) => text)
}

/** By source; relevance is null for questions, which have none. */
const figures = ({
  sources,
}: LabelScores): Readonly<Record<string, Readonly<Record<string, number | null>>>> =>
  Object.fromEntries(
    SOURCES.map((source) => {
      const { labelled, theme, relevance, coverage } = sources[source]
      return [
        source,
        {
          items: labelled,
          theme: rounded(theme.macroF1.value),
          relevance: rounded(relevance?.macroF1.value ?? null),
          coverage: rounded(coverage.value),
        },
      ]
    }),
  )

const rounded = (value: number | null): number | null =>
  value === null ? null : Math.round(value * 1e4) / 1e4

/** Texts that were misread, once each though they are filled several times, up to `shown` of each class. */
function showMisread(
  items: readonly Item[],
  judged: ReadonlyMap<string, Judged>,
  { shown, print }: { shown: number; print: (line: string) => void },
): void {
  const left = new Map<string, number>()
  const told = new Set<string>()
  for (const { id, source, place, relevance, theme, lines } of items) {
    const truth = theme ?? relevance
    const said = judged.get(id)
    const answer = said?.relevance === 'positive' ? said.theme : (said?.relevance ?? 'negative')
    const room = left.get(`${source} ${truth}`) ?? shown
    if (answer === truth || room === 0 || told.has(`${source} ${place}`)) continue
    told.add(`${source} ${place}`)
    left.set(`${source} ${truth}`, room - 1)
    print(`${source} ${place}: is ${truth}, read as ${answer}: ${lines.join(' / ')}`)
  }
}
