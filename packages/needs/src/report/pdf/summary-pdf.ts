import { PDFDocument } from 'pdfkit'
import svgToPdf from 'svg-to-pdfkit'
import type { Report } from '../compose-report.ts'
import { drawSvg } from '../figures/draw-figure.ts'
import { FONT_FILES, type FontName } from '../figures/fonts.ts'
import { objectivesFigure } from '../figures/objectives-figure.ts'
import { COLOURS } from '../figures/palette.ts'
import type { Action } from '../findings/action-finding.ts'
import { windowOf } from '../measure-facts.ts'
import { actionsOf, failingChecks, hiddenReason } from '../output/exec-summary-json.ts'
import { ARCHETYPE_NAMES, dollars, percentOf } from '../output/words.ts'

const MARGIN = 42
const GAP = 14
/** The figure's own margin, which is not the page's. */
const BLEED = 12
const LEAST_FIGURE = 70
/** Room for what stands below the figure. */
const FOOT = 70

interface Pen {
  readonly doc: PDFDocument
  readonly left: number
  readonly width: number
}

/** `exec_summary.pdf`: the report on one page of A4, tagged for screen readers. The same report gives the same bytes. */
export async function summaryPdf(report: Report): Promise<Uint8Array> {
  const { from, to, days } = windowOf(report.facts)
  const title = `${ARCHETYPE_NAMES[report.facts.archetype]}: what the data needs`
  const doc = new PDFDocument({
    size: 'A4',
    margin: 0,
    pdfVersion: '1.7',
    lang: 'en-US',
    tagged: true,
    displayTitle: true,
    info: { Title: title, Author: 'dnr', CreationDate: new Date(`${to}T00:00:00Z`) },
  })
  const chunks: Uint8Array[] = []
  const done = new Promise<void>((resolve) => {
    doc.on('data', (chunk) => void chunks.push(chunk))
    doc.on('end', resolve)
  })
  const pen: Pen = { doc, left: MARGIN, width: doc.page.width - 2 * MARGIN }
  let y = heading(pen, title, `${days} days to ${to} (from ${from}), ${report.facts.timeZone}`)
  y = tiles(pen, tilesOf(report), y)
  y = actionCards(pen, report, y)
  y = await objectives(pen, report, y)
  footnotes(pen, report, y)
  doc.end()
  await done
  return Buffer.concat(chunks)
}

interface TextStyle {
  readonly size: number
  readonly font?: FontName
  readonly colour?: string
  readonly tag?: string
  readonly width?: number
}

/** Writes a tagged paragraph and gives the height it took. */
function write(
  { doc, width }: Pen,
  text: string,
  [x, y]: readonly [number, number],
  style: TextStyle,
): number {
  const options = { width: style.width ?? width, lineGap: 1.5 }
  const set = () => doc.font(FONT_FILES[style.font ?? 'regular']).fontSize(style.size)
  const height = set().heightOfString(text, options)
  doc.addStructure(
    doc.struct(style.tag ?? 'P', () => {
      set()
        .fillColor(style.colour ?? COLOURS.soft)
        .text(text, x, y, options)
    }),
  )
  return height
}

/** Draws what says nothing to a reader: boxes and lines. */
function decorate({ doc }: Pen, draw: () => void): void {
  doc.markContent('Artifact')
  draw()
  doc.endMarkedContent()
}

function heading(pen: Pen, title: string, subtitle: string): number {
  const top = MARGIN - 4
  const height = write(pen, title, [pen.left, top], {
    size: 21,
    font: 'bold',
    colour: COLOURS.text,
    tag: 'H1',
  })
  const below = write(pen, subtitle, [pen.left, top + height + 3], { size: 9.5, colour: COLOURS.dim })
  return top + height + below + 3 + GAP
}

interface Tile {
  readonly label: string
  readonly figure: string
}

function tilesOf({ facts, actions, demand }: Report): readonly Tile[] {
  const { compliance, revenue } = facts
  const atRisk = actions.reduce((sum, { atRiskUsd }) => sum + atRiskUsd, 0)
  const requests = demand.themes.reduce((sum, { items }) => sum + items.length, 0)
  return [
    { label: 'Objectives met', figure: `${compliance.passed} of ${compliance.checks}` },
    { label: 'Revenue at risk, actions below', figure: dollars(atRisk) },
    { label: 'Usual monthly revenue', figure: dollars(revenue.monthlyUsd) },
    { label: 'Requests counted', figure: requests.toLocaleString('en-US') },
  ]
}

