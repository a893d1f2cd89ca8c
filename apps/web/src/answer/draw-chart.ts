import { parse, View } from 'vega'
import { expressionInterpreter } from 'vega-interpreter'
import { compile, type TopLevelSpec } from 'vega-lite'
import { Handler } from 'vega-tooltip'
import { chartConfig } from '../theme/chart-config.ts'
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
    config: chartConfig(scheme),
    logger: silent,
  })
  const view = new View(parse(compiled, undefined, { ast: true } as never), {
    expr: expressionInterpreter,
    renderer: 'svg',
    loader: noLoader as never,
    tooltip: tooltip.call,
    hover: true,
    logger: silent,
  } as never)
  await view.initialize(host).runAsync()
  for (const svg of host.querySelectorAll('svg')) svg.setAttribute('aria-hidden', 'true')
  const resize = new ResizeObserver(() => {
    const width = host.clientWidth
    if (width > 0 && view.signal('width') !== undefined) window.dispatchEvent(new Event('resize'))
  })
  resize.observe(host)
  return {
    finish: () => {
      resize.disconnect()
      view.finalize()
      host.replaceChildren()
    },
  }
}

const quiet = () => silent
const silent = { level: quiet as never, error: quiet, warn: quiet, info: quiet, debug: quiet } as never
