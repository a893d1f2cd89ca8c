import { contentInspector, type Principal } from '@numize/access'
import type { Ground } from '@numize/ask'
import type { ServedProject, ServerDeps } from '@numize/server'
import type { Effects } from './effects.ts'
import type { Installation } from './installation.ts'
import { type Log, openLog } from './log.ts'
import { servedSlices } from './slices/served-slices.ts'
import type { OpenSubject } from './subject.ts'

export const VERSION = '0.1.0'

/** An open subject as the server shows it to its organisation. */
export const servedOf = ({ orgId, ground, ask, askSql, assistant }: OpenSubject): ServedProject => ({
  orgId,
  name: ground.project.name,
  label: ground.project.label,
  assistant,
  ground,
  ask,
  askSql,
})

/** What the server needs, over an installation; the web is left out unless its folder is given. */
export const serverDeps = (
  subjects: readonly OpenSubject[],
  installation: Installation,
  effects: Effects,
  log: Log = openLog({ logLevel: 'error' }, effects),
): ServerDeps & { readonly projects: ServedProject[] } => {
  const projects = subjects.map(servedOf)
  const groundOf = (name: string, { orgId }: Principal): Ground => {
    const found = projects.find((one) => one.name === name && one.orgId === orgId)
    if (!found) throw new Error(`no project ${name} is served`)
    return found.ground
  }
  return {
    projects,
    slicesOf: servedSlices(groundOf, installation, effects),
    signIn: installation.signIn,
    keepersOf: (orgId) => installation.of(orgId).keepers,
    inspectContent: contentInspector(effects.env),
    version: VERSION,
    webRoot: null,
    isReady: () => true,
    allowedOrigins: (effects.env['NUMIZE_ALLOWED_ORIGINS'] ?? '').split(/[\s,]+/).filter(Boolean),
    onBug: log.bug,
    onRequest: log.request,
  }
}