function tiles(pen: Pen, list: readonly Tile[], y: number): number {
  const width = (pen.width - (list.length - 1) * 8) / list.length
  const height = 46
  for (const [index, { label, figure }] of list.entries()) {
    const x = pen.left + index * (width + 8)
    decorate(pen, () => pen.doc.roundedRect(x, y, width, height, 6).fill(COLOURS.faint))
    write(pen, label, [x + 10, y + 8], { size: 7.5, colour: COLOURS.dim, width: width - 14 })
    write(pen, figure, [x + 10, y + 20], {
      size: 14,
      font: 'semibold',
      colour: COLOURS.text,
      width: width - 14,
    })
  }
  return y + height + GAP + 4
}

function actionCards(pen: Pen, report: Report, y: number): number {
  const actions = actionsOf(report)
  let at =
    y +
    write(pen, 'What to do first', [pen.left, y], {
      size: 13,
      font: 'semibold',
      colour: COLOURS.text,
      tag: 'H2',
    }) +
    6
  if (actions.length === 0)
    at += write(pen, 'Nothing measured is certain enough to act on.', [pen.left, at], { size: 9.5 }) + 6
  for (const [index, action] of actions.entries()) at = actionCard(pen, action, { rank: index + 1, y: at })
  const hidden = hiddenReason(report)
  return hidden === null
    ? at
    : at + write(pen, hidden, [pen.left, at], { size: 8, colour: COLOURS.dim }) + GAP
}

function actionCard(
  pen: Pen,
  { gap, what, title, todo }: Action,
  { rank, y }: { rank: number; y: number },
): number {
  const x = pen.left + 22
  const width = pen.width - 22
  write(pen, String(rank), [pen.left, y], { size: 13, font: 'bold', colour: COLOURS.accent })
  const figures = `${dollars(gap.atRiskUsd)} at risk · score ${gap.score.toFixed(3)} · confidence ${percentOf(gap.confidence)}`
  let at =
    y +
    write(pen, title, [x, y + 0.5], {
      size: 11.5,
      font: 'semibold',
      colour: COLOURS.text,
      tag: 'H3',
      width,
    }) +
    1
  at += write(pen, figures, [x, at], { size: 8, font: 'medium', colour: COLOURS.accent, width }) + 3
  at += write(pen, what.answer.narrative.text, [x, at], { size: 9, width }) + 3
  at += write(pen, `Do: ${todo}`, [x, at], { size: 9, font: 'semibold', colour: COLOURS.text, width })
  return at + 12
}

async function objectives(pen: Pen, report: Report, y: number): Promise<number> {
  const figure = objectivesFigure(report)
  if (figure === null) return y
  const svg = await drawSvg(figure)
  const [, drawnWidth, drawnHeight] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) ?? []
  const ratio = Number(drawnHeight) / Number(drawnWidth)
  const height = Math.min((pen.width + 2 * BLEED) * ratio, pen.doc.page.height - y - FOOT)
  if (height < LEAST_FIGURE) return y
  const sized = svg.replace(
    / width="[\d.]+" height="[\d.]+"/,
    ` width="${height / ratio}" height="${height}"`,
  )
  pen.doc.addStructure(
    pen.doc.struct('Figure', { alt: figure.alt }, () => {
      svgToPdf(pen.doc, sized, pen.left - BLEED, y, {
        assumePt: true,
        fontCallback: (_family: string, bold: boolean) => FONT_FILES[bold ? 'semibold' : 'regular'],
      })
    }),
  )
  return y + height + 4
}

function footnotes(pen: Pen, report: Report, y: number): void {
  const missed = failingChecks(report).length
  const lines = [
    `${missed === 0 ? 'No' : missed} ${missed === 1 ? 'guardrail fails' : 'guardrails fail'}; exec_summary.md lists them all.`,
    ...report.notes,
  ]
  write(pen, lines.join(' '), [pen.left, y], { size: 7.5, colour: COLOURS.dim })
}
