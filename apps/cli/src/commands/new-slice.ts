import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { loadProject, type Project, projectToFiles, type Slice } from '@numize/semantic'
import type { Effects } from '../effects.ts'
import { cliError } from '../errors.ts'
import { brokenProject } from '../projects.ts'

export interface NewSliceFlags {
  readonly project: string
  readonly audience?: readonly string[]
  readonly model?: readonly string[]
  readonly metric?: readonly string[]
}

/** `numize slice new NAME`: a file to start from. @throws `cli/broken-project`, `cli/slice-there` */
export async function newSlice(name: string, flags: NewSliceFlags, effects: Effects): Promise<number> {
  const folder = resolve(flags.project)
  const { project, problems } = loadProject(folder, effects.files)
  if (!project)
    throw brokenProject(
      flags.project,
      problems.filter(({ severity }) => severity === 'error'),
    )
  const file = join(folder, 'slices', `${name}.yml`)
  if (existsSync(file) || project.slices.some((one) => one.name === name))
    throw cliError('slice-there', { slice: name })
  const made = firstSlice(name, project, flags)
  const files = projectToFiles({ ...project, slices: [made] })
  const [text = ''] = [...files].flatMap(([path, content]) => (path.startsWith('slices/') ? [content] : []))
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  effects.out(
    `${file}\nIt is in force when the project is opened; \`numize slice check ${name}\` tells how ready it is.\n`,
  )
  return 0
}

const listed = (names: readonly string[] = []): readonly string[] | null =>
  names.length === 0 ? null : names

/** Everything careful: personal data hidden, governed metrics only, no single rows, no small groups. */
const firstSlice = (name: string, { model }: Project, flags: NewSliceFlags): Slice => ({
  name,
  label: name.replaceAll(/[_-]+/g, ' ').replace(/^./, (first) => first.toUpperCase()),
  description: null,
  audience: flags.audience && flags.audience.length > 0 ? flags.audience : [name],
  models: listed(flags.model),
  metrics: listed(flags.metric),
  hiddenDimensions: [],
  rowFilters: [],
  pii: model.semanticModels.flatMap((owner) =>
    owner.dimensions
      .filter(({ extras }) => extras.pii === true)
      .map((dimension) => ({ dimension: `${owner.name}.${dimension.name}`, mask: 'hide' as const })),
  ),
  inlineMeasures: false,
  minGroupSize: 5,
  rawRows: false,
  place: null,
})
