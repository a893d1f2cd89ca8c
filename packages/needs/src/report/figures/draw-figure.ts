import { chartConfig } from '@numize/blocks'
import { Resvg } from '@resvg/resvg-js'
import * as vega from 'vega'
import { type Config, compile, type TopLevelSpec } from 'vega-lite'
import { FONT, FONT_FILES, fontOfWeight, textWidth } from './fonts.ts'

export interface Figure {
  /** Name of its file, without an ending. */
  readonly name: string
  readonly title: string
  /** For those who do not see it: what is drawn and what it says. */
  readonly alt: string
  readonly spec: TopLevelSpec
}

const PNG_ZOOM = 2
const quiet = {
  level: () => quiet,
  error: () => quiet,
  warn: () => quiet,
  info: () => quiet,
  debug: () => quiet,
}

interface TextItem {
  readonly fontSize?: number
  readonly fontWeight?: number | string
}

interface Scenegraph {
  readonly textMetrics: { width: (item: TextItem, text: unknown) => number }
  /** Clip paths are numbered through: from zero, so that a drawing does not depend on those before it. */
  readonly resetSVGDefIds: () => void
}

/** Without a canvas Vega guesses how wide a text is; the font file knows. */
function prepareScenegraph(): void {
  const { textMetrics, resetSVGDefIds } = vega as unknown as Scenegraph
  resetSVGDefIds()
  textMetrics.width = (item, text) =>
    textWidth(
      typeof text === 'string' ? text : `${Number(text)}`,
      item.fontSize ?? 11,
      fontOfWeight(item.fontWeight),
    )
}

/** A figure as SVG on white, in the product's light theme, with a title and a description for screen readers. */
export async function drawSvg({ title, alt, spec }: Figure): Promise<string> {
  const config = {
    ...chartConfig('light', FONT),
    background: '#ffffff',
    aria: false,
    padding: 20,
    title: {
      anchor: 'start',
      frame: 'bounds',
      fontSize: 17,
      fontWeight: 600,
      color: '#0d1930',
      subtitleFontSize: 12.5,
      subtitleColor: '#52617e',
      subtitlePadding: 6,
      offset: 18,
    },
    header: { labelFontSize: 12.5, labelFontWeight: 600, labelColor: '#2d3c5a' },
  } as Config
  const { spec: compiled } = compile(spec, { config, logger: quiet })
  const view = new vega.View(vega.parse(compiled), { renderer: 'none', logger: quiet })
  try {
    prepareScenegraph()
    const svg = await view.toSVG()
    return svg.replace(
      /^<svg([^>]*)>/,
      (_, attributes: string) =>
        `<svg${attributes} role="img"><title>${escaped(title)}</title><desc>${escaped(alt)}</desc>`,
    )
  } finally {
    view.finalize()
  }
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** The same drawing as PNG, at twice its size. */
export const drawPng = (svg: string): Uint8Array =>
  new Resvg(svg, {
    fitTo: { mode: 'zoom', value: PNG_ZOOM },
    font: { fontFiles: Object.values(FONT_FILES), loadSystemFonts: false, defaultFontFamily: FONT },
  })
    .render()
    .asPng()
