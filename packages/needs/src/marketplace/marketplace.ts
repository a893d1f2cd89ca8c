import type { ArchetypeBuild } from '../builder.ts'
export const marketplace = null as unknown as ArchetypeBuild
