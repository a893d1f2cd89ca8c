import type { Store } from '@numize/store'
import { identityError } from './errors.ts'

const NAME = /^[a-z][a-z0-9-]{0,39}$/

/** Makes an organisation, or says anew where its projects lie (null: as before). @throws `identity/bad-organisation` */
export async function addOrganisation(
  store: Store,
  orgId: string,
  name: string,
  projectsDir: string | null,
): Promise<void> {
  if (!NAME.test(orgId)) throw identityError('bad-organisation')
  await store.addOrg(orgId, name)
  if (projectsDir !== null) await store.setProjectsDir(orgId, projectsDir)
}
