import { chartConfig } from '@numize/blocks'
import { parse, type Spec, View } from 'vega'
import { expressionInterpreter } from 'vega-interpreter'
import { type Config, compile, type TopLevelSpec } from 'vega-lite'
import { Handler } from 'vega-tooltip'
import { FONT } from '../theme/theme.ts'
import './chart-tooltip.css'

const tooltip = new Handler({ theme: 'numize', disableDefaultStyle: true, offsetX: 14, offsetY: 14 })

/** Nothing a chart says may make the browser fetch: its data is in its specification. */
const noLoader = {
  load: refuse,
  sanitize: refuse,
  http: refuse,
  file: refuse,
}
function refuse(): Promise<never> {
  return Promise.reject(new Error('charts load nothing'))
}

/**
 * Draws a Vega-Lite specification as SVG into `host`, in the colours of the scheme. Expressions are interpreted, never
 * turned into code, so that the page can forbid evaluation.
 */
export async function drawChart(
  host: HTMLElement,
  spec: Readonly<Record<string, unknown>>,
  scheme: 'dark' | 'light',
): Promise<{ finish: () => void }> {
  const { spec: compiled } = compile(spec as unknown as TopLevelSpec, {
    config: chartConfig(scheme, FONT) as Config,
    logger: silent,
  })
  const view = new View(parse(withPlainMoments(compiled), undefined, { ast: true }), {
    expr: expressionInterpreter,
    renderer: 'svg',
    loader: noLoader as never,
    tooltip: tooltip.call,
    hover: true,
    logger: silent,
  } as never)
  const canvas = document.createElement('div')
  host.append(canvas)
  await view.initialize(canvas).runAsync()
  for (const svg of canvas.querySelectorAll('svg')) svg.setAttribute('aria-hidden', 'true')
  const resize = new ResizeObserver(() => {
    if (host.clientWidth > 0) window.dispatchEvent(new Event('resize'))
  })
  resize.observe(host)
  return {
    finish: () => {
      resize.disconnect()
      view.finalize()
      canvas.remove()
    },
  }
}

const FILE_WIDTH = 960
const PAGE: Readonly<Record<'dark' | 'light', string>> = { dark: '#101829', light: '#ffffff' }
/** Pixels of a file for each of the drawing. */
const SHARPNESS = 2

/** The chart by itself, with its title, on the page's ground: for a document or a message. */
export async function chartFile(
  spec: Readonly<Record<string, unknown>>,
  { kind, title, scheme }: { kind: 'svg' | 'png'; title: string; scheme: 'dark' | 'light' },
): Promise<Blob> {
  const drawn = { title, ...spec, width: FILE_WIDTH }
  const look = chartConfig(scheme, FONT)
  const heading = { color: look.axis.titleColor, anchor: 'start', fontSize: 15, offset: 14 }
  const { spec: compiled } = compile(drawn as unknown as TopLevelSpec, {
    config: { ...look, title: heading, background: PAGE[scheme], padding: 24 } as Config,
    logger: silent,
  })
  const view = new View(parse(withPlainMoments(compiled), undefined, { ast: true }), {
    expr: expressionInterpreter,
    renderer: 'none',
    loader: noLoader as never,
    logger: silent,
  } as never)
  try {
    if (kind === 'svg') return new Blob([await view.toSVG()], { type: 'image/svg+xml' })
    const canvas = await view.toCanvas(SHARPNESS)
    return await new Promise((resolve, reject) => {
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the picture is empty'))), 'image/png')
    })
  } finally {
    view.finalize()
  }
}

/**
 * Vega-Lite writes the moments of an axis as `datetime(1735689600000)`, which the interpreter reads as a year: the bare
 * milliseconds mean the same to both.
 */
const withPlainMoments = (spec: Spec): Spec =>
  JSON.parse(JSON.stringify(spec), (_, value: unknown) => {
    const signal = (value as { signal?: unknown } | null)?.signal
    const moment = typeof signal === 'string' ? /^datetime\((-?\d+)\)$/.exec(signal)?.[1] : undefined
    return moment === undefined ? value : Number(moment)
  }) as Spec

const quiet = () => silent
const silent = { level: quiet as never, error: quiet, warn: quiet, info: quiet, debug: quiet } as never
