import { existsSync, readdirSync, statSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { needsError } from '../errors.ts'
import { asCallerError, workFolder } from '../replace-folder.ts'
import type { Report } from './compose-report.ts'
import { drawPng, drawSvg } from './figures/draw-figure.ts'
import { figuresOf } from './figures/report-figures.ts'
import { dataHealthCsv } from './output/data-health-csv.ts'
import { dataHealth } from './output/data-health-json.ts'
import { execSummary } from './output/exec-summary-json.ts'
import { execSummaryMarkdown, themesMarkdown } from './output/markdown.ts'
import { themes } from './output/themes-json.ts'
import { summaryPdf } from './pdf/summary-pdf.ts'

const MARK = 'exec_summary.json'
/** Of another command, kept where it stands. */
const KEPT = 'qc'

export interface WriteEffects {
  readonly signal: AbortSignal
  readonly progress: (line: string) => void
}

/** @throws `needs/not-a-folder`, `needs/foreign-folder` */
export function checkReportFolder(out: string): void {
  if (!existsSync(out)) return
  if (!statSync(out).isDirectory()) throw needsError('not-a-folder', { path: out })
  const names = readdirSync(out).filter((name) => name !== KEPT)
  if (names.length > 0 && !names.includes(MARK)) throw needsError('foreign-folder', { path: out })
}

/**
 * Writes every file of a report. All of it is made beside `out` and moved in at the end: an error or a stop leaves the
 * report that was there.
 * @throws `needs/cannot-write`, `needs/disk-full`
 */
export async function writeReport(
  out: string,
  report: Report,
  effects: WriteEffects,
): Promise<readonly string[]> {
  const work = workFolder(out)
  try {
    await mkdir(join(work, 'figures'), { recursive: true })
    const names = await writeFiles(work, report, effects)
    effects.signal.throwIfAborted()
    await moveIn(work, out)
    return names
  } catch (error) {
    throw asCallerError(error, out)
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

async function writeFiles(
  folder: string,
  report: Report,
  { signal, progress }: WriteEffects,
): Promise<readonly string[]> {
  const texts: Readonly<Record<string, string>> = {
    [MARK]: json(execSummary(report)),
    'exec_summary.md': execSummaryMarkdown(report),
    'data_health.json': json(dataHealth(report)),
    'data_health.csv': dataHealthCsv(report),
    'themes.json': json(themes(report)),
    'themes.md': themesMarkdown(report),
  }
  for (const [name, text] of Object.entries(texts)) await writeFile(join(folder, name), text)
  const names = Object.keys(texts)
  for (const figure of figuresOf(report)) {
    signal.throwIfAborted()
    progress(`drawing ${figure.name}`)
    const name = join('figures', `${figure.name}.png`)
    await writeFile(join(folder, name), drawPng(await drawSvg(figure)))
    names.push(name)
  }
  progress('writing the page to print')
  await writeFile(join(folder, 'exec_summary.pdf'), await summaryPdf(report))
  return [...names, 'exec_summary.pdf']
}

const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`

async function moveIn(work: string, out: string): Promise<void> {
  await mkdir(dirname(out), { recursive: true })
  const kept = join(out, KEPT)
  if (existsSync(kept)) await rename(kept, join(work, KEPT))
  await rm(out, { recursive: true, force: true })
  await rename(work, out)
}
